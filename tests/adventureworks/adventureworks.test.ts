import { Decimal } from "decimal.js";
import { describeOnEveryEngine, type TestEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { judge } from "./quality";
import { absence, unpackAdventureWorks } from "./unpacked";

type Answer = Awaited<ReturnType<TestGraph["query"]>>["data"];
type Node = Answer[string];

const LOAD_MS = 600_000;
const FINANCE_LAST_DAY = "2013-01-28";
const sumOf = (values: readonly string[]): string =>
  values.reduce((sum, value) => sum.plus(value), new Decimal(0)).toFixed();
const days = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;

function adventureWorks(engine: TestEngine): void {
  let graph: TestGraph;
  let opened: Awaited<ReturnType<TestEngine["open"]>>;
  let source: ReturnType<typeof unpackAdventureWorks>;

  beforeAll(async () => {
    source = unpackAdventureWorks();
    opened = await engine.open();
    graph = await openGraph({ database: opened.database });
    await graph.import("adventureworks", source.folder);
  }, LOAD_MS);
  afterAll(async () => {
    await graph?.close();
    await opened?.close();
    source?.remove();
  }, LOAD_MS);

  async function ask(query: string, variables: Record<string, unknown> = {}): Promise<Answer> {
    const { data, errors } = await graph.query(query, variables, { role: "admin" });
    expect(errors).toEqual([]);
    return data;
  }

  /** All nodes of a list, page by page; the query takes `$after` and gives `list { nodes pageInfo }`. */
  async function all(query: string): Promise<readonly Node[]> {
    const nodes: Node[] = [];
    for (let after: string | null = null; ; ) {
      const { list } = await ask(query, { after });
      nodes.push(...list.nodes);
      if (!list.pageInfo.hasNextPage) return nodes;
      after = list.pageInfo.endCursor;
    }
  }

  it("loads every record of the main tables, and sets aside only rates of withdrawn currencies", async () => {
    const { accountBalances, invoiceLines, invoices, products, items, quarantinedRows } = await ask(`{
      accountBalances { totalCount } invoiceLines { totalCount } invoices { totalCount } products { totalCount }
      items { totalCount } quarantinedRows { groupBy(by: [entity, code, path]) { key { entity code path } } } }`);
    expect([accountBalances, invoiceLines, invoices, products, items].map(({ totalCount }) => totalCount)).toEqual([
      27_968, 43_018, 8_261, 606, 504,
    ]);
    const kinds = quarantinedRows.groupBy.map(({ key }: Node) => `${key.entity}.${key.path} ${key.code}`);
    expect(kinds.filter((kind: string) => kind !== "ExchangeRate.fromCurrency IMPORT_CODE_UNKNOWN")).toEqual([]);
  });

  it("reads nothing again while the files are unchanged", async () => {
    const summaries = await graph.import("adventureworks", source.folder);
    expect(summaries.flatMap(({ entities }) => entities)).toEqual([]);
    const { salesOrders } = await ask("{ salesOrders { totalCount } }");
    expect(salesOrders.totalCount).toBe(8_263);
  });

  it("adds up the ERP's orders and finance's booked sales", async () => {
    const { salesOrders, invoiceLines, invoices } = await ask(`{
      salesOrders { totalCount aggregate { count
        minimum { orderedOn } maximum { orderedOn }
        sum { netAmount { amount currency } taxAmount { amount } freightAmount { amount } totalAmount { amount } } } }
      invoiceLines { aggregate { sum { netAmount { amount currency } } } }
      invoices { aggregate { sum { netAmount { amount } } } } }`);
    expect(salesOrders.totalCount).toBe(8_263);
    expect(salesOrders.aggregate).toEqual({
      count: 8_263,
      minimum: { orderedOn: "2011-05-31" },
      maximum: { orderedOn: "2013-06-30" },
      sum: {
        netAmount: [{ amount: "64841795.9197", currency: "USD" }],
        taxAmount: [{ amount: "6084991.5826" }],
        freightAmount: [{ amount: "1901560.0754" }],
        totalAmount: [{ amount: "72828347.5777" }],
      },
    });
    expect(invoiceLines.aggregate.sum.netAmount).toEqual([{ amount: "64832066.4957", currency: "USD" }]);
    expect(invoices.aggregate.sum.netAmount).toEqual([{ amount: "64832066.4957" }]);
  });

  it("knows private customers and stores on both sides, stores by StoreID and never by an order's account number", async () => {
    const answer = await ask(`{
      private: identifiers(filter: {kind: {eq: PARTY}, rule: {eq: SHARED_NUMBER}, sourceId: {startsWith: "aw-finance:party:C/"}}) { totalCount }
      resellers: identifiers(filter: {kind: {eq: PARTY}, rule: {eq: SHARED_NUMBER}, sourceId: {startsWith: "aw-finance:party:R/"}}) { totalCount }
      stores: parties(filter: {kind: {eq: ORGANISATION}, role: {eq: CUSTOMER}}) { totalCount }
      contacts: parties(filter: {kind: {eq: PERSON}, groupNumber: {isNull: false}}) { totalCount }
      byAccount: salesOrders(filter: {channel: {eq: RESELLER}, customer: {sharedNumber: {isNull: false}}}) { totalCount }
      vendors: parties(filter: {role: {eq: SUPPLIER}}) { totalCount } customers: parties(filter: {role: {eq: CUSTOMER}}) { totalCount } }`);
    const counts = Object.entries(answer).map(([name, { totalCount }]) => [name, totalCount]);
    expect(Object.fromEntries(counts)).toEqual({
      private: 18_484,
      resellers: 701,
      stores: 701,
      contacts: 635,
      byAccount: 0,
      vendors: 104,
      customers: 19_820,
    });
  });

  it("joins every order to its booking: one customer on both sides, finance's date 153 days before the ERP's", async () => {
    const orders = await all(`query ($after: String) { list: salesOrders(first: 1000, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { channel orderedOn customer { financeIds } invoices { issuedOn partyAccountId } } } }`);
    const booked = orders.flatMap((order) => order.invoices.map((invoice: Node) => ({ order, invoice })));
    expect([orders.length, booked.length]).toEqual([8_263, 8_261]);
    expect(booked.filter(({ order }) => order.channel === "RESELLER")).toHaveLength(2_273);
    expect(new Set(booked.map(({ order, invoice }) => days(invoice.issuedOn, order.orderedOn)))).toEqual(
      new Set([153]),
    );
    expect(booked.filter(({ order, invoice }) => !order.customer.financeIds.includes(invoice.partyAccountId))).toEqual(
      [],
    );
  }, 180_000);

  it("maps 504 items to 606 finance products, 77 of them in two or three dated versions", async () => {
    const { sides, versions } = await ask(`{
      sides: identifiers(filter: {kind: {eq: ITEM}}) { groupBy(by: [side]) { key { side } aggregate { count } } }
      versions: identifiers(filter: {kind: {eq: ITEM}, side: {eq: FINANCE}}) {
        groupBy(by: [sharedId], first: 1000) { aggregate { count } } } }`);
    const bySide = sides.groupBy.map(({ key, aggregate }: Node) => [key.side, aggregate.count]);
    expect(Object.fromEntries(bySide)).toEqual({ ERP: 504, FINANCE: 606 });
    const counts: number[] = versions.groupBy.map(({ aggregate }: Node) => aggregate.count);
    expect([counts.length, counts.filter((count) => count > 1).length, Math.max(...counts)]).toEqual([504, 77, 3]);
  });

  it("finds the orders finance has not booked, or booked short, and none that only finance knows", async () => {
    const { short, foreign } = await ask(`{
      short: orderBillings(filter: {status: {in: [UNBILLED, BILLED_SHORT]}}, orderBy: [{field: orderNumber}]) {
        nodes { orderNumber status orderedAmount { amount } billedAmount { amount } } }
      foreign: orderBillings(filter: {status: {in: [WITHOUT_ORDER, BILLED_OVER, CURRENCY_DIFFERS]}}) { totalCount } }`);
    expect(short.nodes.map((node: Node) => ({ ...node, ...amounts(node) }))).toEqual([
      { orderNumber: "SO51125", status: "UNBILLED", orderedAmount: "1244.4926", billedAmount: "0.0000" },
      { orderNumber: "SO51171", status: "BILLED_SHORT", orderedAmount: "3792.4308", billedAmount: "3263.9820" },
      { orderNumber: "SO51695", status: "UNBILLED", orderedAmount: "249.5428", billedAmount: "0.0000" },
      { orderNumber: "SO51750", status: "BILLED_SHORT", orderedAmount: "8398.5368", billedAmount: "691.5840" },
    ]);
    expect(foreign.totalCount).toBe(0);
  });

  it("shows the reseller tax of both systems, which differs by design", async () => {
    const { ordered, booked } = await ask(`{
      ordered: salesOrders(filter: {channel: {eq: RESELLER}, not: {number: {in: ["SO51125", "SO51695"]}}}) {
        totalCount aggregate { sum { taxAmount { amount } } } }
      booked: invoices(filter: {channel: {eq: RESELLER}}) { totalCount aggregate { sum { taxAmount { amount } } } } }`);
    expect(ordered).toEqual({ totalCount: 2_273, aggregate: { sum: { taxAmount: [{ amount: "4985405.4345" }] } } });
    expect(booked).toEqual({ totalCount: 2_273, aggregate: { sum: { taxAmount: [{ amount: "4087098.6508" }] } } });
  });

  it("computes the margin by category from finance's lines and the ERP's categories", async () => {
    const { itemCategories } = await ask(`{
      itemCategories(filter: {name: {in: ["Accessories", "Bikes"]}}, orderBy: [{field: name}]) { nodes { name
        invoiceLines { aggregate { sum { netAmount { amount } costAmount { amount } } } } } } }`);
    expect(itemCategories.nodes.map((node: Node) => [node.name, node.invoiceLines.aggregate.sum])).toEqual([
      ["Accessories", { netAmount: [{ amount: "263008.5181" }], costAmount: [{ amount: "174720.6027" }] }],
      ["Bikes", { netAmount: [{ amount: "56181540.5487" }], costAmount: [{ amount: "50882084.2408" }] }],
    ]);
  });

  it("holds the budget in cells and sets it against the actual balances", async () => {
    const salaries = `account: {name: {eq: "Salaries"}}, costCenter: {name: {eq: "Corporate"}}`;
    const { budgets, cells, budgeted, actual, accounts, centers } = await ask(`{
      budgets { totalCount aggregate { minimum { startsOn } maximum { startsOn } sum { amount { amount currency } } } }
      cells: accountBalances(filter: {scenario: {eq: BUDGET}}) { aggregate { sum { amount { amount } } } }
      budgeted: budgets(filter: {${salaries}}) { aggregate { sum { amount { amount } } } }
      actual: accountBalances(filter: {scenario: {eq: ACTUAL}, balanceOn: {gte: "2010-12-29", lte: "2011-11-29"}, ${salaries}}) {
        aggregate { sum { amount { amount } } } }
      accounts(filter: {name: {eq: "Salaries"}}) { nodes { id } }
      centers: financeCostCenters(filter: {name: {eq: "Corporate"}}) { nodes { financeId } } }`);
    expect(budgets).toEqual({
      totalCount: 4_846,
      aggregate: {
        minimum: { startsOn: "2010-12-29" },
        maximum: { startsOn: "2011-11-29" },
        sum: { amount: [{ amount: "42411850", currency: "USD" }] },
      },
    });
    expect(cells.aggregate.sum.amount).toEqual([{ amount: "42411850" }]);
    expect(budgeted.aggregate.sum.amount).toEqual([{ amount: "2343000" }]);
    expect(actual.aggregate.sum.amount).toEqual([{ amount: "2582390.68" }]);
    const { budgetVariance } = await ask(
      `query ($account: ID!, $center: ID!) { budgetVariance(from: "2010-12-29", to: "2011-11-29", currency: "USD",
        accountId: $account, costCenterId: $center) { lines { budget { amount } actual { amount } } } }`,
      { account: accounts.nodes[0].id, center: centers.nodes[0].financeId },
    );
    expect(budgetVariance.lines).toEqual([{ budget: { amount: "2343000" }, actual: { amount: "2582390.68" } }]);
  });

  it("compares stock item by item: the ERP's pieces with the latest finance version on finance's last day", async () => {
    const { stockLevels, inventoryBalances } = await ask(`{ stockLevels { aggregate { sum { onHand { value unit } } } }
      inventoryBalances { aggregate { maximum { balanceOn } } } }`);
    expect(stockLevels.aggregate.sum.onHand).toEqual([{ value: "335974", unit: "C62" }]);
    expect(inventoryBalances.aggregate.maximum.balanceOn).toBe(FINANCE_LAST_DAY);
    const items = await all(`query ($after: String) { list: items(first: 1000, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { stockLevels { totalCount aggregate { sum { onHand { value } } } }
        products(first: 1, orderBy: [{field: validFrom, direction: DESC}]) { nodes { id } }
        inventoryBalances(filter: {balanceOn: {eq: "${FINANCE_LAST_DAY}"}}) { nodes { productId balance { value } } } } } }`);
    const stocked = items.filter((item) => item.stockLevels.totalCount > 0).map(stockOf);
    expect(stocked).toHaveLength(432);
    expect(stocked.filter(({ erp, finance }) => new Decimal(erp).equals(finance))).toEqual([]);
    expect([sumOf(stocked.map(({ erp }) => erp)), sumOf(stocked.map(({ finance }) => finance))]).toEqual([
      "335974",
      "189470",
    ]);
  });

  it("explodes the bill of materials of product 749 as it was on a day", async () => {
    const { itemByErpId } = await ask(
      `{ itemByErpId(erpId: "aw-erp:item:749") { componentTree(validOn: "2013-01-01") { level } } }`,
    );
    const levels: number[] = itemByErpId.componentTree.map(({ level }: Node) => level);
    expect([1, 2, 3, 4, 5].map((level) => levels.filter((one) => one === level).length)).toEqual([14, 50, 21, 4, 0]);
  });

  it("is told its faults by the rules of quality, row by row those that plain SQL finds in the source's files", async () => {
    const { found, wrong } = await judge(opened.database, source.folder);
    expect(found).toEqual(wrong);
    const rules = [...new Set(wrong.map((one) => one["rule"]))];
    expect(rules.map((rule) => [rule, wrong.filter((one) => one["rule"] === rule).length])).toEqual([
      ["product-ends-before-it-starts", 200],
      ["sales-order-lines-total", 2],
      ["sales-order-without-lines", 2],
    ]);
  }, 180_000);

  it("keeps finance's rates as quoted, from the currency to the dollar, with every digit", async () => {
    const { exchangeRates } = await ask(`{
      exchangeRates(filter: {fromCurrency: {eq: "EUR"}, validOn: {eq: "2011-03-01"}}, orderBy: [{field: kind}]) {
        nodes { toCurrency kind rate } } }`);
    expect(exchangeRates.nodes).toEqual([
      { toCurrency: "USD", kind: "AVERAGE", rate: "1.0135819987837" },
      { toCurrency: "USD", kind: "CLOSING", rate: "1.0126582278481" },
    ]);
  });
}

function amounts(node: Node): Node {
  const four = (money: Node): string => new Decimal(money.amount).toFixed(4);
  return { orderedAmount: four(node.orderedAmount), billedAmount: four(node.billedAmount) };
}

function stockOf(item: Node): { readonly erp: string; readonly finance: string } {
  const [latest] = item.products.nodes;
  const balance = item.inventoryBalances.nodes.find(({ productId }: Node) => productId === latest.id);
  return { erp: item.stockLevels.aggregate.sum.onHand[0].value, finance: balance.balance.value };
}

if (absence === null) describeOnEveryEngine("AdventureWorks in the graph", adventureWorks);
else {
  console.log(absence);
  describe.skip("AdventureWorks in the graph", () => it(absence ?? "", () => {}));
}
