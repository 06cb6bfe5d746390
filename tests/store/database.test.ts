import fc from "fast-check";
import { openPostgres } from "../../store/postgres";
import { sql } from "../../store/sql";
import { describeOnEveryEngine } from "../databases";

describeOnEveryEngine("the database", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  it("gives every value alike: exact numbers and dates as text, instants in UTC", async () => {
    const [row] = await opened.database.query(sql`select 12345678901234567890.123456789012345678::numeric as amount,
      9007199254740993::bigint as big, date '2026-02-28' as day, 7 as small, true as yes, null::text as nothing,
      timestamptz '2026-02-28 12:00:00.123456+08' as moment, array['a', 'b'] as list`);
    expect(row).toEqual({
      amount: "12345678901234567890.123456789012345678",
      big: "9007199254740993",
      day: "2026-02-28",
      small: 7,
      yes: true,
      nothing: null,
      moment: "2026-02-28T04:00:00.123456Z",
      list: ["a", "b"],
    });
  });

  it("keeps a transaction whole: what failed leaves nothing", async () => {
    await opened.database.execute("create table kept (id integer)");
    const failing = opened.database.transaction(async (transaction) => {
      await transaction.query(sql`insert into kept values (1)`);
      await transaction.query(sql`select 1 / 0`);
    });
    await expect(failing).rejects.toThrow(/division by zero/);
    expect(await opened.database.query(sql`select * from kept`)).toEqual([]);
  });

  it("survives a connection that is lost inside a transaction: the work fails, the process and the pool go on", async () => {
    if (!opened.url) return;
    const lost = opened.database.transaction(async (transaction) => {
      const [own] = await transaction.query(sql`select pg_backend_pid() as pid`);
      await opened.database.query(sql`select pg_terminate_backend(${own?.["pid"]}::integer)`);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await transaction.query(sql`select 1`);
    });
    await expect(lost).rejects.toThrow();
    expect(await opened.database.query(sql`select 1 as alive`)).toEqual([{ alive: 1 }]);
  });

  it("never takes a value for SQL", async () => {
    const hostile = "'; drop table kept; --";
    expect(await opened.database.query(sql`select ${hostile}::text as echoed`)).toEqual([{ echoed: hostile }]);
  });

  it("takes lists of texts as they are", async () => {
    const text = fc.string({ unit: "grapheme" }).filter((one) => !one.includes("\0"));
    await fc.assert(
      fc.asyncProperty(fc.array(text), async (texts) => {
        const [row] = await opened.database.query(sql`select ${texts}::text[] as echoed`);
        expect(row?.["echoed"]).toEqual(texts);
      }),
    );
  });

  it("stops for who gives up, on connections that others go on using", async () => {
    if (!opened.url) return;
    const busy = openPostgres({ url: opened.url, poolSize: 3, statementTimeoutMs: 10_000, connectTimeoutMs: 5000 });
    const pids = async (): Promise<readonly unknown[]> => {
      const rows = await Promise.all(
        [1, 2, 3].map(() => busy.query(sql`select pg_backend_pid() as pid, pg_sleep(0.05)`)),
      );
      return rows.map(([row]) => row?.["pid"]).sort();
    };
    try {
      const before = await pids();
      const asked = Array.from({ length: 150 }, async (_, at) => {
        const patience = new AbortController();
        if (at % 2 === 0) setTimeout(() => patience.abort(new Error("gave up")), at % 40);
        const rows = busy.query(sql`select ${at}::integer as at, pg_sleep(${(at % 7) / 1000}::float)`, patience.signal);
        const [outcome] = await Promise.allSettled([rows]);
        if (outcome.status === "rejected") expect([at % 2, outcome.reason.message]).toEqual([0, "gave up"]);
        else expect(outcome.value[0]?.["at"]).toBe(at);
        return outcome.status;
      });
      expect(new Set(await Promise.all(asked))).toEqual(new Set(["fulfilled", "rejected"]));
      // One that is still told to stop is free a moment later, so that another may serve twice.
      expect(before).toEqual(expect.arrayContaining([...(await pids())]));
    } finally {
      await busy.close();
    }
  });

  it("stops a statement that runs too long with an error that says so", async () => {
    if (!opened.url) return;
    const impatient = openPostgres({ url: opened.url, poolSize: 1, statementTimeoutMs: 100, connectTimeoutMs: 5000 });
    try {
      await expect(impatient.query(sql`select pg_sleep(5)`)).rejects.toMatchObject({
        extensions: { code: "STATEMENT_TIMEOUT" },
      });
      expect(await impatient.query(sql`select 1 as alive`)).toEqual([{ alive: 1 }]);
    } finally {
      await impatient.close();
    }
  });
});
