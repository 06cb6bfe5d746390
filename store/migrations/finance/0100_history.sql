-- System time: what a row said before it was changed or removed, and when each state became known. The tables keep the
-- present, so that reading it costs nothing; `<table>_at(moment)` gives their rows as they were known at a moment.

-- One row a transaction that changed rows of this schema, known from shortly before its commit. Loads set `known_at` at their
-- end, one after the other, so that the order of `known_at` is the order in which changes came to be seen.
create table finance.moment (
  id bigint generated always as identity primary key,
  known_at timestamptz not null
);
create index on finance.moment (known_at);

-- What was replaced or removed: in force from `moment_id` (none: since before history was kept) until `superseded_in`.
create table finance.superseded_row (
  entity text collate "C" not null,
  moment_id bigint,
  superseded_in bigint not null,
  "row" jsonb not null
);
create index on finance.superseded_row (entity, superseded_in);

-- The moment of this transaction; opened by its first change.
create function finance.this_moment() returns bigint language plpgsql as $$
declare
  opened bigint := nullif(current_setting('concord.finance_moment', true), '')::bigint;
begin
  if opened is null then
    insert into finance.moment (known_at) values (clock_timestamp()) returning id into opened;
    perform set_config('concord.finance_moment', opened::text, true);
  end if;
  return opened;
end $$;

-- Says when this transaction's changes are known: now, and after all that is known so far. Who changed nothing leaves nothing.
-- The lock is held until the commit, so that nobody can be known earlier and seen later.
create function finance.close_moment(changed boolean) returns void language plpgsql as $$
declare
  opened bigint := nullif(current_setting('concord.finance_moment', true), '')::bigint;
begin
  if opened is null then return; end if;
  if not changed then
    delete from finance.moment where id = opened;
    perform set_config('concord.finance_moment', '', true);
    return;
  end if;
  perform pg_advisory_xact_lock(hashtext('concord moment finance'));
  update finance.moment set known_at = greatest(clock_timestamp(),
      (select max(m.known_at) from finance.moment m where m.id <> opened) + interval '1 microsecond')
    where id = opened;
end $$;

create function finance.keep_superseded() returns trigger language plpgsql as $$
declare
  opened bigint := finance.this_moment();
begin
  -- What one transaction writes and changes again was seen by nobody.
  if old.moment_id is distinct from opened then
    insert into finance.superseded_row values (tg_table_name, old.moment_id, opened, to_jsonb(old));
  end if;
  if tg_op = 'DELETE' then return old; end if;
  new.moment_id := opened;
  return new;
end $$;

-- The moments that had come by a moment.
create function finance.moment_at(moment timestamptz) returns setof finance.moment language sql stable as $$
  select m.* from finance.moment m where m.known_at <= moment
$$;

-- Keeps the history of a table. To be called for a new table, and again for one that was given another column. Where a row
-- was read from (source_file, source_line) is no part of what it says: that it moved is no change.
create procedure finance.keep_history(kept text) language plpgsql as $$
declare
  columns text;
