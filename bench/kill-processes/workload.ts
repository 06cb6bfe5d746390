import type pg from "pg";
import { Random } from "./random";

/** Transactions of a whole load. */
export const STEPS = 45;

/** The name of item 1 once the load has ended: it is in the last transaction. */
export const END_MARK = "The load has ended";

interface Loading {
  readonly client: pg.Client;
  readonly random: Random;
  /** Ids from here are new in this transaction. */
  readonly firstId: number;
}

type Change = (loading: Loading) => Promise<void>;

/** One row of a query by chance, by its id; undefined where it gives none. */
async function some({ client, random }: Loading, query: string): Promise<number | undefined> {
  const { rows } = await client.query<{ id: number }>(`${query} order by id`);
  return rows.length === 0 ? undefined : random.pick(rows).id;
}

const GOOD_ORDER = "select id from good_order";
const LINE_OF_GOOD_ORDER = "select id from line where orders in (select id from good_order)";

const changes: readonly (readonly [weight: number, change: Change])[] = [
  [5, newOrder],
  [
    4,
    (loading) =>
      onSome(loading, LINE_OF_GOOD_ORDER, `update line set pieces = '${1 + loading.random.below(90)}' where id = $1`),
  ],
  [
    2,
    (loading) =>
      onSome(
        loading,
        GOOD_ORDER,
        `update orders set state = 'paid', day = '2026-02-1${loading.random.below(9)}' where id = $1`,
      ),
  ],
  [2, moveLine],
  [
    3,
    (loading) =>
      onSome(loading, GOOD_ORDER, "with gone as (delete from line where orders = $1) delete from orders where id = $1"),
  ],
  [2, (loading) => onSome(loading, "select id from line", "delete from line where id = $1")],
  [2, newCustomer],
  [
    2,
    (loading) =>
      onSome(
        loading,
        "select id from customer where name <> ''",
        "update customer set name = name || '+' where id = $1",
      ),
  ],
  [
    1,
    (loading) =>
      onSome(
        loading,
        "select id from customer",
        `update customer set tax = 'DE${100_000_000 + loading.random.below(15)}' where id = $1`,
      ),
  ],
  [
    1,
    (loading) =>
      onSome(loading, "select id from customer", "update customer set tax = null, head = null where id = $1"),
  ],
  [
    1,
    (loading) =>
      onSome(
        loading,
        "select id from customer c where not exists (select 1 from orders where customer = c.id)",
        "delete from customer where id = $1",
      ),
  ],
  [
    1,
    (loading) =>
      onSome(
        loading,
        "select id from item where id > 1 and name <> ''",
        "update item set name = name || '+' where id = $1",
      ),
  ],
  [3, newMove],
  [1, (loading) => onSome(loading, "select id from move", "update move set done = not done where id = $1")],
  [1, (loading) => onSome(loading, "select id from move", "delete from move where id = $1")],
  [3, spoil],
  [3, mend],
];

const drawn = changes.flatMap(([weight, change]) => Array<Change>(weight).fill(change));

/** Statements of one transaction of the load, each waiting a moment, so that it stays open as those of people do. */
export async function changeShop(client: pg.Client, { seed, step, pause }: Step): Promise<void> {
  const random = new Random("load", seed, step);
  const loading = { client, random, firstId: 1000 + step * 100 };
  const count = 2 + random.below(4);
  for (let at = 0; at < count; at += 1) {
    await random.pick(drawn)({ ...loading, firstId: loading.firstId + at * 20 });
    await pause();
  }
  if (step === STEPS) await end(client);
}

export interface Step {
  readonly seed: number;
  /** From 1 to STEPS. */
  readonly step: number;
  readonly pause: () => Promise<void>;
}

/** Good records that were made bad are good again: what Concord kept of them is what a later reader finds. */
async function end(client: pg.Client): Promise<void> {
  await client.query(`update line set pieces = '1', spoiled = false where spoiled`);
  await client.query(`update orders set day = '2026-03-01', spoiled = false where spoiled`);
  await client.query(`update customer set name = 'Mended', spoiled = false where spoiled`);
  await client.query(`update item set name = 'Mended', spoiled = false where spoiled`);
  await client.query("update item set name = $1 where id = 1", [END_MARK]);
}

