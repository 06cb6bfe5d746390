-- Tryton 6.0 as an ERP and as a ledger. Each select gives records of one object; changes.yaml says which table changes which.
-- The setting concord.company holds the id of the one company that is read; empty: all of them.
-- Tryton rounds half to even, PostgreSQL half away from zero. Hence the long expression around amounts of lines: it takes one
-- unit of the last digit back where the rest is exactly a half and the digit before it would become odd.

-- name: company
select c.id, coalesce(p.code, c.id::text) as code, p.name, cu.code as currency, co.code as country,
  (select i.code from party_identifier i where i.party = p.id and i.code <> '' order by i.sequence nulls last, i.id limit 1) as tax_id
from company_company c
join party_party p on p.id = c.party
join currency_currency cu on cu.id = c.currency
left join lateral (select a.country from party_address a where a.party = p.id and a.active order by a.sequence nulls last, a.id limit 1) a on true
left join country_country co on co.id = a.country
where coalesce(current_setting('concord.company', true), '') in ('', c.id::text);

-- name: uom
-- Tryton's own units are known by what its module calls them, whatever name and symbol an installation or its language gave
-- them; units that count pieces are told by how many: an installation names its dozens as it likes.
with own as (
  select d.db_id as id, known.symbol from ir_model_data d
  join (values ('unit', 'u'), ('kilogram', 'kg'), ('gram', 'g'), ('carat', 'c'), ('pound', 'lb'), ('ounce', 'oz'), ('second', 's'),
    ('minute', 'min'), ('hour', 'h'), ('work_day', 'wd'), ('day', 'd'), ('meter', 'm'), ('kilometer', 'km'), ('centimeter', 'cm'),
    ('millimeter', 'mm'), ('foot', 'ft'), ('yard', 'yd'), ('inch', 'in'), ('mile', 'mi'), ('cubic_meter', 'm3'), ('liter', 'l'),
    ('cubic_centimeter', 'cm3'), ('cubic_inch', 'in3'), ('cubic_foot', 'ft3'), ('gallon', 'gal'), ('square_meter', 'm2'),
    ('square_centimeter', 'cm2'), ('are', 'a'), ('hectare', 'ha'), ('square_inch', 'in2'), ('square_foot', 'ft2'),
    ('square_yard', 'yd2')) known(name, symbol) on d.fs_id = 'uom_' || known.name
  where d.module = 'product' and d.model = 'product.uom'
), called as (
  select u.*, coalesce(own.symbol, u.symbol) as known_symbol from product_uom u left join own on own.id = u.id
)
select u.id, u.symbol, u.name,
  case when u.factor <> 1 and exists (select 1 from called one where one.category = u.category and one.known_symbol = 'u' and one.factor = 1)
    then 'u*' || u.factor::numeric::text else u.known_symbol end as measure
from called u;

-- name: party
-- Tryton has no customer or supplier: what was ever traded with a party says what it is; where nothing was yet, the payment
-- terms that were agreed. A party that was merged into another is kept, in one group with it, so that its identity leads on.
select p.id, coalesce(nullif(p.code, ''), p.id::text) as code, p.name, p.active,
  case when used.customer and used.supplier then 'BOTH' when used.customer then 'CUSTOMER' when used.supplier then 'SUPPLIER'
    when agreed.customer and agreed.supplier then 'BOTH' when agreed.customer then 'CUSTOMER' when agreed.supplier then 'SUPPLIER'
    else 'none' end as role,
  case when p.replaced_by is not null or exists (select 1 from party_party m where m.replaced_by = p.id) then final.id end as group_id,
  (select i.code from party_identifier i where i.party = p.id and i.code <> '' order by i.sequence nulls last, i.id limit 1) as tax_id,
  (select m.value from party_contact_mechanism m where m.party = p.id and m.type = 'email' and m.active order by m.sequence nulls last, m.id limit 1) as email,
  (select m.value from party_contact_mechanism m where m.party = p.id and m.type in ('phone', 'mobile') and m.active order by m.sequence nulls last, m.id limit 1) as phone,
  a.street, a.city, a.postal_code, co.code as country, su.name as region
