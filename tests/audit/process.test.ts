import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { join } from "node:path";
import { filesOf } from "../../gateway/audit/folder";
import { verifyAudit } from "../../gateway/audit/verify";
import { auditFolder, entriesIn, KEY, linesIn, recordsIn } from "./build";

const ROOT = join(__dirname, "..", "..");
const CONCORD = join(ROOT, "cli", "concord.mjs");
/** Nobody listens there: the gateway answers for itself. */
const NOWHERE = "http://127.0.0.1:9/graphql";

const environment = (folder: string, port: number, more: Record<string, string> = {}) => ({
  ...process.env,
  NODE_ENV: "development",
  DATA_DIR: folder,
  AUDIT_KEY: KEY,
  INTERNAL_KEY: "an internal key for tests, long enough",
  FINANCE_URL: NOWHERE,
  ERP_URL: NOWHERE,
  MAPPING_URL: NOWHERE,
  LOG_LEVEL: "warn",
  PORT: String(port),
  ...more,
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** A gateway as a process of its own; `limit` is a shell command that bounds it. */
async function startGateway(folder: string, port: number, limit = ""): Promise<ChildProcess> {
  const command = `${limit} exec ${process.execPath} ${CONCORD} start gateway`;
  const child = spawn("bash", ["-c", command], { env: environment(folder, port), cwd: folder, stdio: "pipe" });
  let log = "";
  child.stderr?.on("data", (chunk) => {
    log += String(chunk);
  });
  child.stdout?.resume();
  for (let attempt = 0; attempt < 900; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`the gateway ended with ${child.exitCode}: ${log}`);
    const answer = await fetch(`http://127.0.0.1:${port}/healthz`).catch(() => undefined);
    if (answer?.ok) return child;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`the gateway did not become healthy: ${log}`);
}

const ended = (child: ChildProcess): Promise<void> => new Promise((resolve) => child.once("exit", () => resolve()));

const concord = (folder: string, args: readonly string[], more: Record<string, string> = {}) =>
  spawnSync(process.execPath, [CONCORD, ...args], { env: environment(folder, 1, more), cwd: folder, encoding: "utf8" });

const ask = (port: number, token: string, requestId: string, query = "query Load { __typename }") =>
  fetch(`http://127.0.0.1:${port}/graphql`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}`, "x-request-id": requestId },
    body: JSON.stringify({ query }),
  });

describe("a gateway that is killed with kill -9 under load", () => {
  const folder = auditFolder();
  const audit = join(folder, "audit");
  const answered: string[] = [];
  let token: string;

  /** Twenty callers ask without pause until the gateway is gone; only whole answers count. */
  async function loadUntilKilled(round: number, port: number, child: ChildProcess): Promise<void> {
    const gone = ended(child);
    let killed = false;
    const caller = async (number: number): Promise<void> => {
      for (let count = 0; !killed; count += 1) {
        const requestId = `r${round}-${number}-${count}`;
        const answer = await ask(port, token, requestId).then(
          async (response) => ({ status: response.status, text: await response.text() }),
          () => undefined,
        );
        if (answer === undefined) return;
        expect(answer).toMatchObject({ status: 200, text: expect.stringContaining("Query") });
        answered.push(requestId);
      }
    };
    const callers = Array.from({ length: 20 }, (_, number) => caller(number));
    while (answered.length < round * 300) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill("SIGKILL");
    await gone;
    killed = true;
    await Promise.all(callers);
  }

  beforeAll(() => {
    token = concord(folder, ["token", "cfo"]).stdout.trim();
    expect(token).toMatch(/^ey/);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("has an entry for every request it answered, and goes on with its chain", async () => {
    for (const round of [1, 2]) {
      const port = await freePort();
      await loadUntilKilled(round, port, await startGateway(folder, port));
    }
    const logged = new Set(entriesIn(audit).map((entry) => entry["requestId"]));
    expect(answered.length).toBeGreaterThanOrEqual(600);
    expect(answered.filter((requestId) => !logged.has(requestId))).toEqual([]);
    const reports = await verifyAudit(audit, KEY);
    expect(reports.map(({ chain, fault }) => ({ chain, fault }))).toEqual([{ chain: "gateway", fault: undefined }]);
    expect(recordsIn(audit).filter(({ kind }) => kind === "started")).toHaveLength(2);
  }, 100_000);

  it("recovers a last line that was torn, and says so", async () => {
    const path = filesOf(join(audit, "gateway")).at(-1)?.path ?? "";
    appendFileSync(path, '{"body":{"at":"20');
    const port = await freePort();
    const child = await startGateway(folder, port);
    expect((await ask(port, token, "after-torn")).status).toBe(200);
    const gone = ended(child);
    child.kill("SIGTERM");
    await gone;
    expect(entriesIn(audit).at(-1)).toMatchObject({ requestId: "after-torn" });
    const verified = concord(folder, ["audit", "verify"]);
    expect(verified.status).toBe(0);
    expect(verified.stdout).toMatch(/✓ gateway: \d+ records .*a torn end of 17 bytes was recovered/s);
  }, 60_000);

  it("can be verified, exported and shown where it was tampered with, by command", () => {
    const json = JSON.parse(concord(folder, ["audit", "verify", "--json"]).stdout);
    expect(json).toMatchObject({ ok: true, signed: true, chains: [{ chain: "gateway" }] });
    const csv = concord(folder, ["audit", "export", "--subject", "cfo@development"]).stdout.trim().split("\n");
    expect(csv[0]).toMatch(/^chain,seq,at,requestId,from,subject,role/);
    expect(csv).toHaveLength(1 + entriesIn(audit).length);
    const jsonl = concord(folder, ["audit", "export", "--format", "jsonl", "--from", "2000-01-01"]).stdout;
    expect(JSON.parse(jsonl.split("\n")[0] ?? "")).toMatchObject({ chain: "gateway", operation: { name: "Load" } });
    expect(concord(folder, ["audit", "export", "--to", "2000-01-01"]).stdout.trim().split("\n")).toHaveLength(1);
    expect(concord(folder, ["audit", "prune", "--before", "2000-01-01"]).stdout).toContain("Nothing to remove");
    // The first signature is a checkpoint's, where there were records enough for one.
    const byAnother = concord(folder, ["audit", "verify"], { AUDIT_KEY: `${KEY}, another` });
    expect(byAnother.stdout).toMatch(/forged at (000001\.jsonl|head\.json)/);

    const path = filesOf(join(audit, "gateway"))[0]?.path ?? "";
    const original = readFileSync(path);
    writeFileSync(path, `${linesIn(path).toSpliced(9, 1).join("\n")}\n`);
    const tampered = concord(folder, ["audit", "verify"]);
    expect(tampered.status).toBe(1);
    expect(tampered.stdout).toContain("missing at 000001.jsonl line 10: expected entry 10, found entry 11");
    writeFileSync(path, original);
  }, 60_000);
});

const hasPrlimit = spawnSync("prlimit", ["--version"]).status === 0;
if (!hasPrlimit) process.stderr.write("Skipped: a full disk, as there is no prlimit to make room again.\n");

(hasPrlimit ? describe : describe.skip)("a gateway whose disk is full", () => {
  it("refuses with 503 until there is room again, and its chain stays whole", async () => {
    const folder = auditFolder();
    const audit = join(folder, "audit");
    const token = concord(folder, ["token", "cfo"]).stdout.trim();
    const port = await freePort();
    // A file of this process cannot grow over 16 KB, as on a full disk.
    const child = await startGateway(folder, port, "trap '' XFSZ; ulimit -S -f 16;");
    const statuses: number[] = [];
    let refused: Response | undefined;
    for (let number = 0; number < 200 && !refused; number += 1) {
      const response = await ask(port, token, `full-${number}`);
      statuses.push(response.status);
      if (response.status !== 200) refused = response;
    }
    expect(statuses.slice(0, -1).every((status) => status === 200)).toBe(true);
    expect(refused?.status).toBe(503);
    expect(refused?.headers.get("retry-after")).toBe("5");
    const text = (await refused?.text()) ?? "";
    expect(JSON.parse(text).errors[0].extensions.code).toBe("AUDIT_UNAVAILABLE");
    expect(text).not.toContain(folder);
    expect((await ask(port, token, "still-full")).status).toBe(503);
    execFileSync("prlimit", ["--pid", String(child.pid), "--fsize=unlimited:unlimited"]);
    expect((await ask(port, token, "room-again")).status).toBe(200);
    const gone = ended(child);
    child.kill("SIGTERM");
    await gone;
    const [report] = await verifyAudit(audit, KEY);
    expect(report?.fault).toBeUndefined();
    const logged = entriesIn(audit).map((entry) => entry["requestId"]);
    expect(logged).toEqual([...statuses.slice(0, -1).map((_, number) => `full-${number}`), "room-again"]);
    rmSync(folder, { recursive: true, force: true });
  }, 60_000);
});
