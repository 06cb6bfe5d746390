import { Party } from "../../schema/erp/party";
import { Company } from "../../schema/finance/company";
import { PartyAccount } from "../../schema/finance/party-account";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { type AskOptions, openGraph, type TestGraph } from "../graph";

describeOnEveryEngine("decisions about identities", (engine) => {
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
  beforeEach(async () => {
    await database.query(sql`truncate erp.party, finance.party_account, mapping.source_record, mapping.identifier,
      mapping.identity, mapping.identity_redirect, mapping.identifier_version, mapping.match, mapping.decision_log,
      mapping.identity_constraint, mapping.identity_conflict, mapping.idempotency_key`);
    await database.query(sql`alter sequence mapping.identity_number restart`);
    await database.query(sql`alter sequence mapping.decision_number restart`);
  });

  const party = (id: string, values = {}) => row(Party, { erp_id: `e:party:${id}`, name: `party ${id}`, ...values });
  const account = (id: string, values = {}) =>
    row(PartyAccount, { id: `f:party:${id}`, name: `account ${id}`, ...values });
  const steward: AskOptions = { role: "steward" };
  const ask = async (query: string, options: AskOptions = steward) => {
    const { data, errors } = await graph.query(query, {}, options);
    expect(errors).toEqual([]);
    return data;
  };
  const refusal = async (query: string, options: AskOptions = steward) => {
    const { data, errors } = await graph.query(query, {}, options);
    expect(Object.values(data)).toEqual([null]);
    return { code: errors[0]?.extensions?.["code"], message: String(errors[0]?.message) };
  };
  /** Who is who: every id and link as stored, without when. */
  const crosswalk = async (): Promise<unknown> => [
    await database.query(sql`select id, rule, reason, confidence, decided_by from mapping.identifier order by id`),
    await database.query(sql`select from_id, to_id from mapping.identity_redirect order by from_id`),
  ];
  const merge = (ids: string[], key = "") =>
    `mutation { mergeIdentities(ids: ${JSON.stringify(ids)}, reason: "One firm" ${key ? `, idempotencyKey: "${key}"` : ""})
      { id kind outcome outcomeZh decidedBy before { sharedId sourceIds } after { sharedId sourceIds } } }`;

  it("merges two identities under the older id, tells it, and undoes it to the very same crosswalk", async () => {
    await load(database, "erp", [party("1")]);
    await load(database, "finance", [account("A")]);
    const was = await crosswalk();
    const { mergeIdentities } = await ask(merge(["P-1000002", "P-1000001"]));
    expect(mergeIdentities).toEqual({
      id: "D-1",
      kind: "MERGE",
      decidedBy: "test",
      outcome:
        "P-1000001 stands for e:party:1, f:party:A. P-1000002 leads to P-1000001. An id stays with the record it was minted for; of several the oldest is shown.",
      outcomeZh:
        "P-1000001 对应 e:party:1、f:party:A。P-1000002 指向 P-1000001。标识始终属于为其生成的记录；有多个标识时，显示最早的一个。",
      before: [
        { sharedId: "P-1000001", sourceIds: ["e:party:1"] },
        { sharedId: "P-1000002", sourceIds: ["f:party:A"] },
      ],
      after: [{ sharedId: "P-1000001", sourceIds: ["e:party:1", "f:party:A"] }],
    });
    expect((await ask('{ party(id: "P-1000002") { id financeIds } }'))["party"]).toEqual({
      id: "P-1000001",
      financeIds: ["f:party:A"],
    });
    await ask('mutation { undoDecision(decisionId: "D-1", reason: "Wrong firm") { id } }');
    expect(await crosswalk()).toEqual(was);
    const { identityDecisions } = await ask(
      "{ identityDecisions(orderBy: [{field: decidedAt}]) { totalCount nodes { id undoesId undoneById } } }",
    );
    expect(identityDecisions.nodes).toEqual([
      { id: "D-1", undoesId: null, undoneById: "D-2" },
      { id: "D-2", undoesId: "D-1", undoneById: null },
    ]);
    await ask('mutation { undoDecision(decisionId: "D-2", reason: "It was right") { id } }');
    expect((await ask('{ party(id: "P-1000002") { id } }'))["party"]).toEqual({ id: "P-1000001" });
    expect(await refusal('mutation { undoDecision(decisionId: "D-2", reason: "again") { id } }')).toMatchObject({
      code: "DECISION_REFUSED",
    });
  });

  it("splits what evidence joined, keeps it apart through later loads, and undoes it", async () => {
    await load(database, "erp", [party("1", { tax_id: "91310000A" })]);
    await load(database, "finance", [account("A", { tax_id: "91310000A" }), account("B", { tax_id: "91310000A" })]);
    const was = await crosswalk();
    const { splitIdentity } = await ask(
      'mutation { splitIdentity(id: "P-1000001", sourceIds: ["f:party:B"], reason: "A branch") { after { sharedId sourceIds } } }',
    );
    expect(splitIdentity.after).toEqual([
      { sharedId: "P-1000001", sourceIds: ["e:party:1", "f:party:A"] },
      { sharedId: "P-1000002", sourceIds: ["f:party:B"] },
    ]);
    await load(database, "finance", [account("B", { tax_id: "91310000A", name: "renamed" })]);
    const { b } = await ask('{ b: party(id: "f:party:B") { id displayName erpIds } }');
    expect(b).toEqual({ id: "P-1000002", displayName: "renamed", erpIds: [] });
    await load(database, "finance", [account("B", { tax_id: "91310000A" })]);
    await ask('mutation { undoDecision(decisionId: "D-1", reason: "No branch") { id } }');
    expect(((await crosswalk()) as unknown[])[0]).toEqual((was as unknown[])[0]);
    expect((await ask('{ party(id: "P-1000002") { id } }'))["party"]).toEqual({ id: "P-1000001" });
  });

  it("answers from the past: what the crosswalk said before a decision", async () => {
    await load(database, "erp", [party("1")]);
    await load(database, "finance", [account("A")]);
    const [moment] = await database.query(
      sql`select to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as now`,
    );
    await ask(merge(["e:party:1", "f:party:A"]));
    const { then, now, resolved } = await ask(`{
      then: party(id: "f:party:A", knownAt: "${moment?.["now"]}") { id erpIds mappingStatus }
      now: party(id: "f:party:A") { id erpIds mappingStatus }
      resolved: resolveIdentifier(id: "P-1000002", knownAt: "${moment?.["now"]}") { sharedId } }`);
    expect(then).toEqual({ id: "P-1000002", erpIds: [], mappingStatus: "FINANCE_ONLY" });
    expect(now).toEqual({ id: "P-1000001", erpIds: ["e:party:1"], mappingStatus: "LINKED" });
    expect(resolved).toEqual({ sharedId: "P-1000002" });
  });

  it("explains who is in an identity and why", async () => {
    await load(database, "erp", [party("1", { tax_id: "91310000A" })]);
    await load(database, "finance", [account("A", { tax_id: "91310000A" }), account("B")]);
    await ask(merge(["f:party:A", "f:party:B"]));
    const data = await ask('{ party(id: "e:party:1") { explain { sourceId evidence { supports strength text } } } }');
    const byId = new Map(
      data["party"].explain.map((entry: { sourceId: string; evidence: { text: string }[] }) => [entry.sourceId, entry]),
    );
    expect(JSON.stringify(byId.get("f:party:A"))).toMatch(/Equal tax id 91310000A. Shared with e:party:1/);
    expect(JSON.stringify(byId.get("f:party:B"))).toMatch(/test said that it is one with e:party:1: One firm/);
  });

  it("finds contradictions instead of merging: tax id and number disagree, tax ids of one identity differ", async () => {
    await load(database, "erp", [party("1", { tax_id: "TAX111", shared_number: "N1", country: "CN" })]);
    await load(database, "finance", [
      account("A", { tax_id: "TAX111", shared_number: "N7" }),
      account("B", { shared_number: "N1", tax_id: "TAX222", country: "CN" }),
      account("C", { shared_number: "N1" }),
    ]);
    const { one, identityConflicts } = await ask(`{ one: party(id: "e:party:1") { financeIds }
      identityConflicts(filter: {state: {eq: OPEN}}, orderBy: [{field: cause}]) { nodes { cause members { sourceId } } } }`);
    expect(one.financeIds).toEqual(["f:party:A"]);
    expect(identityConflicts.nodes.map(({ cause }: { cause: string }) => cause)).toEqual(
      expect.arrayContaining(["TAX_ID_DIFFERS", "EVIDENCE_DISAGREES"]),
    );
    await ask(merge(["e:party:1", "f:party:B", "f:party:C"]));
    const open = await ask("{ identityConflicts(filter: {state: {eq: OPEN}}) { totalCount } }");
    expect(open["identityConflicts"].totalCount).toBe(0);
  });

  it("refuses every decision to roles that do not decide", async () => {
    await load(database, "erp", [party("1"), party("2")]);
    for (const role of ["sales", "auditor", "integration", "cfo"] as const) {
      expect((await refusal(merge(["P-1000001", "P-1000002"]), { role })).code).toBe("FORBIDDEN");
      expect((await refusal('mutation { confirmMatch(proposalId: "x", reason: "y") { id } }', { role })).code).toBe(
        "FORBIDDEN",
      );
    }
    expect((await ask("{ identityDecisions { totalCount } }"))["identityDecisions"].totalCount).toBe(0);
  });

  it("keeps a steward to the own companies, without a word about the others", async () => {
    await load(database, "finance", [
      row(Company, { finance_id: "f:company:X" }),
      row(Company, { finance_id: "f:company:Y" }),
      account("A", { company_id: "f:company:X", tax_id: "SECRET9" }),
      account("B", { company_id: "f:company:Y", tax_id: "SECRET9" }),
      account("C", { company_id: "f:company:Y" }),
      account("D", { company_id: "f:company:X" }),
    ]);
    const limited: AskOptions = { role: "steward", companies: ["f:company:X"] };
    const hidden = await refusal(merge(["f:party:D", "f:party:C"]), limited);
    const absent = await refusal(merge(["f:party:D", "f:party:nobody"]), limited);
    expect(hidden.code).toBe("BAD_USER_INPUT");
    expect(hidden.message.replace("f:party:C", "?")).toBe(absent.message.replace("f:party:nobody", "?"));
    const beyond = await refusal(merge(["f:party:D", "f:party:A"]), limited);
    expect(beyond).toEqual({ code: "FORBIDDEN", message: "This decision would reach records beyond your companies." });
    await ask(merge(["f:party:D", "f:party:C"]));
    const counts = await ask("{ identityDecisions { totalCount } }", limited);
    expect(counts["identityDecisions"].totalCount).toBe(0);
    expect((await refusal('mutation { undoDecision(decisionId: "D-1", reason: "x") { id } }', limited)).code).toBe(
      "BAD_USER_INPUT",
    );
  });

  it("has one effect when one key is sent a hundred times in parallel, and refuses another payload under it", async () => {
    await load(database, "erp", [party("1"), party("2"), party("3")]);
    const answers = await Promise.all(Array.from({ length: 100 }, () => ask(merge(["P-1000001", "P-1000002"], "k-1"))));
    expect(new Set(answers.map((data) => JSON.stringify(data))).size).toBe(1);
    expect((await ask("{ identityDecisions { totalCount } }"))["identityDecisions"].totalCount).toBe(1);
    expect((await refusal(merge(["P-1000001", "P-1000003"], "k-1"))).code).toBe("IDEMPOTENCY_KEY_REUSED");
  });

  it("hands a removed record's id on to what remains of its identity", async () => {
    await load(database, "erp", [party("1", { tax_id: "91310000A" })]);
    await load(database, "finance", [account("A", { tax_id: "91310000A" })]);
    const removed = { kind: "removed", entity: party("1").entity, id: "e:party:1", origin: party("1").origin } as const;
    await load(database, "erp", [removed]);
    expect((await ask('{ party(id: "P-1000001") { id financeIds erpIds } }'))["party"]).toEqual({
      id: "P-1000001",
      financeIds: ["f:party:A"],
      erpIds: [],
    });
  });
});