from party_party p
cross join lateral (
  with recursive merged as (
    select p.id, p.replaced_by, 0 as depth
    union all
    select n.id, n.replaced_by, depth + 1 from merged m join party_party n on n.id = m.replaced_by where depth < 20
  )
  select id from merged order by depth desc limit 1
) final
cross join lateral (
  select
    exists (select 1 from sale_sale s where s.party = any(both_ids) or s.invoice_party = any(both_ids) or s.shipment_party = any(both_ids))
      or exists (select 1 from account_invoice i where i.party = any(both_ids) and i.type = 'out')
      or exists (select 1 from stock_shipment_out o where o.customer = any(both_ids))
      or exists (select 1 from stock_shipment_out_return o where o.customer = any(both_ids)) as customer,
    exists (select 1 from purchase_purchase s where s.party = any(both_ids) or s.invoice_party = any(both_ids))
      or exists (select 1 from account_invoice i where i.party = any(both_ids) and i.type = 'in')
      or exists (select 1 from stock_shipment_in o where o.supplier = any(both_ids))
      or exists (select 1 from stock_shipment_in_return o where o.supplier = any(both_ids))
      or exists (select 1 from purchase_product_supplier o where o.party = any(both_ids)) as supplier
  from (select array[p.id, final.id] as both_ids) ids
) used
left join lateral (
  select bool_or(x.customer_payment_term is not null) as customer, bool_or(x.supplier_payment_term is not null) as supplier
  from party_party_payment_term x where x.party in (p.id, final.id)
) agreed on true
left join lateral (
  select * from party_address x where x.party = p.id and x.active
  order by coalesce(x.invoice, false) desc, x.sequence nulls last, x.id limit 1
) a on true
left join country_country co on co.id = a.country
left join country_subdivision su on su.id = a.subdivision;

-- name: item_category
select id, name, parent as parent_id from product_category;

-- name: item
-- Prices are kept by company: those of the company that is read, else of the first.
select pr.id, coalesce(nullif(pr.code, ''), pr.id::text) as code, t.name,
  case when t.type = 'service' then 'SERVICE' when t.salable then 'PRODUCT' else 'COMPONENT' end as kind,
  coalesce((select tc.category from "product_template-product_category" tc where tc.template = t.id order by tc.id limit 1), t.account_category) as category_id,
  t.default_uom as unit_id, lp.list_price, cp.cost_price, cu.code as currency, pr.active and t.active as active
from product_product pr
join product_template t on t.id = pr.template
left join company_company c on c.id = coalesce(nullif(current_setting('concord.company', true), '')::int, (select min(id) from company_company))
left join currency_currency cu on cu.id = c.currency
left join lateral (select x.list_price from product_list_price x where x.template = t.id and (x.company = c.id or x.company is null)
  order by x.company nulls last, x.id desc limit 1) lp on true
left join lateral (select x.cost_price from product_cost_price x where x.product = pr.id and (x.company = c.id or x.company is null)
  order by x.company nulls last, x.id desc limit 1) cp on true;

-- name: warehouse
-- A storage place outside every warehouse, such as goods in transit, is one for itself.
with recursive place as (
  select id, id as warehouse from stock_location where type = 'warehouse'
  union all
  select l.id, p.warehouse from stock_location l join place p on l.parent = p.id where l.type <> 'warehouse'
)
select l.id, coalesce(nullif(l.code, ''), l.id::text) as code, l.name, a.city,
  -- A place belongs to no company; where one company is read, it is that one's.
  (select case when count(*) = 1 then min(c.id) end from company_company c
    where coalesce(current_setting('concord.company', true), '') in ('', c.id::text)) as company_id
from stock_location l left join party_address a on a.id = l.address
where l.type = 'warehouse' or (l.type = 'storage' and l.id not in (select id from place));

-- name: sale
select s.id, s.number, s.company as company_id, s.party as party_id, s.reference, coalesce(s.sale_date, s.create_date::date) as sale_date,
  s.shipping_date, case when s.state = 'processing' and s.shipment_state = 'sent' then 'sent' else s.state end as state, cu.code as currency,
  coalesce(s.untaxed_amount_cache, n.net, 0) as net, s.tax_amount_cache as tax, s.total_amount_cache as total
