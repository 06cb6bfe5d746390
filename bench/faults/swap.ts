/**
 * Twenty changes of the supergraph under a steady load, with a refused one after each: how many questions failed. Gateway and callers
 * are one process, the subgraphs another.
 *
 *   npm run -s bench:swap
 */
import "reflect-metadata";
import { readSupergraph } from "../../cli/schema";
import { startSubgraphsApart } from "./apart";
import { ask, atRate, pause, percentile } from "./ask";
import { startGatewayOver } from "./parts";

const QUESTION = "{ salesOrders(first: 5) { nodes { number customer { displayName receivable { amount } } } } }";
const PER_SECOND = 50;
const SWAPS = 20;
const BETWEEN_MS = 1_500;

async function main(): Promise<void> {
  const subgraphs = await startSubgraphsApart();
  const { gateway, url } = await startGatewayOver(subgraphs.urls, 10_000);
  for (let round = 0; round < 100; round += 1) await ask(url, QUESTION);
  let refused = 0;
  const swapping = (async () => {
    for (let swap = 1; swap <= SWAPS; swap += 1) {
      await pause(BETWEEN_MS);
      gateway.changeSupergraph(`${readSupergraph()}\n# version ${swap}\n`);
      try {
        gateway.changeSupergraph("type Query { nothing: Int }");
      } catch {
        refused += 1;
      }
    }
  })();
  const answers = await atRate(PER_SECOND, (SWAPS * (BETWEEN_MS + 700)) / 1000, () => ask(url, QUESTION));
  await swapping;
  const failed = answers.filter(({ status, errors }) => status !== 200 || errors.length > 0);
  const times = answers.map(({ ms }) => ms);
  console.log(
    `${SWAPS} changes under ${PER_SECOND} questions a second: ${answers.length} asked, ${failed.length} failed; ${refused} bad supergraphs refused; p50 ${percentile(times, 0.5).toFixed(0)} ms, p99 ${percentile(times, 0.99).toFixed(0)} ms`,
  );
  if (failed[0]) console.log(failed[0].text.slice(0, 300));
  await gateway.close();
  await subgraphs.close();
  if (failed.length > 0 || refused !== SWAPS) process.exitCode = 1;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
