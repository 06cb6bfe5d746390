import { describeOnEveryEngine } from "../databases";
import { type OpenBooks, openBooks, SOUND } from "./books";

const SLOW_MS = 120_000;

describeOnEveryEngine("what was decided about quarantined rows", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let at: OpenBooks;
  let sound: Awaited<ReturnType<OpenBooks["facts"]>>;
  beforeAll(async () => {
    opened = await engine.open();
    at = await openBooks(opened.database);
    await at.import();
    sound = await at.facts();
  }, SLOW_MS);
  afterAll(async () => {
    await at?.graph.close();
    await opened?.close();
  });
  beforeEach(() => at.empty(), SLOW_MS);

  const load = async (exports: Parameters<OpenBooks["books"]["write"]>[0]) => {
    at.books.write(exports);
    return at.import();
  };
  const changed = async (): Promise<number> => {
    const summaries = await at.import();
    return summaries.flatMap(({ entities }) => entities).reduce((sum, one) => sum + one.changed + one.removed, 0);
  };
  const BAD_LINE = { lines: ["A,1,2,C62,10", "A,2,4,C62,2o", "B,1,1,KGM,5"] };

  it("brings in a document with all its lines once its bad line is corrected, and not before", async () => {
    await load(BAD_LINE);
    const without = await at.facts();
    expect(without["invoices"]).toMatchObject({ totalCount: 1, aggregate: { sum: { netAmount: [{ amount: "5" }] } } });
    expect(without["invoices"].nodes.map(({ number }: { number: string }) => number)).toEqual(["B"]);
    expect(without["invoiceLines"].totalCount).toBe(1);
    const { data } = await at.ask(
      '{ invoice(id: "books:invoice:A") { number } invoiceLine(id: "books:invoice_line:A/1") { lineNumber } }',
      {},
      { role: "cfo" },
    );
    expect(data).toEqual({ invoice: null, invoiceLine: null });
    // The unchanged files are looked at again, since rows wait in them: nothing may slip in.
    expect(await changed()).toBe(0);
    expect(await at.facts()).toEqual(without);
    const { id } = await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" });
    await at.correct(id, { Net: "20" });
    expect(await at.facts()).toEqual(without);
    await at.import();
    expect(await at.facts()).toEqual(sound);
    const rows = await at.rows();
    expect(rows).toMatchObject([{ id, state: "CORRECTED", correction: '{"Net":"20"}', decidedBy: "test" }]);
    expect(JSON.parse(rows[0]?.["record"])).toMatchObject({ Net: "2o" });
  });

  it("holds back a changed head alone while a line of it stands in quarantine", async () => {
    await load({});
    await load(BAD_LINE);
    await load({ ...BAD_LINE, invoices: ["A,C-001,2026-01-09,EUR,31", SOUND.invoices[1]] });
    expect(await at.facts()).toEqual(sound);
    // The only line of a document: its file says nothing new when the head's does.
    await at.empty();
    await load({ lines: ["A,1,2,C62,10", "A,2,4,C62,20", "B,1,1,KGM,?"] });
    await load({
      lines: ["A,1,2,C62,10", "A,2,4,C62,20", "B,1,1,KGM,?"],
      invoices: [SOUND.invoices[0], "B,C-002,2026-01-07,EUR,5"],
    });
    await at.import();
    expect((await at.facts())["invoices"].nodes.map(({ number }: { number: string }) => number)).toEqual(["A"]);
    expect((await at.row("OPEN", { entity: "Invoice" }))["reason"]).toContain("lines.csv:4");
  });

  it("changes nothing when it is done twice", async () => {
    await load(BAD_LINE);
    await at.correct((await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" }))["id"], { Net: "20" });
    await at.import();
    const [rows, facts] = [await at.rows(), await at.facts()];
    expect(await changed()).toBe(0);
    at.books.write({ ...BAD_LINE, customers: [...SOUND.customers, "C-003,Cy"] });
    await at.import();
    at.books.write(BAD_LINE);
    expect(await changed()).toBe(0);
    expect(await at.rows()).toEqual(rows);
    expect({ ...(await at.facts()), partyAccounts: null }).toEqual({ ...facts, partyAccounts: null });
  });

  it("keeps a row open with its new reason when the correction is no good either", async () => {
    await load(BAD_LINE);
    const { id } = await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" });
    await at.correct(id, { Net: "20", Unit: "Stk" });
    await at.import();
    expect(await at.row("OPEN", { id })).toMatchObject({ code: "IMPORT_CODE_UNKNOWN", path: "unit" });
    await at.correct(id, { Net: "20", Invoice: "Z" });
    await at.import();
    expect(await at.row("OPEN", { id })).toMatchObject({ code: "IMPORT_REFERENCE_UNKNOWN", recordKind: "SOURCE" });
    await at.correct(id, { Net: "20" });
    await at.import();
    expect(await at.facts()).toEqual(sound);
    expect((await at.rows()).map(({ state }) => state)).toEqual(["CORRECTED"]);
  });

  it("waits with a corrected line for the other bad line of its document", async () => {
    await load({ lines: ["A,1,2,C62,1o", "A,2,4,C62,2o", "B,1,1,KGM,5"] });
    await at.correct((await at.row("OPEN", { file: "lines.csv", line: 2 }))["id"], { Net: "10" });
    await at.import();
    expect(await at.row("OPEN", { file: "lines.csv", line: 2 })).toMatchObject({
      code: "IMPORT_DOCUMENT_INCOMPLETE",
      correction: '{"Net":"10"}',
    });
    expect((await at.facts())["invoices"].totalCount).toBe(1);
    await at.correct((await at.row("OPEN", { file: "lines.csv", line: 3 }))["id"], { Net: "20" });
    await at.import();
    expect(await at.facts()).toEqual(sound);
  });

  it("applies each time the same faulty record comes, wherever it stands, and no more when the record changes", async () => {
    await load(BAD_LINE);
    await at.correct((await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" }))["id"], { Net: "20" });
    await load({ lines: ["B,1,1,KGM,5", "A,2,4,C62,2o", "A,1,2,C62,10"] });
    expect(await at.facts()).toEqual(sound);
    await load({ lines: ["A,1,2,C62,10", "A,2,4,C62,25", "B,1,1,KGM,5"] });
    expect((await at.facts())["invoices"].nodes[0].lines.nodes[1].netAmount.amount).toBe("25");
    await load({ lines: ["A,1,2,C62,10", "A,2,4,C62,2O", "B,1,1,KGM,5"] });
    expect((await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" }))["correction"]).toBeNull();
    await load(BAD_LINE);
    expect(await at.facts()).toEqual(sound);
  });

  it("is undone with all it brought in when a correction is taken back", async () => {
    await load(BAD_LINE);
    const before = [await at.facts(), (await at.rows()).map(({ id, code, state }) => ({ id, code, state }))];
    const { id } = await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" });
    await at.correct(id, { Net: "20" });
    await at.import();
    expect((await at.decide("reopen", id)).data["reopenQuarantinedRow"].state).toBe("OPEN");
    await at.import();
    expect([
      await at.facts(),
      (await at.rows()).map((row) => ({ id: row["id"], code: row["code"], state: row["state"] })),
    ]).toEqual(before);
    expect(await changed()).toBe(0);
    // Nothing of the document is lost: the source's own repair brings it in.
    await load({});
    expect(await at.facts()).toEqual(sound);
  });

  it("corrects a reference that the store refused, and proposes the one number that is nearly it", async () => {
    await load({ invoices: ["A,c001,2026-01-05,EUR,30", SOUND.invoices[1]] });
    const row = await at.row("OPEN", { code: "IMPORT_REFERENCE_UNKNOWN", entity: "Invoice" });
    expect(row).toMatchObject({
      recordKind: "UNIFIED",
      proposedField: "party_account_id",
      proposedValue: "books:party:C-001",
    });
    const wrong = await at.correct(row["id"], { issued_on: "5.1.2026", party_account_id: "C-001" });
    expect(wrong.errors).toMatchObject([
      { code: "QUARANTINE_VALUE_INVALID", expected: "an existing day as yyyy-MM-dd" },
    ]);
    await at.correct(row["id"], { [row["proposedField"]]: row["proposedValue"] });
    await at.import();
    expect(await at.facts()).toEqual(sound);
    expect(await at.rows()).toMatchObject([{ id: row["id"], state: "CORRECTED" }]);
    await at.decide("reopen", row["id"]);
    await at.import();
    expect((await at.facts())["invoices"].nodes.map(({ number }: { number: string }) => number)).toEqual(["B"]);
  });

  it("proposes a day or a code only where one thing can be meant", async () => {
    await load({
      invoices: [
        "A,C-001,05.01.2026,EUR,30",
        "B,C-002,2026-01-06,eur,5",
        "C,C-001,05/06/2026,EUR,1",
        "D,C-001,25/06/2026,EUR,1",
      ],
      lines: ["A,1,2,C62,10", "A,2,4,C62,20", "B,1,1,kgm,5", 'C,1,1,Kiste,"1,5"'],
    });
    const proposals = (await at.rows()).flatMap((row) =>
      row["recordKind"] === "SOURCE" ? [[row["file"], row["line"], row["proposedField"], row["proposedValue"]]] : [],
    );
    expect(proposals.sort()).toEqual([
      ["invoices.csv", 2, "Date", "2026-01-05"],
      ["invoices.csv", 3, "Currency", "EUR"],
      ["invoices.csv", 4, null, null],
      ["invoices.csv", 5, "Date", "2026-06-25"],
      ["lines.csv", 4, "Unit", "KGM"],
      ["lines.csv", 5, null, null],
    ]);
  });

  it("uses the codes that a steward maps, for what waits for them and for what is there", async () => {
    await load({ lines: ["A,1,2,Stk,10", "A,2,4,Stk,20", "B,1,1,KGM,5"] });
    const unmapped = "{ unmappedCodes { nodes { system entity field list code recordCount } } }";
    expect((await at.ask(unmapped)).data["unmappedCodes"].nodes).toEqual([
      { system: "books", entity: "InvoiceLine", field: "unit", list: "unit", code: "Stk", recordCount: 2 },
    ]);
    const map = (code: string, unified: string) =>
      at.ask(
        `mutation { setCodeMapping(system: "books", list: "unit", sourceCode: "${code}", unifiedCode: "${unified}", reason: "Stück") { version } }`,
      );
    await map("Stk", "C62");
    expect((await at.ask(unmapped)).data["unmappedCodes"].nodes).toEqual([]);
    await at.import();
    expect(await at.facts()).toEqual(sound);
    expect(await at.rows()).toEqual([]);
    await map("Stk", "H87");
    expect(await changed()).toBe(2);
    expect((await at.facts())["invoices"].nodes[0].lines.nodes.map(({ unit }: { unit: string }) => unit)).toEqual([
      "H87",
      "H87",
    ]);
    await at.ask(
      'mutation { retireCodeMapping(system: "books", list: "unit", sourceCode: "Stk", reason: "unclear") { id } }',
    );
    await at.import();
    expect((await at.ask(unmapped)).data["unmappedCodes"].nodes).toMatchObject([{ code: "Stk", recordCount: 2 }]);
  });
});
