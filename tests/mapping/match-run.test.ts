import { Party } from "../../schema/erp/party";
import { PartyAccount } from "../../schema/finance/party-account";
import { sql } from "../../store/sql";
import { type PairVerdict, saveMatches } from "../../store/write/proposals";
import { runMatching } from "../../subgraphs/mapping/match-run";
import { engine as matching } from "../../subgraphs/mapping/matching/engine";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";

describeOnEveryEngine("what a match run leaves", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let graph: TestGraph;
  beforeAll(async () => {
    opened = await engine.open();
    graph = await openGraph({ database: opened.database });
    await load(opened.database, "erp", [row(Party, { erp_id: "e:party:1" }), row(Party, { erp_id: "e:party:2" })]);
    await load(opened.database, "finance", [
      row(PartyAccount, { id: "f:party:A" }),
      row(PartyAccount, { id: "f:party:B" }),
    ]);
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });
  const ask = async (query: string) => {
    const { data, errors } = await graph.query(query, {}, { role: "steward" });
    expect(errors).toEqual([]);
    return data;
  };
  const verdict = (leftId: string, rightId: string, link: boolean): PairVerdict => ({
    leftId,
    rightId,
    link,
    confidence: link ? "0.9900" : "0.6000",
    reason: "Alike.",
    reasonZh: "相同。",
    evidence: [{ supports: true, weight: "6.10", strength: "strongly for", text: "names agree" }],
  });
  const run = (verdicts: readonly PairVerdict[]) =>
    opened.database.transaction((transaction) =>
      saveMatches(transaction, {
        kind: "PARTY",
        seen: [],
        changed: ["e:party:1", "e:party:2", "f:party:A", "f:party:B"],
        moot: [],
        verdicts,
        model: "{}",
      }),
    );
  const proposals = async () =>
    (await ask("{ matchProposals(orderBy: [{field: id}]) { nodes { id status decidedBy explain { text weight } } } }"))[
      "matchProposals"
    ].nodes;

  it("links above the threshold, queues below it, and withdraws what records no longer support", async () => {
    expect(await run([verdict("e:party:1", "f:party:A", true), verdict("e:party:2", "f:party:B", false)])).toEqual({
      linked: 1,
      queued: 1,
      withdrawn: 0,
    });
    const { linked, queued } = await ask(
      '{ linked: party(id: "e:party:1") { financeIds identifiers { rule confidence } } queued: party(id: "e:party:2") { financeIds } }',
    );
    expect(linked.financeIds).toEqual(["f:party:A"]);
    expect(linked.identifiers[1]).toEqual({ rule: "MATCHED", confidence: "0.9900" });
    expect(queued.financeIds).toEqual([]);
    expect((await run([verdict("e:party:2", "f:party:B", false)])).withdrawn).toBe(1);
    expect((await ask('{ party(id: "e:party:1") { financeIds } }'))["party"].financeIds).toEqual([]);
  });

  it("never overrides a person: neither a confirmed nor a rejected proposal, until it is undone", async () => {
    const query = (name: string, id: string) => `mutation { ${name}(proposalId: "${id}", reason: "checked") { id } }`;
    await run([verdict("e:party:1", "f:party:A", true), verdict("e:party:2", "f:party:B", false)]);
    const { rejectMatch } = await ask(query("rejectMatch", "e:party:1~f:party:A"));
    await ask(query("confirmMatch", "e:party:2~f:party:B"));
    await run([verdict("e:party:1", "f:party:A", true)]);
    expect((await proposals()).map(({ status }: { status: string }) => status)).toEqual(["REJECTED", "CONFIRMED"]);
    const { one, two } = await ask(
      '{ one: party(id: "e:party:1") { financeIds } two: party(id: "e:party:2") { financeIds } }',
    );
    expect([one.financeIds, two.financeIds]).toEqual([[], ["f:party:B"]]);
    await ask(`mutation { undoDecision(decisionId: "${rejectMatch.id}", reason: "it was right") { id } }`);
    expect((await ask('{ party(id: "e:party:1") { financeIds } }'))["party"].financeIds).toEqual(["f:party:A"]);
    expect((await proposals())[0]).toEqual({
      id: "e:party:1~f:party:A",
      status: "CONFIRMED",
      decidedBy: null,
      explain: [{ text: "names agree", weight: "6.10" }],
    });
    const [runs] = await opened.database.query(sql`select count(*)::integer as count from mapping.match_run`);
    expect(runs?.["count"]).toBe(4);
  });
});

