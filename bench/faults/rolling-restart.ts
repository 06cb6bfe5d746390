/**
 * Two gateways behind a balancer and two processes of each subgraph over one PostgreSQL; each of the eight is restarted in turn under
 * a steady load: how many questions failed.
 *
 *   npm run -s bench:rolling-restart
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { postgresServer } from "../../tests/databases";
import { percentile } from "./ask";
import { startFleet } from "./fleet";
import { type Restart, restartInTurn } from "./restart-in-turn";

const { values } = parseArgs({
  options: { "per-second": { type: "string", default: "50" }, "drain-ms": { type: "string", default: "500" } },
});

const HEADS = ["restarted", "exit code", "ms until ready", "asked", "failed", "p50 ms", "p99 ms", "slowest ms"];

const failedOf = ({ answers }: Restart) => answers.filter((answer) => answer.failed);

function line(restart: Restart): string {
  const { part, exitCode, ms, answers } = restart;
  const times = answers.map((answer) => answer.ms);
  const shares = [0.5, 0.99, 1].map((share) => percentile(times, share).toFixed(0));
  const figures = [exitCode, ms.toFixed(0), answers.length, failedOf(restart).length, ...shares];
  return `| ${part.part} at ${new URL(part.origin).port} | ${figures.join(" | ")} |`;
}

function report(restarts: readonly Restart[]): void {
  const asked = restarts.flatMap(({ answers }) => answers).length;
  const failed = restarts.flatMap(failedOf);
  console.log(
    `| ${HEADS.join(" | ")} |\n| --- |${" --: |".repeat(HEADS.length - 1)}\n${restarts.map(line).join("\n")}`,
  );
  console.log(
    `\n${restarts.length} restarts, ${values["per-second"]} questions a second: ${asked} asked, ${failed.length} failed`,
  );
  for (const { status, text, ms } of failed.slice(0, 5))
    console.log(`  ${status} after ${ms.toFixed(0)} ms: ${text.slice(0, 300)}`);
  if (failed.length > 0 || restarts.some(({ exitCode }) => exitCode !== 0)) process.exitCode = 1;
}

async function main(): Promise<void> {
  const opened = await postgresServer.open();
  const fleet = await startFleet(opened, { drainMs: Number(values["drain-ms"]) });
  try {
    report(await restartInTurn(fleet, fleet.parts, Number(values["per-second"])));
  } finally {
    await fleet.close();
    await opened.close();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
