/**
 * From a commit in a source to a client's screen: commits orders in a PostgreSQL source that Concord follows live, and waits for the
 * event of each at a subscriber over HTTP, with fields of two parts of the graph. Prints p50 and p95. The server needs
 * wal_level=logical.
 *
 *   npm run -s bench:live-client -- --orders 50
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { createClient } from "graphql-sse";
import pg from "pg";
import { type Concord, onServer, quantile, startConcord, until, urlOf } from "./following-concord";
import { shopSource, shopTables } from "./kill-processes/shop";

const { values } = parseArgs({
  options: {
    server: { type: "string", default: process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres" },
    orders: { type: "string", default: "50" },
    /** Milliseconds between commits. */
    pause: { type: "string", default: "200" },
    port: { type: "string", default: "4712" },
  },
});

const [STORE, SHOP] = ["store", "shop"].map((name) => `concord_bench_${name}_${process.pid}`) as [string, string];
const QUERY = `subscription { salesOrderChanged { kind key node { number netAmount { amount } customer { name displayName } } } }`;
const FIRST_ORDER = 10_000;

/** When the event of each order's key reached the client. */
async function seenBy(concord: Concord): Promise<{ readonly at: Map<string, number>; stop(): void }> {
  const client = createClient({ url: `${concord.address}/graphql/stream`, headers: { ...concord.headers } });
  const events = client.iterate<{ salesOrderChanged: { key: string } }>({ query: QUERY });
  const at = new Map<string, number>();
  const reading = async (): Promise<void> => {
    for await (const { data } of events) {
      const key = data?.salesOrderChanged.key;
      if (key && !at.has(key)) at.set(key, performance.now());
    }
  };
  reading().catch(() => {});
  const metrics = async (): Promise<string> => (await fetch(`${concord.address}/metrics`)).text();
  await until(async () => (await metrics()).includes('concord_subscriptions_open{transport="sse"} 1'));
  return { at, stop: () => client.dispose() };
}

async function measure(concord: Concord, shop: pg.Client, orders: number): Promise<readonly number[]> {
  const seen = await seenBy(concord);
  const delays: number[] = [];
  for (let number = FIRST_ORDER; number < FIRST_ORDER + orders; number += 1) {
    await shop.query("insert into orders (id, customer, day, state) values ($1, 1, '2026-02-01', 'open')", [number]);
    const committedAt = performance.now();
    const key = `shop:sales_order:${number}`;
    await until(async () => seen.at.has(key));
    delays.push((seen.at.get(key) ?? 0) - committedAt);
    await new Promise((resolve) => setTimeout(resolve, Number(values.pause)));
  }
  seen.stop();
  return delays.sort((one, other) => one - other);
}

async function main(): Promise<void> {
  const { server, port } = values;
  const folder = mkdtempSync(join(tmpdir(), "concord-live-client-"));
  for (const name of [STORE, SHOP]) await onServer(server, `create database ${name}`);
  const shop = new pg.Client({ connectionString: urlOf(server, SHOP) });
  await shop.connect();
  await shop.query(shopTables());
  const source = shopSource(urlOf(server, SHOP), "live");
  const concord = await startConcord({ folder, port, storeUrl: urlOf(server, STORE), source });
  try {
    await until(async () => {
      const { salesOrders } = await concord.ask("{ salesOrders { totalCount } }");
      return (salesOrders as { totalCount: number }).totalCount > 0;
    });
    const delays = await measure(concord, shop, Number(values.orders));
    console.log(
      `${delays.length} orders committed in the source, at the client after: p50 ${quantile(delays, 0.5)}, p95 ${quantile(delays, 0.95)}, most ${quantile(delays, 1)}`,
    );
  } finally {
    await concord.stop();
    await shop.end();
    await onServer(
      server,
      `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '${SHOP}'`,
    );
    for (const name of [STORE, SHOP]) await onServer(server, `drop database if exists ${name} with (force)`);
    rmSync(folder, { recursive: true });
  }
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
