-- What is read of a LedgerSMB 1.6 database, one SELECT a name. Fragments come first: `:name` stands for the fragment of
-- that name, in parentheses. In `acc_trans` credits are positive and debits negative; amounts stay as exact as they are kept.

-- fragment: book
-- The company's settings. The first currency of `curr` is the one the books are kept in.
select split_part(max(value) filter (where setting_key = 'curr'), ':', 1) as base,
  coalesce((max(value) filter (where setting_key = 'decimal_places' and value ~ '^[0-9]+$'))::integer, 2) as places,
  max(value) filter (where setting_key = 'fxgain_accno_id') as gain_id,
  max(value) filter (where setting_key = 'fxloss_accno_id') as loss_id
from defaults

-- fragment: role
-- What an account is to documents and payments, as its links say.
select a.id, a.category, a.description, coalesce(a.id::text in (book.gain_id, book.loss_id), false) as exchange_result,
  coalesce(bool_or(l.description = 'AR'), false) as receivable,
  coalesce(bool_or(l.description = 'AP'), false) as payable,
  coalesce(bool_or(l.description in ('AR_paid', 'AP_paid')), false) as money,
  coalesce(bool_or(l.description in ('AR_discount', 'AP_discount')), false) as discount,
  coalesce(bool_or(l.description in ('AR_overpayment', 'AP_overpayment')), false) as overpayment,
  a.tax or coalesce(bool_or(l.description in ('AR_tax', 'AP_tax')), false)
    or exists (select 1 from tax where tax.chart_id = a.id) as tax
from account a cross join :book book left join account_link l on l.account_id = a.id
group by a.id, a.category, a.description, a.tax, book.gain_id, book.loss_id

-- fragment: document
-- Invoices, bills and general ledger transactions in one shape. `rate`: base currency per unit, as booked that day; sales are
-- booked at the buying rate, purchases at the selling rate. `side` makes what a document is about positive.
select d.*, book.base, book.places, coalesce(d.curr, book.base) as currency,
  case when d.amount <> 0 then d.amount < 0 else d.reverse end as credits,
  case when d.curr is null or d.curr = book.base then 1
    when d.kind = 'ar' then coalesce(nullif(rate.buy, 0), nullif(rate.sell, 0))
    else coalesce(nullif(rate.sell, 0), nullif(rate.buy, 0)) end as rate
from (
  select id, 'ar' as kind, 1 as side, invnumber as number, transdate, duedate, nullif(trim(curr), '') as curr, amount,
    netamount, coalesce(approved, true) as approved, coalesce(reverse, false) or coalesce(is_return, false) as reverse,
    invoice as goods, entity_credit_account as party_id, terms, ordnumber, ponumber, description from ar
  union all
  select id, 'ap', -1, invnumber, transdate, duedate, nullif(trim(curr), ''), amount,
    netamount, coalesce(approved, true), coalesce(reverse, false) or coalesce(is_return, false),
    invoice, entity_credit_account, terms, ordnumber, ponumber, description from ap
  union all
  select gl.id, 'gl', 1, gl.reference, gl.transdate, null, (select nullif(trim(min(p.currency)), '') from payment p where p.gl_id = gl.id), null,
    null, coalesce(gl.approved, true), false,
    false, null, null, null, null, gl.description from gl
) d
cross join :book book
left join exchangerate rate on rate.curr = d.curr and rate.transdate = d.transdate

-- fragment: settled
-- Rows of the ledger with the payment they belong to. A payment is booked within the documents it pays; where no payment row
-- says which rows those are (batches, reversals, older versions), they are known by another day, a voucher or a source.
select p.*, p.payment_id is null and (p.approved and not p.row_approved
    or p.kind <> 'gl' and (p.transdate <> p.booked_on or p.with_money and (p.own_source <> '' or p.voucher_id is not null))) as apart
