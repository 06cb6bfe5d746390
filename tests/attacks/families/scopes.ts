import type { Role } from "../../../schema/roles";
import { type Answer, codeOf, dataOf, errorsOf, expectNoLeak, openTarget, type Target } from "../target";
import { FOREIGN_TEXT, loadScopesGround, OWN_COST_CENTER, OWN_CUSTOMER } from "./scopes-ground";

type Question = readonly [name: string, query: string, expected: unknown];

/** Questions of a seller kept to one customer, and the whole answer. */
const ofCustomers: readonly Question[] = [
  ["the id of another customer's order", '{ salesOrder(id: "e:sales_order:OTHER") { number } }', { salesOrder: null }],
  ["the id of another customer's invoice", '{ invoice(id: "f:invoice:OTHER") { number } }', { invoice: null }],
  [
    "the lists",
    "{ salesOrders { nodes { number } } invoices { nodes { number } } }",
    {
      salesOrders: { nodes: [{ number: "SO-OWN" }] },
      invoices: { nodes: [{ number: "INV-OWN" }] },
    },
  ],
  [
    "the counts",
    "{ salesOrders { totalCount } invoiceLines { totalCount } openItems { totalCount } }",
    {
      salesOrders: { totalCount: 1 },
      invoiceLines: { totalCount: 2 },
      openItems: { totalCount: 1 },
    },
  ],
  [
    "a filter by the customer",
    '{ salesOrders(filter: { customerId: { eq: "e:party:2" } }) { totalCount } }',
    {
      salesOrders: { totalCount: 0 },
    },
  ],
  [
    "a filter through the customer",
    '{ salesOrders(filter: { customer: { number: { contains: "OTHE" } } }) { totalCount } }',
    {
      salesOrders: { totalCount: 0 },
    },
  ],
  [
    "a filter that denies the own customer",
    '{ invoices(filter: { not: { partyAccountId: { eq: "f:party:1" } } }) { totalCount } }',
    {
      invoices: { totalCount: 0 },
    },
  ],
  [
    "sums and groups",
    "{ salesOrders { aggregate { count sum { netAmount { amount } } } groupBy(by: [customerId]) { key { customerId } } } }",
    {
      salesOrders: {
        aggregate: { count: 1, sum: { netAmount: [{ amount: "100" }] } },
        groupBy: [{ key: { customerId: "e:party:1" } }],
      },
    },
  ],
  [
    "the name of another customer",
    '{ party(id: "e:party:2") { displayName } parties { nodes { name } } }',
    {
      party: null,
      parties: { nodes: [{ name: "C1" }] },
    },
  ],
  [
    "an account that was merged with the own customer",
    '{ party(id: "f:party:1") { financeIds invoices { nodes { number } } receivable { amount } } merged: party(id: "f:party:3") { financeIds } }',
    {
      party: {
        financeIds: ["f:party:1"],
        invoices: { nodes: [{ number: "INV-OWN" }] },
        receivable: [{ amount: "72425.67" }],
      },
      // Not even that it is one with the own customer.
      merged: null,
    },
  ],
  [
    "the chain of another customer's document",
    '{ documentChain(id: "e:sales_order:OTHER") { number } }',
    { documentChain: [] },
  ],
  [
    "the ageing",
    '{ agedReceivables(on: "2026-02-01") { documents total { amount } lines { partyAccount { name } } } }',
    {
      agedReceivables: { documents: 1, total: { amount: "72425.67" }, lines: [{ partyAccount: { name: "C1" } }] },
    },
  ],
  [
    "suppliers' credit notes and payments",
    "{ creditNotes { nodes { number } } payments { nodes { number } } paymentAllocations { totalCount } }",
    {
      creditNotes: { nodes: [{ number: "CN-OWN" }] },
      payments: { nodes: [{ number: "PAY-OWN" }] },
      paymentAllocations: { totalCount: 1 },
    },
  ],
];

