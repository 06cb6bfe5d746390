-- The crosswalk: what each source record is evidence of, which shared identity it belongs to, and the loads it came from.

create table mapping.import_batch (
  id bigint generated always as identity primary key,
  system text collate "C" not null,
  state text collate "C" not null default 'COMMITTED',
  started_at timestamptz not null,
  committed_at timestamptz,
  accepted_count integer not null default 0,
  changed_count integer not null default 0,
  skipped_count integer not null default 0,
  quarantined_count integer not null default 0,
  cursor text not null default ''
);
create index on mapping.import_batch (system, id);

-- Skips are counted by the rule that made them, so that no record disappears without a word.
create table mapping.import_skip (
  batch_id bigint not null,
  entity text not null,
  because text not null,
  count integer not null,
  primary key (batch_id, entity, because)
);

-- One row a record of a source file: a later load of the same file and line replaces it, or clears it when it is repaired.
create table mapping.quarantined_row (
  id text collate "C" primary key,
  batch_id bigint not null,
  system text collate "C" not null,
  entity text collate "C",
  code text collate "C" not null,
  path text collate "C" not null,
  reason text not null,
  file text collate "C" not null,
  line integer not null,
  record text not null,
  quarantined_at timestamptz not null default now()
);
create index on mapping.quarantined_row (system, file, line);
create index on mapping.quarantined_row (batch_id);

create table mapping.code_map (
  id text collate "C" primary key,
  system text collate "C" not null,
  list text collate "C" not null,
  source_code text collate "C" not null,
  unified_code text collate "C" not null,
  loaded_at timestamptz not null default now()
);

create table mapping.identity_link (
  id text collate "C" primary key,
  kind text collate "C" not null,
  left_id text collate "C" not null,
  right_id text collate "C" not null,
  valid_from date,
  valid_to date,
  decided_by text,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on mapping.identity_link (left_id);
create index on mapping.identity_link (right_id);

-- What the systems say of their records, as evidence of identity. Kept apart from finance and erp so that mapping needs neither.
create table mapping.source_record (
  source_id text collate "C" primary key,
  kind text collate "C" not null,
  side text collate "C" not null,
  system text collate "C" not null,
  name text not null,
  tax_id text collate "C",
  shared_number text collate "C",
  group_number text collate "C",
  company_id text collate "C",
  valid_from date,
  valid_to date,
  batch_id bigint not null
);
create index on mapping.source_record (batch_id);
create index on mapping.source_record (kind, tax_id) where tax_id is not null;
create index on mapping.source_record (kind, shared_number) where shared_number is not null;
create index on mapping.source_record (kind, system, group_number) where group_number is not null;

create sequence mapping.identity_number start 1000001;

create table mapping.identifier (
  id text collate "C" primary key,
  kind text collate "C" not null,
  shared_id text collate "C" not null,
  side text collate "C" not null,
  system text collate "C" not null,
  source_id text collate "C" not null,
  name text,
  company_id text collate "C",
  valid_from date,
  valid_to date,
  status text collate "C" not null,
  confidence numeric,
  rule text collate "C" not null,
  reason text,
  decided_by text collate "C" not null,
  decided_at timestamptz not null default now()
);
create index on mapping.identifier (shared_id);
-- A record has one confirmed identity at a time; proposals and withdrawn links may stand beside it.
create unique index on mapping.identifier (source_id) where status = 'CONFIRMED';

-- Identities that were merged into another keep pointing at it, so that no id ever given out stops working.
create table mapping.identity_redirect (
  from_id text collate "C" primary key,
  to_id text collate "C" not null,
  rule text collate "C" not null,
  reason text not null,
  decided_at timestamptz not null default now()
);

create table mapping.document_record (
  source_id text collate "C" primary key,
  kind text collate "C" not null,
  system text collate "C" not null,
  company_id text collate "C",
  number text collate "C" not null,
  order_number text collate "C",
  amount numeric not null,
  currency text collate "C" not null,
  document_on date not null,
  smallest_unit numeric not null,
  batch_id bigint not null
);
create index on mapping.document_record (kind, number);
create index on mapping.document_record (kind, order_number);

-- Companies of the two systems are one when the crosswalk says so; a document without a company may belong to any.
create function mapping.one_company(left_id text, right_id text) returns boolean language sql stable as $$
  select left_id is null or right_id is null or exists (
    select 1 from mapping.identifier a join mapping.identifier b on b.shared_id = a.shared_id
    where a.source_id = left_id and b.source_id = right_id and a.status = 'CONFIRMED' and b.status = 'CONFIRMED')
$$;

create view mapping.document_link as
select o.source_id || '>' || i.source_id as id, o.source_id as order_id, i.source_id as invoice_id, o.company_id,
  o.number as order_number, i.document_on as invoiced_on, 'ORDER_NUMBER' as rule, 1.00 as confidence,
  i.system as source_system, '' as source_file, 0 as source_line, i.batch_id
from mapping.document_record o
join mapping.document_record i on i.kind = 'invoice' and i.order_number = o.number
  and mapping.one_company(o.company_id, i.company_id)
where o.kind = 'order';

-- Amounts are compared to the smallest unit of their currency: systems that round per line differ below it.
create view mapping.order_billing as
select id, order_id, company_id, order_number, ordered_on,
  case
    when order_id is null then 'WITHOUT_ORDER'
    when billed_currency is not null and billed_currency <> ordered_currency then 'CURRENCY_DIFFERS'
    when invoice_count = 0 then 'UNBILLED'
    when ordered - billed >= smallest_unit then 'BILLED_SHORT'
    when billed - ordered >= smallest_unit then 'BILLED_OVER'
    else 'BILLED'
  end as status,
  invoice_count, ordered as ordered_amount,
  case when billed_currency is null or ordered_currency is null or billed_currency = ordered_currency then billed end as billed_amount,
  case when billed_currency is null or billed_currency = ordered_currency then coalesce(ordered, 0) - coalesce(billed, 0) end as difference,
  coalesce(ordered_currency, billed_currency) as currency,
  source_system, source_file, source_line, batch_id
from (
  select o.source_id as id, o.source_id as order_id, o.company_id, o.number as order_number, o.document_on as ordered_on,
    o.amount as ordered, o.currency as ordered_currency, o.smallest_unit, b.invoice_count, b.billed, b.billed_currency,
    o.system as source_system, '' as source_file, 0 as source_line, o.batch_id
  from mapping.document_record o
  cross join lateral (
    select count(*)::integer as invoice_count, coalesce(sum(i.amount), 0) as billed,
      case when count(distinct i.currency) > 1 then '(several)' else min(i.currency) end as billed_currency
    from mapping.document_record i where i.kind = 'invoice' and i.order_number = o.number
      and mapping.one_company(o.company_id, i.company_id)
  ) b
  where o.kind = 'order'
  union all
  select i.source_id, null, i.company_id, coalesce(i.order_number, i.number), null, null, null, null, 1, i.amount, i.currency,
    i.system, '', 0, i.batch_id
  from mapping.document_record i
  where i.kind = 'invoice'
    and not exists (select 1 from mapping.document_record o where o.kind = 'order' and o.number = i.order_number
      and mapping.one_company(o.company_id, i.company_id))
) billing;
