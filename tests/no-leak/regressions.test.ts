import { allSubgraphsOver } from "../../cli/graph";
import type { Role } from "../../schema/roles";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { openEmbedded } from "../embedded";
import { type AskOptions, type GraphAnswer, openGraph, type TestGraph } from "../graph";
import { loadTwoCompanies, OWN } from "./two-companies";

/** Leaks that were found and mended, each asked by who learned from it and by who may know. */
let database: Database;
let graph: TestGraph;

beforeAll(async () => {
  database = await openEmbedded();
  graph = await openGraph({ database });
  await loadTwoCompanies(database);
  await database.query(sql`insert into mapping.discrepancy (id, rule, state, present, cause, remedy, since_on, company_id,
      account_id, journal_entry_id, document_ids, first_seen_at, last_seen_at)
    values ('d:1', 'LEDGER_AGAINST_SUBLEDGER', 'OPEN', true, 'c', 'r', '2026-02-01', 'f:company:own', 'f:account:due',
      'f:journal_entry:1', array['f:journal_entry:1'], now(), now())`);
});
afterAll(async () => {
  await graph.close();
  await database.close();
});

const ask = (query: string, options: AskOptions = {}): Promise<GraphAnswer> => graph.query(query, {}, options);

/** The whole answer of who is refused nothing. */
async function told(query: string, options: AskOptions = {}): Promise<GraphAnswer["data"]> {
  const { data, errors } = await ask(query, options);
  expect(errors).toEqual([]);
  return data;
}

const refusals = ({ errors }: GraphAnswer): readonly (readonly [unknown, string | undefined])[] =>
  errors.map(({ extensions, path }) => [extensions?.["code"], path?.join(".")]);

const within = (role: Role, companies: readonly string[] = OWN): AskOptions => ({ role, companies });

