import { createHmac } from "node:crypto";
import { once } from "node:events";
import fc from "fast-check";
import pino from "pino";
import type { Alert, AlertThresholds } from "../../gateway/audit/alerts/alert";
import { AlertRules } from "../../gateway/audit/alerts/rules";
import { SlidingCount } from "../../gateway/audit/alerts/sliding-count";
import { type DeliveryOutcome, Webhook } from "../../gateway/audit/alerts/webhook";
import { startHttp } from "../gateway/fixture";
import { auditFolder } from "./build";
import { openLedgerGraph } from "./ledger-graph";

const thresholds: AlertThresholds = {
  windowSeconds: 300,
  denials: 3,
  probes: 4,
  failedAuthentications: 5,
  exportRows: 100,
  discrepancies: 10,
};
const SECRET = "a webhook secret for tests, long enough";

interface Received {
  readonly alert: Alert;
  readonly body: string;
  readonly signature: string;
}

/** A receiver of webhooks that answers with the statuses it is given, then with 200. */
async function startReceiver(statuses: number[] = []) {
  const received: Received[] = [];
  const server = await startHttp(async (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(request, "end");
    const status = statuses.shift() ?? 200;
    const body = Buffer.concat(chunks).toString();
    const signature = String(request.headers["x-concord-signature"]);
    if (status === 200) received.push({ alert: JSON.parse(body), body, signature });
    response.writeHead(status).end();
  });
  return { ...server, received };
}

async function until(holds: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !holds(); attempt += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(holds()).toBe(true);
}

const alertNamed = (id: string): Alert => ({
  id,
  kind: "denials",
  at: new Date().toISOString(),
  about: "li",
  count: 3,
  threshold: 3,
  windowSeconds: 300,
  requestId: "r",
});

describe("a sliding count", () => {
  it("is never more than all of the last window and a tenth, nor less than all of the last nine tenths", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 500 }), fc.integer({ min: 1, max: 9 })), {
      minLength: 1,
    });
    fc.assert(
      fc.property(steps, (given) => {
        const counter = new SlidingCount(1000);
        let nowMs = 1_000_000;
        const seen: { atMs: number; amount: number }[] = [];
        for (const [pauseMs, amount] of given) {
          nowMs += pauseMs;
          seen.push({ atMs: nowMs, amount });
          const within = (ms: number) =>
            seen.reduce((sum, { atMs, amount: n }) => (atMs > nowMs - ms ? sum + n : sum), 0);
          const count = counter.add("key", amount, nowMs);
          expect(count).toBeGreaterThanOrEqual(within(900));
          expect(count).toBeLessThanOrEqual(within(1100));
        }
      }),
    );
  });
});

describe("an alert over HTTP", () => {
  it.each([
    ["denials", "denials", 3, "{ salary }", {}],
    ["unknown fields", "probing", 2, "{ passwords secrets }", {}],
    ["an unusual export", "unusual-export", 2, "{ invoices(first: 60) { number } }", {}],
    ["failed authentications", "failed-authentications", 5, "{ salary }", { anonymous: true }],
  ] as const)("is sent for %s, once, signed", async (_name, kind, times, query, options) => {
    const receiver = await startReceiver();
    const webhook = { url: receiver.url, secret: SECRET, retryMs: 10 };
    const graph = await openLedgerGraph(auditFolder(), { thresholds, webhook });
    try {
      for (let time = 1; time < times; time += 1) await graph.ask(query, options);
      expect((await graph.gateway.app.inject("/metrics")).body).toContain(`concord_alerts_total{kind="${kind}"} 0`);
      for (let time = 0; time < 3; time += 1)
        await graph.ask(query, { ...options, headers: { "x-request-id": `it-${time}` } });
      await until(() => receiver.received.length > 0);
      const [{ alert, body, signature } = { alert: undefined, body: "", signature: "" }] = receiver.received;
      expect(alert).toMatchObject({ kind, requestId: "it-0", windowSeconds: 300 });
      expect(alert?.about).toBe(kind === "failed-authentications" ? "127.0.0.1" : "cfo@development");
      expect(body).not.toMatch(/salary|passwords|INV/);
      const [, at = "", mac] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(signature) ?? [];
      expect(mac).toBe(createHmac("sha256", SECRET).update(`${at}.${body}`).digest("hex"));
      const metrics = (await graph.gateway.app.inject("/metrics")).body;
      expect(metrics).toContain(`concord_alerts_total{kind="${kind}"} 1`);
      expect(metrics).toContain('concord_alert_deliveries_total{outcome="delivered"} 1');
      expect(receiver.received).toHaveLength(1);
    } finally {
      await graph.gateway.close();
      await receiver.close();
    }
  });
});

