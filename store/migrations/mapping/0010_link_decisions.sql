-- What people decide on document links, what becomes of a discrepancy over time, and by which rates a run compared.

-- Decisions stay for ever: one that was undone names the decision that undid it.
create sequence mapping.link_decision_number;
create table mapping.document_link_decision (
  id text collate "C" primary key default 'L-' || lpad(nextval('mapping.link_decision_number')::text, 9, '0'),
  kind text collate "C" not null,
  link_id text collate "C" not null,
  from_id text collate "C" not null,
  to_id text collate "C" not null,
  company_id text collate "C",
  reason text not null,
  -- What spoke for the link when it was decided on.
  confidence numeric not null,
  evidence text not null,
  decided_by text collate "C" not null,
  decided_at timestamptz not null default now(),
  undoes_id text collate "C",
  undone_by_id text collate "C"
);
-- One decision on two documents stands at a time.
create unique index on mapping.document_link_decision (from_id, to_id) where kind <> 'UNDO' and undone_by_id is null;
create index on mapping.document_link_decision (to_id);
create index on mapping.document_link_decision (company_id);

alter table mapping.discrepancy add column cost_center_id text collate "C";
create index on mapping.discrepancy (state);

create sequence mapping.discrepancy_event_number;
create table mapping.discrepancy_event (
  id text collate "C" primary key default 'H-' || lpad(nextval('mapping.discrepancy_event_number')::text, 12, '0'),
  discrepancy_id text collate "C" not null,
  kind text collate "C" not null,
  state text collate "C" not null,
  owner text collate "C",
  note text,
  amount numeric,
  currency text collate "C",
  -- None: a run of the reconciliation.
  made_by text collate "C",
  made_at timestamptz not null default clock_timestamp()
);
create index on mapping.discrepancy_event (discrepancy_id);

-- The rates between the currencies of documents that a run compared in the company's own: others call for another look at these.
alter table mapping.reconciliation_run add column rates_version text not null default '';

-- A link that a person confirmed counts as a reference.
create or replace view mapping.document_reference as
select distinct on (from_id, to_id) from_id, to_id, rule
from (
  select from_id, to_id, 'DECISION' as rule, 0 as rank from mapping.document_link_decision
  where kind = 'CONFIRM' and undone_by_id is null
  union all
  select o.source_id, d.source_id, 'ORDER_ID', 1
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

create or replace view mapping.document_link as
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
      when 'DECISION' then 'A person confirmed it.'
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
