-- Invoices as the ERP issues and receives them: the middle between its orders and what finance books.

create table erp.erp_invoice (
  id text collate "C" primary key,
  number text collate "C",
  kind text collate "C" not null,
  company_id text collate "C",
  party_id text collate "C" not null,
  issued_on date,
  due_on date,
  status text collate "C" not null,
  reference text collate "C",
  description text collate "C",
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  total_amount numeric not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.erp_invoice (company_id);
create index on erp.erp_invoice (party_id);
create index on erp.erp_invoice (issued_on);

create table erp.erp_invoice_line (
  id text collate "C" primary key,
  invoice_id text collate "C" not null,
  line_number integer not null,
  order_line_id text collate "C",
  purchase_order_line_id text collate "C",
  item_id text collate "C",
  description text collate "C",
  quantity numeric,
  unit text collate "C",
  unit_price numeric,
  net_amount numeric not null,
  currency text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.erp_invoice_line (invoice_id);
create index on erp.erp_invoice_line (order_line_id);
create index on erp.erp_invoice_line (purchase_order_line_id);
create index on erp.erp_invoice_line (item_id);