describe("an alert from the graph's state", () => {
  const raisedBy = (use: (rules: AlertRules) => void): Alert[] => {
    const raised: Alert[] = [];
    use(new AlertRules(thresholds, (alert) => raised.push(alert)));
    return raised;
  };
  const state = (stalledEntities: number, openDiscrepancies = 0) => ({
    sources: [{ system: "erp", appliedAt: "", stalledEntities, lagSeconds: undefined }],
    openDiscrepancies,
  });

  it("tells of a source when it stalls, and again only after it has run", () => {
    const raised = raisedBy((rules) => {
      for (const stalled of [0, 2, 3, 0, 1]) rules.observeState(state(stalled));
    });
    expect(raised.map(({ kind, about, count }) => [kind, about, count])).toEqual([
      ["sync-stalled", "erp", 2],
      ["sync-stalled", "erp", 1],
    ]);
  });

  it("tells of ten more discrepancies than the fewest of the window, not of a slow rise nor of few", () => {
    const minute = 60_000;
    const rise = (counts: readonly number[], stepMs: number) =>
      raisedBy((rules) => {
        for (const [at, count] of counts.entries()) rules.observeState(state(0, count), 1e12 + at * stepMs);
      }).map(({ kind, count }) => [kind, count]);
    expect(rise([5, 6, 15, 16], minute)).toEqual([["reconciliation-worse", 15]]);
    expect(rise([5, 14, 7, 14], minute)).toEqual([]);
    expect(rise([5, 10, 15, 20, 25], 10 * minute)).toEqual([]);
    expect(rise([5, 15, 26], minute)).toEqual([
      ["reconciliation-worse", 15],
      ["reconciliation-worse", 26],
    ]);
  });
});

describe("the webhook", () => {
  const open = (url: string) => {
    const outcomes: DeliveryOutcome[] = [];
    const logger = pino({ level: "silent" });
    return {
      webhook: new Webhook({ url, secret: SECRET, retryMs: 1, logger, count: (outcome) => outcomes.push(outcome) }),
      outcomes,
    };
  };

  it("tries again until the alert is taken, in order", async () => {
    const receiver = await startReceiver([500, 503]);
    const { webhook, outcomes } = open(receiver.url);
    for (const id of ["a", "b", "c"]) webhook.send(alertNamed(id));
    await until(() => receiver.received.length === 3);
    await until(() => outcomes.filter((outcome) => outcome === "delivered").length === 3);
    expect(receiver.received.map(({ alert }) => alert.id)).toEqual(["a", "b", "c"]);
    expect(outcomes.filter((outcome) => outcome === "retried")).toHaveLength(2);
    await webhook.close();
    await receiver.close();
  });

  it("gives an alert up after eight tries, and goes on with the next", async () => {
    const receiver = await startReceiver(Array.from({ length: 8 }, () => 500));
    const { webhook, outcomes } = open(receiver.url);
    webhook.send(alertNamed("lost"));
    webhook.send(alertNamed("next"));
    await until(() => receiver.received.length === 1);
    expect(receiver.received[0]?.alert.id).toBe("next");
    expect(outcomes).toContain("given-up");
    await webhook.close();
    await receiver.close();
  });

  it("holds a bounded number for a receiver that is down, and can be closed meanwhile", async () => {
    const receiver = await startReceiver();
    await receiver.close();
    const { webhook, outcomes } = open(receiver.url);
    for (let number = 0; number < 1_200; number += 1) webhook.send(alertNamed(String(number)));
    expect(webhook.waiting).toBe(1_000);
    expect(outcomes.filter((outcome) => outcome === "dropped")).toHaveLength(200);
    await webhook.close();
  });
});