/** Questions of an analyst kept to one cost centre, and the whole answer. */
const ofCostCenters: readonly Question[] = [
  [
    "the id of another cost centre's line",
    '{ invoiceLine(id: "f:invoice_line:OWN2") { netAmount { amount } } }',
    { invoiceLine: null },
  ],
  [
    "a document of another cost centre alone",
    '{ invoice(id: "f:invoice:OTHER") { number } bills { totalCount } }',
    {
      invoice: null,
      bills: { totalCount: 0 },
    },
  ],
  [
    "the lines of a shared document",
    "{ invoices { totalCount nodes { number lines { totalCount nodes { netAmount { amount } } } } } }",
    {
      invoices: {
        totalCount: 1,
        nodes: [{ number: "INV-OWN", lines: { totalCount: 1, nodes: [{ netAmount: { amount: "100" } }] } }],
      },
    },
  ],
  [
    "the lines of a shared entry",
    "{ journalEntries { nodes { lines { nodes { credit { amount } } } } } }",
    {
      journalEntries: { nodes: [{ lines: { nodes: [{ credit: { amount: "100" } }] } }] },
    },
  ],
  [
    "a filter by the cost centre",
    '{ journalLines(filter: { costCenterId: { ne: "f:cost_center:1" } }) { totalCount } }',
    {
      journalLines: { totalCount: 0 },
    },
  ],
  [
    "lines without a cost centre",
    "{ journalLines(filter: { costCenterId: { isNull: true } }) { totalCount } }",
    {
      journalLines: { totalCount: 0 },
    },
  ],
  [
    "sums and groups",
    "{ journalLines { aggregate { sum { credit { amount } } } groupBy(by: [costCenterId]) { key { costCenterId } } } }",
    {
      journalLines: {
        aggregate: { sum: { credit: [{ amount: "100" }] } },
        groupBy: [{ key: { costCenterId: "f:cost_center:1" } }],
      },
    },
  ],
  [
    "the name of another cost centre",
    '{ financeCostCenters { nodes { name } } costCenter(id: "f:cost_center:2") { name } }',
    {
      financeCostCenters: { nodes: [{ name: "Own centre" }] },
      costCenter: null,
    },
  ],
  [
    "the income statement",
    '{ incomeStatement(from: "2026-01-01", to: "2026-12-31") { revenue { amount } } }',
    {
      incomeStatement: { revenue: { amount: "100" } },
    },
  ],
  [
    "budget against actual",
    '{ budgetVariance(from: "2026-01-01", to: "2026-12-31") { lines { budget { amount } actual { amount } } } }',
    {
      budgetVariance: { lines: [{ budget: { amount: "90" }, actual: { amount: "100" } }] },
    },
  ],
];

/** What cannot be kept to a scope, and the words of the refusal. */
const refused: readonly (readonly [name: string, scope: "customers" | "cost centres", query: string])[] = [
  ["the total of a shared document", "cost centres", "{ invoices { nodes { totalAmount { amount } } } }"],
  ["a sum of such totals", "cost centres", "{ invoices { aggregate { sum { totalAmount { amount } } } } }"],
  ["what is open of it", "cost centres", "{ openItems { nodes { openAmount { amount } } } }"],
  ["the trial balance", "cost centres", '{ trialBalance(to: "2026-12-31") { __typename } }'],
  ["the balance sheet", "cost centres", '{ balanceSheet(on: "2026-12-31") { __typename } }'],
  ["key figures", "cost centres", '{ kpis(from: "2026-01-01", to: "2026-12-31") { __typename } }'],
  ["orders, which have no cost centre", "cost centres", "{ salesOrders { totalCount } }"],
  ["a party's balance", "cost centres", '{ party(id: "f:party:1") { receivable { amount } } }'],
  ["orders behind an invoice", "cost centres", "{ invoices { nodes { orders { id } } } }"],
  ["the ledger", "customers", "{ journalLines { totalCount } }"],
  ["purchases", "customers", "{ bills { totalCount } }"],
  ["the income statement", "customers", '{ incomeStatement(from: "2026-01-01", to: "2026-12-31") { __typename } }'],
  ["what is owed to suppliers", "customers", '{ agedPayables(on: "2026-12-31") { __typename } }'],
  ["how far an order is billed", "customers", "{ orderBillings { totalCount } }"],
  ["a decision", "customers", 'mutation { mergeIdentities(ids: ["a", "b"], reason: "r") { id } }'],
];

const kept = {
  customers: { customers: OWN_CUSTOMER },
  "cost centres": { costCenters: OWN_COST_CENTER },
} as const;