from (
  select r.*, bool_or(r.money) over (partition by r.trans_id, r.transdate, r.own_source, r.voucher_id) as with_money
  from (
    select ac.entry_id, ac.trans_id, ac.chart_id, ac.amount, ac.transdate, ac.source, ac.memo, ac.invoice_id, ac.voucher_id,
      coalesce(ac.fx_transaction, false) as fx, coalesce(ac.approved, true) as row_approved,
      d.kind, d.side, d.transdate as booked_on, d.number, d.currency, d.base, d.places, d.rate, d.approved, d.party_id, d.credits, d.goods, role.category,
      case when d.currency = d.base then 1
        when d.kind = 'ar' then coalesce(nullif(x.buy, 0), nullif(x.sell, 0), d.rate)
        else coalesce(nullif(x.sell, 0), nullif(x.buy, 0), d.rate) end as day_rate,
      case when ac.transdate = d.transdate then coalesce(ac.source, '') else '' end as own_source,
      case d.kind when 'ar' then role.receivable when 'ap' then role.payable else false end as control,
      role.receivable or role.payable as any_control,
      role.money and d.kind <> 'gl' as money, role.discount, role.overpayment, role.exchange_result, role.tax,
      role.description as account_text, link.payment_id
    from acc_trans ac
    join :document d on d.id = ac.trans_id
    join :role role on role.id = ac.chart_id
    left join exchangerate x on x.curr = d.currency and x.transdate = ac.transdate
    left join (select entry_id, min(payment_id) as payment_id from payment_links where type in (1, 2) group by entry_id) link
      on link.entry_id = ac.entry_id
  ) r
) p

-- fragment: posting
-- Rows of the ledger with their settlement, none for what the document itself books. A settlement is a payment, or what a
-- document booked later or apart; it is a journal entry of its own, with its own day.
select s.*, case when s.payment_id is not null then s.payment_id::text
    when s.apart then s.trans_id || '-' || min(s.entry_id) over (partition by s.trans_id, s.apart, s.row_approved, s.transdate, s.own_source, s.voucher_id)
  end as settlement,
  s.payment_id is null and not s.apart as own,
  s.payment_id is not null or s.apart and s.with_money as pays
from :settled s

-- fragment: amount
-- Rows of the ledger with what they are in the document's currency, credit positive. In a document of another currency a row
-- is in that currency unless `fx` marks it as the difference to the base currency; but control accounts carry the difference
-- unmarked, so what a document owes is what balances its other rows. Rows of batches are in the base currency alone: on the
-- control account they settle the same share of the document in both currencies, and the money is what balances that.
select q.*, case when not q.balances then q.plain_amount
    when q.entry_id = min(q.entry_id) filter (where q.balances) over (partition by q.trans_id, q.settlement)
    then -coalesce(sum(q.plain_amount) filter (where not q.balances) over (partition by q.trans_id, q.settlement), 0)
    else 0 end as document_amount
from (
  select w.*, case when w.marked_amount is not null then w.marked_amount
      when w.control then round(coalesce(w.amount * sum(w.marked_amount) filter (where w.booked) over (partition by w.trans_id)
        / nullif(sum(w.amount) filter (where w.booked) over (partition by w.trans_id), 0), w.amount / w.rate), w.places)
      else round(w.amount / w.day_rate, w.places) end as plain_amount,
    w.own and w.control or w.money and w.marked_amount is null as balances
  from (
    select p.*, p.own and not p.control and not p.money and not p.exchange_result as booked,
      case when p.currency = p.base then p.amount
        when p.exchange_result then 0
        when bool_or(p.fx) over (partition by p.trans_id, p.settlement) then case when p.fx then 0 else p.amount end
        when p.own then round(p.amount / p.rate, p.places) end as marked_amount
    from :posting p
  ) w
) q

-- fragment: total
-- What documents come to in their own currency, positive for an invoice: as `ar` and `ap` have it where that is the base
-- currency, else as it was booked; amount / rate would be off by cents, since tax is rounded in both currencies. A document without a rate
-- has no amounts: it is set aside and told.
select d.id, case when d.currency = d.base then coalesce(d.amount, 0) else round(d.amount / d.rate, d.places) end as total,
  case when d.currency = d.base then coalesce(d.netamount, 0) else round(d.netamount / d.rate, d.places) end as net
