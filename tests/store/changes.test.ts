import { followChanges, type PlacedChange } from "../../store/changes/follow";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { migrateAll } from "../build";
import { describeOnEveryEngine, describeOnServer } from "../databases";
import { loadCompanies, loadOrders, order, orderId } from "../live/live-graph";

function follow(database: Database, after = 0) {
  const told: PlacedChange[] = [];
  const following = followChanges({
    database,
    schema: "erp",
    after,
    told: (changes) => void told.push(...changes),
    failed: (error) => console.error(error),
  });
  return { told, ...following };
}

async function until(happened: () => boolean): Promise<void> {
  for (let tries = 0; tries < 400 && !happened(); tries += 1) await new Promise((go) => setTimeout(go, 20));
}

const keysOf = (changes: readonly PlacedChange[]): string[] =>
  changes.filter(({ entity }) => entity === "SalesOrder").map(({ key }) => key);

describeOnEveryEngine("the log of changes", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
    await loadCompanies(opened.database);
  });
  afterAll(() => opened.close());

  it("has what changed, not what was loaded again or only moved in its file, and forgets what is too much or too old", async () => {
    const { database } = opened;
    const numbers = Array.from({ length: 12 }, (_, at) => `L${at}`);
    for (const number of numbers) await loadOrders(database, order(number));
    await loadOrders(database, order("L0"), { ...order("L1"), origin: { file: "other.csv", line: 9 } });
    const all = follow(database);
    await all.ready;
    expect(keysOf(all.told)).toEqual(numbers.map(orderId));
    await database.query(sql`select erp.forget_changes(3, now() - interval '1 day')`);
    const kept = follow(database);
    await kept.ready;
    expect(keysOf(kept.told)).toEqual(["L9", "L10", "L11"].map(orderId));
    await database.query(sql`select erp.forget_changes(3, now() + interval '1 day')`);
    const none = follow(database);
    await none.ready;
    expect(none.told).toEqual([]);
    const last = all.told.at(-1)?.place ?? Number.POSITIVE_INFINITY;
    await loadOrders(database, order("L12"));
    await until(() => none.told.length > 0);
    // Places go on, however much was forgotten.
    expect(none.told[0]?.place).toBeGreaterThan(last);
    await Promise.all([all, kept, none].map(({ close }) => close()));
  });
});

describeOnServer("changes of transactions that overlap", (engine) => {
  it("are given once each, also when the one that began first ends last, and in the order of commits to all", async () => {
    const { database, close } = await engine.open();
    await migrateAll(database);
    await loadCompanies(database);
    const live = follow(database);
    await live.ready;
    const before = live.told.length;
    const write = (to: Database, number: string) =>
      to.query(sql`insert into erp.sales_order (id, number, company_id, customer_id, ordered_on, status, currency, net_amount,
        source_system, source_file, source_line, batch_id) values (${orderId(number)}, ${number}, 'e:company:01', 'e:party:1',
        '2026-01-01', 'DRAFT', 'CNY', 1, 'test-erp', 'test.csv', 1, (select max(id) from mapping.import_batch))`);
    await database.transaction(async (early) => {
      await write(early, "early");
      await write(database, "late");
      await until(() => live.told.length > before);
      expect(keysOf(live.told.slice(before))).toEqual([orderId("late")]);
    });
    await until(() => live.told.length > before + 1);
    expect(keysOf(live.told.slice(before))).toEqual(["late", "early"].map(orderId));
    const later = follow(database);
    await later.ready;
    expect(later.told.map(({ id }) => id)).toEqual(live.told.map(({ id }) => id));
    await Promise.all([live.close(), later.close()]);
    await close();
  });
});
