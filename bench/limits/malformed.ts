/**
 * Malformed requests of an authenticated caller against a production server over the sample company: counts by status, and
 * fails on a 5xx, a leak of what is inside, or a server that did not survive.
 *
 *   npm run -s bench:malformed -- --requests 50000 [--seed 1]
 */

import { Agent, request } from "node:http";
import { connect } from "node:net";
import { parseArgs } from "node:util";
import { seeded } from "../../subgraphs/mapping/matching/random";
import { type Malformed, malformedRequest } from "./malformed-requests";
import { type ProductionServer, startProduction } from "./production-server";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "50000" }, seed: { type: "string", default: "1" } },
});

const AT_ONCE = 16;
const WAIT_MS = 15_000;

/** What no answer may hold. */
const LEAKS = [
  /\n {4}at /,
  /node_modules/,
  /127\.0\.0\.1|localhost:/,
  /ECONN/,
  /postgresql:|select .* from /,
  /stacktrace/,
  /[a-z]\.[jt]s:\d/,
];

interface Seen {
  readonly status: string;
  readonly text: string;
}

const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });

function send(port: number, sent: Malformed): Promise<Seen> {
  return sent.kind === "raw" ? write(port, sent.bytes) : ask(port, sent);
}

function ask(port: number, { method, path, headers, body }: Malformed & { kind: "http" }): Promise<Seen> {
  return new Promise((resolve) => {
    const closed = (): void => resolve({ status: "closed", text: "" });
    try {
      const length = body.length > 0 ? { "content-length": String(body.length) } : {};
      const asked = request(
        { host: "127.0.0.1", port, method, path, headers: { ...headers, ...length }, agent },
        (response) => {
          let text = JSON.stringify(response.headers);
          response.on("data", (chunk) => {
            text += chunk;
          });
          response.on("end", () => resolve({ status: String(response.statusCode), text }));
          response.on("error", closed);
        },
      );
      asked.setTimeout(WAIT_MS, () => resolve({ status: "no answer", text: "" }));
      asked.on("error", closed);
      asked.end(body);
    } catch {
      // Node's client refuses to send some headers; they are sent by the raw requests.
      resolve({ status: "not sent", text: "" });
    }
  });
}

function write(port: number, bytes: Buffer): Promise<Seen> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ host: "127.0.0.1", port }, () => socket.end(bytes));
    socket.setTimeout(WAIT_MS, () => socket.destroy());
    socket.on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve({ status: /^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? "closed", text }));
  });
}

async function attack(server: ProductionServer): Promise<void> {
  const token = await server.token();
  const random = seeded(Number(values.seed));
  const counts = new Map<string, number>();
  const findings: string[] = [];
  let left = Number(values.requests);
  const startedAtMs = performance.now();
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      const sent = malformedRequest(random, token);
      const { status, text } = await send(server.port, sent);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      const isFault = /^5\d\d$/.test(status) || status === "no answer" || LEAKS.some((leak) => leak.test(text));
      if (isFault && findings.length < 10) findings.push(`${status} ${describe(sent)} → ${text.slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  const seconds = (performance.now() - startedAtMs) / 1000;
  report(server, counts, findings, seconds, (await ask(server.port, healthz)).status);
}

const healthz = { kind: "http", method: "GET", path: "/healthz", headers: {}, body: Buffer.alloc(0) } as const;

function describe(sent: Malformed): string {
  return sent.kind === "raw"
    ? sent.bytes.toString("latin1").slice(-300)
    : `${sent.method} ${sent.path} ${sent.body.toString("latin1").slice(0, 300)}`;
}

function report(
  server: ProductionServer,
  counts: ReadonlyMap<string, number>,
  findings: readonly string[],
  seconds: number,
  health: string,
): void {
  console.log(`${values.requests} malformed requests, seed ${values.seed}, in ${seconds.toFixed(0)} s`);
  for (const [status, count] of [...counts].sort()) console.log(`  ${status.padEnd(10)} ${count}`);
  console.log(`5xx, unanswered or leaking: ${findings.length === 0 ? "none" : `\n${findings.join("\n")}`}`);
  console.log(`process: ${server.exit() ?? "alive, not restarted"}; /healthz ${health}`);
  if (findings.length > 0 || server.exit() !== undefined || health !== "200") process.exitCode = 1;
}

async function main(): Promise<void> {
  const server = await startProduction({ REQUESTS_PER_MINUTE_MAX: "10000000" });
  try {
    await attack(server);
  } finally {
    agent.destroy();
    await server.stop();
  }
}

void main();