from :document d
where d.kind <> 'gl' and (d.currency = d.base or not exists (select 1 from acc_trans ac where ac.trans_id = d.id))
union all
select a.trans_id, case when not a.unknown then a.side * coalesce(sum(a.document_amount) filter (where a.booked), 0) end,
  case when not a.unknown then a.side * coalesce(sum(a.document_amount) filter (where a.booked and not a.tax), 0) end
from (select a.*, bool_or(a.booked and a.document_amount is null) over (partition by a.trans_id) as unknown from :amount a) a where a.kind <> 'gl' and a.currency <> a.base group by a.trans_id, a.side, a.unknown

-- fragment: paper
-- What invoices, bills and credit notes have in common. The order number is the clerk's, unless it is only the number that
-- the description gives too: then it names the document itself in another system, and the customer's own order number is
-- taken. The payment term is the one that explains the due date, the document's before the party's.
select t.id, d.kind, case when d.credits then 'CREDIT_NOTE' when d.kind = 'ar' then 'INVOICE' else 'BILL' end as type,
  coalesce(nullif(d.number, ''), t.id::text) as number, d.party_id, d.transdate as issued_on, d.duedate as due_on,
  case when d.approved then 'POSTED' else 'DRAFT' end as status, d.currency, g.sign * t.net as net, g.sign * (t.total - t.net) as tax,
  g.sign * t.total as total, coalesce(d.rate, round(d.amount / nullif(t.total, 0), 15)) as rate,
  coalesce(case when nullif(regexp_replace(d.ordnumber, '^.*[^0-9]', ''), '') is distinct from regexp_replace(coalesce(d.description, ''), '^.*[^0-9]', '')
    then nullif(d.ordnumber, '') end, nullif(d.ponumber, '')) as order_number,
  case when d.duedate - d.transdate = d.terms and d.terms <> 0 then d.terms::text
    when d.duedate - d.transdate = eca.terms then concat_ws('-', eca.terms, nullif(eca.discount_terms, 0), to_char(nullif(eca.discount, 0), 'FM990.99'))
    when d.duedate - d.transdate = d.terms then d.terms::text end as term
from :total t join :document d on d.id = t.id
cross join lateral (select case when d.credits then -1 else 1 end as sign) g
left join entity_credit_account eca on eca.id = d.party_id

-- fragment: line
-- Lines of documents: goods from `invoice`, with the ledger's amounts where it names the line; other documents have the rows
-- they booked. Bought goods have negative quantities, credited ones the sign of their document.
select 'goods' as book, i.id, d.trans_id, case when d.credits then 'CREDIT_NOTE' when d.kind = 'ar' then 'INVOICE' else 'BILL' end as type,
  row_number() over (partition by d.trans_id order by i.id) as line_number, i.parts_id as product_id, i.description, d.transdate as issued_on,
  g.turn * i.qty as quantity, rtrim(lower(trim(i.unit)), '.') as unit, coalesce(i.fxsellprice, i.sellprice / d.rate) as unit_price, i.discount as discount_rate, d.currency,
  i.assemblyitem as component,
  coalesce(g.sign * d.net, round(g.turn * i.qty * coalesce(i.fxsellprice, i.sellprice / d.rate) * (1 - coalesce(i.discount, 0)), d.places)) as net,
  case when d.kind = 'ar' and d.currency = d.base then -g.sign * d.cost end as cost