/** What reaches into rows of customers or cost centres that the caller is not kept to. */
export function scopes(): void {
  let target: Target;
  beforeAll(async () => {
    target = await openTarget();
    await loadScopesGround(target.database);
  });
  afterAll(() => target.close());

  async function expectWhole(answer: Answer, expected: unknown): Promise<void> {
    expectNoLeak(answer);
    expect({ data: dataOf(answer), errors: errorsOf(answer) }).toEqual({ data: expected, errors: [] });
    expect(answer.text).not.toMatch(FOREIGN_TEXT);
  }

  describe("another customer's rows", () => {
    it.each(ofCustomers)("are not there, by %s", async (_name, query, expected) => {
      await expectWhole(await target.ask(query, { role: "sales", claims: kept.customers }), expected);
    });
  });

  describe("another cost centre's rows", () => {
    it.each(ofCostCenters)("are not there, by %s", async (_name, query, expected) => {
      await expectWhole(await target.ask(query, { role: "analyst", claims: kept["cost centres"] }), expected);
    });
  });

  describe("what cannot be kept to a scope", () => {
    it.each(refused)("is refused by its name: %s, to %s", async (_name, scope, query) => {
      const answer = await target.ask(query, { role: "admin", claims: kept[scope] });
      expect(errorsOf(answer).map(({ extensions }) => extensions?.code)).toContain("FORBIDDEN");
      expect(answer.text).toContain(`your ${scope}`);
      expect(answer.text).not.toMatch(FOREIGN_TEXT);
    });

    it("cannot be asked by a filter or an order either", async () => {
      const order = "{ invoices(orderBy: [{ field: totalAmount }]) { totalCount } }";
      const filter = '{ invoices(filter: { totalAmount: { gt: "70000" } }) { totalCount } }';
      for (const query of [order, filter]) {
        const answer = await target.ask(query, { role: "admin", claims: kept["cost centres"] });
        expect(codeOf(answer)).toBe("FORBIDDEN");
      }
    });
  });

  describe("a scope", () => {
    it.each([
      ["an empty list", []],
      ["an unknown id", ["f:party:99"]],
      ["a pattern", ["%"]],
      ["SQL", ["x') or true --"]],
      ["a name in place of an id", ["C1"]],
    ])("of %s lets nothing be seen", async (_name, customers) => {
      const answer = await target.ask("{ salesOrders { totalCount } invoices { totalCount } }", {
        role: "admin",
        claims: { customers },
      });
      expect(dataOf(answer)).toEqual({ salesOrders: { totalCount: 0 }, invoices: { totalCount: 0 } });
    });

    it.each([
      ["a text", "f:party:1"],
      ["a list with a star in it", ["f:party:1", "*"]],
      ["null", null],
      ["an object", { in: ["f:party:1"] }],
    ])("that is %s is no scope, and the token no token", async (_name, claim) => {
      for (const claims of [{ customers: claim }, { costCenters: claim }])
        expect((await target.ask("{ __typename }", { role: "sales", claims })).status).toBe(401);
    });

    it("of both kinds holds twice", async () => {
      const claims = { ...kept.customers, ...kept["cost centres"] };
      const answer = await target.ask("{ invoiceLines { nodes { id } } }", { role: "cfo", claims });
      expect(dataOf(answer)).toEqual({ invoiceLines: { nodes: [{ id: "f:invoice_line:OWN1" }] } });
    });

    it("that is absent keeps nothing away", async () => {
      const answer = await target.ask("{ salesOrders { totalCount } invoiceLines { totalCount } }", { role: "cfo" });
      expect(dataOf(answer)).toEqual({ salesOrders: { totalCount: 2 }, invoiceLines: { totalCount: 3 } });
    });
  });

  describe("the other trade's credit notes and payments", () => {
    const query =
      "{ creditNotes { nodes { number } } creditNoteLines { totalCount } payments { nodes { number } } paymentAllocations { totalCount } }";
    it.each([
      ["sales", "OWN"],
      ["buyer", "OTHER"],
    ] as const)("are not there for %s", async (role: Role, code) => {
      expect(dataOf(await target.ask(query, { role }))).toEqual({
        creditNotes: { nodes: [{ number: `CN-${code}` }] },
        creditNoteLines: { totalCount: 1 },
        payments: { nodes: [{ number: `PAY-${code}` }] },
        paymentAllocations: { totalCount: 1 },
      });
    });
  });
}
