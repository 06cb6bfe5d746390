/**
 * Runs the public federation gateway audit on `createGateway({ supergraphSdl, urls })`, with our executor and with
 * Apollo's, against the audit's own server of subgraphs, supergraphs and expected answers (docs/federation-audit.md).
 *   npm run -s bench:federation-audit -- --server http://127.0.0.1:4200 [--suite node] [--failures]
 * Stops with status 1 when a test that Apollo's executor passes is lost by ours.
 */
import { isDeepStrictEqual, parseArgs } from "node:util";
import { createGateway, type PlainGateway } from "../gateway/index";

const { values } = parseArgs({
  options: {
    server: { type: "string", default: "http://127.0.0.1:4200" },
    suite: { type: "string" },
    failures: { type: "boolean", default: false },
  },
});

/** A question of the audit; `errors` is absent where the audit does not care whether there are any. */
interface AuditTest {
  readonly query: string;
  readonly expected: { readonly data?: unknown; readonly errors?: boolean };
}

interface Outcome {
  readonly passed: boolean;
  readonly received: unknown;
}

const TRIES = 3;

async function get(path: string): Promise<Response> {
  const response = await fetch(new URL(path, values.server));
  if (!response.ok) throw new Error(`${path} of the audit's server answered with ${response.status}`);
  return response;
}

async function ask(gateway: string, { query, expected }: AuditTest): Promise<Outcome> {
  const response = await fetch(gateway, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query }),
  });
  const { data = null, errors } = (await response.json()) as { readonly data?: unknown; readonly errors?: unknown[] };
  const told = { data, errors: expected.errors === undefined ? null : Boolean(errors?.length) };
  const wanted = { data: expected.data ?? null, errors: expected.errors ?? null };
  return { passed: isDeepStrictEqual(told, wanted), received: { data, errors } };
}

/** As the audit does it: mutations of one run may meet each other's leavings, so a failed test is tried again. */
async function tried(gateway: string, test: AuditTest): Promise<Outcome> {
  let outcome = await ask(gateway, test);
  for (let again = 1; again < TRIES && !outcome.passed; again += 1) outcome = await ask(gateway, test);
  return outcome;
}

async function outcomes(gateway: PlainGateway, tests: readonly AuditTest[]): Promise<readonly Outcome[]> {
  const url = await gateway.listen(0);
  const all: Outcome[] = [];
  for (const test of tests) all.push(await tried(url, test));
  await gateway.close();
  return all;
}

/** Tells one line for a suite, and with --failures one for each test that an executor fails. */
async function runSuite(suite: string): Promise<{ own: number; stock: number; lost: number; of: number }> {
  const supergraphSdl = await (await get(`/${suite}/supergraph`)).text();
  const load = async (): Promise<AuditTest[]> => (await (await get(`/${suite}/tests`)).json()) as AuditTest[];
  const tests = await load();
  const own = await outcomes(await createGateway({ supergraphSdl }), tests);
  // What a suite expects may depend on what the run before it left.
  const stock = await outcomes(await createGateway({ supergraphSdl, stockExecutor: true }), await load());
  const passed = (all: readonly Outcome[]): number => all.filter((outcome) => outcome.passed).length;
  const lost = tests.filter((_, at) => stock[at]?.passed && !own[at]?.passed).length;
  const score = { suite, own: passed(own), stock: passed(stock), lost, of: tests.length };
  console.log(JSON.stringify(score));
  if (values.failures) for (const [at, test] of tests.entries()) tellFailure(test, own[at], stock[at]);
  return score;
}

function tellFailure({ query, expected }: AuditTest, own: Outcome | undefined, stock: Outcome | undefined): void {
  if (own?.passed && stock?.passed) return;
  console.log(JSON.stringify({ query: query.replace(/\s+/g, " "), expected, own, stock }));
}

async function main(): Promise<void> {
  const suites = values.suite ? [values.suite] : ((await (await get("/ids")).json()) as string[]);
  const total = { own: 0, stock: 0, lost: 0, of: 0 };
  for (const suite of suites) {
    const score = await runSuite(suite);
    for (const key of ["own", "stock", "lost", "of"] as const) total[key] += score[key];
  }
  console.log(JSON.stringify({ suites: suites.length, ...total }));
  process.exitCode = total.lost > 0 ? 1 : 0;
}

void main();