describe("rows of another company", () => {
  it("accounts of another company's chart, by list, id, count and filter; those of all companies are everybody's", async () => {
    const query = `{ accounts(orderBy: [{field: code}]) { totalCount nodes { code } } account(id: "f:account:other") { name }
      guess: accounts(filter: {name: {startsWith: "Plan"}}) { totalCount } groups: accounts { groupBy(by: [companyId]) { key { companyId } } } }`;
    expect(await told(query, within("accountant"))).toEqual({
      accounts: { totalCount: 2, nodes: [{ code: "1122" }, { code: "6001" }] },
      account: null,
      guess: { totalCount: 0 },
      groups: { groupBy: [{ key: { companyId: "f:company:own" } }, { key: { companyId: null } }] },
    });
    const all = await told(query, { role: "accountant" });
    expect([all["accounts"].totalCount, all["account"].name, all["guess"].totalCount]).toEqual([
      3,
      "Plan of the other",
      1,
    ]);
  });

  it("a link whose other end is another company's, by list, id, count, group and from the document", async () => {
    const found = await told('{ documentLinks(filter: {toId: {eq: "f:payment:other"}}) { nodes { id } } }');
    const [{ id }] = found["documentLinks"].nodes;
    const query = `{ documentLinks(filter: {toKind: {eq: PAYMENT}, fromKind: {eq: INVOICE}}) { totalCount nodes { toId } groupBy(by: [toKind]) { aggregate { count } } }
      documentLink(id: "${id}") { fromId } invoice(id: "f:invoice:1") { payments { id } } documentChain(id: "f:invoice:1") { id } }`;
    const seen = await told(query, within("accountant"));
    expect(seen).toMatchObject({
      documentLinks: {
        totalCount: 1,
        nodes: [{ toId: "f:payment:in" }],
        groupBy: [{ aggregate: { count: 1 } }],
      },
      documentLink: null,
      invoice: { payments: [{ id: "f:payment:in" }] },
    });
    expect(JSON.stringify(seen)).not.toContain("other");
    const all = await told(query, { role: "accountant" });
    expect([all["documentLinks"].totalCount, all["documentLink"].fromId]).toEqual([2, "f:invoice:1"]);
    expect(all["documentChain"]).toContainEqual({ id: "f:payment:other" });
  });

  it("documents of another company in the figures of the scorecard", async () => {
    const figure = async (companies: readonly string[] | "*"): Promise<string> => {
      const query = `{ integrationScorecard(from: "2026-01-01", to: "2026-12-31") { figures { measure how } } }`;
      const { figures } = (await told(query, { role: "accountant", companies }))["integrationScorecard"];
      return figures.find(({ measure }: { measure: string }) => measure === "FINANCE_FOUND_IN_ERP").how;
    };
    expect(await figure("*")).toMatch(/^1 of 2 /);
    expect(await figure(OWN)).toMatch(/^1 of 2 /);
    // The order behind the invoice is of a company that the reader may not see.
    expect(await figure(["f:company:own"])).toMatch(/^0 of 2 /);
    expect(await figure(["f:company:other"])).toMatch(/^0 of 0 /);
  });

  it("the names of another company's records in what explains an identity", async () => {
    const query = `{ party(id: "e:party:1") { financeIds identifiers { sourceId reason } explain { sourceId summary evidence { text } } } }`;
    await told('mutation { linkRecords(leftId: "e:party:1", rightId: "f:party:1c", reason: "one firm") { id } }');
    const seen = await told(query, within("steward"));
    expect(seen["party"].financeIds).toEqual(["f:party:1"]);
    expect(seen["party"].explain).toHaveLength(2);
    expect(JSON.stringify(seen)).not.toMatch(/f:party:1[bc]/);
    // What the other steward said, of a record that this one does not see, by the look-up, the list, a filter and the past.
    const words = `{ identifiers { nodes { sourceId reason } } guess: identifiers(filter: {reason: {contains: "one firm"}}) { totalCount }
      resolveIdentifier(id: "e:party:1", knownAt: "2099-01-01T00:00:00Z") { identifiers { sourceId reason } } }`;
    const answers = [seen["party"].identifiers, await told(words, within("steward"))];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain("one firm");
    expect((await told(words, within("steward")))["guess"].totalCount).toBe(0);
    const all = JSON.stringify(await told(query, { role: "steward" }));
    expect(all).toContain("Shared with f:party:1b.");
    expect(all).toContain("said that it is one with f:party:1c: one firm");
  });

  it("that a record of another company is in an identity, by that record's own id", async () => {
    const query = `{ resolveIdentifier(id: "f:party:1b") { sharedId party { id } } resolveIdentifiers(ids: ["f:party:1b"]) { sharedId }
      translate(id: "f:party:1b", to: "e") { translated sharedId } party(id: "f:party:1b") { id } }`;
    const hidden = await told(query, within("steward"));
    const unknown = await told(query.replaceAll("f:party:1b", "f:party:none"), within("steward"));
    expect(hidden).toEqual(unknown);
    const known = await told(query, { role: "steward" });
    expect(known["resolveIdentifier"].party.id).toBe(known["party"].id);
  });

  it("contradictions and decisions in what explains an identity, to who is kept to some records", async () => {
    // Refused where it was said before.
    await ask('mutation { linkRecords(leftId: "e:party:1", rightId: "f:party:1c", reason: "one firm") { id } }');
    await database.query(sql`insert into mapping.identity_conflict (id, kind, cause, state, description, member_ids, found_at)
      values ('c:1', 'PARTY', 'TAX_IDS_DIFFER', 'OPEN', 'tax ids T1 and T2', array['e:party:1', 'f:party:1'], now())`);
    const query = '{ party(id: "e:party:1") { explain { sourceId evidence { text } } } }';
    const words = async (options: AskOptions): Promise<string> => JSON.stringify(await told(query, options));
    const all = await words({ role: "steward" });
    for (const word of ["tax ids T1 and T2", "one firm"]) expect(all).toContain(word);
    const kept = await words({ role: "steward", costCenters: [] });
    expect(kept).toContain("e:party:1");
    for (const word of ["tax ids", "one firm"]) expect(kept).not.toContain(word);
    await database.query(sql`delete from mapping.identity_conflict where id = 'c:1'`);
  });

  it("records set aside, which belong to no company, by id and through their batch", async () => {
    const found = await told("{ quarantinedRows { nodes { id batchId } } }", { role: "steward" });
    const [{ id, batchId }] = found["quarantinedRows"].nodes;
    const query = `{ quarantinedRow(id: "${id}") { record } importBatch(id: "${batchId}") { quarantinedRows { totalCount nodes { reason } } }
      quarantinedRows(filter: {batch: {system: {eq: "broken"}}}) { totalCount } }`;
    expect(await told(query, within("steward"))).toEqual({
      quarantinedRow: null,
      importBatch: { quarantinedRows: { totalCount: 0, nodes: [] } },
      quarantinedRows: { totalCount: 0 },
    });
    const all = await told(query, { role: "steward" });
    expect(all["quarantinedRow"].record).toContain("4321");
    expect([all["importBatch"].quarantinedRows.totalCount, all["quarantinedRows"].totalCount]).toEqual([1, 1]);
  });
});

