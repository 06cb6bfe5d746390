import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { describeOnServer } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { absence, type InvoiceTruth, linkParties, loadRealPair, readTruth } from "./real-pair";

if (absence) console.log(absence);

/** The number at the end of a source id. */
const numberIn = (id: unknown): number => Number(String(id).split(":").at(-1));

interface Found {
  readonly rule: string;
  readonly cause: string;
  readonly documents: readonly string[];
}

(absence ? describe.skip : describe)("two real systems of one company", () => {
  describeOnServer("linked and reconciled", (engine) => {
    let opened: Awaited<ReturnType<typeof engine.open>>;
    let graph: TestGraph;
    let database: Database;
    const truth = readTruth();
    beforeAll(async () => {
      opened = await engine.open();
      database = opened.database;
      graph = await openGraph({ database });
      await loadRealPair(database);
      await linkParties(database, truth);
      await reconcile({ finance: database, erp: database, mapping: database }, { asOf: "2026-12-31" });
    }, 300_000);
    afterAll(async () => {
      await graph.close();
      await opened.close();
    });

    it("finds the finance document of an ERP invoice by evidence alone", async () => {
      const rows = await database.query(
        sql`select from_id, to_id from mapping.evidence_link where from_id like 'tryton:erp_invoice:%'`,
      );
      const found = new Map(rows.map((row) => [numberIn(row["from_id"]), numberIn(row["to_id"])]));
      const booked = truth.invoice_links.filter(({ ledgersmb_trans_id: id }) => id !== null);
      const right = booked.filter((one) => found.get(one.erp_invoice) === one.ledgersmb_trans_id).length;
      const known = new Set(truth.invoice_links.map(({ erp_invoice: id }) => id));
      const told = [...found.keys()].filter((id) => known.has(id)).length;
      console.log(
        `links of ERP invoices: ${right} right of ${told} made, ${booked.length} true; precision ${(right / told).toFixed(4)}, recall ${(right / booked.length).toFixed(4)}`,
      );
      expect(right / told).toBeGreaterThanOrEqual(0.98);
      expect(right / booked.length).toBeGreaterThanOrEqual(0.98);
    });

    const documentsOf = async (rule: string): Promise<readonly Found[]> => {
      const rows = await database.query(
        sql`select rule, cause, document_ids from mapping.discrepancy where rule = ${rule} and present`,
      );
      return rows.map((row) => ({
        rule: String(row["rule"]),
        cause: String(row["cause"]),
        documents: row["document_ids"] as readonly string[],
      }));
    };

    it.each([
      ["missing in finance", "ERP_INVOICE_NOT_BOOKED", /not booked/],
      ["party not in finance", "ERP_INVOICE_NOT_BOOKED", /not booked/],
      ["amount off", "BOOKED_DIFFERENTLY", /books .* says/],
      ["booked in next month", "BOOKED_DIFFERENTLY", /another month/],
      ["draft in finance", "BOOKED_DIFFERENTLY", /only as a draft/],
    ])("finds every invoice that is %s", async (title, rule, cause) => {
      const expected = truth.invoice_links
        .filter((one: InvoiceTruth) => one.case === title)
        .map((one) => one.erp_invoice);
      const found = (await documentsOf(rule))
        .filter((one) => cause.test(one.cause))
        .map((one) => numberIn(one.documents[0]));
      const hits = expected.filter((id) => found.includes(id)).length;
      console.log(
        `${title}: ${hits} of ${expected.length} found by ${rule}, which finds ${found.length} of this cause`,
      );
      expect(hits).toBe(expected.length);
    });

    it("alarms about no invoice that is the same in both", async () => {
      const same = new Set(truth.invoice_links.filter((one) => one.case === "same").map((one) => one.erp_invoice));
      const alarms = [
        ...(await documentsOf("ERP_INVOICE_NOT_BOOKED")),
        ...(await documentsOf("BOOKED_DIFFERENTLY")),
      ].filter(({ documents }) => same.has(numberIn(documents[0])));
      expect(alarms.map(({ cause }) => cause)).toEqual([]);
    });

    /** Orders of which nothing is open but what has not been delivered yet: delivered and billed quantities agree by line. */
    const onTheirWay = async (): Promise<ReadonlySet<number>> => {
      const rows = await database.query(sql`
        with line as (
          select o.document_id, o.source_id, o.quantity as ordered,
            coalesce(sum(l.quantity) filter (where d.kind = 'SHIPMENT' and d.status = 'DONE'), 0) as delivered,
            coalesce(sum(l.quantity) filter (where d.kind = 'ERP_INVOICE' and d.status in ('POSTED', 'PAID')), 0) as billed
          from mapping.document_line o join mapping.document_record h on h.source_id = o.document_id and h.kind = 'SALES_ORDER'
          left join mapping.document_line l on l.order_line_id = o.source_id
          left join mapping.document_record d on d.source_id = l.document_id
          group by 1, 2, 3
        ) select document_id from line group by 1 having bool_and(delivered = billed) and bool_or(delivered < ordered)`);
      return new Set(rows.map((row) => numberIn(row["document_id"])));
    };

    it("finds the orders that their invoices differ from, but for those that are billed as they are delivered", async () => {
      const differing = truth.tryton.order_vs_invoice_differences.rows.map(({ sale_id: id }) => id);
      const open = await onTheirWay();
      const expected = differing.filter((id) => !open.has(id));
      const rules = ["ORDER_AGAINST_INVOICE", "SHIPPED_NOT_BILLED", "BILLED_NOT_SHIPPED"];
      const found = (await Promise.all(rules.map(documentsOf))).flat();
      const orders = new Set(found.map(({ documents }) => numberIn(documents[0])));
      const hits = expected.filter((id) => orders.has(id));
      console.log(
        `orders that differ from their invoices: ${differing.length}, ${differing.length - expected.length} of them on their way; ${hits.length} of the other ${expected.length} found`,
      );
      for (const rule of rules) console.log(`${rule}: ${found.filter((one) => one.rule === rule).length}`);
      expect(hits).toEqual(expected);
    });

    it("answers with both sides through the graph", async () => {
      const { data, errors } = await graph.query(
        `{ discrepancies(first: 1, filter: { rule: { eq: BOOKED_DIFFERENTLY } }) {
          nodes { cause amount { amount currency } erpInvoice { number totalAmount { amount } bookedAs { status confidence } }
            invoice { number } bill { number } party { displayName } } } }`,
      );
      expect(errors).toEqual([]);
      const [node] = data["discrepancies"].nodes;
      expect(node.erpInvoice.number).toBeTruthy();
      expect(node.invoice ?? node.bill).toBeTruthy();
      expect(node.erpInvoice.bookedAs).toHaveLength(1);
    });
  });
});
