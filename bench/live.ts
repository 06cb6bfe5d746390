/**
 * From a commit in a really running Tryton to the answer of the graph: confirms sales over Tryton's own JSON-RPC and asks the
 * graph over HTTP until it says so. Prints p50 and p95.
 *
 *   ../shared/sources/tryton-live.sh WORKDIR tryton_live 8069
 *   npm run -s bench:live -- --tryton http://127.0.0.1:8069 --database tryton_live --password … --sales 30
 */
import "reflect-metadata";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Concord, onServer, quantile, startConcord, until, urlOf } from "./following-concord";
import { createRpcClient, type RpcClient } from "./tryton-rpc";

const { values } = parseArgs({
  options: {
    tryton: { type: "string", default: "http://127.0.0.1:8069" },
    database: { type: "string", default: "tryton_demo" },
    user: { type: "string", default: "admin" },
    password: { type: "string", default: "admin-real" },
    server: { type: "string", default: process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres" },
    sales: { type: "string", default: "30" },
    port: { type: "string", default: "4711" },
  },
});

const STORE = `concord_bench_live_${process.pid}`;

/** Copies a confirmed sale as Tryton's clients do, quotes and confirms it. @returns its id and when Tryton had committed */
async function confirmSale(tryton: RpcClient, model: number): Promise<{ id: number; committedAt: number }> {
  const [id] = await tryton.call<number[]>("model.sale.sale.copy", [model], {});
  if (id === undefined) throw new Error("Tryton copied no sale.");
  await tryton.call("model.sale.sale.write", [id], { sale_date: { __class__: "date", ...today() } });
  await tryton.call("model.sale.sale.quote", [id]);
  await tryton.call("model.sale.sale.confirm", [id]);
  return { id, committedAt: performance.now() };
}

function today(): { year: number; month: number; day: number } {
  const now = new Date();
  return { year: now.getUTCFullYear(), month: now.getUTCMonth() + 1, day: now.getUTCDate() };
}

const statusOf = async (concord: Concord, id: number): Promise<string | undefined> =>
  (
    (await concord.ask(`{ salesOrder(id: "erp:sales_order:${id}") { status } }`))["salesOrder"] as {
      status: string;
    } | null
  )?.status;

async function measure(concord: Concord, tryton: RpcClient, sales: number): Promise<readonly number[]> {
  const [model] = await tryton.call<{ id: number }[]>(
    "model.sale.sale.search_read",
    [["state", "=", "processing"]],
    0,
    1,
    [["id", "ASC"]],
    ["number"],
  );
  if (!model) throw new Error("This Tryton has no sale to copy.");
  const delays: number[] = [];
  for (let sale = 0; sale < sales; sale += 1) {
    const { id, committedAt } = await confirmSale(tryton, model.id);
    await until(async () => ["CONFIRMED", "PARTLY_DELIVERED"].includes((await statusOf(concord, id)) ?? ""));
    delays.push(performance.now() - committedAt);
  }
  return delays.sort((one, other) => one - other);
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-live-"));
  await onServer(values.server, `create database ${STORE}`);
  const concord = await startConcord({
    folder,
    port: values.port,
    storeUrl: urlOf(values.server, STORE),
    source: { name: "erp", connector: "tryton", mode: "live", options: { url: urlOf(values.server, values.database) } },
  });
  const tryton = await createRpcClient({ ...values, base: values.tryton });
  try {
    await until(async () => {
      const orders = (await concord.ask("{ salesOrders { totalCount } }"))["salesOrders"] as { totalCount: number };
      return orders.totalCount > 0;
    });
    const delays = await measure(concord, tryton, Number(values.sales));
    console.log(
      `${delays.length} sales confirmed in Tryton, seen in the graph after: p50 ${quantile(delays, 0.5)}, p95 ${quantile(delays, 0.95)}, most ${quantile(delays, 1)}`,
    );
  } finally {
    await tryton.logout();
    await concord.stop();
    await onServer(
      values.server,
      `select pg_drop_replication_slot(slot_name) from pg_replication_slots where database = '${values.database}' and not active`,
    );
    await onServer(values.server, `drop database if exists ${STORE} with (force)`);
    rmSync(folder, { recursive: true });
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