from (
  select a.trans_id, a.invoice_id, a.kind, a.side, a.credits, a.booked_on as transdate, a.currency, a.base, a.rate, a.places,
    sum(a.document_amount) filter (where a.kind = 'ap' or not a.for_stock) as net, sum(a.amount) filter (where a.for_stock and a.category = 'E') as cost
  from (
    select a.*, a.chart_id in (coalesce(p.inventory_accno_id, 0), coalesce(p.expense_accno_id, 0)) as for_stock
    from :amount a join invoice i on i.id = a.invoice_id and i.trans_id = a.trans_id join parts p on p.id = i.parts_id
    where a.booked and not a.tax and a.kind <> 'gl' and a.goods
  ) a
  group by a.trans_id, a.invoice_id, a.kind, a.side, a.credits, a.booked_on, a.currency, a.base, a.rate, a.places
  union all
  select d.id, i.id, d.kind, d.side, d.credits, d.transdate, d.currency, d.base, d.rate, d.places, null, null
  from :document d join invoice i on i.trans_id = d.id
  where d.kind <> 'gl' and d.goods and not exists (select 1 from acc_trans ac where ac.trans_id = d.id and ac.invoice_id = i.id)
) d
join invoice i on i.id = d.invoice_id
cross join lateral (select d.side * case when d.credits then -1 else 1 end as sign,
  case when d.kind = 'ap' then -1 else 1 end * case when d.credits then -1 else 1 end as turn) g
union all
select 'ledger', a.entry_id, a.trans_id, case when a.credits then 'CREDIT_NOTE' when a.kind = 'ar' then 'INVOICE' else 'BILL' end,
  row_number() over (partition by a.trans_id order by a.entry_id), null, coalesce(nullif(a.memo, ''), a.account_text), a.booked_on,
  null, null, null, null, a.currency, false, a.side * case when a.credits then -1 else 1 end * a.document_amount, null
from :amount a
where a.booked and not a.tax and a.kind <> 'gl' and not coalesce(a.goods, false) and not (a.fx and a.currency <> a.base)

-- fragment: ledger
select a.entry_id as id, a.trans_id, a.settlement, a.own, a.chart_id, a.transdate, greatest(-a.amount, 0) as debit, greatest(a.amount, 0) as credit, a.base,
  case when a.control then a.party_id end as party_id, -a.document_amount as document_amount, a.currency,
  coalesce(nullif(a.memo, ''), nullif(a.source, '')) as description, a.chart_id || '-' || tax.validto::date as tax_id
from :amount a
left join lateral (select t.validto from tax t where t.chart_id = a.chart_id and t.validto >= a.transdate order by t.validto limit 1) tax on a.tax

-- name: company
select '1' as id, coalesce(max(value) filter (where setting_key = 'company_name'), own.legal_name, own.name, current_database()) as name,
  split_part(max(value) filter (where setting_key = 'curr'), ':', 1) as currency,
  coalesce(nullif(own.tax_id, ''), max(value) filter (where setting_key = 'businessnumber' and value <> '1')) as tax_id,
  own.country
from defaults left join (
  select c.legal_name, e.name, c.tax_id, co.short_name as country from entity e
  left join company c on c.entity_id = e.id left join country co on co.id = e.country_id where e.id = 0 limit 1
) own on true
group by own.legal_name, own.name, own.tax_id, own.country

-- name: payment_term
select distinct on (id) id, days, discount_days, discount from (
  select concat_ws('-', terms, nullif(discount_terms, 0), to_char(nullif(discount, 0), 'FM990.99')) as id, terms as days,
    nullif(discount_terms, 0) as discount_days, nullif(discount, 0) / 100 as discount from entity_credit_account where terms is not null
  union all
  select terms::text, terms, null, null from ar where terms is not null
  union all
  select terms::text, terms, null, null from ap where terms is not null
) t order by id, days

-- name: tax_code
select t.chart_id || '-' || t.validto::date as id, case when t.validto = 'infinity' then a.accno else a.accno || ' ' || t.validto::date end as code,
  coalesce(a.description, a.accno) as name, t.rate,
  case when sold and not bought then 'OUTPUT' when bought and not sold then 'INPUT' end as kind
from tax t join account a on a.id = t.chart_id
cross join lateral (select coalesce(bool_or(l.description = 'AR_tax'), false) as sold, coalesce(bool_or(l.description = 'AP_tax'), false) as bought
  from account_link l where l.account_id = a.id) l

