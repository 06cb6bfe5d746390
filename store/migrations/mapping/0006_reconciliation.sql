-- What the two systems disagree on, kept from run to run, and what each run looked at.

-- Each document as the last run saw it: a changed fingerprint (its rows, its lines, who its party is) calls for another look.
-- Documents of one cluster could belong together; they are looked at together.
create table mapping.reconciled_document (
  source_id text collate "C" primary key,
  fingerprint text collate "C" not null,
  cluster text collate "C" not null,
  -- The day a verdict that waits for time is due.
  recheck_on date
);
create index on mapping.reconciled_document (cluster);

create table mapping.reconciliation_run (
  id bigint generated always as identity primary key,
  mode text collate "C" not null,
  -- The rules, tolerances and surroundings it worked by; others call for a full run.
  rules_version text collate "C" not null,
  as_of date not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  document_count integer not null default 0,
  link_count integer not null default 0,
  found_count integer not null default 0,
  opened_count integer not null default 0,
  reopened_count integer not null default 0,
  closed_count integer not null default 0,
  explained_count integer not null default 0,
  waiting_count integer not null default 0,
  explanation text not null default ''
);

create table mapping.discrepancy (
  id text collate "C" primary key,
  rule text collate "C" not null,
  state text collate "C" not null default 'OPEN',
  -- False once a run no longer finds it.
  present boolean not null default true,
  owner text collate "C",
  note text,
  cause text not null,
  remedy text not null,
  amount numeric,
  currency text collate "C",
  since_on date not null,
  company_id text collate "C",
  sales_order_id text collate "C",
  purchase_order_id text collate "C",
  shipment_id text collate "C",
  receipt_id text collate "C",
  erp_invoice_id text collate "C",
  invoice_id text collate "C",
  bill_id text collate "C",
  credit_note_id text collate "C",
  payment_id text collate "C",
  journal_entry_id text collate "C",
  account_id text collate "C",
  party_id text collate "C",
  item_id text collate "C",
  document_ids text[] not null default '{}',
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  decided_by text collate "C",
  decided_at timestamptz
);
create index on mapping.discrepancy (rule, state);
create index on mapping.discrepancy (company_id);
create index on mapping.discrepancy using gin (document_ids);

-- A document as fingerprints compare it.
create view mapping.document_state as
with line as (
  select l.document_id, md5(string_agg(concat_ws('|', l.source_id, l.line_number, coalesce(i.shared_id, l.item_id), l.description,
    l.quantity, l.unit, l.net_amount, l.tax_amount, l.currency, l.order_line_id, l.order_number, l.order_line_number,
    l.despatch_number), E'\n' order by l.source_id)) as print
  from mapping.document_line l
  left join mapping.identifier i on i.source_id = l.item_id and i.status = 'CONFIRMED'
  group by l.document_id
), settled as (
  select id, md5(string_agg(concat_ws('|', source_id, amount, currency, settled_on), E'\n' order by source_id)) as print
  from (
    select payment_id as id, source_id, amount, currency, settled_on from mapping.settlement
    union all
    select document_id, source_id, amount, currency, settled_on from mapping.settlement
  ) s group by id
)
select d.source_id, coalesce(p.shared_id, d.party_id) as party, md5(concat_ws('|', d.kind, d.side, d.system, d.company_id,
    coalesce(c.shared_id, d.company_id), d.party_id, coalesce(p.shared_id, d.party_id), both_sides.known, d.number,
    d.order_number, d.origin_id, d.journal_entry_id, d.reference, d.description, d.net_amount, d.tax_amount, d.total_amount,
    d.currency, d.exchange_rate, d.document_on, d.status, line.print, settled.print)) as fingerprint
from mapping.document_record d
left join mapping.identifier p on p.source_id = d.party_id and p.status = 'CONFIRMED'
left join mapping.identifier c on c.source_id = d.company_id and c.status = 'CONFIRMED'
left join lateral (select count(distinct o.side) as known from mapping.identifier o
  where o.shared_id = p.shared_id and o.status = 'CONFIRMED') both_sides on true
left join line on line.document_id = d.source_id
left join settled on settled.id = d.source_id;