describe("rows of another trade", () => {
  it("bills among the open items of sales, by list, id, sum and group", async () => {
    const query = `{ openItems { nodes { id } totalCount aggregate { sum { totalAmount { amount } } } groupBy(by: [kind]) { key { kind } } }
      openItem(id: "f:bill:1") { number } }`;
    const seen = await told(query, { role: "sales" });
    expect(seen["openItem"]).toBeNull();
    expect(seen["openItems"].groupBy).toEqual([{ key: { kind: "RECEIVABLE" } }]);
    expect(seen["openItems"].nodes.map(({ id }: { id: string }) => id)).toEqual(["f:credit_note:s", "f:invoice:1"]);
    expect(seen["openItems"].totalCount).toBe(2);
    expect(Number(seen["openItems"].aggregate.sum.totalAmount[0].amount)).toBe(90);
    const buyer = await told(query, { role: "buyer" });
    expect(buyer["openItem"]).not.toBeNull();
    expect(buyer["openItems"].groupBy).toEqual([{ key: { kind: "PAYABLE" } }]);
    expect((await told(query, { role: "cfo" }))["openItems"].totalCount).toBe(4);
  });

  it("suppliers' credit notes and payments among those of customers, and the other way round", async () => {
    const query = `{ creditNotes { nodes { id } aggregate { sum { netAmount { amount } } } } creditNoteLines { nodes { id } }
      payments { nodes { id } } paymentAllocations { nodes { id } }
      p: creditNote(id: "f:credit_note:p") { id } s: creditNote(id: "f:credit_note:s") { id }
      out: payment(id: "f:payment:out") { id } in: payment(id: "f:payment:in") { id }
      through: creditNoteLines(filter: {creditNote: {kind: {eq: PURCHASE}}}) { totalCount } }`;
    const ids = (list: { nodes: readonly { id: string }[] }): readonly string[] => list.nodes.map(({ id }) => id);
    const seenBy = async (role: Role): Promise<unknown> => {
      const {
        creditNotes,
        creditNoteLines,
        payments,
        paymentAllocations,
        p,
        s,
        out,
        in: inbound,
        through,
      } = await told(query, { role });
      return [
        [...ids(creditNotes), ...ids(creditNoteLines)],
        [...ids(payments), ...ids(paymentAllocations)],
        Number(creditNotes.aggregate.sum.netAmount[0].amount),
        [p, s, out, inbound].map((one) => one !== null),
        through.totalCount,
      ];
    };
    expect(await seenBy("sales")).toEqual([
      ["f:credit_note:s", "f:credit_note_line:s"],
      ["f:payment:in", "f:payment:other", "f:allocation:in", "f:allocation:other"],
      10,
      [false, true, false, true],
      0,
    ]);
    expect(await seenBy("buyer")).toEqual([
      ["f:credit_note:p", "f:credit_note_line:p"],
      ["f:payment:out", "f:allocation:out"],
      77,
      [true, false, true, false],
      1,
    ]);
    expect(await seenBy("cfo")).toMatchObject({ 2: 87, 3: [true, true, true, true] });
  });

  it.each([
    ["warehouse", ["e:sales_order:1", "e:shipment:1"]],
    ["sales", ["e:sales_order:1", "e:shipment:1", "f:credit_note:s", "f:invoice:1", "f:payment:in", "f:payment:other"]],
    [
      "accountant",
      [
        ...["e:sales_order:1", "e:shipment:1", "f:credit_note:p", "f:credit_note:s", "f:invoice:1"],
        ...["f:journal_entry:1", "f:payment:in", "f:payment:other"],
      ],
    ],
  ] satisfies (readonly [Role, readonly string[]])[])(
    "documents in a chain, of which %s sees its own kinds and trade",
    async (role, expected) => {
      const { documentChain } = await told('{ documentChain(id: "e:sales_order:1") { id } }', { role });
      expect(documentChain.map(({ id }: { id: string }) => id).sort()).toEqual(expected);
    },
  );

  it("links with documents of a kind that the role may not read; stewards, who decide on links, see that there is one", async () => {
    const query = `{ documentLinks(filter: {toKind: {eq: JOURNAL_ENTRY}}) { totalCount nodes { id } groupBy(by: [toKind]) { key { toKind } } } }`;
    const { documentLinks } = await told(query, { role: "accountant" });
    const [{ id }] = documentLinks.nodes;
    const byId = `{ documentLink(id: "${id}") { id } }`;
    const nothing = { totalCount: 0, nodes: [], groupBy: [] };
    expect(await told(query, { role: "integration" })).toEqual({ documentLinks: nothing });
    expect(await told(byId, { role: "integration" })).toEqual({ documentLink: null });
    expect((await told(query, { role: "steward" }))["documentLinks"]).toEqual(documentLinks);
    expect(await told(byId, { role: "steward" })).toEqual({ documentLink: { id } });
    const reason = await ask(`{ documentLink(id: "${id}") { reason } }`, { role: "steward" });
    expect(refusals(reason)).toEqual([["FORBIDDEN", "documentLink.reason"]]);
  });
});

