import { Company as ErpCompany } from "../../schema/erp/company";
import { ErpInvoice } from "../../schema/erp/erp-invoice";
import { Party } from "../../schema/erp/party";
import { Company } from "../../schema/finance/company";
import { Invoice } from "../../schema/finance/invoice";
import { PartyAccount } from "../../schema/finance/party-account";
import { Payment } from "../../schema/finance/payment";
import { PaymentAllocation } from "../../schema/finance/payment-allocation";
import type { UnifiedRow } from "../../schema/model/source-event";
import { type Role, roles } from "../../schema/roles";
import type { Database } from "../../store/database";
import { raw, sql } from "../../store/sql";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { load, row } from "../build";
import { openEmbedded } from "../embedded";
import { type AskOptions, openGraph, type TestGraph } from "../graph";

const STEWARD: AskOptions = { role: "steward" };
const MAY_DECIDE: readonly Role[] = ["admin", "cfo", "accountant", "steward"];

/** A customer of its own for each test: the same amount twice, of which the nearer day speaks for the first, and not loudly. */
class Scene {
  private static count = 0;
  readonly name = `T${++Scene.count}`;

  id(part: string): string {
    return `${this.name}:${part}`;
  }

  erp(): readonly UnifiedRow[] {
    return [
      row(Party, { erp_id: this.id("customer"), role: "CUSTOMER", shared_number: `1000${this.name}` }),
      row(ErpInvoice, {
        ...this.invoiced("E1", "2026-03-01"),
        kind: "CUSTOMER",
        company_id: "ec",
        party_id: this.id("customer"),
      }),
    ];
  }

  finance(): readonly UnifiedRow[] {
    return [
      row(PartyAccount, { id: this.id("account"), kind: "CUSTOMER", shared_number: `1000${this.name}` }),
      this.invoice("I1", "2026-03-05"),
      this.invoice("I2", "2026-03-25"),
    ];
  }

  invoice(part: string, issuedOn: string): UnifiedRow {
    const own = { company_id: "fc", party_account_id: this.id("account") };
    return row(Invoice, { ...this.invoiced(part, issuedOn), ...own });
  }

  private invoiced(part: string, issued_on: string): Record<string, string> {
    const amount = `${100 + Scene.count}`;
    const amounts = { net_amount: amount, total_amount: amount, currency: "CNY" };
    return { id: this.id(part), number: this.id(part), issued_on, status: "POSTED", ...amounts };
  }
}