from sale_sale s
join currency_currency cu on cu.id = s.currency
left join lateral (
  select sum(round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits)) as net
  from sale_line l where l.sale = s.id and l.type = 'line'
) n on true
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: sale_line
select l.id, l.sale as sale_id, row_number() over (partition by l.sale order by l.sequence nulls last, l.id) as line, l.type,
  l.product as product_id, l.description, l.quantity, l.unit as unit_id, l.unit_price, cu.code as currency,
  round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits) as amount
from sale_line l
join sale_sale s on s.id = l.sale
join currency_currency cu on cu.id = s.currency
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: purchase
select s.id, s.number, s.company as company_id, s.party as party_id, coalesce(s.purchase_date, s.create_date::date) as purchase_date,
  case when s.state = 'processing' and s.shipment_state = 'received' then 'received' else s.state end as state, cu.code as currency,
  coalesce(s.untaxed_amount_cache, n.net, 0) as net, s.tax_amount_cache as tax, s.total_amount_cache as total
from purchase_purchase s
join currency_currency cu on cu.id = s.currency
left join lateral (
  select sum(round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits)) as net
  from purchase_line l where l.purchase = s.id and l.type = 'line'
) n on true
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: purchase_line
select l.id, l.purchase as purchase_id, row_number() over (partition by l.purchase order by l.sequence nulls last, l.id) as line, l.type,
  l.product as product_id, l.quantity, l.unit as unit_id, l.unit_price, cu.code as currency,
  l.delivery_date_store as due_date,
  round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits) as amount
from purchase_line l
join purchase_purchase s on s.id = l.purchase
join currency_currency cu on cu.id = s.currency
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: shipment
select s.id, coalesce(s.number, 'draft-' || s.id) as number, s.company as company_id, s.customer as party_id, s.warehouse as warehouse_id, s.state,
  coalesce(s.effective_date, s.planned_date, s.create_date::date) as moved_on, o.order_id
from stock_shipment_out s
left join lateral (
  select case when count(distinct l.sale) = 1 then min(l.sale) end as order_id
  from stock_move m join sale_line l on m.origin = 'sale.line,' || l.id
  where m.shipment = 'stock.shipment.out,' || s.id
) o on true
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: shipment_return
select s.id, coalesce(s.number, 'draft-' || s.id) as number, s.company as company_id, s.customer as party_id, s.warehouse as warehouse_id, s.state,
  coalesce(s.effective_date, s.planned_date, s.create_date::date) as moved_on, o.order_id
from stock_shipment_out_return s
left join lateral (
  select case when count(distinct l.sale) = 1 then min(l.sale) end as order_id
  from stock_move m join sale_line l on m.origin = 'sale.line,' || l.id
  where m.shipment = 'stock.shipment.out.return,' || s.id
) o on true
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: shipment_internal
select s.id, 'between own places' as way, coalesce(s.number, 'draft-' || s.id) as number, s.state,
  coalesce(s.effective_date, s.planned_date, s.create_date::date) as moved_on
from stock_shipment_internal s
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: shipment_line
-- Only what crosses the company's border: the moves within the warehouse that prepare it are stock movements alone.
select m.id, split_part(m.shipment, ',', 2)::int as shipment_id, row_number() over (partition by split_part(m.shipment, ',', 2)::int order by m.id) as line,
  m.product as product_id, m.quantity, m.uom as unit_id, m.state,
  case when m.origin like 'sale.line,%' then split_part(m.origin, ',', 2) end as order_line_id
from stock_move m join stock_location t on t.id = m.to_location
where m.shipment like 'stock.shipment.out,%' and t.type <> 'storage'
  and coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: shipment_return_line
select m.id, split_part(m.shipment, ',', 2)::int as shipment_id, row_number() over (partition by split_part(m.shipment, ',', 2)::int order by m.id) as line,
  m.product as product_id, -m.quantity as quantity, m.uom as unit_id, m.state,
  case when m.origin like 'sale.line,%' then split_part(m.origin, ',', 2) end as order_line_id
from stock_move m join stock_location f on f.id = m.from_location
where m.shipment like 'stock.shipment.out.return,%' and f.type <> 'storage'
  and coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: receipt
select s.id, coalesce(s.number, 'draft-' || s.id) as number, s.company as company_id, s.supplier as party_id, s.warehouse as warehouse_id, s.state,
  coalesce(s.effective_date, s.planned_date, s.create_date::date) as moved_on, o.order_id
