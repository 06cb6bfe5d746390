-- Data quality: the rules that are asked, and what they found.

create table mapping.quality_rule (
  id text collate "C" primary key,
  subgraph text collate "C" not null,
  entities text collate "C" not null,
  kind text collate "C" not null,
  severity text collate "C" not null,
  description text not null,
  description_zh text not null,
  remedy text not null,
  remedy_zh text not null,
  fingerprint text collate "C" not null,
  checked_at timestamptz not null
);

create table mapping.quality_run (
  id bigint generated always as identity primary key,
  scope text collate "C" not null,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  rule_count integer not null,
  batch_count integer not null,
  found_count integer not null,
  resolved_count integer not null,
  open_count integer not null
);

-- Batches that the rules have judged: the next run looks at the others. Numbers of batches do not tell, since a load that
-- began earlier may end later.
create table mapping.quality_checked_batch (
  batch_id bigint primary key
);

create table mapping.quality_finding (
  id text collate "C" primary key,
  rule_id text collate "C" not null,
  severity text collate "C" not null,
  subgraph text collate "C" not null,
  entity text collate "C" not null,
  row_id text collate "C" not null,
  field text collate "C" not null,
  company_id text collate "C",
  expected text not null,
  found text not null,
  state text collate "C" not null,
  reason text,
  decided_by text collate "C",
  decided_at timestamptz,
  first_seen_at timestamptz not null,
  last_seen_at timestamptz not null,
  resolved_at timestamptz,
  seen_in bigint not null
);
create index on mapping.quality_finding (rule_id, entity, state);
create index on mapping.quality_finding (entity, row_id);
create index on mapping.quality_finding (state);
