import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { ALERT_KINDS } from "../../gateway/audit/alerts/alert";
import type { AuditParts } from "../../gateway/audit/audit";
import { verifyAudit } from "../../gateway/audit/verify";
import { startGateway, type TestGateway } from "../gateway/fixture";
import { auditFolder, entriesIn, KEY, openLog, recordsIn } from "./build";

const THRESHOLDS: AuditParts["thresholds"] = {
  windowSeconds: 300,
  denials: 1000,
  probes: 1000,
  failedAuthentications: 1000,
  exportRows: 1_000_000,
  discrepancies: 10,
};

async function audited(folder: string): Promise<TestGateway> {
  const log = await openLog(folder, { key: KEY });
  return startGateway({ settings: { audit: { log, thresholds: THRESHOLDS, webhook: undefined } } });
}

let folder: string;
let test: TestGateway;
beforeAll(async () => {
  folder = auditFolder();
  test = await audited(folder);
});
afterAll(() => test.gateway.close());

const last = () => entriesIn(folder).at(-1) ?? {};
const allText = (): string =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");

describe("an answered request", () => {
  it("is in the audit with who, what and how much", async () => {
    const token = await test.token({ role: "sales", subject: "li", companies: ["c1", "c2"] });
    const headers = { authorization: `Bearer ${token}`, "x-request-id": "audited-1" };
    await test.ask("query Orders { orders { number owed ...rest } } fragment rest on Order { renamed: note }", {
      anonymous: true,
      headers,
    });
    expect(last()).toMatchObject({
      requestId: "audited-1",
      subject: "li",
      role: "sales",
      companies: ["c1", "c2"],
      from: "127.0.0.1",
      operation: { type: "query", name: "Orders", document: expect.stringMatching(/^[0-9a-f]{64}$/) },
      fields: ["Order.note", "Order.number", "Order.owed", "Query.orders"],
      decision: "answered",
      reasons: {},
      denied: [],
      rows: 2,
      durationMs: expect.any(Number),
    });
    expect(Date.parse(last()["at"])).toBeGreaterThan(Date.now() - 60_000);
  });

  it("names the fields that were denied, also under an alias and in a fragment", async () => {
    await test.ask("{ whoAmI ...more } fragment more on Query { other: refused }");
    expect(last()).toMatchObject({
      decision: "partially-denied",
      denied: ["Query.refused"],
      reasons: { FORBIDDEN: 1 },
    });
  });

  it("says when a part of it failed", async () => {
    await test.ask("{ whoAmI broken }");
    expect(last()).toMatchObject({ decision: "partial", reasons: { INTERNAL: 1 } });
    await test.ask("{ broken }");
    expect(last()).toMatchObject({ decision: "failed" });
  });

  it("has one document hash whatever the literals are, so that nobody tries values out on it", async () => {
    const hashes = [];
    for (const currency of ["EUR", "a-tax-id"]) {
      await test.ask(`{ rate(currency: "${currency}") }`);
      hashes.push(last()["operation"].document);
    }
    expect(hashes[0]).toBe(hashes[1]);
    expect(hashes).not.toContain(createHash("sha256").update('{ rate(currency: "EUR") }').digest("hex"));
    await test.ask('{ other: rate(currency: "EUR") }');
    expect(last()["operation"].document).not.toBe(hashes[0]);
  });
});

