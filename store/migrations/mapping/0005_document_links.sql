-- The document links: every kind of document with its lines and settlements as evidence, the links their own references
-- make, and beside them the links that people's habits (same party, amount, day, number in a text) make likely.

drop view mapping.order_billing;
drop view mapping.document_link;

alter table mapping.document_record rename column amount to net_amount;
alter table mapping.document_record
  alter column number drop not null,
  alter column net_amount drop not null,
  alter column currency drop not null,
  alter column document_on drop not null,
  alter column smallest_unit drop not null,
  add column side text collate "C",
  add column party_id text collate "C",
  add column origin_id text collate "C",
  add column journal_entry_id text collate "C",
  add column reference text,
  add column description text,
  add column tax_amount numeric,
  add column total_amount numeric,
  add column exchange_rate numeric,
  add column status text collate "C" not null default 'POSTED';
-- Only orders and invoices that count were known before.
update mapping.document_record set side = 'SALES', kind = case kind when 'order' then 'SALES_ORDER' else 'INVOICE' end;
create index on mapping.document_record (origin_id) where origin_id is not null;
create index on mapping.document_record (party_id);
create index on mapping.document_record (journal_entry_id) where journal_entry_id is not null;
create index on mapping.document_record (batch_id);
create index on mapping.document_record (reference) where kind = 'JOURNAL_ENTRY';
create index on mapping.document_record (currency, abs(total_amount)) where kind in ('ERP_INVOICE', 'INVOICE', 'BILL', 'CREDIT_NOTE');

create table mapping.document_line (
  source_id text collate "C" primary key,
  document_id text collate "C" not null,
  line_number integer not null,
  item_id text collate "C",
  description text,
  quantity numeric,
  unit text collate "C",
  net_amount numeric,
  tax_amount numeric,
  currency text collate "C",
  order_line_id text collate "C",
  order_number text collate "C",
  order_line_number integer,
  despatch_number text collate "C",
  batch_id bigint not null
);
create index on mapping.document_line (document_id);
create index on mapping.document_line (order_line_id) where order_line_id is not null;
create index on mapping.document_line (despatch_number) where despatch_number is not null;
create index on mapping.document_line (order_number) where order_number is not null;

create table mapping.settlement (
  source_id text collate "C" primary key,
  payment_id text collate "C" not null,
  document_id text collate "C" not null,
  amount numeric not null,
  currency text collate "C" not null,
  settled_on date not null,
  batch_id bigint not null
);
create index on mapping.settlement (payment_id);
create index on mapping.settlement (document_id);

-- A record's confirmed identity; a record nobody linked stands for itself.
create function mapping.identity_of(record_id text) returns text language sql stable as $$
  select coalesce((select shared_id from mapping.identifier where source_id = record_id and status = 'CONFIRMED'), record_id)
$$;

-- Two parties contradict each other when both are known to both systems, and as different ones. A party known to one
-- system alone may be anyone of the other.
create function mapping.parties_differ(left_id text, right_id text) returns boolean language sql stable as $$
  select coalesce((
    select a.shared_id <> b.shared_id
      and exists (select 1 from mapping.identifier o where o.shared_id = a.shared_id and o.side <> a.side and o.status = 'CONFIRMED')
      and exists (select 1 from mapping.identifier o where o.shared_id = b.shared_id and o.side <> b.side and o.status = 'CONFIRMED')
    from mapping.identifier a join mapping.identifier b on b.source_id = right_id and b.status = 'CONFIRMED'
    where a.source_id = left_id and a.status = 'CONFIRMED'), false)
$$;

