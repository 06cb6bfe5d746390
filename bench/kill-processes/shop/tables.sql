-- A shop. Days, quantities and prices are text, as in systems that check nothing, so that a record can be bad.
create table customer (id int primary key, name text not null, tax text, head int, spoiled bool not null default false);
create table item (id int primary key, name text not null, spoiled bool not null default false);
create table orders (id int primary key, customer int not null references customer, day text not null, state text not null,
  spoiled bool not null default false);
create table line (id int primary key, orders int not null references orders, item int references item, pieces text not null,
  price text not null, spoiled bool not null default false);
create table move (id int primary key, item int not null references item, pieces text not null, done bool not null);
create index on orders (customer);
create index on line (orders);
create index on line (item);
create index on move (item);

-- How many transactions of the load are committed; written in each of them.
create table progress (done int not null);
insert into progress values (0);

insert into customer (id, name, tax, head) select n, case when n % 13 = 0 then '' else 'Customer ' || n end,
  case when n % 3 = 0 then 'DE' || (100000000 + n / 2) end, case when n % 10 = 4 then n - 1 end from generate_series(1, 40) n;
insert into item (id, name) select n, case when n = 7 then '' else 'Item ' || n end from generate_series(1, 20) n;
insert into orders (id, customer, day, state) select n, 1 + n * 7 % 40, case when n % 31 = 1 then 'soon' else '2026-01-' || lpad((1 + n % 28)::text, 2, '0') end,
  case n % 3 when 0 then 'open' when 1 then 'sent' else 'paid' end from generate_series(1, 150) n;
insert into line (id, orders, item, pieces, price) select n, 1 + n / 3, nullif(n % 21, 0), case when n % 97 = 0 then 'many' else (1 + n % 9)::text end,
  (n % 50)::text || '.25' from generate_series(1, 449) n;
insert into move (id, item, pieces, done) select n, 1 + n % 20, case when n % 41 = 0 then '?' else (n % 11 - 5)::text end, n % 4 > 0
  from generate_series(1, 100) n;

-- Orders that can be stored as they are: a change of another kind must not make of a good record a bad one for good, since
-- Concord keeps the good old version of a bad record, which a reader who comes later has never seen.
create view good_order as select o.* from orders o join customer c on c.id = o.customer
where o.day ~ '^\d{4}-' and c.name <> '' and not exists (select 1 from line l where l.orders = o.id and l.pieces !~ '^\d');
