import { Account } from "../../schema/finance/account";
import { Company } from "../../schema/finance/company";
import { Invoice } from "../../schema/finance/invoice";
import { InvoiceLine } from "../../schema/finance/invoice-line";
import { PartyAccount } from "../../schema/finance/party-account";
import { type Role, roles } from "../../schema/roles";
import type { Database } from "../../store/database";
import { cursorCodec } from "../../store/read/cursor";
import { financeSubgraph } from "../../subgraphs/finance";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { load, migrateAll, row } from "../build";
import { openEmbedded } from "../embedded";

let database: Database;
let finance: SubgraphExecute;

beforeAll(async () => {
  database = await openEmbedded();
  await migrateAll(database);
  finance = createSubgraph({ definition: financeSubgraph, database, cursors: cursorCodec("a key for tests only") });
  await load(database, "finance", [
    row(Company, { finance_id: "f:company:01", code: "01", parent_id: "f:company:02" }),
    row(Company, { finance_id: "f:company:02", code: "02" }),
    row(Account, { id: "f:account:1", code: "1001", name: "Cash" }),
    row(PartyAccount, { id: "f:party:1", kind: "CUSTOMER", control_account_id: "f:account:1" }),
    ...["01", "02"].flatMap((code) => [
      row(Invoice, {
        id: `f:invoice:${code}`,
        company_id: `f:company:${code}`,
        party_account_id: "f:party:1",
        status: "POSTED",
        net_amount: "100",
        total_amount: "113",
      }),
      row(InvoiceLine, {
        id: `f:invoice_line:${code}`,
        invoice_id: `f:invoice:${code}`,
        net_amount: "100",
        cost_amount: "60",
      }),
    ]),
  ]);
});
afterAll(() => database.close());

const ask = async (role: Role, query: string, companies: readonly string[] | "*" = "*") => {
  const { data, errors } = await finance({ query }, { subject: "t", role, companies, requestId: "t" });
  return { data: JSON.parse(JSON.stringify(data ?? null)), errors: (errors ?? []).map((error) => error.toJSON()) };
};

const forbidden = (...path: (string | number)[]) =>
  expect.objectContaining({ path, extensions: expect.objectContaining({ code: "FORBIDDEN" }) });

describe("field permissions", () => {
  it("give null and FORBIDDEN with the path for a denied field, and the rest of the answer", async () => {
    const { data, errors } = await ask(
      "sales",
      "{ invoiceLines { nodes { netAmount { amount } costAmount { amount } } } }",
    );
    expect(data.invoiceLines.nodes).toEqual([
      { netAmount: { amount: "100" }, costAmount: null },
      { netAmount: { amount: "100" }, costAmount: null },
    ]);
    expect(errors).toEqual([
      forbidden("invoiceLines", "nodes", 0, "costAmount"),
      forbidden("invoiceLines", "nodes", 1, "costAmount"),
    ]);
  });

  it("answer the same field to a role that may read it", async () => {
    const { data, errors } = await ask("accountant", "{ invoiceLines { nodes { costAmount { amount } } } }");
    expect(data.invoiceLines.nodes[0]).toEqual({ costAmount: { amount: "60" } });
    expect(errors).toEqual([]);
  });

  const REPRESENTATION = `_entities(representations: [{__typename: "InvoiceLine", id: "f:invoice_line:01"}])`;

  it("hold through _entities as well as through Query", async () => {
    const { data, errors } = await ask(
      "sales",
      `{ ${REPRESENTATION} { ... on InvoiceLine { costAmount { amount } netAmount { amount } } } }`,
    );
    expect(data._entities).toEqual([{ costAmount: null, netAmount: { amount: "100" } }]);
    expect(errors).toEqual([forbidden("_entities", 0, "costAmount")]);
  });

  it("hold through aliases and fragments", async () => {
    const { data } = await ask(
      "sales",
      "{ invoiceLines { nodes { x: costAmount { amount } ...f } } } fragment f on InvoiceLine { y: costAmount { amount } }",
    );
    expect(data.invoiceLines.nodes[0]).toEqual({ x: null, y: null });
  });

  it.each([
    ["a filter", '{ invoiceLines(filter: {costAmount: {gt: "50"}}) { totalCount } }', ["invoiceLines"]],
    [
      "a nested filter",
      '{ invoiceLines(filter: {or: [{not: {costAmount: {gt: "50"}}}]}) { totalCount } }',
      ["invoiceLines"],
    ],
    [
      "a filter through an edge",
      '{ partyAccounts(filter: {controlAccount: {code: {eq: "1001"}}}) { totalCount } }',
      ["partyAccounts"],
    ],
    ["an order", "{ invoiceLines(orderBy: [{field: costAmount}]) { nodes { id } } }", ["invoiceLines"]],
    [
      "a sum",
      "{ invoiceLines { aggregate { sum { costAmount { amount } } } } }",
      ["invoiceLines", "aggregate", "sum", "costAmount"],
    ],
    [
      "an extreme",
      "{ invoiceLines { aggregate { maximum { costAmount { amount } } } } }",
      ["invoiceLines", "aggregate", "maximum", "costAmount"],
    ],
    [
      "a collection's filter",
      '{ invoices { nodes { lines(filter: {costAmount: {gt: "1"}}) { totalCount } } } }',
      ["invoices", "nodes", 0, "lines"],
    ],
    [
      "a grouping",
      "{ partyAccounts { groupBy(by: [controlAccountId]) { aggregate { count } } } }",
      ["partyAccounts", "groupBy"],
    ],
  ])("deny %s by a field the role may not read", async (_what, query, path) => {
    const { errors } = await ask("sales", query);
    expect(errors[0]).toEqual(forbidden(...path));
    const { errors: none } = await ask("cfo", query);
    expect(none).toEqual([]);
  });

  it("deny a whole type to a role that may read none of it", async () => {
    const { data, errors } = await ask("warehouse", "{ journalEntries { totalCount } }");
    expect(data).toEqual({ journalEntries: null });
    expect(errors).toEqual([forbidden("journalEntries")]);
  });

  it("give one row's verdict to that row alone, whatever was asked before in the request", async () => {
    const { data } = await ask(
      "sales",
      "{ a: invoiceLines { nodes { netAmount { amount } } } b: invoiceLines { nodes { costAmount { amount } } } }",
    );
    expect(data.a.nodes[1].netAmount.amount).toBe("100");
    expect(data.b.nodes).toEqual([{ costAmount: null }, { costAmount: null }]);
  });
});

