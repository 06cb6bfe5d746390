-- System time: what a row said before it was changed or removed, and when each state became known. The tables keep the
-- present, so that reading it costs nothing; `<table>_at(moment)` gives their rows as they were known at a moment.

-- One row a transaction that changed rows of this schema, known from shortly before its commit. Loads set `known_at` at their
-- end, one after the other, so that the order of `known_at` is the order in which changes came to be seen.
create table erp.moment (
  id bigint generated always as identity primary key,
  known_at timestamptz not null
);
create index on erp.moment (known_at);

-- What was replaced or removed: in force from `moment_id` (none: since before history was kept) until `superseded_in`.
create table erp.superseded_row (
  entity text collate "C" not null,
  moment_id bigint,
  superseded_in bigint not null,
  "row" jsonb not null
);
create index on erp.superseded_row (entity, superseded_in);

-- The moment of this transaction; opened by its first change.
create function erp.this_moment() returns bigint language plpgsql as $$
declare
  opened bigint := nullif(current_setting('concord.erp_moment', true), '')::bigint;
begin
  if opened is null then
    insert into erp.moment (known_at) values (clock_timestamp()) returning id into opened;
    perform set_config('concord.erp_moment', opened::text, true);
  end if;
  return opened;
end $$;

-- Says when this transaction's changes are known: now, and after all that is known so far. Who changed nothing leaves nothing.
-- The lock is held until the commit, so that nobody can be known earlier and seen later.
create function erp.close_moment(changed boolean) returns void language plpgsql as $$
declare
  opened bigint := nullif(current_setting('concord.erp_moment', true), '')::bigint;
begin
  if opened is null then return; end if;
  if not changed then
    delete from erp.moment where id = opened;
    perform set_config('concord.erp_moment', '', true);
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('concord moment erp'));
  update erp.moment set known_at = greatest(clock_timestamp(),
      (select max(m.known_at) from erp.moment m where m.id <> opened) + interval '1 microsecond')
    where id = opened;
end $$;

create function erp.keep_superseded() returns trigger language plpgsql as $$
declare
  opened bigint := erp.this_moment();
begin
  -- What one transaction writes and changes again was seen by nobody.
  if old.moment_id is distinct from opened then
    insert into erp.superseded_row values (tg_table_name, old.moment_id, opened, to_jsonb(old));
  end if;
  if tg_op = 'DELETE' then return old; end if;
  new.moment_id := opened;
  return new;
end $$;

-- The moments that had come by a moment.
create function erp.moment_at(moment timestamptz) returns setof erp.moment language sql stable as $$
  select m.* from erp.moment m where m.known_at <= moment
$$;

-- Keeps the history of a table. To be called for a new table, and again for one that was given another column. Where a row
-- was read from (source_file, source_line) is no part of what it says: that it moved is no change.
create procedure erp.keep_history(kept text) language plpgsql as $$
declare
  columns text;
begin
  execute format('alter table erp.%I add column if not exists moment_id bigint', kept);
  execute format('alter table erp.%I alter column moment_id set default erp.this_moment()', kept);
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = format('erp.%I', kept)::regclass and attnum > 0 and not attisdropped
      and attname not in ('source_file', 'source_line', 'moment_id');
  execute format('create or replace trigger keep_changed before update of %s on erp.%I
    for each row execute function erp.keep_superseded()', columns, kept);
  execute format('create or replace trigger keep_removed before delete on erp.%I
    for each row execute function erp.keep_superseded()', kept);
  execute format('create or replace function erp.%1$I(moment timestamptz) returns setof erp.%2$I language sql stable as %3$L',
    kept || '_at', kept, format('select t.* from erp.%1$I t
    where not exists (select 1 from erp.moment m where m.id = t.moment_id and m.known_at > moment)
    union all
    select r.* from erp.superseded_row s cross join lateral jsonb_populate_record(null::erp.%1$I, s."row") r
    where s.entity = %1$L and exists (select 1 from erp.moment m where m.id = s.superseded_in and m.known_at > moment)
      and not exists (select 1 from erp.moment m where m.id = s.moment_id and m.known_at > moment)', kept));
end $$;

do $$
declare
  kept text;
begin
  for kept in select relname from pg_class where relnamespace = 'erp'::regnamespace and relkind = 'r'
      and relname not in ('migration', 'moment', 'superseded_row', 'change') order by 1
  loop
    call erp.keep_history(kept);
  end loop;
end $$;
