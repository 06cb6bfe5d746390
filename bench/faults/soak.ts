/**
 * A steady mix of questions for as long as told, and what memory does meanwhile: the slope of a line through the heap in use, what
 * could be collected left out, after the first sixth, which is warm-up. Gateway, subgraphs, embedded database and the client are one
 * process here, so that nothing that grows is missed. Ends with 1 where a question failed or the heap grew more than allowed.
 *
 *   npm run -s bench:soak -- --minutes 30
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { type Answered, ask, atRate, percentile } from "./ask";
import { startGatewayOver, startSubgraphs } from "./parts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" } } });
const PER_SECOND = 20;
const SAMPLE_SECONDS = 10;
const MOST_MB_PER_MINUTE = 1;

const QUESTIONS: readonly ((index: number) => string)[] = [
  () => "{ salesOrders(first: 5) { nodes { number customer { displayName receivable { amount } } } } }",
  // Every text is another one, as from clients that write their literals into the question.
  (index) =>
    `{ invoices(first: ${1 + (index % 20)}, filter: { number: { eq: "R-${index}" } }) { totalCount nodes { number } } }`,
  () => "{ items(first: 10) { nodes { number stockLevels(first: 5) { nodes { onHand { value unit } } } } } }",
  (index) => `{ nonsense${index} }`,
];
const NONSENSE = QUESTIONS.length - 1;

/** Nonsense is refused, all else answered whole. */
function isAsExpected(index: number, { status, text, errors }: Answered): boolean {
  if (index % QUESTIONS.length === NONSENSE) return status === 400 && text.includes("GRAPHQL_VALIDATION_FAILED");
  return status === 200 && errors.length === 0;
}

interface Sample {
  readonly minute: number;
  readonly heapMb: number;
  readonly rssMb: number;
}

/** Without it the heap shows when the collector came by, not what is held. */
function collector(): () => void {
  setFlagsFromString("--expose-gc");
  return runInNewContext("gc") as () => void;
}

/** Of a least-squares line, in MB a minute. */
function slope(samples: readonly Sample[], of: (sample: Sample) => number): number {
  const mean = (read: (sample: Sample) => number) => samples.reduce((sum, one) => sum + read(one), 0) / samples.length;
  const [x, y] = [mean(({ minute }) => minute), mean(of)];
  const above = samples.reduce((sum, one) => sum + (one.minute - x) * (of(one) - y), 0);
  return above / samples.reduce((sum, one) => sum + (one.minute - x) ** 2, 0);
}

async function main(): Promise<void> {
  const minutes = Number(values.minutes);
  const subgraphs = await startSubgraphs();
  const { gateway, url } = await startGatewayOver(subgraphs.urls, 10_000);
  const collect = collector();
  const samples: Sample[] = [];
  const times: number[] = [];
  let [asked, failed] = [0, 0];
  const startedAt = performance.now();
  const minute = (): number => (performance.now() - startedAt) / 60_000;
  while (minute() < minutes) {
    const answers = await atRate(PER_SECOND, SAMPLE_SECONDS, async () => {
      const index = asked;
      asked += 1;
      const answer = await ask(url, QUESTIONS[index % QUESTIONS.length]?.(index) ?? "");
      return { ...answer, failed: !isAsExpected(index, answer) };
    });
    for (const answer of answers) {
      times.push(answer.ms);
      if (answer.failed) failed += 1;
      if (answer.failed && failed <= 5) console.error(`failed: ${answer.status} ${answer.text.slice(0, 300)}`);
    }
    collect();
    const { heapUsed, rss } = process.memoryUsage();
    const sample = { minute: minute(), heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 };
    samples.push(sample);
    if (Math.floor(sample.minute) > Math.floor(samples.at(-2)?.minute ?? -1))
      console.error(
        `minute ${sample.minute.toFixed(1)}: heap ${sample.heapMb.toFixed(0)} MB, rss ${sample.rssMb.toFixed(0)} MB`,
      );
  }
  const warm = samples.filter(({ minute }) => minute >= minutes / 6);
  const [heap, resident] = [slope(warm, ({ heapMb }) => heapMb), slope(warm, ({ rssMb }) => rssMb)];
  console.log(
    `${minutes} minutes, ${asked} questions, ${failed} failed; p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms; after warm-up heap ${heap.toFixed(2)} and resident ${resident.toFixed(2)} MB a minute`,
  );
  await gateway.close();
  await subgraphs.close();
  if (failed > 0 || heap > MOST_MB_PER_MINUTE) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
