import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { csvLine } from "../../../gateway/audit/csv";
import { filesOf } from "../../../gateway/audit/folder";
import { readEntries } from "../../../gateway/audit/read-entries";
import { verifyAudit } from "../../../gateway/audit/verify";
import { auditFolder, entriesIn } from "../../audit/build";
import { openLedgerGraph } from "../../audit/ledger-graph";
import { type Answer, AUDIT_KEY, expectRefusal, JSON_BODY, type Sent } from "../target";
import type { Ground } from "./ground";

const FORGED_LINE = '\n{"body":{"subject":"framed"},"chain":"gateway","kind":"request"}';
const NAME_LENGTH_MAX = 250;
const SUBJECT_LENGTH = 2_000;
const thresholds = {
  windowSeconds: 300,
  denials: 1000,
  probes: 1000,
  failedAuthentications: 1000,
  exportRows: 1_000_000,
  discrepancies: 1000,
};

/** Texts that an attacker chooses and that must not change what a log or an audit says happened. */
const poisons: readonly (readonly [name: string, text: string])[] = [
  ["a line end and a forged entry", FORGED_LINE],
  ["a carriage return", "\rforged"],
  ["a line separator of Unicode", "\u2028forged\u2029"],
  ["a NUL and an escape of the terminal", "\u0000\u001b[2Jforged"],
  ["a change of the writing direction", "\u202Eforged"],
  ["half a character", "\ud800forged"],
  ["a formula of a spreadsheet", "=cmd|'/c calc'!A1"],
  ["a megabyte's tenth", "n".repeat(100_000)],
];