describe("fields that lead beyond what a role may read", () => {
  it.each([
    ["creditNote.invoice", "buyer", '{ creditNote(id: "f:credit_note:p") { invoice { __typename } } }'],
    ["discrepancy.account", "integration", '{ discrepancy(id: "d:1") { account { __typename } } }'],
    ["discrepancy.journalEntry", "integration", '{ discrepancy(id: "d:1") { journalEntry { __typename } } }'],
    ["invoiceLine", "buyer", '{ invoiceLine(id: "f:invoice_line:1") { costAmount { amount } } }'],
  ] satisfies (readonly [string, Role, string])[])(
    "not even that there is something: %s, for %s",
    async (path, role, query) => {
      const refused = await ask(query, { role });
      expect(refusals(refused)).toEqual([["FORBIDDEN", path]]);
      const at = (data: GraphAnswer["data"]): unknown =>
        path.split(".").reduce<unknown>((value, step) => (value as Record<string, unknown>)[step], data);
      expect(at(refused.data)).toBeNull();
      expect(at(await told(query, { role: "cfo" }))).not.toBeNull();
    },
  );

  const scorecard = (fields: string): string =>
    `{ integrationScorecard(from: "2026-01-01", to: "2026-12-31", compareFrom: "2025-01-01", compareTo: "2025-12-31") { ${fields} } }`;
  const COMPANY = '(companyId: "f:company:own")';

  it("margins in the scorecard, for roles that may not ask for key figures", async () => {
    const query = scorecard(`margins${COMPANY} { netMargin } previousMargins${COMPANY} { netMargin }`);
    for (const role of ["steward", "integration"] as const)
      expect(refusals(await ask(query, { role }))).toEqual([
        ["FORBIDDEN", "integrationScorecard.margins"],
        ["FORBIDDEN", "integrationScorecard.previousMargins"],
      ]);
    const { margins } = (await told(query, { role: "analyst" }))["integrationScorecard"];
    expect(Number(margins.netMargin)).toBe(1);
  });

  it("whether a report can be made, for roles that may not ask for it", async () => {
    const query = scorecard(`reportTimes${COMPANY} { report failure }`);
    for (const role of ["steward", "integration"] as const)
      expect((await told(query, { role }))["integrationScorecard"].reportTimes).toEqual([]);
    const { reportTimes } = (await told(query, { role: "analyst" }))["integrationScorecard"];
    expect(reportTimes).toHaveLength(7);
  });
});

describe("errors", () => {
  it("in the order of their paths, not of the time that each field took", async () => {
    const query = "{ z: journalEntries { totalCount } m: salesOrders { totalCount } a: accounts { totalCount } }";
    const { data, errors } = await ask(query, { role: "sales" });
    expect(errors.map(({ path }) => path)).toEqual([["a"], ["z"]]);
    expect(data).toEqual({ z: null, m: { totalCount: 1 }, a: null });
    await told(query, { role: "cfo" });
  });

  it("none for an id of another form than the database's, which would tell how it is kept", async () => {
    const batch = (id: string): string => `{ importBatch(id: "${id}") { id quarantinedRows { totalCount } } }`;
    expect(await told(batch("f:invoice:1"))).toEqual({ importBatch: null });
    const [row] = await database.query(sql`select min(id)::text as id from mapping.import_batch`);
    const known = String(row?.["id"]);
    expect(await told(batch(known))).toEqual({ importBatch: { id: known, quarantinedRows: { totalCount: 0 } } });
  });
});

