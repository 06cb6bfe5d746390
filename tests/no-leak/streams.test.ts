import type { TokenRequest } from "../../gateway/development-keys";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { migrateAll } from "../build";
import { oneEngine } from "../databases";
import type { EventReader } from "../live/event-reader";
import { type LiveGraph, loadCompanies, openLiveGraph, orderId } from "../live/live-graph";
import { Random } from "./random";

const SEED = 20_261;
const STEPS = 60;
const ORDERS = 4;
const QUERY = `subscription { salesOrderChanged { kind key node { number status netAmount { amount } customer { name } } } }`;
/** A clerk of the warehouse sees orders of the first company, without amounts. */
const CLERK: Partial<TokenRequest> = { role: "warehouse", companies: ["e:company:01"] };
const STATES = ["DRAFT", "CONFIRMED", "DELIVERED", "CLOSED"] as const;

/** One statement on the orders of a world; what it does not say of an order stays as it is. */
type Step =
  | { readonly put: string; readonly company: string; readonly status: string; readonly amount?: number }
  | { readonly drop: string };

async function write(database: Database, steps: readonly Step[]): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const step of steps) await transaction.query("drop" in step ? dropSql(step.drop) : putSql(step));
  });
}

const dropSql = (number: string) => sql`delete from erp.sales_order where id = ${orderId(number)}`;

const putSql = ({ put, company, status, amount }: Extract<Step, { put: string }>) => sql`
  insert into erp.sales_order as t (id, number, company_id, customer_id, ordered_on, status, currency, net_amount,
    source_system, source_file, source_line, batch_id)
  values (${orderId(put)}, ${put}, ${company}, 'e:party:1', '2026-01-01', ${status}, 'CNY', coalesce(${amount ?? null}::numeric, 1),
    'test-erp', 'test.csv', 1, (select max(id) from mapping.import_batch))
  on conflict (id) do update set company_id = excluded.company_id, status = excluded.status,
    net_amount = coalesce(${amount ?? null}::numeric, t.net_amount)`;

interface World {
  readonly database: Database;
  readonly graph: LiveGraph;
  /** The event that both readers resume after, so that what they are told does not depend on how fast they are. */
  readonly first: string;
  close(): Promise<void>;
}

const FIRST: Step = { put: "FIRST", company: "e:company:01", status: "DRAFT" };
const LAST: Step = { ...FIRST, put: "LAST" };

async function openWorld(): Promise<World> {
  const opened = await oneEngine.open();
  const { database } = opened;
  await migrateAll(database);
  await loadCompanies(database);
  const graph = await openLiveGraph(database);
  const stream = await graph.subscribe(QUERY);
  await write(database, [FIRST]);
  const first = (await stream.next())?.id ?? "";
  await stream.close();
  const close = async (): Promise<void> => {
    await graph.close();
    await opened.close();
  };
  return { database, graph, first, close };
}

/** What the clerk may see: orders of the own company come, change, leave it and are removed; the same in both worlds. */
function visible(random: Random, rows: Map<string, string>): Step {
  const number = `V${random.below(ORDERS)}`;
  if (rows.has(number) && random.chance(0.2)) {
    rows.delete(number);
    return { drop: number };
  }
  rows.set(number, random.pick(STATES));
  const company = random.chance(0.2) ? "e:company:02" : "e:company:01";
  return { put: number, company, status: rows.get(number) ?? "" };
}

/** What the clerk may not: orders of the other company, and amounts of all. */
function hidden(random: Random, rows: ReadonlyMap<string, string>): Step[] {
  const others = Array.from({ length: random.below(3) }, (): Step => {
    const number = `H${random.below(ORDERS)}`;
    const put = { put: number, company: "e:company:02", status: random.pick(STATES), amount: random.below(1000) };
    return random.chance(0.3) ? { drop: number } : put;
  });
  return random.chance(0.3) && rows.size > 0 ? [...others, { drop: `H${random.below(ORDERS)}` }] : others;
}

const amounts = (database: Database, random: Random): Promise<unknown> =>
  database.query(sql`update erp.sales_order set net_amount = net_amount + ${random.below(1000)}::integer
    where abs(hashtext(id)) % 3 = ${random.below(3)}::integer and number <> 'LAST'`);

/** Ids are random in each world, and signs of life come when they come. */
const bytesOf = ({ text }: EventReader): string =>
  text.replace(/^:\n\n/gm, "").replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, "ID");

/** What a reader is told of all steps. */
async function told({ graph, first }: World, as: Partial<TokenRequest>): Promise<string> {
  const stream = await graph.subscribe(QUERY, { as, headers: { "last-event-id": first } });
  for (;;) {
    const event = await stream.next();
    if (event && event.data.data.salesOrderChanged.key !== orderId("LAST")) continue;
    await stream.close();
    return bytesOf(stream);
  }
}

describe("the streams of two worlds that differ only in what a subscriber may not learn", () => {
  const worlds: World[] = [];
  beforeAll(async () => {
    worlds.push(await openWorld(), await openWorld());
    const random = new Random(SEED);
    const rows = new Map<string, string>();
    for (let step = 0; step < STEPS; step += 1) {
      const seen = visible(random, rows);
      for (const { database } of worlds) {
        // Before, in the same transaction, and after: in each world what chance gives it.
        await write(database, hidden(random, rows));
        await write(database, [...hidden(random, rows), seen, ...hidden(random, rows)]);
        if (random.chance(0.5)) await amounts(database, random);
      }
    }
    for (const { database } of worlds) await write(database, [LAST]);
  });
  afterAll(async () => {
    for (const world of worlds) await world.close();
  });

  it("are the same bytes", async () => {
    const [one = "", other] = await Promise.all(worlds.map((world) => told(world, CLERK)));
    expect(other).toBe(one);
    expect(one.match(/"kind"/g)?.length).toBeGreaterThan(STEPS / 3);
    for (const kind of ["CREATED", "UPDATED", "DELETED"]) expect(one).toContain(kind);
    expect(one).not.toContain("sales_order:H");
  });

  it("differ for who may learn it, so that the comparison can fail", async () => {
    const [one = "", other] = await Promise.all(worlds.map((world) => told(world, { role: "admin" })));
    expect(other).not.toBe(one);
    expect(one).toContain("sales_order:H");
  });
});
