/**
 * Where the time of a question goes: Concord under 32 callers who ask for different orders, its call tree as a flame graph, and
 * its time by part (docs/performance.md).
 *   npm run -s bench:profile [-- --seconds 15] [--write]
 * --write: the flame graph into docs/flame-graph.svg instead of the working folder.
 */
import "reflect-metadata";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { CONCORD, CONTESTANTS } from "./contestants";
import { type Frame, msByPart, readFrames } from "./cpu-profile";
import { FULL } from "./data";
import { openBenchDatabase } from "./database";
import { flameGraph } from "./flame-graph";
import { closeLoad, fire } from "./load";
import { differentQuestions, start } from "./measure";
import { installPeers } from "./peers";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "15" }, write: { type: "boolean", default: false } },
});
const DOCS = join(__dirname, "..", "..", "docs");
const WARM_UP_SECONDS = 5;
const LEAST_SHARE = 0.01;

/** @returns where V8 wrote its profile, and the second of it from which on all was warm */
async function profiled(databaseUrl: string, folder: string): Promise<{ file: string; warmFrom: number }> {
  const contestant = CONTESTANTS.find(({ name }) => name === CONCORD);
  if (!contestant) throw new Error(`there is no contestant ${CONCORD}`);
  const world = { databaseUrl, supergraphFile: "", subgraphUrls: {} };
  // Which part of Concord a frame belongs to is told by its file.
  process.env["CONCORD_BUNDLE"] = "off";
  const running = await start(contestant, world, ["--cpu-prof", `--cpu-prof-dir=${folder}`]);
  if (!("served" in running)) throw new Error(running.reason);
  const questions = (await differentQuestions(running, "orders")) ?? [];
  await fire(questions, { callers: 32, seconds: WARM_UP_SECONDS });
  const warmFrom = (performance.now() - running.served.startedAtMs) / 1000;
  const { perSecond } = await fire(questions, { callers: 32, seconds: Number(values.seconds) });
  await running.served.stop();
  console.log(`${Math.round(perSecond)} answers a second, while it was profiled\n`);
  const [file = ""] = readdirSync(folder).filter((name) => name.endsWith(".cpuprofile"));
  return { file: join(folder, file), warmFrom };
}

function tell(root: Frame): void {
  const parts = [...msByPart(root)].sort(([, one], [, other]) => other - one);
  const line = (part: string, ms: number): string => `| ${part} | ${((100 * ms) / root.ms).toFixed(1)} % |`;
  const shown = parts.filter(([, ms]) => ms >= root.ms * LEAST_SHARE);
  const rest = root.ms - shown.reduce((sum, [, ms]) => sum + ms, 0);
  const lines = [...shown.map(([part, ms]) => line(part, ms)), line("the rest", rest)];
  console.log(["| part of Concord's process | share |", "| --- | ---: |", ...lines].join("\n"));
}

async function main(): Promise<void> {
  for (const missing of installPeers()) console.error(missing);
  const database = await openBenchDatabase(FULL);
  const folder = mkdtempSync(join(tmpdir(), "concord-bench-profile-"));
  try {
    const { file, warmFrom } = await profiled(database.url, folder);
    const root = readFrames(file, warmFrom);
    tell(root);
    const title = "Concord's process under 32 callers, each of whom asks for other orders";
    writeFileSync(join(values.write ? DOCS : ".", "flame-graph.svg"), flameGraph(root, title));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await closeLoad();
    await database.close();
  }
}

void main();