const NAMES =
  "Norwood Steel,Harbour Foods,Quintal Optics,Vesper Logistics,Maple Print,Corvus Energy,Tallow Tools,Briar Textiles,Zephyr Marine,Onyx Pharma".split(
    ",",
  );

describeOnEveryEngine("a match run over two systems", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let graph: TestGraph;
  const place = (at: number) => ({ city: `Town ${at % 3}`, postal_code: `1000${at % 3}` });
  const taxId = (at: number): string => `8${at}2345671`;
  beforeAll(async () => {
    opened = await engine.open();
    graph = await openGraph({ database: opened.database });
    const parties = NAMES.map((name, at) =>
      row(Party, { erp_id: `e:party:${at}`, name: `${name} Ltd`, tax_id: taxId(at), ...place(at) }),
    );
    // Some tax ids with a label before them, some missing; one firm is entered twice.
    const accounts = NAMES.map((name, at) =>
      row(PartyAccount, {
        id: `f:party:${at}`,
        name: `${name.toUpperCase()}, Limited`,
        tax_id: at < 4 ? `EIN ${taxId(at)}` : at < 8 ? taxId(at) : null,
        ...place(at),
      }),
    );
    const twice = row(PartyAccount, { id: "f:party:twice", name: "Norwood Steel", shared_number: "N-55", ...place(0) });
    await load(opened.database, "erp", parties);
    await load(opened.database, "finance", [...accounts, twice]);
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });
  const ask = async (query: string) => {
    const { data, errors } = await graph.query(query, {}, { role: "steward" });
    expect(errors).toEqual([]);
    return data;
  };
  const waiting = async (): Promise<readonly string[]> =>
    (await ask("{ matchProposals(filter: {status: {eq: PROPOSED}}) { nodes { id } } }"))["matchProposals"].nodes.map(
      ({ id }: { id: string }) => id,
    );

  it("reads a tax id with its label as one without", async () => {
    const { party } = await ask('{ party(id: "e:party:2") { financeIds identifiers { rule } } }');
    expect(party.financeIds).toEqual(["f:party:2"]);
    expect(party.identifiers.map(({ rule }: { rule: string }) => rule)).toContain("TAX_ID");
  });

  it("asks only about the record that found no partner, not about all of one town", async () => {
    const [summary] = await runMatching(opened.database, matching, { kinds: ["party"] });
    expect(summary).toMatchObject({ linked: 2, queued: 1 });
    expect(await waiting()).toEqual(["e:party:0~f:party:twice"]);
    expect((await ask('{ party(id: "e:party:9") { financeIds } }'))["party"].financeIds).toEqual(["f:party:9"]);
  });

  it("withdraws the question once the record has found its partner elsewhere", async () => {
    await load(opened.database, "erp", [row(Party, { erp_id: "e:party:new", name: "Norwood", shared_number: "N 55" })]);
    const [summary] = await runMatching(opened.database, matching, { kinds: ["party"] });
    expect(summary).toMatchObject({ changed: 1, withdrawn: 1, queued: 0 });
    expect(await waiting()).toEqual([]);
    expect((await ask('{ party(id: "e:party:new") { financeIds } }'))["party"].financeIds).toEqual(["f:party:twice"]);
  });

  it("says the same when it compares everything anew", async () => {
    const [again] = await runMatching(opened.database, matching, { kinds: ["party"], full: true, dryRun: true });
    expect(again).toMatchObject({ queued: 0, withdrawn: 0 });
    expect(await waiting()).toEqual([]);
  });
});
