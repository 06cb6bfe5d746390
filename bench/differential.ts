/**
 * Asks random questions of our executor and of Apollo's over equal subgraphs, and stops with status 1 where two answers
 * are not the same bytes: a half over the whole graph as every role in every scope, a half over a supergraph that uses
 * every feature of federation, in moods from all is well to calls that fail.
 *   npm run -s bench:differential -- --queries 20000 [--seed 1] [--part graph|federation]
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { buildClientSchema, getIntrospectionQuery } from "graphql";
import { type BothGateways, differenceIn, openGateways } from "../tests/execution/both-gateways";
import { catalogueSupergraph } from "../tests/execution/catalogue";
import { conditioned } from "../tests/execution/conditioned";
import { randomOperation } from "../tests/execution/random-operation";
import { compareExecutors, openBoth } from "../tests/execution/whole-graph";
import { Random } from "../tests/no-leak/random";
import { READERS } from "../tests/no-leak/readers";
import { openPair } from "../tests/no-leak/worlds";

const { values } = parseArgs({
  options: {
    queries: { type: "string", default: "20000" },
    seed: { type: "string", default: "1" },
    part: { type: "string" },
  },
});

/** Operations of one mood; then another begins, with other subgraphs. */
const OF_ONE_MOOD = 200;

interface Told {
  readonly asked: number;
  readonly differences: number;
}

async function overTheGraph(seed: number, questions: number): Promise<Told> {
  const pair = await openPair(seed, process.env["DATABASE_URL"]);
  const both = await openBoth(pair.base);
  let [asked, differences] = [0, 0];
  for (const [at, reader] of READERS.entries()) {
    const share = Math.ceil(questions / READERS.length);
    const outcome = await compareExecutors(both, { reader, seed: seed * 1000 + at, questions: share });
    asked += outcome.asked;
    differences += outcome.differences.length;
    const { withErrors, refused } = outcome;
    console.log(JSON.stringify({ part: "graph", role: reader.role, asked, withErrors, refused, differences }));
    for (const difference of outcome.differences) console.log(JSON.stringify(difference));
  }
  await both.close();
  await pair.close();
  return { asked, differences };
}

async function overFederation(seed: number, questions: number): Promise<Told> {
  const supergraphSdl = catalogueSupergraph();
  let [asked, differences] = [0, 0];
  for (let mood = 0; asked < questions; mood += 1) {
    const random = new Random(seed * 1000 + mood);
    const share = (): number => (random.chance(0.4) ? 0 : random.next() * 0.15);
    const both = await openGateways(supergraphSdl, { seed: mood, empty: share(), failing: share(), lost: share() });
    differences += await compareIn(both, random, Math.min(OF_ONE_MOOD, questions - asked));
    asked += Math.min(OF_ONE_MOOD, questions - asked);
    await both.close();
    console.log(JSON.stringify({ part: "federation", asked, differences }));
  }
  return { asked, differences };
}

async function compareIn(both: BothGateways, random: Random, questions: number): Promise<number> {
  const { data } = await both.stock.execute({ query: getIntrospectionQuery() });
  const schema = buildClientSchema(JSON.parse(JSON.stringify(data)));
  let differences = 0;
  for (let asked = 0; asked < questions; asked += 1) {
    const difference = await differenceIn(both, conditioned(randomOperation(schema, random), random));
    if (!difference) continue;
    differences += 1;
    console.log(JSON.stringify(difference));
  }
  return differences;
}

async function main(): Promise<void> {
  const [seed, queries, startedAt] = [Number(values.seed), Number(values.queries), performance.now()];
  const half = values.part ? queries : Math.ceil(queries / 2);
  const none = { asked: 0, differences: 0 };
  const graph = values.part === "federation" ? none : await overTheGraph(seed, half);
  const federation = values.part === "graph" ? none : await overFederation(seed, half);
  const seconds = Math.round((performance.now() - startedAt) / 1000);
  const differences = graph.differences + federation.differences;
  console.log(JSON.stringify({ asked: graph.asked + federation.asked, differences, seconds }));
  process.exitCode = differences > 0 ? 1 : 0;
}

void main();
