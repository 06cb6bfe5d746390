-- Code maps as versions: what is set later speaks first, for the days it covers; a person speaks before a mapping file.

create sequence mapping.code_mapping_number;

create table mapping.code_mapping (
  id text collate "C" primary key default 'CM-' || nextval('mapping.code_mapping_number'),
  system text collate "C" not null,
  list text collate "C" not null,
  source_code text collate "C" not null,
  -- No code: retired from that day on.
  unified_code text collate "C",
  valid_from date,
  valid_to date,
  version integer not null,
  origin text collate "C" not null,
  reason text,
  decided_by text collate "C" not null,
  decided_at timestamptz not null default clock_timestamp(),
  unique (system, list, source_code, version)
);
create index on mapping.code_mapping (list, unified_code);

create trigger append_only before update or delete on mapping.code_mapping
  for each row execute function mapping.refuse_change();

create function mapping.next_code_version(of_system text, of_list text, of_code text) returns integer language sql stable as $$
  select coalesce(max(version), 0) + 1 from mapping.code_mapping
  where system = of_system and list = of_list and source_code = of_code
$$;

-- What a mapping file says becomes a version when it is new or different.
create function mapping.keep_code_version() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' or new.unified_code is distinct from old.unified_code then
    insert into mapping.code_mapping (system, list, source_code, unified_code, version, origin, decided_by)
    values (new.system, new.list, new.source_code, new.unified_code,
      mapping.next_code_version(new.system, new.list, new.source_code), 'FILE', 'concord');
  end if;
  return new;
end $$;
create trigger keep_version after insert or update on mapping.code_map
  for each row execute function mapping.keep_code_version();

insert into mapping.code_mapping (system, list, source_code, unified_code, version, origin, decided_by, decided_at)
select system, list, source_code, unified_code, 1, 'FILE', 'concord', loaded_at from mapping.code_map;

-- The version in force for each code on a day.
create function mapping.codes_on(day date) returns setof mapping.code_mapping language sql stable as $$
  select distinct on (system, list, source_code) * from mapping.code_mapping
  where (valid_from is null or valid_from <= day) and (valid_to is null or valid_to >= day)
  order by system, list, source_code, (origin = 'PERSON') desc, version desc
$$;

-- How much of one unit of an item is how much of another: 1 box = 12 pieces. Exact fractions; the newest counts.
create table mapping.item_unit_factor (
  number bigint generated always as identity primary key,
  item_id text collate "C" not null,
  from_unit text collate "C" not null,
  to_unit text collate "C" not null,
  numerator numeric not null check (numerator > 0),
  denominator numeric not null check (denominator > 0),
  reason text not null,
  decided_by text collate "C" not null,
  decided_at timestamptz not null default clock_timestamp()
);
create index on mapping.item_unit_factor (item_id);

-- Codes that records were set aside for and that no map knows. The reader's words quote the code.
create view mapping.unmapped_code as
select system || ':' || coalesce(entity, '') || ':' || path || ':' || coalesce(code, '') as id, system, entity, field, code,
  count(*)::integer as record_count, min(quarantined_at) as first_met_at, max(quarantined_at) as last_met_at
from (select system, entity, path, path as field, substring(reason from 'got "([^"]*)"') as code, quarantined_at
  from mapping.quarantined_row where code = 'IMPORT_CODE_UNKNOWN') met
group by system, entity, path, field, code;
