import { describeOnEveryEngine } from "../databases";
import { type OpenBooks, openBooks } from "./books";

const SLOW_MS = 120_000;

describeOnEveryEngine("a row in quarantine", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let at: OpenBooks;
  beforeAll(async () => {
    opened = await engine.open();
    at = await openBooks(opened.database);
  }, SLOW_MS);
  afterAll(async () => {
    await at?.graph.close();
    await opened?.close();
  });
  beforeEach(async () => {
    await at.empty();
    at.books.write({ lines: ["A,1,2,C62,10", "A,2,4,C62,2o", "B,1,1,KGM,5"] });
    await at.import();
  }, SLOW_MS);

  const bad = () => at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" });
  const whole = async () => (await bad())["id"];

  it("says what was expected, what came and what to do, with the source's record as it came", async () => {
    expect(await bad()).toMatchObject({
      state: "OPEN",
      entity: "InvoiceLine",
      path: "netAmount",
      expected: "a number such as 1234.50",
      remedy: "Name the number format in the mapping.",
      rowId: "books:invoice_line:A/2",
      documentId: "books:invoice:A",
      recordKind: "SOURCE",
      proposedField: null,
      correction: null,
      version: 1,
    });
    expect(JSON.parse((await bad())["record"])).toEqual({
      Invoice: "A",
      Line: "2",
      Pieces: "4",
      Unit: "C62",
      Net: "2o",
    });
    const fallen = await at.row("OPEN", { entity: "Invoice" });
    expect(JSON.parse(fallen["record"])).toEqual({
      id: "books:invoice:A",
      number: "A",
      party_account_id: "books:party:C-001",
      issued_on: "2026-01-05",
      status: "POSTED",
      currency: "EUR",
      net_amount: "30",
      total_amount: "30",
    });
  });

  it("goes from open to corrected in waiting and back, and from open to dismissed and back", async () => {
    const id = await whole();
    const corrected = await at.correct(id, { Net: "20" });
    expect(corrected.errors).toEqual([]);
    expect(corrected.data["correctQuarantinedRow"]).toMatchObject({
      state: "OPEN",
      correction: '{"Net":"20"}',
      decidedBy: "test",
      version: 2,
    });
    expect((await at.correct(id, { Net: "21" })).data["correctQuarantinedRow"].correction).toBe('{"Net":"21"}');
    expect((await at.decide("reopen", id)).data["reopenQuarantinedRow"].state).toBe("OPEN");
    expect((await bad())["correction"]).toBeNull();
    expect((await at.decide("dismiss", id)).data["dismissQuarantinedRow"]).toMatchObject({
      state: "DISMISSED",
      decisionReason: "as agreed",
    });
    expect((await at.decide("reopen", id)).data["reopenQuarantinedRow"].state).toBe("OPEN");
    expect((await bad())["decisions"].nodes.map(({ kind }: { kind: string }) => kind).sort()).toEqual([
      "CORRECT",
      "CORRECT",
      "DISMISS",
      "REOPEN",
      "REOPEN",
    ]);
  });

  it("stays dismissed while the source gives that very record, and is open when it says something else", async () => {
    await at.decide("dismiss", await whole());
    at.books.write({ lines: ["B,1,1,KGM,5", "A,1,2,C62,10", "A,2,4,C62,2o"] });
    await at.import();
    expect(await at.row("DISMISSED")).toMatchObject({ line: 4 });
    expect((await at.facts())["invoices"].nodes).toHaveLength(1);
    at.books.write({ lines: ["A,1,2,C62,10", "A,2,4,C62,2oo", "B,1,1,KGM,5"] });
    await at.import();
    expect((await at.rows()).map(({ state }) => state)).not.toContain("DISMISSED");
    expect((await bad())["line"]).toBe(3);
  });

  const refusals = async (answer: Promise<{ errors: readonly Readonly<Record<string, unknown>>[] }>) =>
    (await answer).errors.map(({ code, argument, expected }) => [code, argument, ...(expected ? [expected] : [])]);

  it("refuses what makes no sense, and says what was expected", async () => {
    const id = await whole();
    expect(await refusals(at.correct(id, { Amount: "20" }))).toEqual([
      ["QUARANTINE_FIELD_UNKNOWN", "values[0]", "one of Invoice, Line, Net, Pieces, Unit"],
    ]);
    expect(await refusals(at.correct(id, {}))).toEqual([["BAD_USER_INPUT", "values"]]);
    expect(await refusals(at.correct(id, { Net: "2o" }))).toEqual([
      ["BAD_USER_INPUT", "values", "a value that differs"],
    ]);
    expect(await refusals(at.correct(id, { Net: "a\u0000" }))).toMatchObject([
      ["QUARANTINE_VALUE_INVALID", "values[0]", "a text without NUL"],
    ]);
    expect(await refusals(at.correct(id, { Net: "20" }, { reason: " " }))).toMatchObject([
      ["BAD_USER_INPUT", "reason"],
    ]);
    expect(await refusals(at.correct("nothing", { Net: "20" }))).toEqual([["QUARANTINE_ROW_UNKNOWN", "id"]]);
    expect(await refusals(at.decide("reopen", id))).toEqual([["QUARANTINE_ROW_DECIDED", "id", "a decided row"]]);
    await at.decide("dismiss", id);
    expect(await refusals(at.decide("dismiss", id))).toEqual([["QUARANTINE_ROW_DECIDED", "id", "OPEN"]]);
    expect(await refusals(at.correct(id, { Net: "20" }))).toEqual([["QUARANTINE_ROW_DECIDED", "id", "OPEN"]]);
    const fallen = await at.row("OPEN", { entity: "Invoice" });
    expect(await refusals(at.correct(fallen["id"], { number: "B" }))).toEqual([
      ["QUARANTINE_NOT_CORRECTABLE", "id", "the row that is wrong"],
    ]);
  });

  it("refuses a decision on what has changed since it was seen, and lets one of two at a time decide", async () => {
    const id = await whole();
    await at.correct(id, { Net: "20" }, { version: 1 });
    expect(await refusals(at.decide("dismiss", id, { version: 1 }))).toEqual([
      ["QUARANTINE_ROW_CHANGED", "version", "2"],
    ]);
    const both = await Promise.all([
      at.correct(id, { Net: "21" }, { version: 2 }),
      at.correct(id, { Net: "22" }, { version: 2 }),
    ]);
    expect(both.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(["QUARANTINE_ROW_CHANGED"]);
  });

  it("cannot be split: then it is repaired at its source", async () => {
    at.books.write({ customers: ["C-001,Ann", "C-002,Bob", "C-003"] });
    await at.import();
    const { id } = await at.row("OPEN", { code: "IMPORT_RECORD_MALFORMED" });
    expect(await refusals(at.correct(id, { record: "C-003,Cy" }))).toMatchObject([
      ["QUARANTINE_NOT_CORRECTABLE", "id", "a record with columns"],
    ]);
  });

  it("is decided by stewards and administrators alone, over all companies", async () => {
    const id = await whole();
    for (const role of ["cfo", "accountant", "auditor", "sales", "integration"] as const) {
      for (const answer of [
        at.correct(id, { Net: "20" }, {}, { role }),
        at.decide("dismiss", id, {}, { role }),
        at.decide("reopen", id, {}, { role }),
      ])
        expect((await refusals(answer)).map(([code]) => code)).toEqual(["FORBIDDEN"]);
    }
    const within = { role: "steward", companies: ["books:company:1"] } as const;
    expect(await refusals(at.correct(id, { Net: "20" }, {}, within))).toEqual([["QUARANTINE_ROW_UNKNOWN", "id"]]);
    expect((await at.correct(id, { Net: "20" }, {}, { role: "admin" })).errors).toEqual([]);
  });

  it("shows its record to those who correct and audit, and to nobody else, also not through decisions", async () => {
    for (const role of ["cfo", "sales", "integration", "warehouse"] as const)
      for (const query of [
        "{ quarantinedRows { nodes { record } } }",
        "{ quarantineDecisions { nodes { correction } } }",
      ])
        expect((await at.ask(query, {}, { role })).errors.map(({ code }) => code)).toContain("FORBIDDEN");
    const scoped = await at.ask(
      "{ quarantinedRows { totalCount } quarantineDecisions { totalCount } }",
      {},
      {
        role: "steward",
        companies: ["books:company:1"],
      },
    );
    expect([scoped.data["quarantinedRows"].totalCount, scoped.data["quarantineDecisions"].totalCount]).toEqual([0, 0]);
  });
});
