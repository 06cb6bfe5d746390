import { Decimal } from "decimal.js";
import type { TestEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { identityPairs, load, type Row, type TrytonDatabase } from "./tryton-database";

type Node = Awaited<ReturnType<TestGraph["query"]>>["data"][string];

const START_MS = 120_000;
const Exact = Decimal.clone({ precision: 100 });
/** Compared as numbers: how many zeros stand behind says nothing. */
const plain = (value: string | number | Decimal | undefined): string => new Exact(value ?? 0).toFixed();
const idOf = (id: string): string => id.slice(id.lastIndexOf(":") + 1);

/** A Tryton database, and what plain SQL says of it. */
export interface TrytonCompany {
  open(): Promise<TrytonDatabase>;
  /** Rows of a figure by its name. */
  truth(source: TrytonDatabase): Promise<(figure: string) => readonly Row[]>;
}

/** Every figure that plain SQL gives, asked through the graph. */
export function describeTrytonFigures(engine: TestEngine, company: TrytonCompany): void {
  let source: TrytonDatabase;
  let opened: Awaited<ReturnType<TestEngine["open"]>>;
  let graph: TestGraph;
  let rowsOf: (figure: string) => readonly Row[];

  beforeAll(async () => {
    source = await company.open();
    rowsOf = await company.truth(source);
    opened = await engine.open();
    graph = await openGraph(opened);
    await load(opened.database, source.open({ ledger: true }));
  }, START_MS);
  afterAll(async () => {
    await graph?.close();
    await opened?.close();
    await source?.drop();
  }, START_MS);

  async function ask(query: string): Promise<Node> {
    const { data, errors } = await graph.query(query);
    expect(errors).toEqual([]);
    return data;
  }

  it("names every record: nothing is set aside", async () => {
    const { quarantinedRows } = await ask("{ quarantinedRows { totalCount } }");
    expect(quarantinedRows.totalCount).toBe(0);
  });

  it("knows every unit, whatever it is called, those of a dozen by how many they are", async () => {
    const { unitsOfMeasure } = await ask("{ unitsOfMeasure(first: 100) { nodes { erpId: id standardUnit } } }");
    const codes = new Map(
      unitsOfMeasure.nodes.map(({ erpId, standardUnit }: Node) => [idOf(erpId), standardUnit ?? "none"]),
    );
    expect(["1", "2", "9", "20", "33"].map((id) => codes.get(id))).toEqual(["C62", "KGM", "HUR", "MTQ", "DZN"]);
    expect([...codes.values()]).not.toContain("none");
  });

  it("counts what Tryton has, by its states", async () => {
    const counts = new Map(rowsOf("counts").map(({ what, n }) => [what, n]));
    const invoices = await ask(
      "{ erpInvoices { groupBy(by: [kind, status]) { key { kind status } aggregate { count } } } }",
    );
    for (const { key, aggregate } of invoices.erpInvoices.groupBy) {
      const what = `invoice ${key.kind === "CUSTOMER" ? "out" : "in"} ${String(key.status).toLowerCase()}`;
      expect([what, aggregate.count]).toEqual([what, counts.get(what)]);
    }
    const data =
      await ask(`{ salesOrders { totalCount } purchaseOrders { totalCount } items { totalCount } workOrders { totalCount }
      drafts: journalEntries(filter: { status: { eq: DRAFT } }) { totalCount } journalLines { totalCount } }`);
    const sumOf = (what: RegExp): number =>
      [...counts].reduce((sum, [name, n]) => (what.test(String(name)) ? sum + Number(n) : sum), 0);
    expect(
      [data.salesOrders, data.purchaseOrders, data.items, data.workOrders].map(({ totalCount }) => totalCount),
    ).toEqual([/^sale /, /^purchase /, /^product$/, /^production /].map(sumOf));
    expect([data.drafts.totalCount, data.journalLines.totalCount]).toEqual([
      counts.get("move draft"),
      counts.get("move_line"),
    ]);
  });

  it("has a party for every customer and supplier, traded with or not, and keeps a merged one resolvable", async () => {
    const { parties } = await ask("{ parties(first: 1000) { nodes { erpId number active role } } }");
    const known = new Set(parties.nodes.map(({ erpId }: Node) => Number(idOf(erpId))));
    for (const { tryton_party_id: id } of identityPairs())
      if (id !== null) expect([id, known.has(id)]).toEqual([id, true]);
  });

  it("adds up customer invoices by party and currency, rounded half to even as Tryton does", async () => {
    const { erpInvoices } =
      await ask(`{ erpInvoices(filter: { kind: { eq: CUSTOMER }, status: { in: [POSTED, PAID] } }) {
      groupBy(by: [partyId, currency]) { key { partyId currency } aggregate { count
        sum { netAmount { amount } taxAmount { amount } totalAmount { amount } } } } } }`);
    const found = erpInvoices.groupBy.map(({ key, aggregate: { count, sum } }: Node) =>
      [
        idOf(key.partyId),
        key.currency,
        count,
        plain(sum.netAmount[0].amount),
        plain(sum.taxAmount[0]?.amount),
        plain(sum.totalAmount[0].amount),
      ].join(" "),
    );
    const expected = rowsOf("customer_invoices_by_party").map(({ party_id, currency, invoices, net, tax, total }) =>
      [party_id, currency, invoices, plain(net), plain(tax), plain(total)].join(" "),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it("has the stock on hand of every item", async () => {
    const { stockLevels } = await ask(
      "{ stockLevels { groupBy(by: [itemId]) { key { itemId } aggregate { sum { onHand { value } } } } } }",
    );
    const found = stockLevels.groupBy.map(
      ({ key, aggregate }: Node) => `${idOf(key.itemId)} ${plain(aggregate.sum.onHand[0].value)}`,
    );
    expect(found.sort()).toEqual(
      rowsOf("stock_on_hand")
        .map(({ product_id, on_hand }) => `${product_id} ${plain(on_hand)}`)
        .sort(),
    );
  });

  it("has the confirmed sales of every month, by currency", async () => {
    const { salesOrders } =
      await ask(`{ salesOrders(filter: { status: { in: [CONFIRMED, PARTLY_DELIVERED, DELIVERED, CLOSED] } }) {
      groupBy(by: [orderedOnMonth, currency]) { key { orderedOnMonth currency } aggregate { count sum { netAmount { amount } totalAmount { amount } } } } } }`);
    const found = salesOrders.groupBy.map(({ key, aggregate: { count, sum } }: Node) =>
      [
        String(key.orderedOnMonth).slice(0, 7),
        key.currency,
        count,
        plain(sum.netAmount[0].amount),
        plain(sum.totalAmount[0].amount),
      ].join(" "),
    );
    const expected = rowsOf("confirmed_sales_per_month").map(({ month, currency, sales, net, total }) =>
      [month, currency, sales, plain(net), plain(total)].join(" "),
    );
    expect(found.sort()).toEqual(expected.sort());
  });

  it("keeps Tryton's trial balance", async () => {
    const { trialBalance } = await ask(
      `{ trialBalance(to: "2100-12-31") { lines { code debit { amount } credit { amount } closing { amount } } } }`,
    );
    const found = trialBalance.lines.map(
      ({ code, debit, credit }: Node) => `${code} ${plain(debit.amount)} ${plain(credit.amount)}`,
    );
    expect(found.sort()).toEqual(
      rowsOf("trial_balance")
        .map(({ code, debit, credit }) => `${code} ${plain(debit)} ${plain(credit)}`)
        .sort(),
    );
  });

  it.each([
    ["RECEIVABLE", "open_receivables_total", 1],
    ["PAYABLE", "open_payables_total", -1],
  ])("owes and is owed what Tryton's control accounts say: %s", async (accountClass, figure, sign) => {
    const { journalLines } =
      await ask(`{ journalLines(filter: { account: { class: { eq: ${accountClass} } }, entry: { status: { eq: POSTED } } }) {
      aggregate { sum { debit { amount } credit { amount } } } groupBy(by: [partyAccountId]) { key { partyAccountId }
        aggregate { sum { debit { amount } credit { amount } } } } } }`);
    const balance = ({ sum }: Node): Decimal => new Exact(sum.debit[0].amount).minus(sum.credit[0].amount).times(sign);
    expect(plain(balance(journalLines.aggregate))).toBe(plain(rowsOf(figure)[0]?.["open_base"]));
    if (sign < 0) return;
    const found = journalLines.groupBy.flatMap(({ key, aggregate }: Node) =>
      balance(aggregate).isZero()
        ? []
        : `${idOf(key.partyAccountId).replace("customer/", "")} ${plain(balance(aggregate))}`,
    );
    expect(found.sort()).toEqual(
      rowsOf("open_receivables_by_party")
        .map(({ party_id, open_base }) => `${party_id} ${plain(open_base)}`)
        .sort(),
    );
  });

  it("leaves no invoice open that payments settled; one settled against a credit note stays open beside it", async () => {
    const rows = await source.rows(
      `select id from account_invoice where state = 'paid' and type = 'out' and id in (select invoice from "account_invoice-account_move_line")`,
    );
    const { openItems } = await ask("{ openItems(first: 1000) { nodes { id openAmount { amount } } } }");
    const open = new Set(openItems.nodes.map(({ id }: Node) => idOf(id)));
    const stillOpen = rows.filter(({ id }) => open.has(String(id)));
    expect(stillOpen).toEqual([]);
  });
}
