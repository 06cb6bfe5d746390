import { execute, type GraphQLSchema, parse, validate } from "graphql";
import { roles } from "../../schema/roles";
import type { Database } from "../../store/database";
import { cursorCodec } from "../../store/read/cursor";
import { financeSubgraph } from "../../subgraphs/finance";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { Loaders } from "../../subgraphs/service/loaders";
import { guard } from "../../subgraphs/service/permissions";
import { buildSubgraph } from "../../subgraphs/service/schema";
import { openEmbedded } from "../embedded";
import { Cursors, Pool } from "./pool";
import { type Question, write } from "./question";
import { ask } from "./questions";
import { Random } from "./random";
import { buildWorld } from "./world";

const CURSORS = cursorCodec("a key for tests only");
const QUESTIONS = 60;

let database: Database;
let guarded: GraphQLSchema;
let finance: SubgraphExecute;
let pool: Pool;

beforeAll(async () => {
  database = await openEmbedded();
  await buildWorld(database, 5);
  guarded = guard(buildSubgraph(financeSubgraph));
  finance = createSubgraph({ definition: financeSubgraph, database, cursors: CURSORS });
  pool = await Pool.of([database]);
});
afterAll(() => database.close());

type Role = (typeof roles)[number];
const identityOf = (role: Role) => ({ subject: "t", role, companies: "*" as const, requestId: "t" });

/** graphql-shield asked for every field of every row, nothing kept from another request. */
async function fieldByField(query: string, variables: Readonly<Record<string, unknown>>, role: Role): Promise<string> {
  const read = { database, scope: "*" as const, role, cursors: CURSORS, minGroupSize: 5 };
  const contextValue = { identity: identityOf(role), read, loaders: new Loaders(read) };
  const document = parse(query);
  return told(await execute({ schema: guarded, document, variableValues: variables, contextValue }));
}

async function keptVerdicts(query: string, variables: Readonly<Record<string, unknown>>, role: Role): Promise<string> {
  return told(await finance({ query, variables }, identityOf(role)));
}

/** Errors of parallel fields come in any order. */
function told({ data, errors = [] }: { data?: unknown; errors?: readonly { toJSON(): object }[] }): string {
  return JSON.stringify({ data: data ?? null, errors: errors.map((error) => JSON.stringify(error.toJSON())).sort() });
}

/** The subgraph's own root fields; what federation asks has no place in a question. */
function questionOf(role: Role, random: Random): Question | null {
  const about = Object.keys(guarded.getQueryType()?.getFields() ?? {}).filter((name) => !name.startsWith("_"));
  const question = ask({ schema: guarded, role, pool, cursors: new Cursors(), random, about });
  return validate(guarded, parse(write(question).query)).length === 0 ? question : null;
}

it.each(roles)(
  "verdicts kept by document and role decide for %s as graphql-shield does field by field",
  async (role) => {
    const random = new Random(31 + roles.indexOf(role));
    let compared = 0;
    for (let at = 0; at < QUESTIONS; at += 1) {
      const question = questionOf(role, random);
      if (!question) continue;
      const { query, variables } = write(question);
      expect(await keptVerdicts(query, variables, role)).toBe(await fieldByField(query, variables, role));
      // The second time the verdict is there already.
      expect(await keptVerdicts(query, variables, role)).toBe(await fieldByField(query, variables, role));
      compared += 1;
    }
    expect(compared).toBeGreaterThan(QUESTIONS / 2);
  },
);

const ORDERED =
  "query Q($order: [InvoiceLineOrder!]) { invoiceLines(first: 1, orderBy: $order) { totalCount nodes { id } } }";
const FILTERED = "query Q($filter: InvoiceLineFilter) { invoiceLines(filter: $filter) { totalCount } }";

it.each([
  ["one order in place of a list", ORDERED, { order: { field: "costAmount" } }],
  ["a list of orders", ORDERED, { order: [{ field: "costAmount" }] }],
  ["a filter", FILTERED, { filter: { costAmount: { gt: "1" } } }],
  ["one filter in place of a list within another", FILTERED, { filter: { and: { or: { costAmount: { gt: "1" } } } } }],
])("a variable with %s is denied where a harmless one was allowed before", async (_what, query, variables) => {
  expect(await keptVerdicts(query, {}, "sales")).not.toContain("FORBIDDEN");
  expect(await keptVerdicts(query, variables, "sales")).toContain("FORBIDDEN");
  expect(await keptVerdicts(query, variables, "cfo")).not.toContain("FORBIDDEN");
});

it("decides for each operation role of one document apart", async () => {
  const query = "{ invoiceLines { nodes { costAmount { amount } } } }";
  expect(await keptVerdicts(query, {}, "cfo")).not.toContain("FORBIDDEN");
  expect(await keptVerdicts(query, {}, "sales")).toContain("FORBIDDEN");
  expect(await keptVerdicts(query, {}, "cfo")).not.toContain("FORBIDDEN");
});