-- What one system says of another's document in its own references. The strongest of several references names the link.
create view mapping.document_reference as
select distinct on (from_id, to_id) from_id, to_id, rule
from (
  select o.source_id as from_id, d.source_id as to_id, 'ORDER_ID' as rule, 1 as rank
  from mapping.document_record d join mapping.document_record o on o.source_id = d.origin_id
  where d.kind in ('SHIPMENT', 'RECEIPT')
  union all
  select o.document_id, l.document_id, 'ORDER_LINE', 2
  from mapping.document_line l join mapping.document_line o on o.source_id = l.order_line_id
  union all
  select s.document_id, i.document_id, 'SAME_ORDER_LINE', 3
  from mapping.document_line s join mapping.document_record sd on sd.source_id = s.document_id and sd.kind in ('SHIPMENT', 'RECEIPT')
  join mapping.document_line i on i.order_line_id = s.order_line_id
  join mapping.document_record d on d.source_id = i.document_id and d.kind = 'ERP_INVOICE'
  union all
  select s.source_id, l.document_id, 'DESPATCH_NUMBER', 4
  from mapping.document_line l join mapping.document_record d on d.source_id = l.document_id and d.status not in ('DRAFT', 'CANCELLED')
  join mapping.document_record s on s.number = l.despatch_number and s.side = d.side
    and s.kind in ('SHIPMENT', 'RECEIPT') and mapping.one_company(s.company_id, d.company_id)
  union all
  select o.source_id, i.source_id, 'ORDER_NUMBER', 5
  from mapping.document_record i
  join mapping.document_record o on o.number = i.order_number and o.side = i.side and o.kind in ('SALES_ORDER', 'PURCHASE_ORDER')
    and o.status not in ('DRAFT', 'CANCELLED') and mapping.one_company(o.company_id, i.company_id)
    and not mapping.parties_differ(o.party_id, i.party_id)
  where i.kind in ('INVOICE', 'BILL', 'CREDIT_NOTE') and i.status not in ('DRAFT', 'CANCELLED')
  union all
  select d.origin_id, d.source_id, 'CORRECTS', 6
  from mapping.document_record d join mapping.document_record i on i.source_id = d.origin_id
  where d.kind = 'CREDIT_NOTE'
  union all
  select s.document_id, s.payment_id, 'SETTLEMENT', 7
  from mapping.settlement s join mapping.document_record d on d.source_id = s.document_id
  join mapping.document_record p on p.source_id = s.payment_id
  union all
  select d.source_id, e.source_id, 'JOURNAL_ENTRY', 8
  from mapping.document_record d join mapping.document_record e on e.source_id = d.journal_entry_id and e.kind = 'JOURNAL_ENTRY'
  union all
  select d.source_id, e.source_id, 'DOCUMENT_NUMBER', 9
  from mapping.document_record d join mapping.document_record e on e.kind = 'JOURNAL_ENTRY' and e.reference = d.number
    and e.company_id is not distinct from d.company_id and e.system = d.system
  where d.journal_entry_id is null and d.kind in ('INVOICE', 'BILL', 'CREDIT_NOTE', 'PAYMENT')
) given
where from_id <> to_id
order by from_id, to_id, rank;

-- Links that no reference makes: found by the reconciliation, one for one.
create table mapping.evidence_link (
  from_id text collate "C" not null,
  to_id text collate "C" not null,
  rule text collate "C" not null,
  confidence numeric not null,
  reason text not null,
  status text collate "C" not null,
  decided_at timestamptz not null default now(),
  primary key (from_id, to_id)
);
create index on mapping.evidence_link (to_id);

-- Lines of the two documents of an evidence link that say the same.
create table mapping.evidence_line_link (
  from_line_id text collate "C" primary key,
  to_line_id text collate "C" not null,
  from_id text collate "C" not null,
  to_id text collate "C" not null,
  confidence numeric not null,
  reason text not null
);
create index on mapping.evidence_line_link (from_id, to_id);

-- An order and its invoice name themselves; other links have an id that does not tell which documents they join, since
-- whoever may list links may not read every kind of document.
create function mapping.link_id(from_kind text, from_id text, to_kind text, to_id text) returns text language sql immutable as $$
  select case when from_kind = 'SALES_ORDER' and to_kind = 'INVOICE' then from_id || '>' || to_id else md5(from_id || '>' || to_id) end
$$;

create view mapping.document_link as
select mapping.link_id(f.kind, l.from_id, t.kind, l.to_id) as id,
  f.kind as from_kind, l.from_id, t.kind as to_kind, l.to_id, f.company_id,
  case when f.kind = 'SALES_ORDER' then f.source_id end as order_id,
  case when f.kind = 'PURCHASE_ORDER' then f.source_id end as purchase_order_id,
  case when f.kind = 'SHIPMENT' then f.source_id when t.kind = 'SHIPMENT' then t.source_id end as shipment_id,
  case when f.kind = 'RECEIPT' then f.source_id when t.kind = 'RECEIPT' then t.source_id end as receipt_id,
  case when f.kind = 'ERP_INVOICE' then f.source_id when t.kind = 'ERP_INVOICE' then t.source_id end as erp_invoice_id,
  case when f.kind = 'INVOICE' then f.source_id when t.kind = 'INVOICE' then t.source_id end as invoice_id,
  case when f.kind = 'BILL' then f.source_id when t.kind = 'BILL' then t.source_id end as bill_id,
  case when f.kind = 'CREDIT_NOTE' then f.source_id when t.kind = 'CREDIT_NOTE' then t.source_id end as credit_note_id,
  case when f.kind = 'PAYMENT' then f.source_id when t.kind = 'PAYMENT' then t.source_id end as payment_id,
  case when t.kind = 'JOURNAL_ENTRY' then t.source_id end as journal_entry_id,
  case when f.kind in ('SALES_ORDER', 'PURCHASE_ORDER') then f.number end as order_number,
  t.document_on as linked_on,
  case when t.kind in ('INVOICE', 'ERP_INVOICE') then t.document_on end as invoiced_on,
  l.rule, l.confidence, l.reason, l.status,
  t.system as source_system, '' as source_file, 0 as source_line, t.batch_id