describe("company scope", () => {
  const QUERY = `{ invoices { nodes { id } totalCount aggregate { sum { netAmount { amount } } } groupBy(by: [companyId]) { key { companyId } } }
    invoiceLines { totalCount } invoice(id: "f:invoice:02") { id } companies { nodes { financeId } } openItems { totalCount } }`;

  it.each(["admin", "sales"] as const)(
    "is a predicate on every row for %s, its lines, totals and groups",
    async (role) => {
      const { data, errors } = await ask(role, QUERY, ["f:company:01"]);
      expect(errors).toEqual([]);
      expect(data).toEqual({
        invoices: {
          nodes: [{ id: "f:invoice:01" }],
          totalCount: 1,
          aggregate: { sum: { netAmount: [{ amount: "100" }] } },
          groupBy: [{ key: { companyId: "f:company:01" } }],
        },
        invoiceLines: { totalCount: 1 },
        invoice: null,
        companies: { nodes: [{ financeId: "f:company:01" }] },
        openItems: { totalCount: 1 },
      });
    },
  );

  it("shows nothing to an identity without companies, and all to one for all", async () => {
    expect((await ask("admin", "{ invoices { totalCount } }", [])).data.invoices.totalCount).toBe(0);
    expect((await ask("admin", "{ invoices { totalCount } }", "*")).data.invoices.totalCount).toBe(2);
  });

  it("holds inside a filter: a hidden row matches nothing, so it tells nothing", async () => {
    const guess = (text: string) => `{ invoices(filter: {company: {code: {startsWith: "${text}"}}}) { totalCount } }`;
    expect((await ask("admin", guess("02"), ["f:company:01"])).data.invoices.totalCount).toBe(0);
    expect((await ask("admin", guess("01"), ["f:company:01"])).data.invoices.totalCount).toBe(1);
    const parent = '{ companies(filter: {parent: {code: {startsWith: "0"}}}) { totalCount } }';
    expect((await ask("admin", parent, ["f:company:01"])).data.companies.totalCount).toBe(0);
    expect((await ask("admin", parent, ["f:company:01", "f:company:02"])).data.companies.totalCount).toBe(1);
  });

  it("holds through _entities", async () => {
    const query = `{ _entities(representations: [{__typename: "Invoice", id: "f:invoice:02"}]) { ... on Invoice { number } } }`;
    expect((await ask("admin", query, ["f:company:01"])).data._entities).toEqual([null]);
    expect((await ask("admin", query, ["f:company:02"])).data._entities).toEqual([{ number: "x" }]);
  });
});

describe("reference resolvers", () => {
  it.each(["Party", "Item", "Invoice", "Company"])("refuse a %s without a key", async (type) => {
    const query = `{ _entities(representations: [{__typename: "${type}", id: null, financeId: null}]) { __typename } }`;
    expect((await ask("admin", query)).data._entities).toEqual([null]);
  });
});

it("decides for each of the ten roles", async () => {
  const answers = await Promise.all(
    roles.map(async (role) => [role, (await ask(role, "{ journalLines { totalCount } }")).data.journalLines !== null]),
  );
  expect(Object.fromEntries(answers)).toEqual({
    admin: true,
    cfo: true,
    accountant: true,
    auditor: true,
    analyst: true,
    sales: false,
    buyer: false,
    warehouse: false,
    steward: false,
    integration: false,
  });
});
