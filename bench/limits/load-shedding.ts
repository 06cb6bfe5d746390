/**
 * Many requests at once against a production server over the sample company: only 200, 429 and 503 come, probes answer
 * meanwhile, and a request after the burst is answered within a second.
 *
 *   npm run -s bench:load-shedding -- --requests 400 [--rounds 5]
 */
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { startProduction } from "./production-server";

const { values } = parseArgs({
  options: { requests: { type: "string", default: "400" }, rounds: { type: "string", default: "5" } },
});

const ALIVE_WITHIN_MS = 1_000;
const QUERY =
  "{ salesOrders(first: 100) { nodes { number customer { displayName receivable { amount } } invoices { number openAmount { amount } } } } }";

interface Seen {
  readonly status: number;
  readonly ms: number;
  readonly retryAfter: string | undefined;
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

function ask(port: number, path: string, headers: Record<string, string>, body?: string): Promise<Seen> {
  const startedAtMs = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, retryAfter?: string): void => {
      resolve({ status, ms: performance.now() - startedAtMs, retryAfter });
    };
    const asked = request(
      { host: "127.0.0.1", port, path, method: body ? "POST" : "GET", headers, agent },
      (response) => {
        response.resume();
        response.on("end", () => done(response.statusCode ?? 0, response.headers["retry-after"]));
      },
    );
    asked.on("error", () => done(0));
    asked.end(body);
  });
}

async function main(): Promise<void> {
  const server = await startProduction({});
  try {
    const headers = { authorization: `Bearer ${await server.token()}`, "content-type": "application/json" };
    const graph = (query: string) => ask(server.port, "/graphql", headers, JSON.stringify({ query }));
    await graph(QUERY);
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      const burst = Array.from({ length: Number(values.requests) }, () => graph(QUERY));
      const probe = ask(server.port, "/healthz", {});
      const answers = await Promise.all(burst);
      const after = await graph("{ __typename }");
      report(round, answers, await probe, after);
    }
    console.log(`process: ${server.exit() ?? "alive, not restarted"}`);
    if (server.exit() !== undefined) process.exitCode = 1;
  } finally {
    agent.destroy();
    await server.stop();
  }
}

function report(round: number, answers: readonly Seen[], probe: Seen, after: Seen): void {
  const count = (status: number): number => answers.filter((answer) => answer.status === status).length;
  const odd = answers.filter(({ status }) => ![200, 429, 503].includes(status));
  const unexplained = answers.filter(({ status, retryAfter }) => status !== 200 && !retryAfter);
  const slowest = Math.max(...answers.map(({ ms }) => ms));
  console.log(
    `round ${round}: 200 ${count(200)}, 429 ${count(429)}, 503 ${count(503)}, other ${odd.map(({ status }) => status).join(" ") || "none"}; slowest ${slowest.toFixed(0)} ms; ` +
      `/healthz ${probe.status} in ${probe.ms.toFixed(0)} ms; afterwards ${after.status} in ${after.ms.toFixed(0)} ms`,
  );
  if (
    odd.length > 0 ||
    unexplained.length > 0 ||
    probe.status !== 200 ||
    after.status !== 200 ||
    after.ms > ALIVE_WITHIN_MS
  )
    process.exitCode = 1;
}

void main();