begin
  execute format('alter table finance.%I add column if not exists moment_id bigint', kept);
  execute format('alter table finance.%I alter column moment_id set default finance.this_moment()', kept);
  select string_agg(quote_ident(attname), ', ') into columns from pg_attribute
    where attrelid = format('finance.%I', kept)::regclass and attnum > 0 and not attisdropped
      and attname not in ('source_file', 'source_line', 'moment_id');
  execute format('create or replace trigger keep_changed before update of %s on finance.%I
    for each row execute function finance.keep_superseded()', columns, kept);
  execute format('create or replace trigger keep_removed before delete on finance.%I
    for each row execute function finance.keep_superseded()', kept);
  execute format('create or replace function finance.%1$I(moment timestamptz) returns setof finance.%2$I language sql stable as %3$L',
    kept || '_at', kept, format('select t.* from finance.%1$I t
    where not exists (select 1 from finance.moment m where m.id = t.moment_id and m.known_at > moment)
    union all
    select r.* from finance.superseded_row s cross join lateral jsonb_populate_record(null::finance.%1$I, s."row") r
    where s.entity = %1$L and exists (select 1 from finance.moment m where m.id = s.superseded_in and m.known_at > moment)
      and not exists (select 1 from finance.moment m where m.id = s.moment_id and m.known_at > moment)', kept));
end $$;

do $$
declare
  kept text;
begin
  for kept in select relname from pg_class where relnamespace = 'finance'::regnamespace and relkind = 'r'
      and relname not in ('migration', 'moment', 'superseded_row', 'change') order by 1
  loop
    call finance.keep_history(kept);
  end loop;
end $$;

-- The ledger says which line or balance each movement is, so that a figure can be traced to them.
create or replace view finance.ledger_line as
with daily as (
  select b.company_id, b.account_id, b.cost_center_id, b.balance_on, b.currency, sum(b.amount) as amount,
    string_agg(b.id, ' ' order by b.id) as balance_ids
  from finance.account_balance b
  where b.scenario = 'ACTUAL' and not exists (
    select 1 from finance.journal_line l join finance.journal_entry e on e.id = l.entry_id
    where l.company_id = b.company_id and e.status = 'POSTED')
  group by b.company_id, b.account_id, b.cost_center_id, b.balance_on, b.currency
), movement as (
  select d.company_id, d.account_id, d.cost_center_id, d.balance_on, d.currency, d.balance_ids,
    case when a.normal_side = 'DEBIT' then 1 else -1 end * case when a.in_profit then d.amount
      else d.amount - coalesce(lag(d.amount) over (
        partition by d.company_id, d.account_id, d.cost_center_id, d.currency order by d.balance_on), 0)
    end as signed
  from daily d join finance.statement_account a on a.id = d.account_id
)
select l.company_id, l.account_id, l.cost_center_id, l.entry_id, l.posted_on, l.currency,
  l.debit, l.credit, l.debit - l.credit as signed,
  e.journal_id in (select j.id from finance.journal j where j.kind = 'OPENING') is true as opening,
  l.entry_id in (select c.entry_id from finance.closing_entry c) as closing,
  l.id as line_id, null::text as balance_ids
from finance.journal_line l
join finance.journal_entry e on e.id = l.entry_id and e.status = 'POSTED'
join finance.statement_account a on a.id = l.account_id
union all
select m.company_id, m.account_id, m.cost_center_id, null, m.balance_on, m.currency,
  greatest(m.signed, 0), greatest(-m.signed, 0), m.signed, false, false, null, m.balance_ids
from movement m;

-- Twins of the views, and of the functions that convert, over the rows known at a moment: made of their own text, so that both
-- say the same. To be called again for a view or function that a later migration changes.
create function finance.text_at(definition text) returns text language sql immutable as $$
  select regexp_replace(regexp_replace(definition, '\mfinance\.(\w+)\(', 'finance.\1_at(moment, ', 'g'),
    '\mfinance\.(\w+)\M(?!\()', 'finance.\1_at(moment)', 'g')
$$;

create procedure finance.keep_view(view_name text) language plpgsql set search_path = pg_catalog as $$
begin
  execute format('create or replace function finance.%I(moment timestamptz) returns setof finance.%I language sql stable as %L',
    view_name || '_at', view_name, finance.text_at(pg_get_viewdef(format('finance.%I', view_name)::regclass)));
end $$;

create procedure finance.keep_function(function_name text) language plpgsql set search_path = pg_catalog as $$
declare
  source pg_proc;
begin
  select * into strict source from pg_proc where pronamespace = 'finance'::regnamespace and proname = function_name;
  execute format('create or replace function finance.%I(moment timestamptz, %s) returns %s language sql stable as %L',
    function_name || '_at', pg_get_function_identity_arguments(source.oid), pg_get_function_result(source.oid),
    finance.text_at(source.prosrc));
end $$;

call finance.keep_view('statement_account');
call finance.keep_view('closing_entry');
call finance.keep_view('ledger_line');
call finance.keep_view('open_item');
call finance.keep_function('pair_rate');
call finance.keep_function('closing_rate');
