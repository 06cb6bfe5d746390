import type { Subgraph } from "../../schema/model/definition";
import { roles } from "../../schema/roles";
import { oneEngine } from "../databases";
import { Pool } from "../no-leak/pool";
import { Random } from "../no-leak/random";
import { CUSTOMERS, ONE_COMPANY } from "../no-leak/readers";
import type { Reader } from "../no-leak/secrets";
import { buildWorld } from "../no-leak/world";
import { ComparedSubgraph } from "./compared-subgraphs";

const SUBGRAPHS: readonly Subgraph[] = ["finance", "erp", "mapping"];
const SEED = 40;
/** Of each reader. */
const QUESTIONS = 6;

const READERS: readonly Reader[] = [
  ...roles.map((role) => ({ role, companies: "*" as const })),
  { role: "cfo", companies: ONE_COMPANY },
  { role: "sales", companies: "*", customers: CUSTOMERS },
];

let opened: Awaited<ReturnType<typeof oneEngine.open>>;
let pool: Pool;

beforeAll(async () => {
  opened = await oneEngine.open();
  await buildWorld(opened.database, SEED);
  pool = await Pool.of([opened.database]);
});
afterAll(() => opened.close());

it.each(SUBGRAPHS)("%s answers compiled plans as graphql-js and graphql-shield answer field by field", async (name) => {
  const subgraph = new ComparedSubgraph(name, opened.database, pool);
  for (const [at, reader] of READERS.entries()) {
    const random = new Random(SEED + at);
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      const question = subgraph.question(reader, random);
      expect(await subgraph.difference(question, reader)).toBeUndefined();
      // The second time it is compiled already.
      expect(await subgraph.difference(question, reader)).toBeUndefined();
    }
  }
  // Were all left to graphql-js, nothing would be compared.
  expect(subgraph.ways.get("hit")).toBeGreaterThan(QUESTIONS);
});
