-- name: customer
select id, name, tax, head from customer order by id;
-- name: item
select id, name from item order by id;
-- name: place
select 1 as id, 'Store' as name;
-- name: orders
select o.id, o.customer, o.day, o.state, coalesce(sum(l.pieces::numeric * l.price::numeric) filter (where l.pieces ~ '^\d'), 0) as net
from orders o left join line l on l.orders = o.id group by o.id order by o.id;
-- name: line
select id, orders as order_id, row_number() over (partition by orders order by id) as place, item, pieces, price,
  case when pieces ~ '^\d' then pieces::numeric * price::numeric else 0 end as net
from line order by id;
-- name: stock
select item as id, item, sum(pieces::numeric) as on_hand from move where done and pieces ~ '^-?\d' group by item order by item;
-- name: move
select id, item, pieces, done, '2026-01-05'::date as day from move order by id;
