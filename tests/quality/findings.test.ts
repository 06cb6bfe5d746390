import { StockLevel } from "../../schema/erp/stock-level";
import { Payment } from "../../schema/finance/payment";
import type { Database } from "../../store/database";
import { runQualityChecks } from "../../store/quality/check";
import { parseRules } from "../../store/quality/rule-file";
import { compileRules, loadRules } from "../../store/quality/rules";
import { sql } from "../../store/sql";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";

const rules = loadRules();
const LIST =
  "{ qualityFindings { nodes { id ruleId rowId state expected found reason decidedBy rule { openCount acceptedCount } } } }";
const ACCEPT =
  "mutation($id: ID!, $reason: String!) { acceptQualityFinding(id: $id, reason: $reason) { state reason } }";
const SLOW_MS = 120_000;
const FINDING = "payment-not-positive:Payment:test-finance:payment:1";

describeOnEveryEngine("findings of data quality in the graph", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  let graph: TestGraph;
  const check = () =>
    runQualityChecks({ finance: database, erp: database, mapping: database }, rules, { today: "2026-07-01" });
  const pay = (amount: string) =>
    load(database, "finance", [
      row(Payment, { id: "test-finance:payment:1", company_id: "c1", direction: "INBOUND", amount }),
    ]);

  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    graph = await openGraph({ database });
  }, SLOW_MS);
  afterAll(async () => {
    await graph?.close();
    await opened?.close();
  });
  beforeEach(async () => {
    await pay("-4");
    await database.query(sql`delete from mapping.quality_finding`);
    await pay("-5");
    await check();
  }, SLOW_MS);

  it("say the rule, the row, what was expected and what came", async () => {
    const { data, errors } = await graph.query(LIST);
    expect(errors).toEqual([]);
    expect(data["qualityFindings"].nodes).toEqual([
      expect.objectContaining({
        id: FINDING,
        state: "OPEN",
        expected: "above 0",
        found: "-5",
        rule: { openCount: 1, acceptedCount: 0 },
      }),
    ]);
  });

  it("stay accepted while the row says the same, and open again when it says something else", async () => {
    const accepted = await graph.query(ACCEPT, { id: FINDING, reason: "a known correction" }, { role: "steward" });
    expect(accepted.data["acceptQualityFinding"]).toEqual({ state: "ACCEPTED", reason: "a known correction" });
    await check();
    expect((await graph.query(LIST)).data["qualityFindings"].nodes[0]).toMatchObject({
      state: "ACCEPTED",
      decidedBy: "test",
    });
    await pay("-6");
    await check();
    expect((await graph.query(LIST)).data["qualityFindings"].nodes[0]).toMatchObject({ state: "OPEN", found: "-6" });
  });

  it("are accepted by stewards alone, with a reason, and only within the caller's companies", async () => {
    for (const role of ["cfo", "auditor", "sales"] as const) {
      const { errors } = await graph.query(ACCEPT, { id: FINDING, reason: "no" }, { role });
      expect(errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    }
    const silent = await graph.query(ACCEPT, { id: FINDING, reason: " " }, { role: "steward" });
    expect(silent.errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    const stranger = await graph.query(ACCEPT, { id: FINDING, reason: "no" }, { role: "steward", companies: ["c2"] });
    expect(stranger.errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT" });
    expect((await graph.query(LIST)).data["qualityFindings"].nodes[0].state).toBe("OPEN");
  });

  it("are hidden from sales, show a steward no values, and show other companies nothing", async () => {
    const sales = await graph.query("{ qualityFindings { totalCount } }", {}, { role: "sales" });
    expect(sales.errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    const steward = await graph.query("{ qualityFindings { nodes { rowId found } } }", {}, { role: "steward" });
    expect(steward.data["qualityFindings"].nodes).toEqual([{ rowId: "test-finance:payment:1", found: null }]);
    const guess = await graph.query(
      `{ qualityFindings(filter: { found: { eq: "-5" } }) { totalCount } }`,
      {},
      { role: "steward" },
    );
    expect(guess.errors[0]?.extensions).toMatchObject({ code: "FORBIDDEN" });
    const other = await graph.query("{ qualityFindings { totalCount } }", {}, { role: "cfo", companies: ["c2"] });
    expect(other.data["qualityFindings"].totalCount).toBe(0);
  });

  it("are resolved when their rule is withdrawn", async () => {
    const others = rules.filter(({ rule }) => rule.id !== "payment-not-positive");
    await runQualityChecks({ finance: database, erp: database, mapping: database }, others, {});
    const [state] = await database.query(sql`select state from mapping.quality_finding where id = ${FINDING}`);
    expect(state).toEqual({ state: "RESOLVED" });
  });
});

describe("a file of rules", () => {
  const text = (rule: string): string => `
subgraph: erp
rules:
  - { id: mine, severity: ERROR, entities: [StockLevel], ${rule}, description: { en: a, zh: 甲 }, remedy: { en: b, zh: 乙 } }`;

  it("is refused with the path of what is wrong", () => {
    expect(() => parseRules(text("kind: range, from: 0"), "mine.yaml")).toThrow(/rules\.0\.field/);
    expect(() => compileRules([parseRules(text("kind: range, field: nothing, from: 0"), "mine.yaml")])).toThrow(
      /has no field nothing/,
    );
    expect(() => compileRules([parseRules(text("kind: required, field: item.company.code"), "mine.yaml")])).toThrow(
      /has no company/,
    );
  });

  it("speaks of fields of the row and of rows it refers to", () => {
    const [compiled] = compileRules([parseRules(text("kind: required, field: warehouse.city"), "mine.yaml")]);
    expect(compiled?.checks.map(({ entity }) => entity.type)).toEqual([StockLevel]);
  });
});