-- name: exchange_rate
select trim(r.curr) || '-' || r.transdate as id, trim(r.curr) as currency, book.base, r.transdate, 'buy' as side, r.buy as rate, trim(r.curr) <> book.base as taken
from exchangerate r cross join :book book where r.buy <> 0
union all
select trim(r.curr) || '-' || r.transdate, trim(r.curr), book.base, r.transdate, 'sell', r.sell, trim(r.curr) <> book.base and coalesce(r.buy, 0) = 0
from exchangerate r cross join :book book where r.sell <> 0

-- name: account_heading
with recursive below as (
  select h.id as top, h.id, h.category from account_heading h
  union
  select b.top, h.id, h.category from below b join account_heading h on h.parent_id = b.id
), above as (
  select h.id as low, h.parent_id, h.category from account_heading h
  union
  select a.low, h.parent_id, coalesce(a.category, h.category) from above a join account_heading h on h.id = a.parent_id
)
select h.id, h.accno, coalesce(h.description, h.accno) as description, h.parent_id,
  coalesce(h.category::text,
    (select mode() within group (order by a.category) from below b join account a on a.heading = b.id where b.top = h.id)::text,
    (select min(a.category)::text from above a where a.low = h.id)) as category
from account_heading h

-- name: account
with linked as (
  select a.id, a.heading, a.category, a.contra, array_agg(l.description) filter (where l.description is not null) as links
  from account a left join account_link l on l.account_id = a.id group by a.id, a.heading, a.category, a.contra
), known as (
  select l.*, case
    when l.category = 'A' and links && '{AR_paid,AP_paid}' then 'CASH'
    when l.category = 'A' and links && '{AR}' then 'RECEIVABLE'
    when l.category = 'A' and (links && '{IC}' or l.id::text = (select value from defaults where setting_key = 'inventory_accno_id')
      or exists (select 1 from parts p where p.inventory_accno_id = l.id)) then 'INVENTORY'
    when l.category = 'A' and (links && '{Fixed_Asset,Asset_Dep}' or exists (select 1 from asset_class c where l.id in (c.asset_account_id, c.dep_account_id)))
      then 'FIXED_ASSET'
    when l.category = 'L' and links && '{AP}' then 'PAYABLE'
    when l.category in ('A', 'L') and (links && '{AR_tax,AP_tax}' or exists (select 1 from tax t where t.chart_id = l.id)) then 'TAX'
    when l.category = 'Q' and exists (select 1 from yearend y join acc_trans ac on ac.trans_id = y.trans_id where ac.chart_id = l.id) then 'RETAINED_EARNINGS'
    when l.category in ('I', 'E') and (l.id::text in (select value from defaults where setting_key in ('fxgain_accno_id', 'fxloss_accno_id'))
      or links && '{asset_gain,asset_loss}') then 'OTHER_INCOME'
    when l.category = 'I' and (links && '{AR_amount,IC_sale,IC_income,IC_returns}' or l.id::text = (select value from defaults where setting_key = 'income_accno_id'))
      then 'SALES'
    when l.category = 'E' and (links && '{IC_cogs}' or l.id::text = (select value from defaults where setting_key = 'expense_accno_id')
      or exists (select 1 from parts p where p.expense_accno_id = l.id and p.inventory_accno_id is not null)) then 'COST_OF_SALES'
    when l.category = 'E' and links && '{asset_expense}' then 'DEPRECIATION'
  end as class from linked l
), headed as (
  select heading, bool_or(class = 'COST_OF_SALES') as cost,
    bool_or(category = 'A' and contra) and not coalesce(bool_or(class in ('CASH', 'RECEIVABLE', 'INVENTORY')), false) as fixed
  from known group by heading
)
select a.id, a.accno, coalesce(a.description, a.accno) as description, a.category, a.contra, a.heading,
  (a.category in ('A', 'E')) <> a.contra as debit,
  exists (select 1 from account_link l join account_link_description d on d.description = l.description where l.account_id = a.id and d.summary) as control,
  coalesce(k.class, case when a.category = 'A' and h.fixed then 'FIXED_ASSET'
    when a.category = 'E' and h.cost and (select count(distinct heading) from account where category = 'E') > 1 then 'COST_OF_SALES' end) as class
