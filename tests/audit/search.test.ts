import type { AuditParts } from "../../gateway/audit/audit";
import type { TokenRequest } from "../../gateway/development-keys";
import { startGateway, type TestGateway } from "../gateway/fixture";
import { auditFolder, entriesIn, openLog } from "./build";

const THRESHOLDS: AuditParts["thresholds"] = {
  windowSeconds: 300,
  denials: 1000,
  probes: 1000,
  failedAuthentications: 1000,
  exportRows: 1_000_000,
  discrepancies: 10,
};

describe("searching the audit", () => {
  let folder: string;
  let test: TestGateway;
  beforeAll(async () => {
    folder = auditFolder();
    // Small files, so that a search goes over several.
    const log = await openLog(folder, { fileBytesMax: 4_000 });
    test = await startGateway({ settings: { audit: { log, thresholds: THRESHOLDS, webhook: undefined } } });
    for (let at = 0; at < 30; at += 1) await test.ask(at % 3 === 0 ? "{ whoAmI refused }" : "{ orders { number } }");
  });
  afterAll(() => test.gateway.close());

  const auditor: Partial<TokenRequest> = { role: "auditor", subject: "wang", companies: "*" };
  async function search(parameters: string, who: Partial<TokenRequest> = auditor) {
    const headers = { authorization: `Bearer ${await test.token(who)}` };
    const answer = await test.gateway.app.inject({ url: `/audit?${parameters}`, headers });
    return { status: answer.statusCode, body: answer.json() };
  }

  it("gives the newest entries first, page by page, each of them once", async () => {
    const seen: number[] = [];
    let after = "";
    for (let page = 0; page < 10; page += 1) {
      const { body } = await search(`subject=cfo@development&first=7${after && `&after=${after}`}`);
      seen.push(...body.entries.map(({ seq }: { seq: number }) => seq));
      if (body.next === null) break;
      after = body.next;
    }
    expect(seen.length).toBe(30);
    expect(seen).toEqual([...new Set(seen)].sort((left, right) => right - left));
  });

  it("finds what was withheld, by field, decision, role and time", async () => {
    const denied = (await search("field=Query.refused&decision=partially-denied")).body.entries;
    expect(denied.length).toBe(10);
    expect(denied[0]).toMatchObject({ denied: ["Query.refused"], decision: "partially-denied" });
    expect((await search("field=Query.refused&decision=answered")).body.entries).toEqual([]);
    expect((await search("role=sales")).body.entries).toEqual([]);
    expect((await search("to=2020-01-01")).body).toEqual({ entries: [], next: null });
    const { requestId } = denied[0];
    expect((await search(`requestId=${requestId}`)).body.entries.length).toBe(1);
  });

  it("is for auditors and administrators who are kept to nothing, and for nobody else", async () => {
    expect((await search("", { ...auditor, role: "admin" })).status).toBe(200);
    for (const who of [
      { ...auditor, role: "cfo" },
      { ...auditor, role: "steward" },
      { ...auditor, companies: ["c1"] },
      { ...auditor, costCenters: ["cc1"] },
      { ...auditor, customers: [] },
    ] as const) {
      const { status, body } = await search("", who);
      expect([status, body.errors[0].extensions.code, body.entries]).toEqual([403, "FORBIDDEN", undefined]);
    }
    expect((await test.gateway.app.inject("/audit")).statusCode).toBe(401);
  });

  it("leaves an entry itself, read or refused", async () => {
    await search("first=1");
    expect(entriesIn(folder).at(-1)).toMatchObject({ subject: "wang", operation: { name: "/audit" }, rows: 1 });
    await search("", { ...auditor, role: "sales", subject: "li" });
    expect(entriesIn(folder).at(-1)).toMatchObject({ subject: "li", decision: "refused", reasons: { FORBIDDEN: 1 } });
  });

  it("says what is wrong with a question", async () => {
    for (const [parameters, argument] of [
      ["after=xyz", "after"],
      ["first=0", "first"],
      ["first=501", "first"],
      ["role=king", "role"],
      ["decision=maybe", "decision"],
      ["from=yesterday", "from"],
    ]) {
      const { status, body } = await search(parameters ?? "");
      expect([status, body.errors[0].extensions]).toEqual([
        400,
        expect.objectContaining({ code: "BAD_USER_INPUT", argument }),
      ]);
    }
    expect((await search("subjct=li")).status).toBe(400);
  });
});
