/**
 * What callers see while one subgraph is broken in twelve ways: finance stands behind a server that misbehaves, ERP and mapping
 * are well. Gateway and callers are one process, the subgraphs another, what misbehaves a third.
 *
 *   npm run -s bench:fault-modes
 */
import "reflect-metadata";
import { type Faulty, standApartBefore, startSubgraphsApart } from "./apart";
import { type Answered, ask, atRate, pause, percentile } from "./ask";
import { FAULT_MODES, SECRET } from "./http-faults";
import { startGatewayOver } from "./parts";

const TIMEOUT_MS = 1_000;
const AFFECTED = "{ invoices(first: 2) { nodes { number } } salesOrders(first: 2) { nodes { number } } }";
const UNAFFECTED = "{ salesOrders(first: 5) { nodes { number customer { displayName } } } }";
const PER_SECOND = 20;
const SECONDS = 5;

interface Row {
  readonly mode: string;
  readonly asked: number;
  readonly whole: number;
  readonly partial: number;
  readonly wrong: number;
  readonly leaks: number;
  readonly slowestMs: number;
  readonly openMs: number | undefined;
  readonly unaffectedP99Ms: number;
  readonly recoveryMs: number;
}

const isWhole = ({ status, errors }: Answered): boolean => status === 200 && errors.length === 0;
const isPartial = ({ status, errors, text }: Answered): boolean =>
  status === 200 && errors.length > 0 && errors.every(({ path }) => path?.length) && /"salesOrders":\{/.test(text);

async function measure(mode: string, url: string, finance: Faulty, secrets: readonly string[]): Promise<Row> {
  await finance.misbehave(mode);
  const [affected, unaffected] = await Promise.all([
    atRate(PER_SECOND, SECONDS, () => ask(url, AFFECTED)),
    atRate(PER_SECOND, SECONDS, () => ask(url, UNAFFECTED)),
  ]);
  const stopped = (await (await fetch(new URL("/metrics", url))).text()).includes(
    'concord_subgraph_stopped{subgraph="finance"} 1',
  );
  const open = stopped ? await atRate(PER_SECOND, 1, () => ask(url, AFFECTED)) : undefined;
  await finance.misbehave(undefined);
  const all = [...affected, ...unaffected, ...(open ?? [])];
  return {
    mode,
    asked: affected.length,
    whole: affected.filter(isWhole).length,
    partial: affected.filter(isPartial).length,
    wrong:
      affected.filter((one) => !isWhole(one) && !isPartial(one)).length +
      unaffected.filter((one) => !isWhole(one)).length,
    leaks: all.filter(({ text }) => secrets.some((secret) => text.includes(secret))).length,
    slowestMs: Math.max(...affected.map(({ ms }) => ms)),
    openMs:
      open &&
      percentile(
        open.map(({ ms }) => ms),
        0.99,
      ),
    unaffectedP99Ms: percentile(
      unaffected.map(({ ms }) => ms),
      0.99,
    ),
    recoveryMs: await recovery(url),
  };
}

async function recovery(url: string): Promise<number> {
  const startedAt = performance.now();
  while (!isWhole(await ask(url, AFFECTED))) await pause(20);
  return performance.now() - startedAt;
}

const HEADS = [
  "mode",
  "asked",
  "whole",
  "partial",
  "wrong",
  "leaks",
  "slowest ms",
  "open p99 ms",
  "rest p99 ms",
  "recovery ms",
];

function line(row: Row): string {
  const ms = (value: number | undefined): string => (value === undefined ? "–" : value.toFixed(0));
  const { mode, asked, whole, partial, wrong, leaks } = row;
  const times = [row.slowestMs, row.openMs, row.unaffectedP99Ms, row.recoveryMs].map(ms);
  return `| ${[mode, asked, whole, partial, wrong, leaks, ...times].join(" | ")} |`;
}

async function main(): Promise<void> {
  const subgraphs = await startSubgraphsApart();
  const finance = await standApartBefore(subgraphs.urls.finance);
  const { gateway, url } = await startGatewayOver({ ...subgraphs.urls, finance: finance.url }, TIMEOUT_MS);
  const ports = [finance.url, subgraphs.urls.finance].map((address) => new URL(address).port);
  const secrets = [SECRET, ...ports, "127.0.0.1", "    at "];
  for (let round = 0; round < 100; round += 1) await Promise.all([ask(url, AFFECTED), ask(url, UNAFFECTED)]);
  const healthy = await atRate(PER_SECOND, SECONDS, () => ask(url, UNAFFECTED));
  console.log(
    `Time-out of a subgraph ${TIMEOUT_MS} ms; healthy p99 ${percentile(
      healthy.map(({ ms }) => ms),
      0.99,
    ).toFixed(0)} ms.\n`,
  );
  console.log(`| ${HEADS.join(" | ")} |\n| --- |${" --: |".repeat(HEADS.length - 1)}`);
  let wrong = 0;
  for (const mode of Object.keys(FAULT_MODES)) {
    const row = await measure(mode, url, finance, secrets);
    wrong += row.wrong + row.leaks;
    console.log(line(row));
    // The breaker looks at the last ten seconds: each mode begins with a clean sheet.
    await pause(10_500);
  }
  await gateway.close();
  await finance.close();
  await subgraphs.close();
  if (wrong > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
