-- What became of rows, for live updates: written by triggers in the transaction of the change itself, whoever makes it.
create table finance.change (
  seq bigint generated always as identity primary key,
  -- What clients are told: it says nothing of how many changes there were.
  id uuid not null default gen_random_uuid() unique,
  -- The entity's list name.
  entity text collate "C" not null,
  key text collate "C" not null,
  -- The row as it was; null: there was none. As it became it is found in the next change of the row, or in its table.
  before jsonb,
  changed_at timestamptz not null default clock_timestamp(),
  -- Null until the change is committed and `place_changes` has run: `seq` is no order of commits.
  place bigint unique
);
create index change_of_row on finance.change (entity, key, seq);
create index change_unplaced on finance.change (seq) where place is null;
create sequence finance.change_place;

-- Arguments: the entity's list name and its key's column. The functions write for roles that may only read.
create function finance.note_changes() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  provenance constant text[] := array['source_system', 'source_file', 'source_line', 'batch_id'];
  noted bigint;
begin
  if tg_op = 'INSERT' then
    execute format('insert into finance.change (entity, key) select $1, %I::text from after_rows', tg_argv[1])
      using tg_argv[0];
  elsif tg_op = 'DELETE' then
    execute format('insert into finance.change (entity, key, before) select $1, %I::text, to_jsonb(b) from before_rows b',
      tg_argv[1]) using tg_argv[0];
  else
    execute format('insert into finance.change (entity, key, before)
      select $1, b.%1$I::text, to_jsonb(b) from before_rows b join after_rows a on a.%1$I = b.%1$I
      where to_jsonb(b) - $2 is distinct from to_jsonb(a) - $2', tg_argv[1]) using tg_argv[0], provenance;
  end if;
  get diagnostics noted = row_count;
  if noted > 0 then perform pg_notify('concord_changes', 'finance'); end if;
  return null;
end $$;

-- Puts what was committed behind all that has a place: one at a time, so that who sees a place sees every earlier one.
create function finance.place_changes() returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  last bigint;
  placed bigint;
begin
  if not exists (select 1 from finance.change where place is null) then return; end if;
  perform pg_advisory_xact_lock(hashtext('concord changes finance'));
  last := nextval('finance.change_place');
  update finance.change c set place = last + fresh.at
    from (select seq, row_number() over (order by seq) as at from finance.change where place is null) fresh
    where c.seq = fresh.seq;
  get diagnostics placed = row_count;
  perform setval('finance.change_place', last + placed);
end $$;

-- Keeps so many of each entity, and none older.
create function finance.forget_changes(kept integer, oldest timestamptz) returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  full_entity text;
begin
  delete from finance.change where place is not null and changed_at < oldest;
  for full_entity in select entity from finance.change group by entity having count(*) > kept loop
    delete from finance.change where entity = full_entity and place <= (
      select place from finance.change where entity = full_entity and place is not null
      order by place desc offset kept limit 1);
  end loop;
end $$;

create procedure finance.follow_changes(entity text, of_table text, key text) language plpgsql as $$
begin
  execute format('create trigger note_inserted after insert on finance.%I referencing new table as after_rows
    for each statement execute function finance.note_changes(%L, %L)', of_table, entity, key);
  execute format('create trigger note_updated after update on finance.%I referencing old table as before_rows new table as after_rows
    for each statement execute function finance.note_changes(%L, %L)', of_table, entity, key);
  execute format('create trigger note_deleted after delete on finance.%I referencing old table as before_rows
    for each statement execute function finance.note_changes(%L, %L)', of_table, entity, key);
end $$;

do $$
declare
  followed record;
begin
  for followed in select * from (values
    ('Company', 'company', 'finance_id'),
    ('CostCenter', 'cost_center', 'finance_id'),
    ('TaxCode', 'tax_code', 'id'),
    ('PaymentTerm', 'payment_term', 'id'),
    ('ExchangeRate', 'exchange_rate', 'id'),
    ('Account', 'account', 'id'),
    ('FiscalPeriod', 'fiscal_period', 'id'),
    ('Journal', 'journal', 'id'),
    ('PartyAccount', 'party_account', 'id'),
    ('Product', 'product', 'id'),
    ('JournalEntry', 'journal_entry', 'id'),
    ('JournalLine', 'journal_line', 'id'),
    ('Invoice', 'invoice', 'id'),
    ('InvoiceLine', 'invoice_line', 'id'),
    ('Bill', 'bill', 'id'),
    ('BillLine', 'bill_line', 'id'),
    ('CreditNote', 'credit_note', 'id'),
    ('CreditNoteLine', 'credit_note_line', 'id'),
    ('Payment', 'payment', 'id'),
    ('PaymentAllocation', 'payment_allocation', 'id'),
    ('Budget', 'budget', 'id'),
    ('AccountBalance', 'account_balance', 'id'),
    ('InventoryBalance', 'inventory_balance', 'id')
  ) as followed(entity, of_table, key) loop
    call finance.follow_changes(followed.entity, followed.of_table, followed.key);
  end loop;
end $$;
