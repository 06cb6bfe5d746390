/**
 * A steady mix of questions for as long as told, and what memory does meanwhile: the slope of a line through the heap in use after
 * the first sixth, which is warm-up.
 *
 *   npm run -s bench:soak -- --minutes 30
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { ask, atRate, percentile } from "./ask";
import { startParts } from "./parts";

const { values } = parseArgs({ options: { minutes: { type: "string", default: "30" } } });
const PER_SECOND = 20;
const SAMPLE_SECONDS = 10;

const QUESTIONS: readonly ((index: number) => string)[] = [
  () => "{ salesOrders(first: 5) { nodes { number customer { displayName receivable { amount } } } } }",
  // Every text is another one, as from clients that write their literals into the question.
  (index) =>
    `{ invoices(first: ${1 + (index % 20)}, filter: { number: { eq: "R-${index}" } }) { totalCount nodes { number } } }`,
  () => "{ items(first: 10) { nodes { number stock { quantity { value unit } } } } }",
  (index) => `{ nonsense${index} }`,
];

interface Sample {
  readonly minute: number;
  readonly heapMb: number;
  readonly rssMb: number;
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
  const parts = await startParts();
  const { gateway, url } = await parts.gateway(parts.urls, 10_000);
  const samples: Sample[] = [];
  const times: number[] = [];
  let [asked, failed] = [0, 0];
  for (let second = 0; second < minutes * 60; second += SAMPLE_SECONDS) {
    const answers = await atRate(PER_SECOND, SAMPLE_SECONDS, () => {
      asked += 1;
      return ask(url, QUESTIONS[asked % QUESTIONS.length]?.(asked) ?? "");
    });
    failed += answers.filter(
      ({ status, text }) => status !== 200 && !text.includes("GRAPHQL_VALIDATION_FAILED"),
    ).length;
    for (const { ms } of answers) times.push(ms);
    global.gc?.();
    const { heapUsed, rss } = process.memoryUsage();
    samples.push({ minute: second / 60, heapMb: heapUsed / 2 ** 20, rssMb: rss / 2 ** 20 });
    const last = samples.at(-1);
    if (second % 60 === 0)
      console.error(`minute ${second / 60}: heap ${last?.heapMb.toFixed(0)} MB, rss ${last?.rssMb.toFixed(0)} MB`);
  }
  const warm = samples.filter(({ minute }) => minute >= minutes / 6);
  const perMinute = [slope(warm, ({ heapMb }) => heapMb), slope(warm, ({ rssMb }) => rssMb)].map((one) =>
    one.toFixed(2),
  );
  console.log(
    `${minutes} minutes, ${asked} questions, ${failed} failed; p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms; after warm-up heap ${perMinute[0]} and resident ${perMinute[1]} MB a minute`,
  );
  await gateway.close();
  await parts.close();
  if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
