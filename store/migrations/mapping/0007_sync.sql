-- Live sources: which record a refusal is about, what was removed, keys that make a load count once, and how fresh each source is.

alter table mapping.quarantined_row add column row_id text collate "C", add column document_id text collate "C";
create index on mapping.quarantined_row (system, entity, row_id) where row_id is not null;
create index on mapping.quarantined_row (document_id) where document_id is not null;

alter table mapping.import_batch add column removed_count integer not null default 0;

-- One row a key that a caller chose. It is written in the transaction of the effect, so that both are there or neither is.
create table mapping.idempotency_key (
  key text collate "C" primary key,
  digest text not null,
  answer text not null default '',
  used_at timestamptz not null default now()
);

-- What the process that reads a source knows of it.
create table mapping.source_state (
  system text collate "C" primary key,
  mode text collate "C" not null,
  state text collate "C" not null,
  -- How often a batch is due; none: on command only.
  every_seconds integer,
  backlog_bytes numeric,
  position text,
  error text,
  checked_at timestamptz not null default now()
);

-- What of a source is applied; written with the rows.
create table mapping.applied_entity (
  system text collate "C" not null,
  entity text collate "C" not null,
  subgraph text collate "C" not null,
  committed_at timestamptz,
  applied_at timestamptz not null,
  changed_at timestamptz,
  batch_id bigint not null,
  primary key (system, entity)
);

create view mapping.source_freshness as
select a.system || ':' || a.entity as id, a.system, a.entity, upper(a.subgraph) as side, coalesce(s.mode, 'BATCH') as mode,
  case
    when s.state = 'FAILED' then 'FAILED'
    when s.mode = 'LIVE' and s.checked_at < now() - interval '1 minute' then 'STALE'
    when s.mode = 'BATCH' and a.applied_at < now() - make_interval(secs => 2 * s.every_seconds) then 'STALE'
    when s.mode = 'LIVE' then 'LIVE'
    else 'CURRENT'
  end as state,
  a.committed_at, a.applied_at, a.changed_at,
  round(extract(epoch from a.applied_at - a.committed_at)::numeric, 3) as lag_seconds,
  s.backlog_bytes, s.error, s.checked_at, a.batch_id,
  a.system as source_system, '' as source_file, 0 as source_line
from mapping.applied_entity a left join mapping.source_state s on s.system = a.system;