from stock_shipment_in s
left join lateral (
  select case when count(distinct l.purchase) = 1 then min(l.purchase) end as order_id
  from stock_move m join purchase_line l on m.origin = 'purchase.line,' || l.id
  where m.shipment = 'stock.shipment.in,' || s.id
) o on true
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: receipt_return
select s.id, coalesce(s.number, 'draft-' || s.id) as number, s.company as company_id, s.supplier as party_id, s.state,
  coalesce(s.effective_date, s.planned_date, s.create_date::date) as moved_on
from stock_shipment_in_return s
where coalesce(current_setting('concord.company', true), '') in ('', s.company::text);

-- name: receipt_line
select m.id, split_part(m.shipment, ',', 2)::int as receipt_id, row_number() over (partition by split_part(m.shipment, ',', 2)::int order by m.id) as line,
  m.product as product_id, m.quantity, m.uom as unit_id, m.state,
  case when m.origin like 'purchase.line,%' then split_part(m.origin, ',', 2) end as order_line_id
from stock_move m join stock_location f on f.id = m.from_location
where m.shipment like 'stock.shipment.in,%' and f.type <> 'storage'
  and coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: receipt_return_line
select m.id, split_part(m.shipment, ',', 2)::int as receipt_id, row_number() over (partition by split_part(m.shipment, ',', 2)::int order by m.id) as line,
  m.product as product_id, -m.quantity as quantity, m.uom as unit_id, m.state,
  case when m.origin like 'purchase.line,%' then split_part(m.origin, ',', 2) end as order_line_id
from stock_move m join stock_location t on t.id = m.to_location
where m.shipment like 'stock.shipment.in.return,%' and t.type <> 'storage'
  and coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: invoice
-- Tryton stores no totals: the sum of the lines, each rounded by itself, and the tax rows. A credit note has negative lines.
select i.id, i.number, i.type, i.company as company_id, i.party as party_id, i.reference, i.description, i.invoice_date, i.state, cu.code as currency,
  coalesce(i.invoice_date, i.create_date::date) as counted_on, i.move as move_id, i.payment_term as term_id,
  case when coalesce(n.net, 0) + coalesce(t.tax, 0) < 0 then 'credit' else 'invoice' end as side,
  coalesce(n.net, 0) as net, coalesce(t.tax, 0) as tax, coalesce(n.net, 0) + coalesce(t.tax, 0) as total, due.due_on,
  case when i.currency = c.currency then 1 when due.foreign_amount <> 0 then round(due.base_amount / due.foreign_amount, 12) end as booked_rate,
  orders.number as order_number
from account_invoice i
join currency_currency cu on cu.id = i.currency
join company_company c on c.id = i.company
left join lateral (
  select sum(round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits)) as net
  from account_invoice_line l where l.invoice = i.id and l.type = 'line'
) n on true
left join lateral (select sum(x.amount) as tax from account_invoice_tax x where x.invoice = i.id) t on true
left join lateral (
  select max(l.maturity_date) as due_on, sum(l.debit - l.credit) as base_amount, sum(l.amount_second_currency) as foreign_amount
  from account_move_line l where l.move = i.move and l.account = i.account
) due on true
left join lateral (
  select case when count(distinct s.number) = 1 then min(s.number) end as number from (
    select s.number from account_invoice_line l join sale_line x on l.origin = 'sale.line,' || x.id join sale_sale s on s.id = x.sale where l.invoice = i.id
    union
    select s.number from account_invoice_line l join purchase_line x on l.origin = 'purchase.line,' || x.id join purchase_purchase s on s.id = x.purchase where l.invoice = i.id
  ) s
) orders on true
where coalesce(current_setting('concord.company', true), '') in ('', i.company::text);