describe("a refused request", () => {
  it.each([
    ["no token", {}, "{ whoAmI }", { UNAUTHENTICATED: 1 }],
    ["a bad token", { authorization: "Bearer a.b.c" }, "{ whoAmI }", { UNAUTHENTICATED: 1 }],
  ])("is in the audit with its reason: %s", async (_name, headers, query, reasons) => {
    await test.ask(query, { anonymous: true, headers });
    expect(last()).toMatchObject({ decision: "refused", reasons, fields: [], rows: 0 });
    expect(last()["subject"]).toBeUndefined();
  });

  it.each([
    ["an unknown field", "{ passwords secrets }", { GRAPHQL_VALIDATION_FAILED: 2 }],
    ["a syntax error", "{ whoAmI", { GRAPHQL_PARSE_FAILED: 1 }],
    ["a denied field alone", "{ refused }", { FORBIDDEN: 1 }],
  ])("is in the audit with its reason: %s", async (_name, query, reasons) => {
    await test.ask(query);
    expect(last()).toMatchObject({ decision: "refused", reasons, subject: "cfo@development" });
  });

  it("is in the audit when its body is not readable or too large", async () => {
    const send = async (payload: string) =>
      test.gateway.app.inject({
        method: "POST",
        url: "/graphql",
        headers: { authorization: `Bearer ${await test.token()}`, "content-type": "application/json" },
        payload,
      });
    const before = entriesIn(folder).length;
    await send("no json");
    await send(JSON.stringify({ query: "x".repeat(1_100_000) }));
    await send("{}");
    const entries = entriesIn(folder).slice(before);
    expect(entries.map(({ decision }) => decision)).toEqual(["refused", "refused", "refused"]);
    expect(entries[1]?.["reasons"]).toEqual({ FST_ERR_CTP_BODY_TOO_LARGE: 1 });
  });
});

describe("a value", () => {
  const mark = fc.stringMatching(/^[a-zA-Z0-9]{12,20}$/).map((text) => `zq${text}`);

  it("of a literal, a variable, an answer, a header or a token is nowhere in the audit's folder", async () => {
    await fc.assert(
      fc.asyncProperty(mark, mark, mark, mark, async (literal, variable, header, unknown) => {
        const token = await test.token();
        const headers = { authorization: `Bearer ${token}`, "x-api-key": header, cookie: header, "user-agent": header };
        const query = `query($v: String) { whoAmI orders { note(text: "${literal}") n: note(text: $v) } }`;
        const asked = await test.ask(query, { anonymous: true, headers, variables: { v: variable } });
        expect(asked.text).toContain(literal);
        expect(asked.text).toContain(variable);
        await test.ask(`{ rate(currency: {x: "${literal}"}) ${unknown} }`, { anonymous: true, headers });
        await test.ask(`{ rate(currency: "${literal}"`, { anonymous: true, headers });
        await test.ask("{ whoAmI }", {
          anonymous: true,
          headers: { ...headers, authorization: `Bearer ${literal}.b.c` },
        });
        const text = allText();
        for (const value of [literal, variable, header, unknown, ...token.split(".").slice(1), "SO-1"]) {
          expect(text).not.toContain(value);
        }
      }),
      { numRuns: 15 },
    );
  });
});

describe("the gateway's own questions", () => {
  it("and probes are not requests of a caller", async () => {
    const before = entriesIn(folder).length;
    await test.gateway.app.inject("/readyz");
    await test.gateway.app.inject("/metrics");
    expect(entriesIn(folder)).toHaveLength(before);
  });

  it("asked from within the process are in the audit when someone asks them", async () => {
    const identity = { subject: "outlet", role: "cfo", companies: "*", requestId: "r-7" } as const;
    await test.gateway.execute({ query: "{ whoAmI }" }, identity);
    expect(last()).toMatchObject({ requestId: "r-7", subject: "outlet", decision: "answered" });
  });
});

describe("metrics", () => {
  it("count entries by decision and know every kind of alert", async () => {
    const { body } = await test.gateway.app.inject("/metrics");
    expect(body).toMatch(/concord_audit_entries_total\{decision="answered"\} [1-9]/);
    expect(body).toMatch(/concord_audit_write_seconds_count [1-9]/);
    for (const kind of ALERT_KINDS) expect(body).toContain(`concord_alerts_total{kind="${kind}"}`);
  });
});

describe("the chain of all this", () => {
  it("verifies", async () => {
    expect(recordsIn(folder).length).toBeGreaterThan(50);
    expect((await verifyAudit(folder, KEY))[0]?.fault).toBeUndefined();
  });
});