async function onSome(loading: Loading, query: string, statement: string): Promise<void> {
  const id = await some(loading, query);
  if (id !== undefined) await loading.client.query(statement.replaceAll("$1", String(id)));
}

/** One order in six is bad: its day, one of its lines, or its customer is. */
async function newOrder(loading: Loading): Promise<void> {
  const { client, random, firstId } = loading;
  const fault = random.chance(1 / 6) ? random.pick(["day", "line", "customer"]) : undefined;
  const customer = await some(loading, `select id from customer where name ${fault === "customer" ? "=" : "<>"} ''`);
  if (customer === undefined) return;
  const day = fault === "day" ? "soon" : `2026-02-0${1 + random.below(9)}`;
  await client.query("insert into orders (id, customer, day, state) values ($1, $2, $3, 'open')", [
    firstId,
    customer,
    day,
  ]);
  const lines = 1 + random.below(4);
  for (let at = 0; at < lines; at += 1) {
    const item = await some(loading, "select id from item");
    const pieces = fault === "line" && at === 0 ? "many" : String(1 + random.below(9));
    await client.query("insert into line (id, orders, item, pieces, price) values ($1, $2, $3, $4, $5)", [
      firstId + at,
      firstId,
      item,
      pieces,
      `${random.below(99)}.5`,
    ]);
  }
}

async function moveLine(loading: Loading): Promise<void> {
  const order = await some(loading, GOOD_ORDER);
  if (order !== undefined) await onSome(loading, LINE_OF_GOOD_ORDER, `update line set orders = ${order} where id = $1`);
}

async function newCustomer({ client, random, firstId }: Loading): Promise<void> {
  const name = random.chance(1 / 5) ? "" : `Customer ${firstId}`;
  const tax = random.chance(1 / 2) ? `DE${100_000_000 + random.below(15)}` : null;
  const head = random.chance(1 / 4) ? 1 + random.below(40) : null;
  await client.query("insert into customer (id, name, tax, head) values ($1, $2, $3, $4)", [firstId, name, tax, head]);
}

async function newMove(loading: Loading): Promise<void> {
  const { client, random, firstId } = loading;
  const item = await some(loading, "select id from item");
  const pieces = random.chance(1 / 6) ? "?" : String(random.below(20) - 5);
  await client.query("insert into move (id, item, pieces, done) values ($1, $2, $3, $4)", [
    firstId,
    item,
    pieces,
    random.chance(3 / 4),
  ]);
}

/** A good record becomes bad, to be mended before the end. */
async function spoil(loading: Loading): Promise<void> {
  const kind = loading.random.pick(["line", "line", "orders", "customer", "item"]);
  const spoiled: Readonly<Record<string, readonly [string, string]>> = {
    line: [LINE_OF_GOOD_ORDER, "update line set pieces = 'many', spoiled = true where id = $1"],
    orders: [GOOD_ORDER, "update orders set day = 'soon', spoiled = true where id = $1"],
    customer: [
      "select id from customer where name <> ''",
      "update customer set name = '', spoiled = true where id = $1",
    ],
    item: [
      "select id from item where id > 1 and name <> ''",
      "update item set name = '', spoiled = true where id = $1",
    ],
  };
  await onSome(loading, ...(spoiled[kind] as readonly [string, string]));
}

async function mend(loading: Loading): Promise<void> {
  const kind = loading.random.pick(["line", "orders", "customer", "item", "move"]);
  const mended: Readonly<Record<string, readonly [string, string]>> = {
    line: ["select id from line where pieces = 'many'", "update line set pieces = '7', spoiled = false where id = $1"],
    orders: [
      "select id from orders where day = 'soon'",
      "update orders set day = '2026-02-20', spoiled = false where id = $1",
    ],
    customer: [
      "select id from customer where name = ''",
      "update customer set name = 'Mended', spoiled = false where id = $1",
    ],
    item: ["select id from item where name = ''", "update item set name = 'Mended', spoiled = false where id = $1"],
    move: ["select id from move where pieces = '?'", "update move set pieces = '2' where id = $1"],
  };
  await onSome(loading, ...(mended[kind] as readonly [string, string]));
}
