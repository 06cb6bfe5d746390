import pg from "pg";
import { parseMapping } from "../../connectors/mapping/mapping-file";
import { parseChanges } from "../../connectors/postgres/changes-file";
import { createPostgresConnector, type PostgresConnectorParts } from "../../connectors/postgres/postgres-connector";
import { parseSelects } from "../../connectors/postgres/selects";
import { entitiesBySubgraph } from "../../schema/model/registry";
import { onServer, SERVER } from "../databases";

/** A shop whose customers' role, orders' totals and stock follow from other tables, as in real systems. */
const TABLES = `
create table customer (id serial primary key, name text not null, into_id int);
create table item (id serial primary key, name text not null);
create table orders (id serial primary key, customer int not null, day date not null, changed timestamptz default '2026-01-05 10:00+08');
create table line (id serial primary key, orders int not null, item int, pieces float8 not null, price numeric not null);
create table move (id serial primary key, item int not null, pieces numeric not null, done bool not null);
create table tag (item int not null, word text not null);
insert into customer (name) values ('李伟'), ('Ann'), ('never bought');
insert into item (name) values ('Bolt'), ('Nut');
insert into orders (customer, day) values (1, '2026-01-05'), (2, '2026-01-06');
insert into line (orders, item, pieces, price) values (1, 1, 0.1, 12345678901234.5678), (1, 2, 3, 2.50), (2, 1, 1, 0);
insert into move (item, pieces, done) values (1, 5, true), (1, -2, true), (2, 7, false);
insert into tag values (1, 'steel');
`;

const SELECTS = `
-- name: customer
select c.id, c.name, case when exists (select 1 from orders o where o.customer = c.id) then 'CUSTOMER' else 'none' end as role, c.into_id as group_id
from customer c;
-- name: item
select i.id, coalesce((select string_agg(t.word, ' ' order by t.word) || ' ' from tag t where t.item = i.id), '') || i.name as name from item i;
-- name: place
select 1 as id, 'Store' as name;
-- name: orders
select o.id, o.customer, o.day, coalesce(sum(l.pieces::numeric * l.price), 0) as net from orders o left join line l on l.orders = o.id group by o.id;
-- name: line
select l.id, l.orders as order_id, row_number() over (partition by l.orders order by l.id) as place, l.item, l.pieces, l.price,
  l.pieces::numeric * l.price as net from line l;
-- name: stock
select item, sum(pieces) as on_hand from move where done group by item;
-- name: move
select id, item, pieces, done, '2026-01-05'::date as day from move;
`;

const MAPPING = `
system: shop
subgraph: erp
title: A shop
reads:
  - entity: Party
    from: customer
    when: { column: role, equals: CUSTOMER }
    id: [id]
    fields: { number: id, name: name, role: role, groupNumber: group_id }
  - entity: Item
    from: item
    id: [id]
    fields: { number: id, name: name }
  - entity: Warehouse
    from: place
    id: [id]
    fields: { code: id, name: name }
  - entity: SalesOrder
    from: orders
    id: [id]
    fields:
      number: id
      customerId: { reference: customer }
      orderedOn: day
      status: { constant: CONFIRMED }
      currency: { constant: USD }
      netAmount: net
  - entity: SalesOrderLine
    from: line
    id: [id]
    fields:
      orderId: { reference: order_id }
      lineNumber: place
      itemId: { reference: item }
      quantity: { value: pieces, unit: { constant: C62 } }
      unitPrice: price
      netAmount: net
      currency: { constant: USD }
  - entity: StockLevel
    from: stock
    id: [item]
    fields:
      itemId: { reference: item }
      warehouseId: { reference: { constant: "1" } }
      onHand: { value: on_hand, unit: { constant: C62 } }
  - entity: StockMovement
    from: move
    when: { column: done, equals: t }
    id: [id]
    fields:
      itemId: { reference: item }
      warehouseId: { reference: { constant: "1" } }
      kind: { constant: ADJUSTMENT }
      movedAt: day
      quantity: { value: pieces, unit: { constant: C62 } }
`;

const CHANGES = `
roots:
  customer: [{ object: customer, key: id }]
  item: [{ object: item, key: id }]
  place: [{ object: place, key: id }]
  order: [{ object: orders, key: id }, { object: line, key: order_id }]
  stock: [{ object: stock, key: item, within: itemId }]
  move: [{ object: move, key: id }]
tables:
  customer: [{ root: customer, column: id }]
  item: [{ root: item, column: id }]
  orders:
    - { root: order, column: id }
    - { root: customer, column: customer, recall: SalesOrder.customerId }
  line: [{ root: order, column: orders, recall: SalesOrderLine.orderId }]
  move:
    - { root: move, column: id }
    - { root: stock, column: item, recall: StockMovement.itemId }
  tag: [{ root: item, column: item }]
`;

let made = 0;

export interface ShopDatabase {
  readonly name: string;
  readonly url: string;
  readonly parts: PostgresConnectorParts;
  /** Why something was not as usual, as an operator is told. */
  readonly notices: string[];
  sql(statement: string): Promise<void>;
  open(changed?: Partial<PostgresConnectorParts>): ReturnType<typeof createPostgresConnector>;
  close(): Promise<void>;
}

/** @param server where its database is made */
export async function openShop(server = SERVER): Promise<ShopDatabase> {
  made += 1;
  const name = `concord_shop_${process.pid}_${made}`;
  await onServer(`create database ${name}`, server);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(TABLES);
  const notices: string[] = [];
  const parts: PostgresConnectorParts = {
    url: url.href,
    schema: "public",
    settings: {},
    mapping: parseMapping(MAPPING, "shop.yaml"),
    entities: new Map(entitiesBySubgraph.erp.map((entity) => [entity.name, entity])),
    selects: parseSelects(SELECTS, "shop.sql"),
    changes: parseChanges(CHANGES, "shop-changes.yaml"),
    pollSeconds: 0.05,
    notice: (message) => notices.push(message),
  };
  return {
    name,
    url: url.href,
    parts,
    notices,
    sql: async (statement) => void (await client.query(statement)),
    open: (changed = {}) => createPostgresConnector({ ...parts, ...changed }),
    close: async () => {
      await client.end();
      await createPostgresConnector(parts)
        .stopFollowing?.()
        .catch(() => undefined);
      await onServer(`drop database if exists ${name} with (force)`, server);
    },
  };
}
