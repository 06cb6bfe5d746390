import fc from "fast-check";
import { Party } from "../../schema/erp/party";
import { PartyAccount } from "../../schema/finance/party-account";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";

/** Four records of each side. */
const RECORDS = [...[0, 1, 2, 3].map((at) => `e:party:${at}`), ...[0, 1, 2, 3].map((at) => `f:party:${at}`)];

const record = fc.integer({ min: 0, max: RECORDS.length - 1 }).map((at) => RECORDS[at] ?? "");
const evidence = fc.record({
  tax_id: fc.constantFrom(null, null, "7100001A", "7100002B"),
  shared_number: fc.constantFrom(null, null, "N-1", "N-2"),
});
type Values = { readonly tax_id: string | null; readonly shared_number: string | null };

type Step =
  | { readonly kind: "import"; readonly record: string; readonly values: Values }
  | { readonly kind: "link" | "merge"; readonly records: readonly string[] }
  | { readonly kind: "split"; readonly records: readonly string[] }
  | { readonly kind: "undo"; readonly number: number };

const some = fc.uniqueArray(record, { minLength: 2, maxLength: 3 });
const merge = fc.record({ kind: fc.constant("merge" as const), records: some });
const split = fc.record({ kind: fc.constant("split" as const), records: fc.uniqueArray(record, { minLength: 1 }) });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant("import" as const), record, values: evidence }),
  fc.record({
    kind: fc.constant("link" as const),
    records: fc.uniqueArray(record, { minLength: 2, maxLength: 2 }),
  }),
  merge,
  split,
  fc.record({ kind: fc.constant("undo" as const), number: fc.nat({ max: 5 }) }),
);
const company = fc.array(evidence, { minLength: RECORDS.length, maxLength: RECORDS.length });

describeOnEveryEngine("laws of identity", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  let graph: TestGraph;
  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    graph = await openGraph({ database });
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });

  async function begin(values: readonly Values[]): Promise<void> {
    await database.query(sql`truncate erp.party, finance.party_account, mapping.source_record, mapping.identifier,
      mapping.identity, mapping.identity_redirect, mapping.identifier_version, mapping.match, mapping.decision_log,
      mapping.identity_constraint, mapping.identity_conflict, mapping.idempotency_key`);
    await importAll(RECORDS, values);
  }

  async function importAll(ids: readonly string[], values: readonly Values[]): Promise<void> {
    const given = ids.map((id, at) => ({ id, ...(values[at] ?? { tax_id: null, shared_number: null }) }));
    const erp = given
      .filter(({ id }) => id.startsWith("e:"))
      .map(({ id, ...rest }) => row(Party, { erp_id: id, ...rest }));
    const finance = given.filter(({ id }) => id.startsWith("f:")).map((account) => row(PartyAccount, account));
    if (erp.length > 0) await load(database, "erp", erp);
    if (finance.length > 0) await load(database, "finance", finance);
  }

  const list = (ids: readonly string[]): string => JSON.stringify(ids);

  /** @returns the decision's id; null: the request was refused, and then in the words of the registry */
  async function decide(mutation: string): Promise<string | null> {
    const { data, errors } = await graph.query(`mutation { decision: ${mutation} { id } }`, {}, { role: "steward" });
    if (data?.["decision"]) return String(data["decision"].id);
    expect(["DECISION_REFUSED", "BAD_USER_INPUT"]).toContain(errors[0]?.extensions?.["code"]);
    return null;
  }

  async function resolved(ids: readonly string[]): Promise<readonly (string | null)[]> {
    if (ids.length === 0) return [];
    const { data, errors } = await graph.query(
      `{ resolveIdentifiers(ids: ${list(ids)}) { sharedId } }`,
      {},
      { role: "steward" },
    );
    expect(errors).toEqual([]);
    return data["resolveIdentifiers"].map(({ sharedId }: { sharedId: string | null }) => sharedId);
  }

  /** Those of the records that are in the first one's identity: what a split of it may move. */
  async function splitMutation(records: readonly string[]): Promise<string> {
    const shared = await resolved(records);
    const leaving = records.filter((_, at) => shared[at] === shared[0]);
    return `splitIdentity(id: "${shared[0]}", sourceIds: ${list(leaving)}, reason: "law")`;
  }

  async function mutationOf(one: Exclude<Step, { kind: "import" }>, decisions: readonly string[]): Promise<string> {
    switch (one.kind) {
      case "link":
        return `linkRecords(leftId: "${one.records[0]}", rightId: "${one.records[1]}", reason: "law")`;
      case "merge":
        return `mergeIdentities(ids: ${list(one.records)}, reason: "law")`;
      case "split":
        return splitMutation(one.records);
      case "undo":
        return `undoDecision(decisionId: "${decisions[one.number] ?? "D-0"}", reason: "law")`;
    }
  }

  async function follow(one: Step, decisions: string[]): Promise<void> {
    if (one.kind === "import") return importAll([one.record], [one.values]);
    const id = await decide(await mutationOf(one, decisions));
    if (id !== null) decisions.push(id);
  }

  const everGiven = async (): Promise<readonly string[]> =>
    (await database.query(sql`select id from mapping.identity order by id`)).map((found) => String(found["id"]));

  /** Who is with whom, under which id, and why. */
  const identities = async (): Promise<unknown> =>
    database.query(sql`select source_id, shared_id, rule, reason, confidence, decided_by, status
      from mapping.identifier order by source_id, shared_id`);

  it("every id ever given leads to an identity that has records, and every record has one, whatever is decided and loaded", () =>
    fc.assert(
      fc.asyncProperty(company, fc.array(step, { minLength: 1, maxLength: 8 }), async (values, steps) => {
        await begin(values);
        const decisions: string[] = [];
        let given = await everGiven();
        for (const one of steps) {
          await follow(one, decisions);
          const now = await everGiven();
          expect(now).toEqual(expect.arrayContaining([...given]));
          given = now;
        }
        const shown = new Set(await resolved(RECORDS));
        expect(shown.has(null)).toBe(false);
        for (const sharedId of await resolved(given)) expect(shown).toContain(sharedId);
      }),
      { numRuns: 8 },
    ));

  it("what is loaded last alone counts: the same facts give the same groups, in whichever order they came", () =>
    fc.assert(
      fc.asyncProperty(company, company, async (before, after) => {
        await begin(after);
        const grouped = async (): Promise<unknown> => {
          const shared = await resolved(RECORDS);
          return RECORDS.map((_, at) => shared.indexOf(shared[at] ?? null));
        };
        const straight = await grouped();
        await begin(before);
        for (const [at, id] of [...RECORDS.entries()].reverse()) await importAll([id], after.slice(at, at + 1));
        expect(await grouped()).toEqual(straight);
      }),
      { numRuns: 3 },
    ));

  it("undoing a merge or a split brings back exactly what was, also after other decisions", () =>
    fc.assert(
      fc.asyncProperty(
        company,
        fc.array(step, { maxLength: 4 }),
        fc.oneof(merge, split),
        async (values, steps, decision) => {
          await begin(values);
          const decisions: string[] = [];
          for (const one of steps) await follow(one, decisions);
          const [was, given] = [await identities(), await everGiven()];
          const led = await resolved(given);
          const made: string[] = [];
          await follow(decision, made);
          fc.pre(made.length === 1);
          expect(await decide(`undoDecision(decisionId: "${made[0]}", reason: "law")`)).not.toBeNull();
          expect(await identities()).toEqual(was);
          expect(await resolved(given)).toEqual(led);
        },
      ),
      { numRuns: 8 },
    ));
});