describe("proposed document links", () => {
  let database: Database;
  let graph: TestGraph;
  let scene: Scene;
  const run = (full = false) =>
    reconcile({ finance: database, erp: database, mapping: database }, { asOf: "2026-06-30", full });
  beforeAll(async () => {
    database = await openEmbedded();
    graph = await openGraph({ database });
    await load(database, "erp", [row(ErpCompany, { erp_id: "ec", erp_number: "G1" })]);
    await load(database, "finance", [
      row(Company, { finance_id: "fc", shared_number: "G1" }),
      row(PartyAccount, { id: "f1", kind: "CUSTOMER" }),
      row(Invoice, { id: "f:I", number: "I", company_id: "fc", party_account_id: "f1", status: "POSTED" }),
      row(Payment, { id: "f:P", number: "P", company_id: "fc", party_account_id: "f1", direction: "INBOUND" }),
      row(PaymentAllocation, { id: "f:A", payment_id: "f:P", document_type: "INVOICE", document_id: "f:I" }),
    ]);
  });
  afterAll(async () => {
    await graph.close();
    await database.close();
  });
  beforeEach(async () => {
    scene = new Scene();
    await load(database, "erp", scene.erp());
    await load(database, "finance", scene.finance());
    await run();
  });

  const links = async () => {
    const { data, errors } = await graph.query(
      `{ documentLinks(filter: { fromId: { eq: "${scene.id("E1")}" } }) { nodes { id toId rule status confidence reason } } }`,
    );
    expect(errors).toEqual([]);
    return data["documentLinks"].nodes;
  };
  const bookedAs = async () => (await links()).map(({ toId }: { toId: string }) => toId);
  const decide = (mutation: string, id: string, options: AskOptions = STEWARD, more = "") => {
    const argument = mutation === "undoDocumentLinkDecision" ? "decisionId" : "linkId";
    return graph.query(
      `mutation { ${mutation}(${argument}: "${id}", reason: "seen on paper"${more}) { id kind fromId toId decidedBy undoneById } }`,
      {},
      options,
    );
  };
  const codeOf = ({ errors }: Awaited<ReturnType<typeof decide>>) => errors[0]?.extensions?.["code"];
  const decisions = async () => {
    const rows = await database.query(
      sql`select 1 from mapping.document_link_decision where from_id = ${scene.id("E1")}`,
    );
    return rows.length;
  };
  const notBooked = async () => {
    const { data } = await graph.query(
      `{ discrepancies(filter: { erpInvoiceId: { eq: "${scene.id("E1")}" }, rule: { eq: ERP_INVOICE_NOT_BOOKED }, state: { eq: OPEN } }) { totalCount } }`,
    );
    return data["discrepancies"].totalCount;
  };

  it("become as good as references when a steward confirms them, whatever speaks against them later", async () => {
    const [proposed] = await links();
    expect(proposed).toMatchObject({ toId: scene.id("I1"), rule: "EVIDENCE", status: "PROPOSED" });
    const { data, errors } = await decide("confirmDocumentLink", proposed.id);
    expect(errors).toEqual([]);
    expect(data["confirmDocumentLink"]).toMatchObject({ kind: "CONFIRM", toId: scene.id("I1"), decidedBy: "test" });
    const confirmed = { toId: scene.id("I1"), rule: "DECISION", status: "CONFIRMED", confidence: "1.00" };
    expect(await links()).toMatchObject([confirmed]);
    await load(database, "finance", [scene.invoice("I1", "2026-06-20"), scene.invoice("I2", "2026-03-01")]);
    for (const full of [false, true]) {
      await run(full);
      expect(await links()).toMatchObject([confirmed]);
    }
    expect(codeOf(await decide("confirmDocumentLink", proposed.id))).toBe("DECISION_REFUSED");
    expect(codeOf(await decide("rejectDocumentLink", proposed.id))).toBe("DECISION_REFUSED");
  });

  it("are never proposed again once rejected; the next best takes their place, and at last none", async () => {
    const [first] = await links();
    await decide("rejectDocumentLink", first.id);
    expect(await bookedAs()).toEqual([]);
    expect(await run()).toMatchObject({ mode: "INCREMENTAL" });
    const [second] = await links();
    expect(second.toId).toBe(scene.id("I2"));
    expect(await notBooked()).toBe(0);
    await decide("rejectDocumentLink", second.id);
    await load(database, "finance", [scene.invoice("I1", "2026-03-01")]);
    for (const full of [false, true]) {
      await run(full);
      expect(await bookedAs()).toEqual([]);
      expect(await notBooked()).toBe(1);
    }
  });

  it("come back when a decision is undone, by confirmation or rejection, once", async () => {
    for (const mutation of ["rejectDocumentLink", "confirmDocumentLink"]) {
      const [proposed] = await links();
      const decision = (await decide(mutation, proposed.id)).data[mutation];
      const undone = await decide("undoDocumentLinkDecision", decision.id);
      expect(undone.data["undoDocumentLinkDecision"]).toMatchObject({ kind: "UNDO", toId: scene.id("I1") });
      expect(codeOf(await decide("undoDocumentLinkDecision", decision.id))).toBe("DECISION_REFUSED");
      const undoing = undone.data["undoDocumentLinkDecision"].id;
      expect(codeOf(await decide("undoDocumentLinkDecision", undoing))).toBe("DECISION_REFUSED");
      await run();
      expect(await links()).toMatchObject([{ toId: scene.id("I1"), rule: "EVIDENCE", status: "PROPOSED" }]);
    }
  });

  it("keep who decided, when, why and on what evidence", async () => {
    const [{ id, reason, confidence }] = await links();
    await decide("rejectDocumentLink", id);
    const { data } = await graph.query(
      `{ documentLinkDecisions(filter: { linkId: { eq: "${id}" } }) { nodes { linkId kind reason confidence evidence decidedBy decidedAt companyId } } }`,
    );
    expect(data["documentLinkDecisions"].nodes).toEqual([
      {
        linkId: id,
        kind: "REJECT",
        reason: "seen on paper",
        confidence,
        evidence: reason,
        decidedBy: "test",
        decidedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        companyId: "ec",
      },
    ]);
  });

  it("let nobody argue with what a document says itself, and want a reason", async () => {
    const { data } = await graph.query("{ documentLinks(filter: { rule: { eq: SETTLEMENT } }) { nodes { id } } }");
    const [{ id }] = data["documentLinks"].nodes;
    expect(codeOf(await decide("rejectDocumentLink", id))).toBe("DECISION_REFUSED");
    const [proposed] = await links();
    const silent = await graph.query(`mutation { confirmDocumentLink(linkId: "${proposed.id}", reason: " ") { id } }`);
    expect(silent.errors[0]?.extensions).toMatchObject({ code: "BAD_USER_INPUT", argument: "reason" });
    expect(codeOf(await decide("confirmDocumentLink", "no such link"))).toBe("BAD_USER_INPUT");
  });

  it("are decided on once under one idempotency key, and not at all under a used one", async () => {
    const [{ id }] = await links();
    const key = ', idempotencyKey: "k1"';
    const answers = await Promise.all(Array.from({ length: 5 }, () => decide("rejectDocumentLink", id, STEWARD, key)));
    const ids = new Set(answers.map(({ data }) => data["rejectDocumentLink"].id));
    expect(ids.size).toBe(1);
    expect(codeOf(await decide("confirmDocumentLink", id, STEWARD, key))).toBe("IDEMPOTENCY_KEY_REUSED");
    expect(await decisions()).toBe(1);
  });

  it("are decided on by few roles, and within their companies", async () => {
    const [{ id }] = await links();
    for (const role of roles.filter((one) => !MAY_DECIDE.includes(one)))
      for (const mutation of ["confirmDocumentLink", "rejectDocumentLink", "undoDocumentLinkDecision"])
        expect([role, codeOf(await decide(mutation, id, { role }))]).toEqual([role, "FORBIDDEN"]);
    for (const companies of [["other"], ["ec"], ["fc"]]) {
      const hidden = await decide("rejectDocumentLink", id, { role: "steward", companies });
      const unknown = await decide("rejectDocumentLink", "x", { role: "steward", companies });
      expect(hidden.errors[0]?.message).toBe(unknown.errors[0]?.message.replace(" x ", ` ${id} `));
    }
    expect(await decisions()).toBe(0);
    const own = await decide("rejectDocumentLink", id, { role: "steward", companies: ["ec", "fc"] });
    expect(own.errors).toEqual([]);
    const other = await decide("undoDocumentLinkDecision", own.data["rejectDocumentLink"].id, {
      role: "steward",
      companies: ["ec"],
    });
    expect(codeOf(other)).toBe("BAD_USER_INPUT");
  });

  it("end, by changes, where a full run ends, after any decision", async () => {
    const snapshot = () =>
      database.query(
        raw(`select 'd' as what, id, state from mapping.discrepancy where present
        union all select 'l', from_id || '>' || to_id, status from mapping.document_link order by 1, 2`),
      );
    const [{ id }] = await links();
    const decision = (await decide("rejectDocumentLink", id)).data["rejectDocumentLink"].id;
    const steps = [() => decide("undoDocumentLinkDecision", decision), () => decide("confirmDocumentLink", id)];
    for (const step of [async () => undefined, ...steps]) {
      await step();
      await run();
      const byChanges = await snapshot();
      await run(true);
      expect(await snapshot()).toEqual(byChanges);
    }
  });
});