from account a join known k on k.id = a.id join headed h on h.heading = a.heading

-- name: period
select to_char(month, 'YYYY-MM') as code, month::date as starts_on, (month + interval '1 month - 1 day')::date as ends_on,
  extract(year from month + (12 - f.last_month) * interval '1 month')::integer as fiscal_year,
  case when (month + interval '1 month - 1 day')::date <= (select max(end_date) from account_checkpoint) then 'CLOSED' else 'OPEN' end as status
from (
  select date_trunc('year', min(d) + (12 - y.last_month) * interval '1 month') - (12 - y.last_month) * interval '1 month' as first,
    date_trunc('year', max(d) + (12 - y.last_month) * interval '1 month') + interval '11 months' - (12 - y.last_month) * interval '1 month' as last,
    y.last_month
  from (select transdate as d from acc_trans union all select transdate from ar union all select transdate from ap union all select transdate from gl) used
  cross join (select coalesce((select extract(month from transdate)::integer from yearend where not coalesce(reversed, false)
    order by transdate desc limit 1), 12) as last_month) y
  where d is not null group by y.last_month
) f cross join lateral generate_series(f.first, f.last, interval '1 month') as month

-- name: journal
select code, name, kind from (values ('AR', 'Sales', 'SALES'), ('AP', 'Purchases', 'PURCHASE'), ('GL', 'General ledger', 'GENERAL'),
  ('PAY', 'Payments', 'CASH')) as journal(code, name, kind)

-- name: party
select eca.id, eca.meta_number, eca.entity_id, eca.entity_class, coalesce(c.legal_name, nullif(concat_ws(' ', p.first_name, p.last_name), ''),
    e.name, eca.pay_to_name, eca.meta_number) as name,
  coalesce(nullif(c.tax_id, ''), nullif(c.sales_tax_id, '')) as tax_id, trim(eca.curr) as currency, eca.ar_ap_account_id,
  place.city, place.mail_code, coalesce(place.country, co.short_name) as country
from entity_credit_account eca
join entity e on e.id = eca.entity_id
left join company c on c.entity_id = e.id
left join person p on p.entity_id = e.id
left join country co on co.id = e.country_id
left join lateral (
  select l.city, l.mail_code, lc.short_name as country from (
    select location_id, location_class, 0 as rank from eca_to_location where credit_id = eca.id
    union all
    select location_id, location_class, 1 from entity_to_location where entity_id = e.id
  ) at join location l on l.id = at.location_id left join country lc on lc.id = l.country_id
  order by at.rank, l.active desc, at.location_class, l.id limit 1
) place on true

-- name: product
select p.id, coalesce(p.partnumber, p.id::text) as partnumber, p.partnumber as shared_number, coalesce(nullif(p.description, ''), p.partnumber, p.id::text) as description,
  g.partsgroup, rtrim(lower(trim(p.unit)), '.') as unit, p.lastcost, coalesce(nullif(p.listprice, 0), p.sellprice) as price, book.base as currency
from parts p cross join :book book left join partsgroup g on g.id = p.partsgroup_id

-- name: journal_entry
select d.id, upper(d.kind) as journal, d.transdate, to_char(d.transdate, 'YYYY-MM') as period, coalesce(nullif(d.number, ''), d.id::text) as number, d.description,
  case when d.approved then 'POSTED' else 'DRAFT' end as status, case when d.kind <> 'gl' then d.number end as document_number
from :document d

-- name: journal_line
select l.* from :ledger l where l.own

