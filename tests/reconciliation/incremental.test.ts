import fc from "fast-check";
import { Company as ErpCompany } from "../../schema/erp/company";
import { ErpInvoice } from "../../schema/erp/erp-invoice";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { SalesOrderLine } from "../../schema/erp/sales-order-line";
import { Shipment } from "../../schema/erp/shipment";
import { ShipmentLine } from "../../schema/erp/shipment-line";
import { Invoice } from "../../schema/finance/invoice";
import { PartyAccount } from "../../schema/finance/party-account";
import { Payment } from "../../schema/finance/payment";
import type { UnifiedRow } from "../../schema/model/source-event";
import type { Database, Row } from "../../store/database";
import { raw } from "../../store/sql";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { load, migrateAll, row } from "../build";
import { openEmbedded } from "../embedded";

const PARTIES = 3;

/** One thing that clerks do: to one of a few documents of one of a few parties. */
interface Deed {
  readonly kind: "order" | "shipment" | "erpInvoice" | "invoice" | "payment";
  readonly number: number;
  readonly party: number;
  readonly amount: number;
  readonly day: number;
}

const deed: fc.Arbitrary<Deed> = fc.record({
  kind: fc.constantFrom("order", "shipment", "erpInvoice", "invoice", "payment"),
  number: fc.integer({ min: 1, max: 4 }),
  party: fc.integer({ min: 1, max: PARTIES }),
  amount: fc.integer({ min: 1, max: 3 }),
  day: fc.integer({ min: 1, max: 28 }),
});

const day = (of: number): string => `2026-03-${String(of).padStart(2, "0")}`;

function erpRows({ kind, number, party, amount, day: on }: Deed): readonly UnifiedRow[] {
  const net = String(amount * 100);
  if (kind === "order")
    return [
      row(SalesOrder, {
        id: `o${number}`,
        number: `SO-${number}`,
        customer_id: `e${party}`,
        ordered_on: day(on),
        status: "CONFIRMED",
        net_amount: net,
        currency: "CNY",
      }),
      row(SalesOrderLine, {
        id: `ol${number}`,
        order_id: `o${number}`,
        quantity: String(amount),
        unit: "C62",
        net_amount: net,
        currency: "CNY",
      }),
    ];
  if (kind === "shipment")
    return [
      row(Shipment, {
        id: `s${number}`,
        number: `DN-${number}`,
        order_id: `o${number}`,
        customer_id: `e${party}`,
        shipped_on: day(on),
        status: "DONE",
      }),
      row(ShipmentLine, {
        id: `sl${number}`,
        shipment_id: `s${number}`,
        order_line_id: `ol${number}`,
        quantity: String(amount),
        unit: "C62",
      }),
    ];
  if (kind === "erpInvoice")
    return [
      row(ErpInvoice, {
        id: `ei${number}`,
        number: `${number}`,
        kind: "CUSTOMER",
        party_id: `e${party}`,
        issued_on: day(on),
        status: "POSTED",
        net_amount: net,
        total_amount: net,
        currency: "CNY",
      }),
    ];
  return [];
}

function financeRows({ kind, number, party, amount, day: on }: Deed): readonly UnifiedRow[] {
  const net = String(amount * 100);
  if (kind === "invoice")
    return [
      row(Invoice, {
        id: `i${number}`,
        number: `INV-${number}`,
        party_account_id: `f${party}`,
        issued_on: day(on),
        status: "POSTED",
        net_amount: net,
        total_amount: net,
        currency: "CNY",
      }),
    ];
  if (kind === "payment")
    return [
      row(Payment, {
        id: `p${number}`,
        number: `PAY-${number}`,
        party_account_id: `f${party}`,
        paid_on: day(on),
        direction: "INBOUND",
        amount: net,
        currency: "CNY",
      }),
    ];
  return [];
}

/** The last word on each document: one batch tells each once. */
const lastOf = (rows: readonly UnifiedRow[]): readonly UnifiedRow[] => [
  ...new Map(rows.map((one) => [`${one.entity.name} ${one.values["id"]}`, one])).values(),
];

describe("a run over changes", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openEmbedded();
    await migrateAll(database);
    const numbers = Array.from({ length: PARTIES }, (_, at) => at + 1);
    await load(database, "erp", [
      row(ErpCompany, { erp_id: "ec1" }),
      ...numbers.map((at) => row(Party, { erp_id: `e${at}`, role: "CUSTOMER", shared_number: `1000${at}` })),
    ]);
    // The last party is unknown to finance under any number.
    await load(
      database,
      "finance",
      numbers.map((at) =>
        row(PartyAccount, { id: `f${at}`, kind: "CUSTOMER", shared_number: at === PARTIES ? null : `1000${at}` }),
      ),
    );
  });
  afterAll(() => database.close());

  const snapshot = (): Promise<readonly Row[]> =>
    database.query(
      raw(`select 'd' as what, id, cause, amount::text, state from mapping.discrepancy where present
      union all select 'l', from_id || '>' || to_id, reason, confidence::text, status from mapping.evidence_link
      union all select 'c', source_id, cluster, recheck_on::text, fingerprint from mapping.reconciled_document order by 1, 2`),
    );

  const databases = () => ({ finance: database, erp: database, mapping: database });
  const april = (of: number): string => `2026-04-${String(of).padStart(2, "0")}`;
  const batch = fc.record({
    deeds: fc.array(deed, { minLength: 1, maxLength: 5 }),
    asOf: fc.integer({ min: 1, max: 30 }),
  });

  it("ends where a full run ends, whatever was changed in between and however days pass", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(batch, { minLength: 1, maxLength: 4 }), fc.boolean(), async (batches, mayGoBack) => {
        const days = batches.map(({ asOf }) => asOf);
        if (!mayGoBack) days.sort((one, other) => one - other);
        for (const [at, { deeds }] of batches.entries()) {
          await load(database, "erp", lastOf(deeds.flatMap(erpRows)));
          await load(database, "finance", lastOf(deeds.flatMap(financeRows)));
          await reconcile(databases(), { asOf: april(days[at] ?? 1) });
        }
        const byChanges = await snapshot();
        await reconcile(databases(), { asOf: april(days.at(-1) ?? 1), full: true });
        expect(await snapshot()).toEqual(byChanges);
      }),
      { numRuns: 15 },
    );
  });

  it("looks at changes alone as days pass, and at everything when asked to judge by an earlier day", async () => {
    await reconcile(databases(), { asOf: "2026-05-20", full: true });
    expect(await reconcile(databases(), { asOf: "2026-05-21" })).toMatchObject({ mode: "INCREMENTAL", documents: 0 });
    expect((await reconcile(databases(), { asOf: "2026-05-20" })).mode).toBe("FULL");
  });
});
