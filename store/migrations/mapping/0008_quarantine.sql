-- Quarantine as work: what is wrong with a row, what a person decided about it, and what is to be read again for it.

alter table mapping.quarantined_row
  add column state text collate "C" not null default 'OPEN',
  -- SOURCE: the record's texts are the source's; UNIFIED: they are the columns of the row that was refused.
  add column record_kind text collate "C" not null default 'SOURCE',
  -- Of the record as it came: a correction holds while the source says the same. Empty until the record is read again.
  add column digest text collate "C" not null default '',
  add column code_list text collate "C",
  add column came text,
  add column proposed_field text,
  add column proposed_value text,
  add column proposed_because text,
  add column decision_reason text,
  add column decided_by text collate "C",
  add column decided_at timestamptz,
  add column version integer not null default 1,
  add column settled_at timestamptz,
  -- Its object is to be read again, whether or not it changed.
  add column replay boolean not null default false,
  -- A correction that was applied was taken back: what it brought in is to go.
  add column withdrawn boolean not null default false;
create index on mapping.quarantined_row (system, file, digest);
create index on mapping.quarantined_row (system) where replay;
update mapping.quarantined_row set replay = true;

-- What a person put in place of texts of a record, for as long as the source gives that very record.
create table mapping.quarantine_correction (
  system text collate "C" not null,
  object text collate "C" not null,
  digest text collate "C" not null,
  -- JSON: column to text.
  correction text not null,
  primary key (system, object, digest)
);

-- Every decision about a quarantined row, also of rows that are no longer there.
create sequence mapping.quarantine_decision_number;
create table mapping.quarantine_decision (
  id text collate "C" primary key default 'Q-' || nextval('mapping.quarantine_decision_number'),
  row_id text collate "C" not null,
  kind text collate "C" not null,
  correction text,
  reason text not null,
  decided_by text collate "C" not null,
  decided_at timestamptz not null default clock_timestamp()
);
create index on mapping.quarantine_decision (row_id);
create trigger append_only before update or delete on mapping.quarantine_decision
  for each row execute function mapping.refuse_change();

-- Codes that open records wait for and that no map knows yet, with the list where somebody may map them.
drop view mapping.unmapped_code;
create view mapping.unmapped_code as
select system || ':' || coalesce(entity, '') || ':' || field || ':' || coalesce(list, '') || ':' || coalesce(code, '') as id,
  system, entity, field, list, code,
  count(*)::integer as record_count, min(quarantined_at) as first_met_at, max(quarantined_at) as last_met_at
from (select system, entity, path as field, code_list as list, coalesce(came, substring(reason from 'got "([^"]*)"')) as code,
    quarantined_at
  from mapping.quarantined_row where code = 'IMPORT_CODE_UNKNOWN' and state = 'OPEN') met
where not exists (select 1 from mapping.codes_on(current_date) c
  where c.system = met.system and c.list = met.list and c.source_code = met.code and c.unified_code is not null)
group by system, entity, field, list, code;
