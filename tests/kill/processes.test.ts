import { Bench } from "../../bench/kill-processes/bench";
import { killRun } from "../../bench/kill-processes/kill-run";
import { findPostgresBinaries } from "../../bench/kill-processes/postgres-binaries";
import type { RunPlan } from "../../bench/kill-processes/report";
import { unsound } from "../../bench/kill-processes/soundness";
import { comparableState, differences } from "../../bench/kill-processes/state";
import { SCHEMAS } from "../../cli/databases";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { openEmbedded } from "../embedded";

const binaries = findPostgresBinaries();
if (!binaries)
  console.log(
    "PostgreSQL's initdb and postgres are not found: the kills of processes are skipped. Put them into PATH.",
  );
const withBinaries = binaries ? describe : describe.skip;

const plans: readonly RunPlan[] = [
  { mode: "live", victim: "sync", seed: 1001 },
  { mode: "live", victim: "store's PostgreSQL", seed: 1001 },
  { mode: "batch", victim: "source's PostgreSQL", seed: 1001 },
];

withBinaries("a process killed at work", () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await Bench.open(binaries ?? "");
  });
  afterAll(() => bench?.close());

  it.each(plans)(
    "leaves the state of a clean run: $mode, $victim killed",
    async (plan) => {
      const { faults } = await killRun(bench, plan);
      expect(faults).toEqual([]);
    },
    240_000,
  );
});

describe("what the kills are judged by", () => {
  const ORDER = `insert into erp.sales_order (id, number, customer_id, ordered_on, status, currency, net_amount, source_system,
    source_file, source_line, batch_id) values ('shop:sales_order:1', '1', 'shop:party:1', '2026-01-05', 'CONFIRMED', 'USD', 1,
    'shop', 'orders', 1, 1)`;
  const LINE = `insert into erp.sales_order_line (id, order_id, line_number, quantity, net_amount, source_system, source_file,
    source_line, batch_id) values ('shop:sales_order_line:1', 'shop:sales_order:1', 1, 1, 1, 'shop', 'line', 1, 1)`;
  const BATCH = "insert into mapping.import_batch (system, started_at, committed_at) values ('shop', now(), now())";
  let database: Database;
  beforeAll(async () => {
    database = await openEmbedded();
    for (const schema of SCHEMAS) await migrate(database, schema);
  });
  afterAll(() => database.close());

  it("tells a line without its order, rows of a load that is not there, and a load without its end", async () => {
    await database.execute(LINE);
    expect(await unsound(database)).toEqual([
      expect.stringMatching(/^a SalesOrderLine by a load that is not there/),
      expect.stringMatching(/^a SalesOrderLine without its SalesOrder/),
    ]);
    await database.execute(`${BATCH}; ${ORDER}`);
    expect(await unsound(database)).toEqual([]);
    await database.execute("update mapping.import_batch set committed_at = null");
    expect(await unsound(database)).toEqual([expect.stringMatching(/^a load without its end/)]);
  });

  it("tells what was lost, doubled or changed, and not which batch brought it", async () => {
    const before = await comparableState(database);
    await database.execute("update erp.sales_order set batch_id = 7");
    expect(differences(await comparableState(database), before)).toEqual([]);
    await database.execute("update erp.sales_order set net_amount = 2");
    expect(differences(await comparableState(database), before)).toHaveLength(2);
    await database.execute("delete from erp.sales_order");
    expect(differences(await comparableState(database), before)).toEqual([
      expect.stringMatching(/^only in the clean run: erp.sales_order /),
    ]);
    expect(differences([...before, before[0] ?? ""], before)).toHaveLength(1);
  });
});
