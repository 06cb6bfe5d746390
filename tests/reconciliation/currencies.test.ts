import Decimal from "decimal.js";
import fc from "fast-check";
import { Company as ErpCompany } from "../../schema/erp/company";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { SalesOrderLine } from "../../schema/erp/sales-order-line";
import { Company } from "../../schema/finance/company";
import { ExchangeRate } from "../../schema/finance/exchange-rate";
import { Invoice } from "../../schema/finance/invoice";
import { InvoiceLine } from "../../schema/finance/invoice-line";
import { PartyAccount } from "../../schema/finance/party-account";
import type { UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { load, row } from "../build";
import { openEmbedded } from "../embedded";
import { openGraph, type TestGraph } from "../graph";
import { expectBothLanguages } from "./both-languages";

/** Wide enough that every amount times every rate below is exact. */
const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP });
const ON = "2026-03-10";

const rate = (from: string, value: string, validOn: string): UnifiedRow =>
  row(ExchangeRate, {
    id: `${from}-${validOn}`,
    from_currency: from,
    to_currency: "CNY",
    valid_on: validOn,
    kind: "CLOSING",
    rate: value,
  });

function order(number: string, net: string): readonly UnifiedRow[] {
  return [
    row(SalesOrder, {
      id: `o${number}`,
      number,
      company_id: "ec",
      customer_id: "e1",
      ordered_on: "2026-03-01",
      status: "CONFIRMED",
      net_amount: net,
      currency: "EUR",
    }),
    row(SalesOrderLine, {
      id: `ol${number}`,
      order_id: `o${number}`,
      line_number: "1",
      quantity: "7",
      unit: "C62",
      net_amount: net,
      currency: "EUR",
    }),
  ];
}

function invoice(number: string, net: string): readonly UnifiedRow[] {
  return [
    row(Invoice, {
      id: `i${number}`,
      number: `INV-${number}`,
      company_id: "fc",
      party_account_id: "f1",
      order_number: number,
      issued_on: ON,
      status: "POSTED",
      net_amount: net,
      total_amount: net,
      currency: "USD",
    }),
    row(InvoiceLine, {
      id: `il${number}`,
      invoice_id: `i${number}`,
      line_number: "1",
      order_number: number,
      order_line_number: "1",
      quantity: "7",
      unit: "C62",
      net_amount: net,
      currency: "USD",
    }),
  ];
}

describe("an order in EUR that is invoiced in USD by a company with books in CNY", () => {
  let database: Database;
  let graph: TestGraph;
  const run = () => reconcile({ finance: database, erp: database, mapping: database }, { asOf: "2026-04-30" });
  const findings = async () => {
    const { data, errors } = await graph.query(
      `{ discrepancies(filter: { rule: { eq: ORDER_AGAINST_INVOICE }, state: { eq: OPEN } }) {
        nodes { cause amount { amount currency } salesOrder { number } invoice { number } } } }`,
    );
    expect(errors).toEqual([]);
    return data["discrepancies"].nodes;
  };
  beforeAll(async () => {
    database = await openEmbedded();
    graph = await openGraph({ database });
    await load(database, "erp", [
      row(ErpCompany, { erp_id: "ec", erp_number: "G1" }),
      row(Party, { erp_id: "e1", role: "CUSTOMER", shared_number: "10001" }),
    ]);
    await load(database, "finance", [
      row(Company, { finance_id: "fc", shared_number: "G1", currency: "CNY" }),
      row(PartyAccount, { id: "f1", kind: "CUSTOMER", shared_number: "10001" }),
    ]);
  });
  afterAll(async () => {
    await graph.close();
    await database.close();
  });

  const amount = fc.integer({ min: 100, max: 90_000_000 }).map((cents) => new Exact(cents).div(100).toFixed(2));
  const price = fc.integer({ min: 10_000, max: 990_000 }).map((units) => new Exact(units).div(100_000).toFixed(5));

  it("is no discrepancy when both are the same in CNY at the day's rates but for rounding, and one beyond, by the exact amount", async () => {
    let round = 0;
    // Half of them within a few cents, where rounding decides.
    const cents = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -400, max: 400 }));
    await fc.assert(
      fc.asyncProperty(amount, price, price, cents, async (net, eur, usd, more) => {
        round += 1;
        const number = `SO-${round}`;
        const same = new Exact(net).times(eur).div(usd).toDecimalPlaces(2);
        const billed = same.plus(new Exact(more).div(100));
        fc.pre(billed.isPositive());
        // The rates of an earlier day must not be taken.
        await load(database, "finance", [rate("EUR", eur, ON), rate("USD", usd, ON), rate("USD", "99", "2026-03-09")]);
        await load(database, "erp", order(number, net));
        await load(database, "finance", invoice(number, billed.toFixed(2)));
        await run();
        const off = billed.times(usd).minus(new Exact(net).times(eur));
        const slack = new Exact("0.01").times(usd).plus(new Exact("0.01").times(eur));
        const found = (await findings()).filter(
          ({ salesOrder }: { salesOrder: { number: string } }) => salesOrder.number === number,
        );
        if (off.abs().lessThanOrEqualTo(slack)) expect(found).toEqual([]);
        else
          expect(found).toMatchObject([
            { amount: { currency: "CNY" }, invoice: { number: `INV-${number}` }, cause: expect.stringContaining(ON) },
          ]);
        for (const one of found)
          expect(new Exact(one.amount.amount).equals(off.toDecimalPlaces(2, Decimal.ROUND_HALF_UP))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });

  it("is judged again when a rate of its day changes, and told when there is none", async () => {
    await load(database, "finance", [rate("EUR", "8", ON), rate("USD", "7", ON)]);
    await load(database, "erp", order("SO-AGAIN", "700"));
    await load(database, "finance", invoice("SO-AGAIN", "800"));
    await run();
    const again = async () =>
      (await findings()).filter(
        ({ salesOrder }: { salesOrder: { number: string } }) => salesOrder.number === "SO-AGAIN",
      );
    expect(await again()).toEqual([]);
    await load(database, "finance", [rate("USD", "7.5", ON)]);
    expect(await run()).toMatchObject({ mode: "INCREMENTAL" });
    expect(await again()).toMatchObject([{ amount: { amount: "400", currency: "CNY" } }]);
    expect(await run()).toMatchObject({ documents: 0 });
    const early = { issued_on: "2020-01-01" };
    await load(
      database,
      "finance",
      invoice("SO-AGAIN", "800").map((one) =>
        one.entity.name === "Invoice" ? { ...one, values: { ...one.values, ...early } } : one,
      ),
    );
    await run();
    expect(await again()).toMatchObject([
      { amount: { amount: "800", currency: "USD" }, cause: expect.stringContaining("no exchange rate") },
    ]);
    await expectBothLanguages(database);
  });
});