-- name: invoice_line
-- A line of a credit note that was made from an invoice names the invoice's line; that one names the order's.
select l.id, l.invoice as invoice_id, row_number() over (partition by l.invoice order by l.sequence nulls last, l.id) as line, l.type, i.type as kind,
  l.product as product_id, l.description, l.quantity, l.unit as unit_id, l.unit_price, cu.code as currency, i.invoice_date,
  case when split_part(o.origin, ',', 1) = 'sale.line' then nullif(split_part(o.origin, ',', 2), '') end as sale_line_id,
  case when split_part(o.origin, ',', 1) = 'purchase.line' then nullif(split_part(o.origin, ',', 2), '') end as purchase_line_id,
  case when total.amount < 0 then 'credit' else 'invoice' end as side,
  round(round(l.quantity::numeric*l.unit_price, cu.digits) - case when mod(abs(l.quantity::numeric*l.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(l.quantity::numeric*l.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits) as amount
from account_invoice_line l
left join account_invoice i on i.id = l.invoice
left join currency_currency cu on cu.id = coalesce(i.currency, l.currency)
left join lateral (
  select coalesce((select x.origin from account_invoice_line x where l.origin = 'account.invoice.line,' || x.id), l.origin) as origin
) o on true
left join lateral (
  select coalesce(sum(round(round(x.quantity::numeric*x.unit_price, cu.digits) - case when mod(abs(x.quantity::numeric*x.unit_price)*power(10::numeric,cu.digits), 2) = 0.5 then sign(x.quantity::numeric*x.unit_price)/power(10::numeric,cu.digits) else 0 end, cu.digits)), 0)
    + coalesce((select sum(y.amount) from account_invoice_tax y where y.invoice = i.id), 0) as amount
  from account_invoice_line x where x.invoice = i.id and x.type = 'line'
) total on true
where coalesce(current_setting('concord.company', true), '') in ('', l.company::text);

-- name: stock_level
-- No table holds it: done moves into a place less those out of it.
with recursive place as (
  select id, id as warehouse from stock_location where type = 'warehouse'
  union all
  select l.id, p.warehouse from stock_location l join place p on l.parent = p.id where l.type <> 'warehouse'
), moved as (
  select m.product, m.to_location as location, m.internal_quantity::numeric as quantity, m.effective_date from stock_move m
  where m.state = 'done' and coalesce(current_setting('concord.company', true), '') in ('', m.company::text)
  union all
  select m.product, m.from_location, -m.internal_quantity::numeric, m.effective_date from stock_move m
  where m.state = 'done' and coalesce(current_setting('concord.company', true), '') in ('', m.company::text)
)
select moved.product as product_id, l.id as location_id, coalesce(p.warehouse, l.id) as warehouse_id, coalesce(nullif(l.code, ''), l.name) as bin,
  round(sum(moved.quantity), 6) as on_hand, max(moved.effective_date) as counted_on, t.default_uom as unit_id
from moved
join stock_location l on l.id = moved.location and l.type = 'storage'
join product_product pr on pr.id = moved.product
join product_template t on t.id = pr.template
left join place p on p.id = l.id
group by moved.product, l.id, p.warehouse, l.code, l.name, t.default_uom;

-- name: stock_in
with recursive place as (
  select id, id as warehouse from stock_location where type = 'warehouse'
  union all
  select l.id, p.warehouse from stock_location l join place p on l.parent = p.id where l.type <> 'warehouse'
)
select m.id, m.product as product_id, m.state, t.type as place_type, coalesce(p.warehouse, t.id) as warehouse_id, f.type as other_type,
  m.internal_quantity as quantity, tm.default_uom as unit_id, coalesce(m.effective_date, m.planned_date, m.create_date::date) as moved_on,
  coalesce(so.number, si.number, sr.number, sn.number, st.number, po.number, m.shipment) as document
from stock_move m
join stock_location f on f.id = m.from_location
join stock_location t on t.id = m.to_location
join product_product pr on pr.id = m.product
join product_template tm on tm.id = pr.template
left join place p on p.id = t.id
left join stock_shipment_out so on m.shipment = 'stock.shipment.out,' || so.id
left join stock_shipment_in si on m.shipment = 'stock.shipment.in,' || si.id
left join stock_shipment_out_return sr on m.shipment = 'stock.shipment.out.return,' || sr.id
left join stock_shipment_in_return sn on m.shipment = 'stock.shipment.in.return,' || sn.id
left join stock_shipment_internal st on m.shipment = 'stock.shipment.internal,' || st.id
left join production po on po.id = coalesce(m.production_input, m.production_output)
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: stock_out
with recursive place as (
  select id, id as warehouse from stock_location where type = 'warehouse'
  union all
  select l.id, p.warehouse from stock_location l join place p on l.parent = p.id where l.type <> 'warehouse'
)
select m.id, m.product as product_id, m.state, f.type as place_type, coalesce(p.warehouse, f.id) as warehouse_id, t.type as other_type,
  -m.internal_quantity as quantity, tm.default_uom as unit_id, coalesce(m.effective_date, m.planned_date, m.create_date::date) as moved_on,
  coalesce(so.number, si.number, sr.number, sn.number, st.number, po.number, m.shipment) as document
from stock_move m
join stock_location f on f.id = m.from_location
join stock_location t on t.id = m.to_location
join product_product pr on pr.id = m.product
join product_template tm on tm.id = pr.template
left join place p on p.id = f.id
left join stock_shipment_out so on m.shipment = 'stock.shipment.out,' || so.id
left join stock_shipment_in si on m.shipment = 'stock.shipment.in,' || si.id
left join stock_shipment_out_return sr on m.shipment = 'stock.shipment.out.return,' || sr.id
left join stock_shipment_in_return sn on m.shipment = 'stock.shipment.in.return,' || sn.id
left join stock_shipment_internal st on m.shipment = 'stock.shipment.internal,' || st.id
left join production po on po.id = coalesce(m.production_input, m.production_output)
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: work_order
select p.id, coalesce(p.number, 'draft-' || p.id) as number, p.company as company_id, p.product as product_id, p.quantity, p.uom as unit_id, p.state,
  case when p.state = 'done' then p.quantity end as made,
  coalesce(p.effective_start_date, p.planned_start_date, p.planned_date, p.create_date::date) as starts_on, p.planned_date as due_on,
  case when p.state = 'done' then p.effective_date end as finished_on
from production p
where coalesce(current_setting('concord.company', true), '') in ('', p.company::text);

-- name: bom
-- One component for one piece of what the bill makes, in the piece's own stock unit.
select i.id as input_id, o.id as output_id, o.product as assembly_id, i.product as component_id, i.uom as unit_id, b.active,
  round(i.quantity::numeric / nullif(o.quantity::numeric * ou.factor::numeric / du.factor::numeric, 0), 12) as quantity
from production_bom b
join production_bom_input i on i.bom = b.id
join production_bom_output o on o.bom = b.id
join product_uom ou on ou.id = o.uom
join product_product pr on pr.id = o.product
join product_template t on t.id = pr.template
join product_uom du on du.id = t.default_uom;

-- From here on, Tryton's own books.

-- name: tax
select t.id, coalesce(nullif(t.description, ''), t.name) as code, t.name, t.type, t.rate, g.kind
from account_tax t left join account_tax_group g on g.id = t.group
where coalesce(current_setting('concord.company', true), '') in ('', t.company::text);

-- name: payment_term
-- The last part is due after the longest of its delays.
select t.id, t.name, coalesce(max(d.days), 0) as days
from account_invoice_payment_term t
left join (
  select l.payment, l.id, sum(coalesce(x.days, 0) + 7 * coalesce(x.weeks, 0) + 30 * coalesce(x.months, 0)) as days
  from account_invoice_payment_term_line l join account_invoice_payment_term_line_delta x on x.line = l.id group by l.payment, l.id
) d on d.payment = t.id
group by t.id, t.name;

-- name: rate
-- Tryton writes units of a currency for one unit of the currency whose rate is 1; here they are for one of the company's.
select r.id, base.code as base, base.id as base_id, cu.code as currency, r.date, round(r.rate / base.rate, 18) as rate
from currency_currency_rate r
join currency_currency cu on cu.id = r.currency
join lateral (
  select distinct on (b.id) b.id, b.code, coalesce(br.rate, 1) as rate
  from company_company c join currency_currency b on b.id = c.currency
  left join currency_currency_rate br on br.currency = b.id and br.date <= r.date
  where coalesce(current_setting('concord.company', true), '') in ('', c.id::text)
  order by b.id, br.date desc
) base on base.id <> cu.id
where coalesce(r.rate, 0) <> 0 and r.date is not null;

-- name: account
-- What an account is follows from its type's flags and its place in the tree of types: equity is what the result goes into.
with recursive above as (
  select id, id as ancestor, parent, statement as own from account_account_type
  union all
  select a.id, t.id, t.parent, a.own from above a join account_account_type t on t.id = a.parent
), equity as (
  select distinct e.id from above e
  join account_account_type t on t.id = e.ancestor and t.statement = 'balance' and not coalesce(t.assets, false)
  join above i on i.ancestor = t.id and i.own = 'income'
  where e.own = 'balance'
)
select a.id, a.company as company_id, coalesce(nullif(a.code, ''), a.id::text) as code, a.name, t.statement,
  case when p.statement is not null then a.parent end as parent_id,
  coalesce(t.receivable or t.payable, false) as control, not coalesce(a.closed, false) as postable,
  case
    when t.statement = 'off-balance' then 'STATISTICAL'
    when t.statement = 'income' and t.expense then 'EXPENSE'
    when t.statement = 'income' then 'REVENUE'
    when t.receivable or t.assets or (t.stock and not t.payable) then 'ASSET'
    when t.payable or equity.id is null then 'LIABILITY'
    else 'EQUITY'
  end as type,
  case
    when t.statement = 'off-balance' then 'STATISTICAL'
    when t.revenue then 'SALES'
    when t.expense then 'OPERATING_EXPENSE'
    when t.statement = 'income' then 'OTHER_INCOME'
    when t.receivable then 'RECEIVABLE'
    when t.payable then 'PAYABLE'
    when t.stock then 'INVENTORY'
    when exists (select 1 from account_tax x where a.id in (x.invoice_account, x.credit_note_account)) then 'TAX'
    when t.assets and exists (select 1 from account_invoice_payment_method m where a.id in (m.debit_account, m.credit_account)) then 'CASH'
    when t.assets then 'OTHER_CURRENT_ASSET'
    when equity.id is not null then 'CAPITAL'
    else 'OTHER_CURRENT_LIABILITY'
  end as class
from account_account a
left join account_account_type t on t.id = a.type
left join equity on equity.id = t.id
left join account_account pa on pa.id = a.parent
left join account_account_type p on p.id = pa.type
where coalesce(current_setting('concord.company', true), '') in ('', a.company::text);

-- name: period
select p.id, y.company as company_id, p.name, extract(year from y.end_date)::int as year, p.start_date, p.end_date, p.state
from account_period p join account_fiscalyear y on y.id = p.fiscalyear
where coalesce(current_setting('concord.company', true), '') in ('', y.company::text);

-- name: journal
select id, coalesce(nullif(code, ''), id::text) as code, name, type from account_journal;

-- name: party_account
-- One for each side of the books that a party was ever on.
select p.id, coalesce(nullif(p.code, ''), p.id::text) as code, p.name, used.customer, used.supplier, used.receivable_id, used.payable_id,
  case when p.replaced_by is not null or exists (select 1 from party_party m where m.replaced_by = p.id) then coalesce(p.replaced_by, p.id) end as group_id,
  (select i.code from party_identifier i where i.party = p.id and i.code <> '' order by i.sequence nulls last, i.id limit 1) as tax_id,
  a.city, a.postal_code, co.code as country,
  (select case when count(*) = 1 then min(c.id) end from company_company c
    where coalesce(current_setting('concord.company', true), '') in ('', c.id::text)) as company_id,
  (select case when count(distinct cu.code) = 1 then min(cu.code) end from company_company c join currency_currency cu on cu.id = c.currency
    where coalesce(current_setting('concord.company', true), '') in ('', c.id::text)) as currency
from party_party p
cross join lateral (
  select bool_or(side.type = 'out') as customer, bool_or(side.type = 'in') as supplier,
    max(side.account) filter (where side.type = 'out' and side.booked) as receivable_id,
    max(side.account) filter (where side.type = 'in' and side.booked) as payable_id
  from (
    select i.type, i.account, true as booked from account_invoice i where i.party = p.id
      and coalesce(current_setting('concord.company', true), '') in ('', i.company::text)
    union all
    select case when t.receivable then 'out' else 'in' end, l.account, true
    from account_move_line l join account_move m on m.id = l.move join account_account x on x.id = l.account join account_account_type t on t.id = x.type
    where l.party = p.id and (t.receivable or t.payable) and coalesce(current_setting('concord.company', true), '') in ('', m.company::text)
  ) side
) used
left join lateral (
  select * from party_address x where x.party = p.id and x.active
  order by coalesce(x.invoice, false) desc, x.sequence nulls last, x.id limit 1
) a on true
left join country_country co on co.id = a.country;

-- name: move
select m.id, coalesce(nullif(m.post_number, ''), nullif(m.number, ''), m.id::text) as number, m.company as company_id, m.journal as journal_id,
  m.period as period_id, m.date, m.description, m.state, i.number as document
from account_move m
left join account_invoice i on m.origin = 'account.invoice,' || i.id
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: unbalanced_move
-- A draft may be anything, and is kept as it is; this tells of it.
select m.id, coalesce(nullif(m.post_number, ''), nullif(m.number, ''), m.id::text) as number, m.company as company_id, m.date, m.state,
  'debit ' || sum(l.debit) || ', credit ' || sum(l.credit) || ' (' || m.state || ' entry ' || coalesce(m.number, m.id::text) || ')' as imbalance
from account_move m join account_move_line l on l.move = m.id
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text)
group by m.id having sum(l.debit) <> sum(l.credit);

-- name: move_line
select l.id, l.move as move_id, row_number() over (partition by l.move order by l.id) as line, m.company as company_id, m.date,
  l.account as account_id, case when l.party is not null and t.receivable then 'customer' when l.party is not null and t.payable then 'supplier' end as side,
  l.party as party_id, l.debit, l.credit, cu.code as currency, l.amount_second_currency as amount, sc.code as second_currency, l.description
from account_move_line l
join account_move m on m.id = l.move
join company_company c on c.id = m.company
join currency_currency cu on cu.id = c.currency
join account_account a on a.id = l.account
left join account_account_type t on t.id = a.type
left join currency_currency sc on sc.id = l.second_currency
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: payment
-- A payment is the line that an invoice was settled by; its amount is in the invoice's currency where it was paid in that one.
select l.id, coalesce(nullif(m.post_number, ''), nullif(m.number, ''), m.id::text) as number, m.company as company_id,
  case when i.type = 'out' then 'customer' else 'supplier' end as side, i.party as party_id,
  case when l.credit > 0 then 'INBOUND' else 'OUTBOUND' end as direction, m.date, cu.code as currency, m.id as move_id,
  case when i.type = 'out' and total.amount >= 0 then 'INVOICE' when total.amount >= 0 then 'BILL' else 'CREDIT_NOTE' end as document_type,
  current_setting('concord.system') || case when i.type = 'out' and total.amount >= 0 then ':invoice:' when total.amount >= 0 then ':bill:' else ':credit_note:' end || i.id as document_id,
  paid.amount, case when i.currency = c.currency then 1 when paid.amount <> 0 then round((l.debit + l.credit) / paid.amount, 12) end as rate,
  -- Against the document's own direction it opens it again.
  case when (l.credit > 0) = ((i.type = 'out') = (total.amount >= 0)) then paid.amount else -paid.amount end as settled,
  (select min(o.account) from account_move_line o join account_account oa on oa.id = o.account join account_account_type ot on ot.id = oa.type
    where o.move = l.move and not ot.receivable and not ot.payable) as account_id
from "account_invoice-account_move_line" r
join account_invoice i on i.id = r.invoice
join account_move_line l on l.id = r.line
join account_move m on m.id = l.move
join company_company c on c.id = m.company
join currency_currency cu on cu.id = i.currency
left join lateral (
  select coalesce(sum(x.quantity::numeric * x.unit_price), 0) + coalesce((select sum(y.amount) from account_invoice_tax y where y.invoice = i.id), 0) as amount
  from account_invoice_line x where x.invoice = i.id and x.type = 'line'
) total on true
left join lateral (
  select sum(b.debit - b.credit) / nullif(sum(b.amount_second_currency), 0) as rate from account_move_line b where b.move = i.move and b.account = i.account
) booked on true
cross join lateral (
  select abs(case when i.currency = c.currency then l.debit - l.credit when l.second_currency = i.currency then l.amount_second_currency
    else round((l.debit - l.credit) / booked.rate, cu.digits) end) as amount
) paid
where coalesce(current_setting('concord.company', true), '') in ('', m.company::text);

-- name: payment_order
select p.id, 'payment order' as what, p.date, p.amount, p.kind, cu.code as currency
from account_payment p join account_payment_journal j on j.id = p.journal join currency_currency cu on cu.id = j.currency
where coalesce(current_setting('concord.company', true), '') in ('', p.company::text);
