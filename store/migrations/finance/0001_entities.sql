-- The finance schema: one table an entity; every row carries where it came from (source_system, source_file, source_line)
-- and the batch that wrote it. No foreign keys: rows may arrive before what they point at is repaired; the importer checks references.

create table finance.company (
  finance_id text collate "C" primary key,
  code text collate "C" not null,
  name text collate "C" not null,
  tax_id text collate "C",
  shared_number text collate "C",
  currency text collate "C" not null,
  country text collate "C",
  parent_id text collate "C",
  ownership numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.company (parent_id);

create table finance.cost_center (
  finance_id text collate "C" primary key,
  company_id text collate "C",
  code text collate "C" not null,
  name text collate "C" not null,
  shared_number text collate "C",
  parent_id text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.cost_center (company_id);
create index on finance.cost_center (parent_id);

create table finance.tax_code (
  id text collate "C" primary key,
  code text collate "C" not null,
  name text collate "C" not null,
  kind text collate "C",
  rate numeric not null,
  country text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table finance.payment_term (
  id text collate "C" primary key,
  code text collate "C" not null,
  name text collate "C" not null,
  net_days integer not null,
  discount_days integer,
  discount_rate numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table finance.exchange_rate (
  id text collate "C" primary key,
  from_currency text collate "C" not null,
  to_currency text collate "C" not null,
  valid_on date not null,
  kind text collate "C" not null,
  rate numeric not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.exchange_rate (valid_on);

create table finance.account (
  id text collate "C" primary key,
  company_id text collate "C",
  code text collate "C" not null,
  name text collate "C" not null,
  type text collate "C" not null,
  class text collate "C",
  normal_side text collate "C" not null,
  control boolean,
  postable boolean,
  parent_id text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.account (company_id);
create index on finance.account (parent_id);

create table finance.fiscal_period (
  id text collate "C" primary key,
  company_id text collate "C",
  code text collate "C" not null,
  fiscal_year integer not null,
  starts_on date not null,
  ends_on date not null,
  status text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.fiscal_period (company_id);
create index on finance.fiscal_period (starts_on);

create table finance.journal (
  id text collate "C" primary key,
  company_id text collate "C",
  code text collate "C" not null,
  name text collate "C" not null,
  kind text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.journal (company_id);

create table finance.party_account (
  id text collate "C" primary key,
  company_id text collate "C",
  number text collate "C" not null,
  name text collate "C" not null,
  kind text collate "C" not null,
  tax_id text collate "C",
  shared_number text collate "C",
  group_number text collate "C",
  control_account_id text collate "C",
  currency text collate "C",
  city text collate "C",
  postal_code text collate "C",
  country text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.party_account (company_id);
create index on finance.party_account (control_account_id);

create table finance.product (
  id text collate "C" primary key,
  code text collate "C" not null,
  name text collate "C" not null,
  product_group text collate "C",
  shared_number text collate "C",
  unit text collate "C",
  standard_cost numeric,
  list_price numeric,
  currency text collate "C",
  valid_from date,
  valid_to date,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table finance.journal_entry (
  id text collate "C" primary key,
  company_id text collate "C" not null,
  journal_id text collate "C",
  period_id text collate "C",
  number text collate "C" not null,
  posted_on date not null,
  description text collate "C",
  status text collate "C" not null,
  document_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.journal_entry (company_id);
create index on finance.journal_entry (journal_id);
create index on finance.journal_entry (period_id);
create index on finance.journal_entry (posted_on);

create table finance.journal_line (
  id text collate "C" primary key,
  entry_id text collate "C" not null,
  line_number integer not null,
  company_id text collate "C" not null,
  account_id text collate "C" not null,
  posted_on date not null,
  party_account_id text collate "C",
  cost_center_id text collate "C",
  tax_code_id text collate "C",
  debit numeric not null,
  credit numeric not null,
  currency text collate "C" not null,
  transaction_amount numeric,
  transaction_currency text collate "C",
  description text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.journal_line (entry_id);
create index on finance.journal_line (company_id);
create index on finance.journal_line (account_id);
create index on finance.journal_line (party_account_id);
create index on finance.journal_line (cost_center_id);
create index on finance.journal_line (tax_code_id);
create index on finance.journal_line (posted_on);

create table finance.invoice (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  party_account_id text collate "C" not null,
  issued_on date not null,
  due_on date,
  status text collate "C" not null,
  payment_term_id text collate "C",
  journal_entry_id text collate "C",
  order_number text collate "C",
  channel text collate "C",
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  total_amount numeric not null,
  exchange_rate numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.invoice (company_id);
create index on finance.invoice (party_account_id);
create index on finance.invoice (payment_term_id);
create index on finance.invoice (journal_entry_id);
create index on finance.invoice (issued_on);

create table finance.invoice_line (
  id text collate "C" primary key,
  invoice_id text collate "C" not null,
  line_number integer not null,
  product_id text collate "C",
  description text collate "C",
  issued_on date,
  quantity numeric,
  unit text collate "C",
  unit_price numeric,
  discount_rate numeric,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  cost_amount numeric,
  currency text collate "C" not null,
  tax_code_id text collate "C",
  cost_center_id text collate "C",
  order_number text collate "C",
  order_line_number integer,
  despatch_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.invoice_line (invoice_id);
create index on finance.invoice_line (product_id);
create index on finance.invoice_line (tax_code_id);
create index on finance.invoice_line (cost_center_id);

create table finance.bill (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  party_account_id text collate "C" not null,
  issued_on date not null,
  due_on date,
  status text collate "C" not null,
  payment_term_id text collate "C",
  journal_entry_id text collate "C",
  order_number text collate "C",
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  total_amount numeric not null,
  exchange_rate numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.bill (company_id);
create index on finance.bill (party_account_id);
create index on finance.bill (payment_term_id);
create index on finance.bill (journal_entry_id);
create index on finance.bill (issued_on);

create table finance.bill_line (
  id text collate "C" primary key,
  bill_id text collate "C" not null,
  line_number integer not null,
  product_id text collate "C",
  description text collate "C",
  issued_on date,
  quantity numeric,
  unit text collate "C",
  unit_price numeric,
  discount_rate numeric,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  cost_amount numeric,
  currency text collate "C" not null,
  tax_code_id text collate "C",
  cost_center_id text collate "C",
  order_number text collate "C",
  order_line_number integer,
  despatch_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.bill_line (bill_id);
create index on finance.bill_line (product_id);
create index on finance.bill_line (tax_code_id);
create index on finance.bill_line (cost_center_id);

create table finance.credit_note (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  party_account_id text collate "C" not null,
  issued_on date not null,
  due_on date,
  status text collate "C" not null,
  payment_term_id text collate "C",
  journal_entry_id text collate "C",
  order_number text collate "C",
  kind text collate "C" not null,
  invoice_id text collate "C",
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  total_amount numeric not null,
  exchange_rate numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.credit_note (company_id);
create index on finance.credit_note (party_account_id);
create index on finance.credit_note (payment_term_id);
create index on finance.credit_note (journal_entry_id);
create index on finance.credit_note (invoice_id);
create index on finance.credit_note (issued_on);

create table finance.credit_note_line (
  id text collate "C" primary key,
  credit_note_id text collate "C" not null,
  line_number integer not null,
  product_id text collate "C",
  description text collate "C",
  issued_on date,
  quantity numeric,
  unit text collate "C",
  unit_price numeric,
  discount_rate numeric,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  cost_amount numeric,
  currency text collate "C" not null,
  tax_code_id text collate "C",
  cost_center_id text collate "C",
  order_number text collate "C",
  order_line_number integer,
  despatch_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.credit_note_line (credit_note_id);
create index on finance.credit_note_line (product_id);
create index on finance.credit_note_line (tax_code_id);
create index on finance.credit_note_line (cost_center_id);

create table finance.payment (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  party_account_id text collate "C",
  direction text collate "C" not null,
  paid_on date not null,
  amount numeric not null,
  currency text collate "C" not null,
  exchange_rate numeric,
  method text collate "C",
  reference text collate "C",
  account_id text collate "C",
  journal_entry_id text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.payment (company_id);
create index on finance.payment (party_account_id);
create index on finance.payment (account_id);
create index on finance.payment (journal_entry_id);
create index on finance.payment (paid_on);

create table finance.payment_allocation (
  id text collate "C" primary key,
  payment_id text collate "C" not null,
  document_type text collate "C" not null,
  document_id text collate "C" not null,
  amount numeric not null,
  currency text collate "C" not null,
  allocated_on date not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.payment_allocation (payment_id);
create index on finance.payment_allocation (allocated_on);

create table finance.budget (
  id text collate "C" primary key,
  company_id text collate "C",
  account_id text collate "C" not null,
  cost_center_id text collate "C",
  starts_on date not null,
  version text collate "C",
  amount numeric not null,
  currency text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.budget (company_id);
create index on finance.budget (account_id);
create index on finance.budget (cost_center_id);
create index on finance.budget (starts_on);

create table finance.account_balance (
  id text collate "C" primary key,
  company_id text collate "C",
  account_id text collate "C" not null,
  cost_center_id text collate "C",
  scenario text collate "C" not null,
  balance_on date not null,
  amount numeric not null,
  currency text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.account_balance (company_id);
create index on finance.account_balance (account_id);
create index on finance.account_balance (cost_center_id);
create index on finance.account_balance (balance_on);

create table finance.inventory_balance (
  id text collate "C" primary key,
  product_id text collate "C" not null,
  balance_on date not null,
  balance numeric not null,
  received numeric,
  issued numeric,
  unit text collate "C",
  unit_cost numeric,
  currency text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on finance.inventory_balance (product_id);
create index on finance.inventory_balance (balance_on);

create index on finance.invoice (order_number);
create index on finance.payment_allocation (document_id);
create index on finance.exchange_rate (from_currency, to_currency, valid_on);

-- Posted documents that are not settled in full. A credit note counts against what is owed, so its amounts turn negative.
create view finance.open_item as
select * from (
  select t.id, 'RECEIVABLE' as kind, t.number, t.company_id, t.party_account_id, t.issued_on,
    coalesce(t.due_on, t.issued_on) as due_on, t.total_amount,
    t.total_amount - coalesce((select sum(a.amount) from finance.payment_allocation a
      where a.document_id = t.id and a.document_type = 'INVOICE'), 0) as open_amount,
    t.currency, t.source_system, t.source_file, t.source_line, t.batch_id
  from finance.invoice t where t.status = 'POSTED'
  union all
  select t.id, 'PAYABLE', t.number, t.company_id, t.party_account_id, t.issued_on,
    coalesce(t.due_on, t.issued_on), t.total_amount,
    t.total_amount - coalesce((select sum(a.amount) from finance.payment_allocation a
      where a.document_id = t.id and a.document_type = 'BILL'), 0),
    t.currency, t.source_system, t.source_file, t.source_line, t.batch_id
  from finance.bill t where t.status = 'POSTED'
  union all
  select t.id, case t.kind when 'SALES' then 'RECEIVABLE' else 'PAYABLE' end, t.number, t.company_id, t.party_account_id,
    t.issued_on, coalesce(t.due_on, t.issued_on), -t.total_amount,
    -(t.total_amount - coalesce((select sum(a.amount) from finance.payment_allocation a
      where a.document_id = t.id and a.document_type = 'CREDIT_NOTE'), 0)),
    t.currency, t.source_system, t.source_file, t.source_line, t.batch_id
  from finance.credit_note t where t.status = 'POSTED'
) documents
where open_amount <> 0;
