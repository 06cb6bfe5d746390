import { serverUrl } from "../databases";
import { typeAt, WorldGraph } from "./graph";
import { Cursors, Pool } from "./pool";
import { type Question, write } from "./question";
import { ask } from "./questions";
import { Random } from "./random";
import { READERS } from "./readers";
import type { Reader } from "./secrets";
import { openPair, type Pair } from "./worlds";

const SEED = 9_100;
const ROUNDS = 15;
/** So many ask in a round, the most of them the same. */
const AT_ONCE = 24;

interface Asking {
  readonly reader: Reader;
  readonly question: Question;
}

describe("questions at once, which read in common", () => {
  let pair: Pair;
  let graph: WorldGraph;
  beforeAll(async () => {
    pair = await openPair(SEED, serverUrl());
    graph = await WorldGraph.over(pair.base);
  });
  afterAll(async () => {
    await graph.close();
    await pair.close();
  });

  it("are answered as each is alone, whoever else asks", async () => {
    const [schema, pool, random] = [await graph.schema(), await Pool.of([pair.base]), new Random(SEED)];
    const cursors = new Cursors();
    const answer = async ({ reader, question }: Asking): Promise<string> =>
      (await graph.send(write(question), {}, reader)).body;
    let withData = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const questions = [0, 1, 2].map(() => ask({ schema, role: random.pick(READERS).role, pool, cursors, random }));
      const askings = Array.from({ length: AT_ONCE }, () => ({
        reader: random.pick(READERS),
        question: random.pick(questions),
      }));
      const alone: string[] = [];
      for (const asking of askings) {
        const body = await answer(asking);
        const { data } = JSON.parse(body);
        cursors.learn(asking.question.selections, data, (path) => typeAt(schema, path));
        if (data) withData += 1;
        alone.push(body);
      }
      expect(await Promise.all(askings.map(answer))).toEqual(alone);
    }
    expect(withData).toBeGreaterThan(ROUNDS);
  });
});
