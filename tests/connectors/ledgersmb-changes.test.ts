import { Decimal } from "decimal.js";
import { describeOnServer, type TestEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { absence, expectEqualToFirstRead, LedgersmbDatabase } from "./ledgersmb-database";

type Node = Awaited<ReturnType<TestGraph["query"]>>["data"][string];

const START_MS = 120_000;

function changes(engine: TestEngine): void {
  let template: LedgersmbDatabase;
  let source: LedgersmbDatabase;
  let opened: Awaited<ReturnType<TestEngine["open"]>>;
  let graph: TestGraph;

  beforeAll(async () => {
    template = await LedgersmbDatabase.restored();
    source = await template.copy();
    opened = await engine.open();
    graph = await openGraph(opened);
    await source.load(opened.database);
  }, START_MS);
  afterAll(async () => {
    await graph?.close();
    await opened?.close();
    await source?.drop();
    await template?.drop();
  }, START_MS);
  /** An increment, and the law that every increment keeps. */
  async function follow(): Promise<void> {
    await source.load(opened.database);
    await expectEqualToFirstRead(source, opened.database);
  }

  async function ask(query: string, variables: Record<string, unknown> = {}) {
    const { data, errors } = await graph.query(query, variables);
    expect(errors).toEqual([]);
    return data;
  }

  async function one(statement: string): Promise<Record<string, string>> {
    const [row] = await source.run(statement);
    if (!row) throw new Error(`nothing found by: ${statement}`);
    return row;
  }

  const openInvoice = (base: boolean): string => `
    select ar.id, ar.entity_credit_account as party, trim(ar.curr) as currency, eca.cash_account_id as cash, a.accno as cash_code,
      c.accno as control_code, -sum(ac.amount) as open
    from ar join acc_trans ac on ac.trans_id = ar.id join account_link l on l.account_id = ac.chart_id and l.description = 'AR'
    join entity_credit_account eca on eca.id = ar.entity_credit_account
    join account a on a.id = eca.cash_account_id join account c on c.id = eca.ar_ap_account_id
    where ar.approved and ar.amount > 0 and ar.curr ${base ? "=" : "<>"} (select split_part(value, ':', 1) from defaults where setting_key = 'curr')
    group by ar.id, ar.entity_credit_account, ar.curr, eca.cash_account_id, a.accno, c.accno having count(*) <= 2 and -sum(ac.amount) > 1 order by ar.id limit 1`;

  const invoice = async (id: string) =>
    (await ask(`{ invoice(id: "ledgersmb:invoice:${id}") { status totalAmount { amount } openAmount { amount } } }`))[
      "invoice"
    ];
  const openOf = async (id: string): Promise<string> => new Decimal((await invoice(id)).openAmount.amount).toFixed();

  it(
    "sees a new customer with its address, entered through LedgerSMB's functions",
    async () => {
      const [{ id } = { id: "" }] = await source.run(
        `create temporary table made on commit drop as
        select * from company__save(null, 2, 'Nordlicht Optik GmbH', 'DE 811 569 869', null, null, (select id from country where short_name = 'DE'), null, null)`,
        `select eca__save(null, 2, (select entity_id from made), null, 0, false, 5000, 0, 14, null, null, 'en', null, 'EUR', current_date, null, 0,
        (select account_id from account_link where description = 'AR' limit 1), null, null, null, null) as id`,
      );
      await source.run(
        `select eca__location_save(${id}, null, 1, 'Hafen 1', null, null, 'Kiel', null, '24103', (select id from country where short_name = 'DE'), null)`,
      );
      await follow();
      const { partyAccount, paymentTerms } = await ask(
        `query ($id: ID!) { partyAccount(id: $id) { name kind taxId city postalCode country currency controlAccount { class } }
        paymentTerms(filter: { netDays: { eq: 14 } }) { totalCount } }`,
        { id: `ledgersmb:party:${id}` },
      );
      expect(partyAccount).toEqual({
        name: "Nordlicht Optik GmbH",
        kind: "CUSTOMER",
        taxId: "DE 811 569 869",
        city: "Kiel",
        postalCode: "24103",
        country: "DE",
        currency: "EUR",
        controlAccount: { class: "RECEIVABLE" },
      });
      expect(paymentTerms.totalCount).toBe(1);
    },
    START_MS,
  );

  it(
    "counts a draft in the reports from its approval on",
    async () => {
      const { id, amount } = await one(
        "select id, amount from ar where not approved and curr = (select split_part(value, ':', 1) from defaults where setting_key = 'curr') order by id limit 1",
      );
      const receivable = async () => {
        const { trialBalance } = await ask(`{ trialBalance(to: "2100-01-01") { lines { class closing { amount } } } }`);
        return trialBalance.lines.find((line: { class: string }) => line.class === "RECEIVABLE").closing.amount;
      };
      const before = await receivable();
      expect((await invoice(id ?? "")).status).toBe("DRAFT");
      await source.run(`select draft_approve(${id})`);
      await follow();
      expect((await invoice(id ?? "")).status).toBe("POSTED");
      expect(new Decimal(await receivable()).minus(before).toFixed()).toBe(new Decimal(amount ?? "").toFixed());
    },
    START_MS,
  );

  it(
    "settles an invoice by a payment, and opens it again when the payment is reversed",
    async () => {
      const { id, party, currency, cash, cash_code, open } = await one(openInvoice(true));
      await source.run(`select payment_post('2026-11-20', 2, ${party}, '${currency}', null, null, array[${cash}], array[${open}]::numeric[], array[true],
      array['WIRE-1'], array[null]::text[], array[${id}], null, null, null, null, null, null, true)`);
      await source.load(opened.database);
      expect(await openOf(id ?? "")).toBe("0");
      const { payments } =
        await ask(`{ payments(filter: { reference: { eq: "WIRE-1" } }) { nodes { direction amount { amount } paidOn
      account { class } journalEntry { journal { kind } lines { aggregate { sum { debit { amount } credit { amount } } } } } } } }`);
      expect(payments.nodes).toHaveLength(1);
      expect(payments.nodes[0]).toMatchObject({
        direction: "INBOUND",
        paidOn: "2026-11-20",
        account: { class: "CASH" },
        journalEntry: { journal: { kind: "CASH" } },
      });
      expect(new Decimal(payments.nodes[0].amount.amount).toFixed()).toBe(new Decimal(open ?? "").toFixed());

      await source.run(
        `select payment__reverse('WIRE-1', '2026-11-20', ${party}, '${cash_code}', '2026-11-21', 2, null, null, 1, '${currency}')`,
      );
      await follow();
      expect(await openOf(id ?? "")).toBe(new Decimal(open ?? "").toFixed());
      const { payments: both } = await ask(
        `{ payments(filter: { reference: { eq: "WIRE-1" } }) { groupBy(by: [direction]) { key { direction } } totalCount } }`,
      );
      expect(both.groupBy.map(({ key }: { key: { direction: string } }) => key.direction).sort()).toEqual([
        "INBOUND",
        "OUTBOUND",
      ]);
    },
    START_MS,
  );

  it(
    "counts payments of a batch from its approval on, and forgets a voucher that was deleted",
    async () => {
      const { id, party, currency, cash_code, control_code, open } = await one(openInvoice(true));
      const { batch } = await one("select batch_create('R-1', 'receipts', 'receipt', '2026-11-22') as batch");
      const post = (
        into: string | undefined,
        mark: string,
      ): string => `select payment_bulk_post(array[array[${id}, ${open}]]::numeric[], ${into}, '${mark}', ${open},
      '${control_code}', '${cash_code}', '2026-11-22', 2, 1, '${currency}')`;
      await source.run(post(batch, "BULK-1"));
      await source.load(opened.database);
      const bulk = async () =>
        (await ask(`{ payments(filter: { reference: { eq: "BULK-1" } }) { nodes { party: partyAccountId } } }`))[
          "payments"
        ].nodes;
      expect([await openOf(id ?? ""), await bulk()]).toEqual([new Decimal(open ?? "").toFixed(), []]);
      await source.run(`select batch_post(${batch})`);
      await source.load(opened.database);
      expect([await openOf(id ?? ""), await bulk()]).toEqual(["0", [{ party: `ledgersmb:party:${party}` }]]);

      const entries = async () =>
        (
          await ask(
            "{ journalEntries(filter: { status: { eq: DRAFT }, journal: { kind: { eq: CASH } } }) { totalCount } }",
          )
        )["journalEntries"].totalCount;
      const { batch: second } = await one("select batch_create('R-2', 'receipts', 'receipt', '2026-11-22') as batch");
      await source.run(post(second, "BULK-2"));
      await source.load(opened.database);
      expect(await entries()).toBe(1);
      await source.run(`select voucher__delete(id) from voucher where batch_id = ${second}`);
      await follow();
      expect(await entries()).toBe(0);
    },
    START_MS,
  );

  it(
    "settles a foreign invoice in its own currency, however the payment was entered",
    async () => {
      const { id, currency, cash_code, control_code, open } = await one(openInvoice(false));
      const { rate } = await one(
        `select e.buy as rate from ar join exchangerate e using (curr, transdate) where ar.id = ${id}`,
      );
      const { batch } = await one("select batch_create('R-3', 'receipts', 'receipt', '2026-11-23') as batch");
      const later = new Decimal(rate ?? "").times("1.1").toFixed(8);
      await source.run(
        `select payment_bulk_post(array[array[${id}, ${open}]]::numeric[], ${batch}, 'BULK-F', ${open}, '${control_code}', '${cash_code}', '2026-11-23', 2, ${later}, '${currency}')`,
        `select batch_post(${batch})`,
      );
      await follow();
      const { totalAmount } = await invoice(id ?? "");
      const { payments } = await ask(
        `{ payments(filter: { reference: { eq: "BULK-F" } }) { nodes { amount { amount currency } exchangeRate } } }`,
      );
      expect(await openOf(id ?? "")).toBe("0");
      expect(payments.nodes).toEqual([
        {
          amount: { amount: new Decimal(totalAmount.amount).toFixed(2), currency },
          exchangeRate: new Decimal(later).toFixed(),
        },
      ]);
    },
    START_MS,
  );

  it(
    "forgets a deleted draft with its lines",
    async () => {
      const { id } = await one("select id from gl where not approved limit 1");
      const found = async () =>
        ask(
          `query ($id: ID!) { journalEntry(id: $id) { id } journalLines(filter: { entryId: { eq: $id } }) { totalCount } }`,
          { id: `ledgersmb:journal_entry:${id}` },
        );
      expect((await found())["journalLines"].totalCount).toBe(2);
      await source.run(`select draft_delete(${id})`);
      await follow();
      expect(await found()).toEqual({ journalEntry: null, journalLines: { totalCount: 0 } });
    },
    START_MS,
  );

  it(
    "sees a new account, a closed month, another rate and the company's new name",
    async () => {
      await source.run(
        "select account__save(null, '5999', 'Courier 快递', 'E', null, (select heading from account where category = 'E' order by accno desc limit 1), false, false, array['AP_amount'], false, false)",
      );
      await source.run("select eoy_create_checkpoint('2026-01-31')");
      await source.run("select payments_set_exchangerate(2, 1.25, 'GBP', '2026-11-24')");
      await source.run("select setting__set('company_name', 'Meridian Renamed')");
      await follow();
      const { accounts, fiscalPeriods, exchangeRates, companies } = await ask(`{
      accounts(filter: { code: { eq: "5999" } }) { nodes { name type normalSide parent { postable } } }
      fiscalPeriods(filter: { status: { eq: CLOSED } }) { nodes { code } }
      exchangeRates(filter: { validOn: { eq: "2026-11-24" } }) { nodes { fromCurrency rate } }
      companies { nodes { name } } }`);
      expect(accounts.nodes).toEqual([
        { name: "Courier 快递", type: "EXPENSE", normalSide: "DEBIT", parent: { postable: false } },
      ]);
      expect(fiscalPeriods.nodes).toEqual([{ code: "2026-01" }]);
      expect(exchangeRates.nodes).toEqual([{ fromCurrency: "GBP", rate: "1.25" }]);
      expect(companies.nodes).toEqual([{ name: "Meridian Renamed" }]);
    },
    START_MS,
  );

  it(
    "keeps an entry that does not balance, and the trial balance tells it",
    async () => {
      await source.run(
        "insert into gl (reference, description, transdate, approved) values ('ODD', 'one-sided', '2026-11-24', true)",
        "insert into acc_trans (trans_id, chart_id, amount, transdate) select currval('id'), (select id from account where category = 'E' order by id limit 1), -12.34, '2026-11-24'",
      );
      await follow();
      const { trialBalance, journalEntries } =
        await ask(`{ trialBalance(to: "2100-01-01") { balanced difference { amount } }
      journalEntries(filter: { number: { eq: "ODD" } }) { nodes { status lines { totalCount } } } }`);
      expect(journalEntries.nodes).toEqual([{ status: "POSTED", lines: { totalCount: 1 } }]);
      expect([trialBalance.balanced, new Decimal(trialBalance.difference.amount).toFixed()]).toEqual([false, "12.34"]);
    },
    START_MS,
  );

  it(
    "reads goods, returns, cash sales and other base currencies by LedgerSMB's rules, not by this company's habits",
    async () => {
      const paper = (
        table: "ar" | "ap",
        number: string,
        currency: string,
        amount: number,
        net: number,
        goods: boolean,
      ): string =>
        `insert into ${table} (invnumber, transdate, duedate, curr, amount, netamount, approved, invoice, is_return, entity_credit_account)
        select '${number}', '2026-11-24', '2026-12-24', '${currency}', ${amount}, ${net}, true, ${goods}, ${amount < 0},
          min(id) from entity_credit_account where entity_class = ${table === "ar" ? 2 : 1}`;
      const goods = (quantity: number, price: number, unitPrice: number): string =>
        `insert into invoice (trans_id, parts_id, description, qty, sellprice, fxsellprice, discount, unit, allocated)
        select currval('id'), min(id), 'thing', ${quantity}, ${price}, ${unitPrice}, 0, 'EA', 0 from parts where inventory_accno_id is not null`;
      const rows = (...given: readonly (readonly [account: string, amount: number, ofGoods?: true])[]): string =>
        given
          .map(
            ([account, amount, ofGoods]) => `insert into acc_trans (trans_id, chart_id, amount, transdate, invoice_id)
        select currval('id'), (${account}), ${amount}, '2026-11-24', ${ofGoods ? "currval('invoice_id_seq')" : "null"}`,
          )
          .join(";");
      const linked = (link: string): string => `select min(account_id) from account_link where description = '${link}'`;
      const ofStock = (column: string): string =>
        `select ${column} from parts where inventory_accno_id is not null order by id limit 1`;
      await source.run(
        "select setting__set('curr', 'EUR:USD')",
        `insert into exchangerate (curr, transdate, buy, sell) select 'USD', transdate, 0.5, 0.4 from
        (select transdate from ar union select transdate from ap union select '2026-11-24') days`,
        paper("ar", "CASH", "EUR", 108, 100, false),
        rows(
          [linked("AR_amount"), 100],
          [linked("AR_tax"), 8],
          [linked("AR"), -108],
          [linked("AR_paid"), -108],
          [linked("AR"), 108],
        ),
        paper("ar", "GOODS", "USD", 54, 50, true),
        goods(4, 12.5, 25),
        rows([linked("AR_amount"), 50, true], [linked("AR_tax"), 4], [linked("AR"), -54]),
        rows([ofStock("expense_accno_id"), -20, true], [ofStock("inventory_accno_id"), 20, true]),
        paper("ar", "RETURN", "EUR", -25, -25, true),
        goods(-1, 25, 25),
        rows([linked("AR_amount"), -25, true], [linked("AR"), 25]),
        paper("ap", "BOUGHT", "EUR", 30, 30, true),
        goods(-3, 10, 10),
        rows([ofStock("inventory_accno_id"), -30, true], [linked("AP"), 30]),
      );
      await follow();
      const PAPER = `nodes { currency netAmount { amount } totalAmount { amount } openAmount { amount } exchangeRate
      lines { nodes { quantity { value unit } unitPrice { amount } netAmount { amount } } } }`;
      const found =
        await ask(`{ cash: invoices(filter: { number: { eq: "CASH" } }) { ${PAPER} } goods: invoices(filter: { number: { eq: "GOODS" } }) { ${PAPER} }
      returned: creditNotes(filter: { number: { eq: "RETURN" } }) { ${PAPER} } bought: bills(filter: { number: { eq: "BOUGHT" } }) { ${PAPER} }
      payments(filter: { number: { eq: "CASH" } }) { nodes { direction amount { amount currency } } } companies { nodes { currency } } }`);
      const figures = (name: string): readonly unknown[] =>
        found[name].nodes.map(({ currency, netAmount, totalAmount, openAmount, exchangeRate, lines }: Node) => [
          currency,
          ...[netAmount.amount, totalAmount.amount, openAmount.amount, exchangeRate].map(Number),
          lines.nodes.map(({ quantity, unitPrice, netAmount: net }: Node) => [
            quantity && `${Number(quantity.value)} ${quantity.unit}`,
            unitPrice && Number(unitPrice.amount),
            Number(net.amount),
          ]),
        ]);
      expect(found["companies"].nodes).toEqual([{ currency: "EUR" }]);
      expect(figures("cash")).toEqual([["EUR", 100, 108, 0, 1, [[null, null, 100]]]]);
      expect(figures("goods")).toEqual([["USD", 100, 108, 108, 0.5, [["4 C62", 25, 100]]]]);
      expect(figures("returned")).toEqual([["EUR", 25, 25, 25, 1, [["1 C62", 25, 25]]]]);
      expect(figures("bought")).toEqual([["EUR", 30, 30, 30, 1, [["3 C62", 10, 30]]]]);
      expect(found["payments"].nodes).toEqual([{ direction: "INBOUND", amount: { amount: "108", currency: "EUR" } }]);
    },
    START_MS,
  );

  it("finds nothing to do when nothing changed", async () => {
    const summary = await source.load(opened.database);
    expect(summary.entities).toEqual([]);
  });
}

if (absence) it.skip(absence, () => undefined);
else describeOnServer("LedgerSMB changed by its own functions, read by increments", changes);
