import { serverUrl } from "../databases";
import { READERS, readerName } from "../no-leak/readers";
import { openPair, type Pair } from "../no-leak/worlds";
import { type BothExecutors, compareExecutors, openBoth } from "./whole-graph";

const SEED = 7_700;
/** Of each reader; `npm run bench:differential` asks as many as it is told. */
const QUESTIONS = 12;

let pair: Pair;
let both: BothExecutors;

beforeAll(async () => {
  pair = await openPair(SEED, serverUrl());
  both = await openBoth(pair.base);
});
afterAll(async () => {
  await both.close();
  await pair.close();
});

describe("the whole graph", () => {
  it.each(READERS.map((reader, at) => ({ name: readerName(reader), reader, seed: SEED + at })))(
    "answers $name by our executor with the bytes that Apollo's gives",
    async ({ reader, seed }) => {
      const { differences, asked, refused } = await compareExecutors(both, { reader, seed, questions: QUESTIONS });
      expect(differences).toEqual([]);
      expect(asked - refused).toBeGreaterThan(0);
    },
  );
});