-- name: settlement_entry
select p.settlement, case when bool_or(p.pays) then 'PAY' else upper(min(p.kind)) end as journal, min(p.transdate) as transdate,
  to_char(min(p.transdate), 'YYYY-MM') as period,
  coalesce(max(payment.reference), max(nullif(p.source, '')), p.settlement) as number,
  coalesce(max(nullif(payment.notes, '')), max(nullif(p.memo, ''))) as description,
  case when bool_and(p.approved and p.row_approved) then 'POSTED' else 'DRAFT' end as status,
  string_agg(distinct p.number, ' ') as document_number
from :posting p left join payment on payment.id = p.payment_id
where not p.own group by p.settlement

-- name: settlement_line
select l.* from :ledger l where not l.own

-- name: invoice
select p.* from :paper p where p.type = 'INVOICE'

-- name: invoice_line
select l.* from :line l where l.type = 'INVOICE'

-- name: bill
select p.* from :paper p where p.type = 'BILL'

-- name: bill_line
select l.* from :line l where l.type = 'BILL'

-- name: credit_note
select p.*, case p.kind when 'ar' then 'SALES' else 'PURCHASE' end as credits from :paper p where p.type = 'CREDIT_NOTE'

-- name: credit_note_line
select l.* from :line l where l.type = 'CREDIT_NOTE'

-- name: payment
select p.settlement, coalesce(max(row.reference), max(nullif(p.source, '')), p.settlement) as number,
  coalesce(min(row.entity_credit_id), min(p.party_id)) as party_id, coalesce(min(row.payment_date), min(p.transdate)) as paid_on,
  coalesce(nullif(trim(min(row.currency)), ''), min(p.currency)) as currency, max(nullif(p.source, '')) as reference,
  abs(coalesce(sum(p.document_amount) filter (where m.money), 0)) as amount,
  case when coalesce(sum(p.document_amount) filter (where m.money), 0) > 0 then 'OUTBOUND'
    when coalesce(sum(p.document_amount) filter (where m.money), 0) < 0 then 'INBOUND'
    when min(p.kind) = 'ap' then 'OUTBOUND' else 'INBOUND' end as direction,
  min(p.day_rate) as rate, (array_agg(p.chart_id order by p.entry_id) filter (where m.money))[1] as account_id,
  bool_and(p.approved and p.row_approved) as approved
from :amount p
cross join lateral (select not p.any_control and not p.exchange_result and not p.discount and not (p.kind = 'gl' and p.overpayment) as money) m
left join payment row on row.id = p.payment_id
where p.pays group by p.settlement

-- name: payment_allocation
select p.settlement, p.trans_id, p.type, max(p.transdate) as allocated_on, p.currency, p.settled as approved,
  p.turn * coalesce(sum(p.document_amount) filter (where p.control), -sum(p.document_amount) filter (where p.money)) as amount
from (
  select p.*, p.side * case when p.credits then -1 else 1 end as turn,
    p.approved and bool_and(p.row_approved) over (partition by p.trans_id, p.settlement) as settled,
    case when p.credits then 'CREDIT_NOTE' when p.kind = 'ar' then 'INVOICE' else 'BILL' end as type
  from :amount p where p.pays and p.kind in ('ar', 'ap')
) p
group by p.settlement, p.trans_id, p.type, p.currency, p.settled, p.turn

-- name: cash_payment
-- Money taken or paid on the document's own day and within its own booking.
select p.trans_id, min(p.number) as number, min(p.party_id) as party_id, p.transdate as paid_on, p.currency, min(nullif(p.source, '')) as reference,
  abs(sum(p.document_amount)) as amount, case when sum(p.document_amount) > 0 then 'OUTBOUND' else 'INBOUND' end as direction,
  min(p.rate) as rate, min(p.chart_id) as account_id, p.approved,
  case when p.credits then 'CREDIT_NOTE' when p.kind = 'ar' then 'INVOICE' else 'BILL' end as type,
  p.side * case when p.credits then -1 else 1 end * -sum(p.document_amount) as settled
from :amount p where p.own and p.money
group by p.trans_id, p.transdate, p.currency, p.approved, p.credits, p.kind, p.side
