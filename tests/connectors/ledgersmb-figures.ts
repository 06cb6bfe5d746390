import { Decimal } from "decimal.js";
import type { TestEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import type { Figures, LedgersmbDatabase } from "./ledgersmb-database";

type Node = Awaited<ReturnType<TestGraph["query"]>>["data"][string];

const START_MS = 120_000;
const LAST_DAY = "2100-12-31";
const Exact = Decimal.clone({ precision: 200 });
const sum = (values: readonly (string | Decimal)[]): Decimal =>
  values.reduce((total: Decimal, value) => total.plus(value), new Exact(0));
/** Compared as numbers: how many zeros stand behind says nothing. */
const plain = (value: string | Decimal): string => new Exact(value).toFixed();
const cents = (value: string | Decimal): string => new Exact(value).toDecimalPlaces(2).toFixed(2);

/** A LedgerSMB database, and what plain SQL says of it. */
export interface LedgersmbCompany {
  open(): Promise<LedgersmbDatabase>;
  truth(source: LedgersmbDatabase): Promise<Figures>;
  /** What its currencies are rounded to. */
  readonly smallestUnit: string;
}

/** Every figure that plain SQL gives, asked through the graph. */
export function describeLedgersmbFigures(engine: TestEngine, company: LedgersmbCompany): void {
  let source: LedgersmbDatabase;
  let truth: Figures;
  let opened: Awaited<ReturnType<TestEngine["open"]>>;
  let graph: TestGraph;

  beforeAll(async () => {
    source = await company.open();
    truth = await company.truth(source);
    opened = await engine.open();
    graph = await openGraph(opened);
    await source.load(opened.database);
  }, START_MS);
  afterAll(async () => {
    await graph?.close();
    await opened?.close();
    await source?.drop();
  }, START_MS);

  async function ask(query: string, variables: Record<string, unknown> = {}) {
    const { data, errors } = await graph.query(query, variables);
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

  const POSTED = "status: { eq: POSTED }";
  const PAPER =
    "partyAccountId issuedOn currency exchangeRate netAmount { amount } taxAmount { amount } totalAmount { amount } openAmount { amount }";
  const page = (list: string, filter: string, fields: string): string =>
    `query ($after: String) { list: ${list}(first: 500, after: $after, filter: { ${filter} }) { nodes { ${fields} } pageInfo { hasNextPage endCursor } } }`;

  /** What customers were billed, credit notes negative: LedgerSMB keeps both in `ar`. */
  async function billed() {
    const invoices = await all(page("invoices", POSTED, PAPER));
    const credits = await all(page("creditNotes", `${POSTED}, kind: { eq: SALES }`, PAPER));
    return [...invoices.map((node) => ({ node, sign: 1 })), ...credits.map((node) => ({ node, sign: -1 }))];
  }

  /** Sums of the posted ledger on the control accounts of a class, debit less credit, by what `by` names. */
  async function control(accountClass: string, by: string, journal = ""): Promise<ReadonlyMap<string, Decimal>> {
    const { journalLines } =
      await ask(`{ journalLines(filter: { account: { class: { eq: ${accountClass} }, control: { eq: true } },
        entry: { ${POSTED} ${journal} } }) { groupBy(by: [${by}], first: 500) { key { ${by} }
        aggregate { sum { debit { amount } credit { amount } } } } } }`);
    return new Map(
      journalLines.groupBy.map(({ key, aggregate }: Node) => [
        by
          .split(" ")
          .map((field) => key[field])
          .join(" "),
        new Exact(aggregate.sum.debit[0].amount).minus(aggregate.sum.credit[0].amount),
      ]),
    );
  }

  it("names every record: nothing is set aside, nothing hangs in the air", async () => {
    const { quarantinedRows } = await ask("{ quarantinedRows { totalCount } }");
    expect(quarantinedRows.totalCount).toBe(0);
    const counts = Object.fromEntries(truth["counts"]?.rows.map(({ what, n }) => [what, n]) ?? []);
    const data = await ask(`{
      posted: invoices(filter: { ${POSTED} }) { totalCount } credits: creditNotes(filter: { ${POSTED}, kind: { eq: SALES } }) { totalCount }
      drafts: invoices(filter: { status: { eq: DRAFT } }) { totalCount }
      bills(filter: { ${POSTED} }) { totalCount } refunds: creditNotes(filter: { ${POSTED}, kind: { eq: PURCHASE } }) { totalCount }
      ledger: journalEntries(filter: { ${POSTED}, journal: { code: { eq: "GL" } } }) { totalCount }
      accruals: journalEntries(filter: { status: { eq: DRAFT }, journal: { code: { eq: "GL" } } }) { totalCount }
      journalLines { totalCount } payments { totalCount } goods: invoiceLines(filter: { productId: { isNull: false } }) { totalCount }
      customers: partyAccounts(filter: { kind: { eq: CUSTOMER } }) { totalCount }
      suppliers: partyAccounts(filter: { kind: { eq: SUPPLIER } }) { totalCount } }`);
    const of = (name: string): number => data[name].totalCount;
    expect({
      "ar approved=true": of("posted") + of("credits"),
      "ar approved=false": of("drafts"),
      "ap approved=true": of("bills") + of("refunds"),
      "gl approved=true": of("ledger"),
      "gl approved=false": of("accruals"),
      acc_trans: of("journalLines"),
      payment: of("payments"),
      "invoice lines": of("goods"),
      "party class 2": of("customers"),
      "party class 1": of("suppliers"),
    }).toEqual(counts);
  });

  it("knows every unit, however it is written", async () => {
    const { unknown, known } = await ask(
      "{ unknown: products(filter: { unit: { isNull: true } }) { totalCount } known: products { totalCount } }",
    );
    expect([unknown.totalCount, known.totalCount > 0]).toEqual([0, true]);
  });

  it("gives the trial balance to the last of up to 38 decimals", async () => {
    const { trialBalance } = await ask(`{ trialBalance(to: "${LAST_DAY}") {
      lines { code name debit { amount } credit { amount } closing { amount } } balanced closing { amount } } }`);
    const lines = trialBalance.lines.map(({ code, name, debit, credit, closing }: Node) => ({
      accno: code,
      description: name,
      debit: plain(debit.amount),
      credit: plain(credit.amount),
      balance: plain(closing.amount),
    }));
    const expected = truth["trial_balance"]?.rows.map(({ accno, description, debit, credit, balance }) => ({
      accno,
      description,
      debit: plain(String(debit)),
      credit: plain(String(credit)),
      balance: plain(String(balance)),
    }));
    expect(lines).toEqual(expected);
    expect([trialBalance.balanced, plain(trialBalance.closing.amount)]).toEqual([true, "0"]);
  });

  it("gives what each customer was billed, by currency, in the base currency", async () => {
    const nets = new Map<string, { count: number; net: Decimal }>();
    for (const { node, sign } of await billed()) {
      const key = `${node.partyAccountId} ${node.currency}`;
      const { count, net } = nets.get(key) ?? { count: 0, net: new Exact(0) };
      nets.set(key, {
        count: count + 1,
        net: net.plus(new Exact(node.netAmount.amount).times(node.exchangeRate).times(sign)),
      });
    }
    const totals = await control(
      "RECEIVABLE",
      "partyAccountId transactionCurrency",
      ", journal: { kind: { eq: SALES } }",
    );
    const rows = truth["customer_invoices_by_party"]?.rows ?? [];
    expect(rows.length).toBe(nets.size);
    for (const { party_id, currency, invoices, net_base, total_base, total_base_2 } of rows) {
      const key = `ledgersmb:party:${party_id} ${currency}`;
      const total = totals.get(key) ?? new Exact(0);
      expect({ key, count: nets.get(key)?.count, net: plain(nets.get(key)?.net ?? "0") }).toEqual({
        key,
        count: invoices,
        net: plain(String(net_base)),
      });
      expect({ key, total: plain(total), rounded: cents(total) }).toEqual({
        key,
        total: plain(String(total_base)),
        rounded: total_base_2,
      });
    }
  });

  it("gives the invoices of each month", async () => {
    const months = new Map<string, { count: number; net: Decimal }>();
    for (const { node, sign } of await billed()) {
      const { count, net } = months.get(node.issuedOn.slice(0, 7)) ?? { count: 0, net: new Exact(0) };
      const more = new Exact(node.netAmount.amount).times(node.exchangeRate).times(sign);
      months.set(node.issuedOn.slice(0, 7), { count: count + 1, net: net.plus(more) });
    }
    const found = [...months]
      .sort()
      .map(([month, { count, net }]) => ({ month, invoices: count, net_base: plain(net) }));
    expect(found).toEqual(
      truth["invoices_per_month"]?.rows.map((row) => ({ ...row, net_base: plain(String(row["net_base"])) })),
    );
  });

  it("gives what is open: by customer, and in all, on both sides", async () => {
    const receivable = await control("RECEIVABLE", "partyAccountId");
    const open = [...receivable]
      .filter(([, amount]) => cents(amount) !== "0.00")
      .map(([party, amount]) => [party, cents(amount)]);
    const expected = truth["open_receivables_by_party"]?.rows.map(({ party_id, open_base }) => [
      `ledgersmb:party:${party_id}`,
      open_base,
    ]);
    expect(new Map(open as [string, string][])).toEqual(new Map(expected as [string, string][]));
    expect(plain(sum([...receivable.values()]))).toBe(
      plain(String(truth["open_receivables_total"]?.rows[0]?.["open_base"])),
    );
    const payable = await control("PAYABLE", "partyAccountId");
    expect(plain(sum([...payable.values()]).negated())).toBe(
      plain(String(truth["open_payables_total"]?.rows[0]?.["open_base"])),
    );
  });

  it("leaves open on each document, at its booked rate, what its control account shows", async () => {
    const open = (await billed()).map(({ node, sign }) =>
      new Exact(node.openAmount.amount).times(node.exchangeRate).times(sign),
    );
    // The source rounds tax twice, in the document's currency and in the base currency: up to a cent a foreign document.
    const { companies } = await ask("{ companies { nodes { currency } } }");
    const foreign = (await billed()).filter(({ node }) => node.currency !== companies.nodes[0].currency).length;
    const difference = sum(open).minus(String(truth["open_receivables_total"]?.rows[0]?.["open_base"])).abs();
    expect(difference.lessThan(new Exact(company.smallestUnit).times(foreign))).toBe(true);
  });

  it("makes statements that add up", async () => {
    const { newest } = await ask(
      "{ newest: journalEntries(first: 1, orderBy: [{ field: postedOn, direction: DESC }]) { nodes { postedOn } } }",
    );
    const day = newest.nodes[0].postedOn;
    const { balanceSheet, incomeStatement, agedReceivables } = await ask(`{
      balanceSheet(on: "${day}") { balanced assets { class } liabilities { class } }
      incomeStatement(from: "1900-01-01", to: "${day}") { sections { class } grossProfit { amount } netProfit { amount } }
      agedReceivables(on: "${day}") { lineCount documents total { amount currency } } }`);
    expect(balanceSheet.balanced).toBe(true);
    expect(balanceSheet.assets.map(({ class: one }: Node) => one)).toEqual(
      expect.arrayContaining(["CASH", "RECEIVABLE"]),
    );
    expect(balanceSheet.liabilities.map(({ class: one }: Node) => one)).toEqual(
      expect.arrayContaining(["PAYABLE", "TAX"]),
    );
    expect(incomeStatement.sections.map(({ class: one }: Node) => one)).toEqual(
      expect.arrayContaining(["SALES", "COST_OF_SALES"]),
    );
    expect(Number(agedReceivables.documents)).toBeGreaterThan(0);
  });
}