from (
  select r.from_id, r.to_id, r.rule, 1.00 as confidence, 'CONFIRMED' as status,
    case r.rule
      when 'ORDER_ID' then 'It names the order it fulfils.'
      when 'ORDER_LINE' then 'Its lines name the order lines.'
      when 'SAME_ORDER_LINE' then 'Both name the same order line.'
      when 'DESPATCH_NUMBER' then 'Its lines name the despatch.'
      when 'ORDER_NUMBER' then 'It names the order number.'
      when 'CORRECTS' then 'It names the document it corrects.'
      when 'DOCUMENT_NUMBER' then 'The entry names the number of the document.'
      when 'SETTLEMENT' then 'The payment is allocated to it.'
      else 'It names the entry that books it.'
    end as reason
  from mapping.document_reference r
  union all
  select e.from_id, e.to_id, e.rule, e.confidence, e.status, e.reason from mapping.evidence_link e
) l
join mapping.document_record f on f.source_id = l.from_id
join mapping.document_record t on t.source_id = l.to_id;

create view mapping.document_line_link as
select l.source_id || '<' || o.source_id as id, mapping.link_id(f.kind, o.document_id, d.kind, l.document_id) as link_id,
  o.source_id as from_line_id, l.source_id as to_line_id, f.company_id, l.quantity, l.unit,
  1.00 as confidence, 'It names the order line.' as reason,
  d.system as source_system, '' as source_file, 0 as source_line, l.batch_id
from mapping.document_line l join mapping.document_line o on o.source_id = l.order_line_id
join mapping.document_record d on d.source_id = l.document_id
join mapping.document_record f on f.source_id = o.document_id
union all
select l.source_id || '<' || o.source_id, mapping.link_id(f.kind, o.document_id, d.kind, l.document_id), o.source_id, l.source_id, f.company_id,
  l.quantity, l.unit, 1.00, 'It names the order and its line.', d.system, '', 0, l.batch_id
from mapping.document_line l join mapping.document_record d on d.source_id = l.document_id
join mapping.document_record f on f.number = coalesce(l.order_number, d.order_number) and f.side = d.side
  and f.kind in ('SALES_ORDER', 'PURCHASE_ORDER') and mapping.one_company(f.company_id, d.company_id)
join mapping.document_line o on o.document_id = f.source_id and o.line_number = l.order_line_number
where l.order_line_id is null
union all
select e.to_line_id || '<' || e.from_line_id, mapping.link_id(f.kind, e.from_id, d.kind, e.to_id), e.from_line_id, e.to_line_id, f.company_id,
  l.quantity, l.unit, e.confidence, e.reason, d.system, '', 0, l.batch_id
from mapping.evidence_line_link e join mapping.document_line l on l.source_id = e.to_line_id
join mapping.document_record d on d.source_id = e.to_id join mapping.document_record f on f.source_id = e.from_id;

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
    o.net_amount as ordered, o.currency as ordered_currency, o.smallest_unit, b.invoice_count, b.billed, b.billed_currency,
    o.system as source_system, '' as source_file, 0 as source_line, o.batch_id
  from mapping.document_record o
  cross join lateral (
    select count(*)::integer as invoice_count, coalesce(sum(i.net_amount), 0) as billed,
      case when count(distinct i.currency) > 1 then '(several)' else min(i.currency) end as billed_currency
    from mapping.document_record i where i.kind = 'INVOICE' and i.order_number = o.number
      and i.status not in ('DRAFT', 'CANCELLED') and mapping.one_company(o.company_id, i.company_id)
      and not mapping.parties_differ(o.party_id, i.party_id)
  ) b
  where o.kind = 'SALES_ORDER' and o.status not in ('DRAFT', 'CANCELLED')
  union all
  select i.source_id, null, i.company_id, coalesce(i.order_number, i.number), null, null, null, null, 1, i.net_amount, i.currency,
    i.system, '', 0, i.batch_id
  from mapping.document_record i
  where i.kind = 'INVOICE' and i.status not in ('DRAFT', 'CANCELLED')
    and not exists (select 1 from mapping.document_record o where o.kind = 'SALES_ORDER' and o.number = i.order_number
      and o.status not in ('DRAFT', 'CANCELLED') and mapping.one_company(o.company_id, i.company_id)
      and not mapping.parties_differ(o.party_id, i.party_id))
) billing;