describe("a saved operation of other roles", () => {
  const save = (name: string, roles: readonly Role[], options: AskOptions = { role: "cfo" }): Promise<GraphAnswer> =>
    ask(
      `mutation { saveOperation(name: "${name}", description: "d", document: "{ items { totalCount } }", roles: [${roles}]) { id version } }`,
      options,
    );
  let hidden: string;
  beforeAll(async () => {
    await save("for_all", ["cfo", "sales"]);
    await save("for_finance", ["cfo"]);
    hidden = (await save("for_finance", ["cfo"])).data["saveOperation"].id;
  });

  const names = (list: { nodes: readonly { name: string }[] }): readonly string[] => list.nodes.map(({ name }) => name);
  /** Every path of the graph to a stored row, and what a role learns by it. */
  const PATHS: readonly (readonly [path: string, query: () => string, hidden: unknown, open: unknown])[] = [
    ["its id", () => `{ savedOperation(id: "${hidden}") { name } }`, null, { name: "for_finance" }],
    [
      "a list",
      () =>
        "{ savedOperations(orderBy: [{field: version, direction: DESC}, {field: name}]) { nodes { name } totalCount } }",
      { nodes: [{ name: "for_all" }], totalCount: 1 },
      { nodes: [{ name: "for_finance" }, { name: "for_all" }], totalCount: 2 },
    ],
    [
      "a filter",
      () => '{ savedOperations(filter: {or: [{name: {startsWith: "for_f"}}, {version: {gt: 1}}]}) { totalCount } }',
      { totalCount: 0 },
      { totalCount: 1 },
    ],
    [
      "what a filter leaves",
      () => '{ savedOperations(filter: {not: {roles: {contains: "sales"}}}) { totalCount nodes { name } } }',
      { totalCount: 0, nodes: [] },
      { totalCount: 1, nodes: [{ name: "for_finance" }] },
    ],
    [
      "groups",
      () => "{ savedOperations { groupBy(by: [name]) { key { name } aggregate { count } } } }",
      { groupBy: [{ key: { name: "for_all" }, aggregate: { count: 1 } }] },
      {
        groupBy: [
          { key: { name: "for_all" }, aggregate: { count: 1 } },
          { key: { name: "for_finance" }, aggregate: { count: 1 } },
        ],
      },
    ],
    [
      "totals",
      () => "{ savedOperations { aggregate { count sum { version } maximum { version } } } }",
      { aggregate: { count: 1, sum: { version: "1" }, maximum: { version: "1" } } },
      { aggregate: { count: 2, sum: { version: "3" }, maximum: { version: "2" } } },
    ],
    [
      "pages",
      () => "{ savedOperations(first: 1, orderBy: [{field: name}]) { pageInfo { hasNextPage } } }",
      { pageInfo: { hasNextPage: false } },
      { pageInfo: { hasNextPage: true } },
    ],
  ];

  it.each(PATHS)("is not there by %s", async (_path, query, nothing, all) => {
    expect(Object.values(await told(query(), { role: "sales" }))).toEqual([nothing]);
    for (const role of ["cfo", "admin"] as const) expect(Object.values(await told(query(), { role }))).toEqual([all]);
  });

  it("is not there for a subgraph's references, which no client asks", async () => {
    const { mapping } = allSubgraphsOver(
      { finance: database, erp: database, mapping: database },
      "a key for tests only",
    );
    const query = `{ _entities(representations: [{__typename: "SavedOperation", id: "${hidden}"}]) { ... on SavedOperation { name } } }`;
    const referred = async (role: Role): Promise<unknown> => {
      const { data } = await mapping({ query }, { subject: "test", role, companies: "*", requestId: "test" });
      return JSON.parse(JSON.stringify(data))._entities;
    };
    expect(await referred("sales")).toEqual([null]);
    expect(await referred("cfo")).toEqual([{ name: "for_finance" }]);
  });

  it("is unknown to who would remove it, in the words for what there never was", async () => {
    const remove = async (name: string): Promise<unknown> => {
      const answer = await ask(`mutation { removeOperation(name: "${name}") }`, { role: "sales" });
      return answer.errors.map(({ message, extensions }) => [message.replaceAll(name, "?"), extensions?.["code"]]);
    };
    expect(await remove("for_finance")).toEqual(await remove("never_saved"));
    expect(names((await told("{ savedOperations { nodes { name } } }", { role: "cfo" }))["savedOperations"])).toEqual([
      "for_all",
      "for_finance",
    ]);
  });

  it("is not theirs because the name of one of its roles begins like theirs", async () => {
    const rename = (roles: string): Promise<unknown> =>
      database.query(sql`update mapping.saved_operation set roles = ${roles} where name = ${"for_finance"}`);
    await rename("cfo salesman");
    const query = "{ savedOperations { totalCount } }";
    expect((await told(query, { role: "sales" }))["savedOperations"].totalCount).toBe(1);
    expect((await told(query, { role: "cfo" }))["savedOperations"].totalCount).toBe(2);
    await rename("cfo");
  });
});