/** What a caller may try so that the audit lacks an entry, says what did not happen, or tells what it must not. */
export function audit(at: Ground): void {
  const linesOf = (): string[] =>
    filesOf(join(at.target.audit, "gateway")).flatMap(({ path }) =>
      readFileSync(path, "utf8").split("\n").slice(0, -1),
    );

  /** What came into the audit by one request. */
  async function written(send: () => Promise<Answer>) {
    const before = entriesIn(at.target.audit).length;
    const lines = linesOf().length;
    const answer = await send();
    // Other gateways of the ground have chains of their own and are quiet now.
    expect(entriesIn(at.target.audit)).toHaveLength(before + 1);
    const added = linesOf().slice(lines);
    const entry = added.map((line) => JSON.parse(line)).find(({ kind }) => kind === "request");
    return { answer, entry: entry.body, text: added.join("\n") };
  }

  const question = async (body: object, headers: Record<string, string> = {}): Promise<Sent> => ({
    headers: { authorization: `Bearer ${await at.target.token()}`, ...JSON_BODY, ...headers },
    body: JSON.stringify(body),
  });

  describe("the audit, by a caller who chooses texts", () => {
    it.each(poisons)("says one thing in one line: an operation's name with %s", async (_name, text) => {
      const sent = await question({ query: "query Plain { __typename }", operationName: text });
      const { answer, entry, text: line } = await written(() => at.target.send(sent));
      expect(answer.status).toBe(400);
      expect(entry).toMatchObject({ subject: "mallory", decision: "refused" });
      expect(line).not.toContain("forged");
      expect(line).not.toContain("framed");
      expect(line.length).toBeLessThan(3_000);
    });

    it.each(poisons)("says one thing in one line: a subject with %s", async (_name, text) => {
      // A larger header is cut off by HTTP itself, before anybody is asked anything.
      const token = await at.target.token({ sub: `li${text.slice(0, SUBJECT_LENGTH)}` });
      const { answer, entry } = await written(() =>
        at.target.send({
          headers: { authorization: `Bearer ${token}`, ...JSON_BODY },
          body: '{"query":"{ __typename }"}',
        }),
      );
      if (answer.status !== 200) expect(answer.status).toBe(401);
      else expect(entry.subject.length).toBeLessThan(NAME_LENGTH_MAX);
      for (const line of at.target.log.text().trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
    });

    it.each([
      ["a line end, folded", "abc\r\n {forged}"],
      ["spaces", "abc forged"],
      ["braces and quotes", '"},{"forged":"'],
      ["characters beyond ASCII", "f\u00f6rged"],
      ["nothing", ""],
      ["ten thousand characters", "forged".repeat(1_700)],
    ])("gives a request an id of its own: an x-request-id of %s", async (_name, id) => {
      const token = await at.target.token();
      const head = `POST /graphql HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\ncontent-type: application/json\r\nconnection: close`;
      const body = '{"query":"{ __typename }"}';
      const entries = entriesIn(at.target.audit).length;
      const text = await at.target.raw(
        `${head}\r\nx-request-id: ${id}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
      );
      expect(text).toMatch(/^HTTP\/1\.1 (200|400)/);
      if (!text.startsWith("HTTP/1.1 200")) return;
      expect(text).toMatch(/x-request-id: [0-9a-f-]{36}\r\n/);
      expect(entriesIn(at.target.audit)).toHaveLength(entries + 1);
      expect(linesOf().at(-1)).not.toMatch(/forged|rged"/);
    });

    it("keeps the true address, whatever a header says of it", async () => {
      const sent = await question(
        { query: "{ __typename }" },
        { "x-forwarded-for": "10.6.6.6", forwarded: "for=10.6.6.6" },
      );
      const { entry, text } = await written(() => at.target.send(sent));
      expect(entry.from).toMatch(/127\.0\.0\.1$/);
      expect(text).not.toContain("10.6.6.6");
    });

    it("shortens a name of the document to what one can read, and tells it from others by its hash", async () => {
      const name = "N".repeat(5_000);
      const { entry } = await written(async () =>
        at.target.send(await question({ query: `query ${name} { __typename }` })),
      );
      expect(entry.operation.name).toMatch(/^N{200}….{16}$/);
    });

    it("exports as a table what no spreadsheet runs and what keeps its lines", async () => {
      const unreadable = jest.fn();
      for await (const read of readEntries(at.target.audit, {}, unreadable)) {
        const line = csvLine(read);
        expect(line).not.toMatch(/(^|,)[=+@]/);
        expect(line.replace(/"(?:[^"]|"")*"/g, "")).not.toMatch(/[\r\n]/);
      }
      expect(unreadable).not.toHaveBeenCalled();
    });
  });

  describe("the audit, by who looks for secrets in it", () => {
    const SECRET = "hunter2-a-private-word";
    it.each([
      [
        "a password in a variable",
        {
          query: "query($p: String) { invoices(filter: {number: {eq: $p}}) { totalCount } }",
          variables: { p: SECRET },
        },
      ],
      ["a password in a literal", { query: `{ invoices(filter: {number: {eq: "${SECRET}"}}) { totalCount } }` }],
      ["a password in a comment", { query: `{ __typename } # ${SECRET}` }],
      ["a password as an alias", { query: `{ ${SECRET.replaceAll("-", "_")}: __typename }` }],
      ["a password as the name of a field that is not there", { query: `{ ${SECRET.replaceAll("-", "_")} }` }],
      ["a password in the extensions", { query: "{ __typename }", extensions: { key: SECRET } }],
    ])("does not hold %s", async (_name, body) => {
      const { text } = await written(async () => at.target.send(await question(body, { cookie: SECRET })));
      for (const secret of [SECRET, SECRET.replaceAll("-", "_")]) expect(text).not.toContain(secret);
    });

    it.each([
      ["a token that is good", async () => `Bearer ${await at.target.token()}`],
      ["a token that was refused", async () => `Bearer ${await at.target.token({ exp: 1 })}`],
      ["an API key that was refused", async () => `Bearer ck_3f9c1a20b7de_${"s".repeat(43)}`],
      ["a name and a password", async () => `Basic ${Buffer.from("li:hunter2").toString("base64")}`],
    ])("does not hold %s", async (_name, header) => {
      const authorization = await header();
      const { text } = await written(() =>
        at.target.send({ headers: { authorization, ...JSON_BODY }, body: '{"query":"{ __typename }"}' }),
      );
      const secret = authorization.split(" ")[1] ?? "";
      expect(text).not.toContain(secret.slice(-20));
      expect(text).not.toContain("hunter2");
    });
  });

  describe("an answer without an entry", () => {
    it("is not to be had by sending questions one behind the other on one connection", async () => {
      const token = await at.target.token();
      const one = (last: boolean) =>
        `GET /graphql?query=%7B__typename%7D HTTP/1.1\r\nhost: a\r\nauthorization: Bearer ${token}\r\nx-concord-preflight: 1\r\n${last ? "connection: close\r\n" : ""}\r\n`;
      const before = entriesIn(at.target.audit).length;
      const text = await at.target.raw(`${one(false)}${one(false)}${one(true)}`);
      expect(text.match(/HTTP\/1\.1 200/g)).toHaveLength(3);
      expect(entriesIn(at.target.audit)).toHaveLength(before + 3);
    });

    it.each([
      ["a question", "{ invoices(first: 1) { number } }", {}],
      ["a change", 'mutation { settle(id: "d-2") }', {}],
      ["a question of somebody unknown", "{ invoices(first: 1) { number } }", { anonymous: true }],
    ])("is not to be had while the audit cannot be written: %s", async (_name, query, options) => {
      const folder = auditFolder();
      // Every entry needs a new file, so that a folder that is gone stops the next one.
      const graph = await openLedgerGraph(folder, { thresholds, webhook: undefined }, 1);
      try {
        rmSync(folder, { recursive: true });
        const { status, headers, text } = await graph.ask(query, options);
        expectRefusal({ status, headers: headers as Answer["headers"], text }, 503, "AUDIT_UNAVAILABLE");
        expect(headers["retry-after"]).toBeDefined();
        expect(graph.state.settled).toEqual([]);
      } finally {
        await graph.gateway.close();
      }
    });

    it("is not to be had from a gateway whose audit cannot be opened: it does not start", async () => {
      await expect(at.target.beside({ AUDIT_DIR: "/dev/null/audit" })).rejects.toMatchObject({
        code: "CONFIG_INVALID",
      });
    });
  });

  it("the chain of all these attacks verifies", async () => {
    const reports = await verifyAudit(at.target.audit, AUDIT_KEY);
    expect(reports.length).toBeGreaterThan(1);
    expect(reports.filter(({ fault }) => fault)).toEqual([]);
  });
}
