-- Identity as accountable data: what matching compares, what it proposes, what people decided, and what the crosswalk said when.

alter table mapping.source_record
  add column email text collate "C",
  add column phone text collate "C",
  add column street text,
  add column city text,
  add column postal_code text collate "C",
  add column country text collate "C",
  add column unit text collate "C",
  add column price numeric,
  add column currency text collate "C",
  -- The version of the record that matching has seen: another batch means that it must look again.
  add column matched_batch_id bigint;
create index on mapping.source_record (kind, side) where matched_batch_id is distinct from batch_id;

-- Every id ever given out with the record it was minted for: an id always stands for the identity that record is in.
create table mapping.identity (
  id text collate "C" primary key,
  kind text collate "C" not null,
  anchor_id text collate "C" not null,
  minted_at timestamptz not null default now()
);
create index on mapping.identity (anchor_id);

delete from mapping.identifier where status <> 'CONFIRMED';

insert into mapping.identity (id, kind, anchor_id, minted_at)
select distinct on (shared_id) shared_id, kind, source_id, decided_at
from mapping.identifier order by shared_id, (rule = 'MINTED' and id like shared_id || '=%') desc, source_id;

insert into mapping.identity (id, kind, anchor_id, minted_at)
select distinct on (r.from_id) r.from_id, i.kind, i.source_id, i.decided_at
from mapping.identity_redirect r join mapping.identifier i on i.shared_id = r.to_id
order by r.from_id, (i.id like r.from_id || '=%') desc, (i.rule = 'MINTED') desc, i.source_id;

update mapping.identifier set id = shared_id || '=' || source_id where id <> shared_id || '=' || source_id;

-- What the crosswalk said of a record from one moment to another.
create table mapping.identifier_version (
  number bigint generated always as identity primary key,
  source_id text collate "C" not null,
  kind text collate "C" not null,
  shared_id text collate "C" not null,
  confidence numeric,
  rule text collate "C" not null,
  reason text,
  decided_by text collate "C" not null,
  known_from timestamptz not null default clock_timestamp(),
  known_to timestamptz
);
create index on mapping.identifier_version (source_id, known_from);
create index on mapping.identifier_version (shared_id, known_from);

insert into mapping.identifier_version (source_id, kind, shared_id, confidence, rule, reason, decided_by, known_from)
select source_id, kind, shared_id, confidence, rule, reason, decided_by, decided_at from mapping.identifier;

create table mapping.match_run (
  number bigint generated always as identity primary key,
  kind text collate "C" not null,
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  changed_count integer not null default 0,
  linked_count integer not null default 0,
  queued_count integer not null default 0,
  withdrawn_count integer not null default 0,
  -- The weights that were learned, so that a later run over few changed records scores as this one did.
  model text
);

create table mapping.match (
  id text collate "C" primary key,
  kind text collate "C" not null,
  left_id text collate "C" not null,
  right_id text collate "C" not null,
  status text collate "C" not null,
  -- What the last run says, whatever a person decided; the status again once that decision is undone.
  verdict text collate "C" not null,
  confidence numeric not null,
  reason text not null,
  evidence text not null,
  run_number bigint,
  proposed_at timestamptz not null default now(),
  decided_by text collate "C",
  decided_at timestamptz
);
create index on mapping.match (left_id);
create index on mapping.match (right_id);
create index on mapping.match (status);

-- What concerns records of several companies is for readers of all of them: no company has this id.
create function mapping.one_company_of(companies text[]) returns text language sql immutable as $$
  select case when count(distinct company) > 1 then '(several)' else min(company) end from unnest(companies) as given(company)
$$;

create view mapping.match_proposal as
select m.id, m.kind, m.left_id, m.right_id, l.name as left_name, r.name as right_name, m.status, m.confidence, m.reason,
  m.proposed_at, m.decided_by, m.decided_at, mapping.one_company_of(array[l.company_id, r.company_id]) as company_id
from mapping.match m
join mapping.source_record l on l.source_id = m.left_id
join mapping.source_record r on r.source_id = m.right_id;

create sequence mapping.decision_number;

create table mapping.decision_log (
  id text collate "C" primary key default 'D-' || nextval('mapping.decision_number'),
  kind text collate "C" not null,
  identity_kind text collate "C" not null,
  reason text not null,
  outcome text not null,
  proposal_id text collate "C",
  undoes_id text collate "C" unique,
  company_id text collate "C",
  decided_by text collate "C" not null,
  decided_at timestamptz not null default clock_timestamp(),
  before text not null,
  after text not null
);

create function mapping.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'a decision is never changed; undo it by another one';
end $$;
create trigger append_only before update or delete on mapping.decision_log
  for each row execute function mapping.refuse_change();

create view mapping.identity_decision as
select d.*, u.id as undone_by_id
from mapping.decision_log d left join mapping.decision_log u on u.undoes_id = d.id;

-- What a decision holds the crosswalk to while it stands: two records are one, or are apart. The newest speaks first.
create table mapping.identity_constraint (
  number bigint generated always as identity primary key,
  decision_id text collate "C" not null,
  left_id text collate "C" not null,
  right_id text collate "C" not null,
  relation text collate "C" not null,
  reason text not null,
  decided_by text collate "C" not null,
  active boolean not null default true
);
create index on mapping.identity_constraint (left_id) where active;
create index on mapping.identity_constraint (right_id) where active;
create index on mapping.identity_constraint (decision_id);

create table mapping.identity_conflict (
  id text collate "C" primary key,
  kind text collate "C" not null,
  cause text collate "C" not null,
  state text collate "C" not null default 'OPEN',
  description text not null,
  member_ids text[] collate "C" not null,
  company_id text collate "C",
  found_at timestamptz not null default now(),
  resolved_at timestamptz
);
create index on mapping.identity_conflict using gin (member_ids);
