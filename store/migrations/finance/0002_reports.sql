-- What the finance reports stand on: the accounts as statements see them, the ledger in one shape whatever the source
-- gave, and the rate that turns one currency into another.

-- A class that does not fit the account's statement, or none, falls back by type, so that no amount is lost between
-- sections. `natural_sign` turns debit-positive into the side the account's type shows on its statement.
create view finance.statement_account as
select a.id, a.code, a.name, a.type, a.normal_side,
  a.type in ('REVENUE', 'EXPENSE') as in_profit,
  case when a.type in ('ASSET', 'EXPENSE') then 1 else -1 end as natural_sign,
  case
    when a.type in ('REVENUE', 'EXPENSE') and a.class in
      ('SALES', 'COST_OF_SALES', 'OPERATING_EXPENSE', 'DEPRECIATION', 'OTHER_INCOME', 'INTEREST', 'INCOME_TAX') then a.class
    when a.type in ('ASSET', 'LIABILITY', 'EQUITY') and a.class in
      ('CASH', 'RECEIVABLE', 'INVENTORY', 'OTHER_CURRENT_ASSET', 'FIXED_ASSET', 'PAYABLE', 'TAX',
       'OTHER_CURRENT_LIABILITY', 'LONG_TERM_LIABILITY', 'CAPITAL', 'RETAINED_EARNINGS') then a.class
    when a.type = 'ASSET' then 'OTHER_CURRENT_ASSET'
    when a.type = 'LIABILITY' then 'OTHER_CURRENT_LIABILITY'
    when a.type = 'EQUITY' then 'CAPITAL'
    when a.type = 'REVENUE' then 'OTHER_INCOME'
    else 'OPERATING_EXPENSE'
  end as class
from finance.account a
-- Head counts and square metres are no money.
where a.type <> 'STATISTICAL';

-- Entries that only move profit to retained earnings: the year-end, or the monthly 结转本年利润. They belong to the balance
-- sheet, and would empty the income statement of the very period they close.
create view finance.closing_entry as
select distinct l.entry_id
from finance.journal_line l join finance.statement_account a on a.id = l.account_id
where a.class = 'RETAINED_EARNINGS'
  and exists (select 1 from finance.journal_line o join finance.statement_account b on b.id = o.account_id
    where o.entry_id = l.entry_id and b.in_profit)
  and not exists (select 1 from finance.journal_line o join finance.statement_account b on b.id = o.account_id
    where o.entry_id = l.entry_id and not b.in_profit and b.class <> 'RETAINED_EARNINGS');

-- The ledger: every movement, debit positive, in the currency its books are kept in.
-- A company with posted journal lines is read from those alone. Any other company is read from its ready-made ACTUAL
-- balances: an amount of a revenue or expense account is a flow of its day; an amount of a balance-sheet account is the
-- balance on its day, so its movement is the change since the balance before, and the sum up to a day is the latest
-- balance. Ready-made balances need not sum to zero; the reports show the difference.
create view finance.ledger_line as
with daily as (
  select b.company_id, b.account_id, b.cost_center_id, b.balance_on, b.currency, sum(b.amount) as amount
  from finance.account_balance b
  where b.scenario = 'ACTUAL' and not exists (
    select 1 from finance.journal_line l join finance.journal_entry e on e.id = l.entry_id
    where l.company_id = b.company_id and e.status = 'POSTED')
  group by b.company_id, b.account_id, b.cost_center_id, b.balance_on, b.currency
), movement as (
  select d.company_id, d.account_id, d.cost_center_id, d.balance_on, d.currency,
    case when a.normal_side = 'DEBIT' then 1 else -1 end * case when a.in_profit then d.amount
      else d.amount - coalesce(lag(d.amount) over (
        partition by d.company_id, d.account_id, d.cost_center_id, d.currency order by d.balance_on), 0)
    end as signed
  from daily d join finance.statement_account a on a.id = d.account_id
)
select l.company_id, l.account_id, l.cost_center_id, l.entry_id, l.posted_on, l.currency,
  l.debit, l.credit, l.debit - l.credit as signed,
  e.journal_id in (select j.id from finance.journal j where j.kind = 'OPENING') is true as opening,
  l.entry_id in (select c.entry_id from finance.closing_entry c) as closing
from finance.journal_line l
join finance.journal_entry e on e.id = l.entry_id and e.status = 'POSTED'
join finance.statement_account a on a.id = l.account_id
union all
select m.company_id, m.account_id, m.cost_center_id, null, m.balance_on, m.currency,
  greatest(m.signed, 0), greatest(-m.signed, 0), m.signed, false, false
from movement m;

-- The latest CLOSING rate on or before a day, booked in either direction (the newer of the two; the direct one when equally
-- new). The inverse is rounded to 15 decimals, half away from zero, once, so that amounts converted with it still add up.
create function finance.pair_rate(from_code text, to_code text, on_day date)
returns table (rate numeric, valid_on date) language sql stable as $$
  select r.rate, r.valid_on from (
    (select x.rate, x.valid_on, 0 as inverse from finance.exchange_rate x
      where x.from_currency = from_code and x.to_currency = to_code and x.kind = 'CLOSING' and x.valid_on <= on_day
      order by x.valid_on desc, x.id limit 1)
    union all
    (select trim_scale(round(1 / x.rate, 15)), x.valid_on, 1 from finance.exchange_rate x
      where x.from_currency = to_code and x.to_currency = from_code and x.kind = 'CLOSING' and x.valid_on <= on_day
        and x.rate <> 0
      order by x.valid_on desc, x.id limit 1)
  ) r order by r.valid_on desc, r.inverse limit 1
$$;

-- The same, and where the pair itself has no rate, through one common currency: the one whose older leg is newest. No row:
-- there is no way from one to the other on that day.
create function finance.closing_rate(from_code text, to_code text, on_day date)
returns table (rate numeric, valid_on date, via text) language sql stable as $$
  with pair as (
    select p.rate, p.valid_on, null::text as via from finance.pair_rate(from_code, to_code, on_day) p
  ), pivot as (
    select x.to_currency as code from finance.exchange_rate x where x.from_currency = from_code and x.valid_on <= on_day
    union
    select x.from_currency from finance.exchange_rate x where x.to_currency = from_code and x.valid_on <= on_day
  )
  select 1::numeric, on_day, null::text where from_code = to_code
  union all
  select p.rate, p.valid_on, p.via from pair p where from_code <> to_code
  union all
  (select trim_scale(round(a.rate * b.rate, 15)), least(a.valid_on, b.valid_on), v.code
    from pivot v
    cross join lateral finance.pair_rate(from_code, v.code, on_day) a
    cross join lateral finance.pair_rate(v.code, to_code, on_day) b
    where from_code <> to_code and not exists (select 1 from pair) and v.code <> to_code
    order by least(a.valid_on, b.valid_on) desc, v.code limit 1)
$$;
