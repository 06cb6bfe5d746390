import { rmSync } from "node:fs";
import { auditFolder, entriesIn, recordsIn } from "./build";
import { openLedgerGraph } from "./ledger-graph";

const thresholds = {
  windowSeconds: 300,
  denials: 1000,
  probes: 1000,
  failedAuthentications: 1000,
  exportRows: 1000,
  discrepancies: 10,
};
const SETTLE = 'mutation Settle { settle(id: "d-1", note: "a private word") }';

describe("a mutation", () => {
  it("is in the audit before it runs, and again with its outcome", async () => {
    const folder = auditFolder();
    const graph = await openLedgerGraph(folder, { thresholds, webhook: undefined });
    const { body } = await graph.ask(SETTLE, { headers: { "x-request-id": "m-1" } });
    expect(body.data).toEqual({ settle: true });
    await graph.gateway.close();
    const [begun, request] = recordsIn(folder).filter(({ body: { requestId } }) => requestId === "m-1");
    expect(begun).toMatchObject({
      kind: "begun",
      body: {
        subject: "cfo@development",
        operation: { type: "mutation", name: "Settle" },
        fields: ["Mutation.settle"],
      },
    });
    expect(request).toMatchObject({ kind: "request", body: { decision: "answered", fields: ["Mutation.settle"] } });
    expect(JSON.stringify(recordsIn(folder))).not.toMatch(/private word|d-1/);
  });

  it("is not made when it cannot be audited, and works again when it can", async () => {
    const folder = auditFolder();
    // Every entry needs a new file, so that a folder that is gone stops the next one.
    const graph = await openLedgerGraph(folder, { thresholds, webhook: undefined }, 1);
    expect((await graph.ask(SETTLE)).status).toBe(200);
    rmSync(folder, { recursive: true });
    const refused = await graph.ask(SETTLE);
    expect(refused.status).toBe(503);
    expect(refused.body).toMatchObject({ errors: [{ extensions: { code: "AUDIT_UNAVAILABLE" } }] });
    expect(refused.text).not.toContain(folder);
    expect(graph.state.settled).toEqual(["d-1"]);
    expect((await graph.ask("{ invoices(first: 1) { number } }")).status).toBe(503);
    const { body } = await graph.gateway.app.inject("/metrics");
    expect(body).toMatch(/concord_audit_failures_total [3-9]/);
    await graph.gateway.close();
  });
});

describe("the version of the data", () => {
  it("is by source what was applied before the request began", async () => {
    const folder = auditFolder();
    const graph = await openLedgerGraph(folder, { thresholds, webhook: undefined });
    const appliedAt = "2026-06-30T10:00:00.000Z";
    graph.state.sources = [
      { system: "fin", state: "LIVE", appliedAt, lagSeconds: "0.4" },
      { system: "fin", state: "LIVE", appliedAt: "2026-06-29T10:00:00.000Z", lagSeconds: null },
    ];
    // The first request does not wait for the version; it is known soon after.
    let version: unknown;
    for (let attempt = 0; attempt < 100 && version === undefined; attempt += 1) {
      await graph.ask("{ invoices(first: 2) { number } }");
      version = entriesIn(folder).at(-1)?.["dataVersion"];
    }
    expect(version).toEqual({ fin: appliedAt });
    const { body } = await graph.gateway.app.inject("/metrics");
    expect(body).toContain('concord_source_lag_seconds{system="fin"} 0.4');
    expect(body).toContain("concord_discrepancies_open 0");
    await graph.gateway.close();
  });
});
