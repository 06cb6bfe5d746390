/**
 * What permissions cost: the same question over the same rows with graphql-shield asked for each field of each row, with
 * verdicts kept by document and role, and without any guard. Given as ratios to the unguarded time.
 *   npm run -s bench:permissions -- [--rows 1000] [--rounds 30]
 */
import "reflect-metadata";
import { parseArgs } from "node:util";
import { execute, type GraphQLSchema, parse } from "graphql";
import { TaxCode } from "../schema/finance/tax-code";
import { openPglite } from "../store/pglite";
import { cursorCodec } from "../store/read/cursor";
import { financeSubgraph } from "../subgraphs/finance";
import { Loaders } from "../subgraphs/service/loaders";
import { audienceIn, guard } from "../subgraphs/service/permissions";
import { buildSubgraph } from "../subgraphs/service/schema";
import { verdicts } from "../subgraphs/service/verdict";
import { load, migrateAll, row } from "../tests/build";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000" }, rounds: { type: "string", default: "30" } },
});

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;

async function main(): Promise<void> {
  const database = await openPglite();
  await migrateAll(database);
  const codes = Array.from({ length: Number(values.rows) }, (_, at) =>
    row(TaxCode, { id: `f:tax_code:${at}` }, at + 1),
  );
  await load(database, "finance", codes);
  const open = buildSubgraph(financeSubgraph);
  const guarded = guard(open);
  const mayReadAll = verdicts(guarded, audienceIn);
  const document = parse("{ taxCodes(first: 1000) { nodes { id code name kind rate country } } }");
  const read = {
    database,
    scope: "*",
    role: "cfo",
    cursors: cursorCodec("a key for a bench only"),
    minGroupSize: 5,
  } as const;
  const identity = { subject: "bench", role: "cfo", companies: "*", requestId: "bench" } as const;
  const answer = async (schema: GraphQLSchema): Promise<void> => {
    const { errors } = await execute({
      schema,
      document,
      contextValue: { identity, read, loaders: new Loaders(read) },
    });
    if (errors) throw errors[0];
  };
  const ways = {
    unguarded: () => answer(open),
    keptVerdict: () => answer(mayReadAll(document, { role: "cfo", restricted: [] }, {}) ? open : guarded),
    fieldByField: () => answer(guarded),
  };
  const times: Record<keyof typeof ways, number[]> = { unguarded: [], keptVerdict: [], fieldByField: [] };
  // In turn, so that what else the machine does falls on all alike; the first round warms up.
  for (let round = 0; round <= Number(values.rounds); round += 1)
    for (const [name, way] of Object.entries(ways)) {
      const startedAt = performance.now();
      await way();
      if (round > 0) times[name as keyof typeof ways].push(performance.now() - startedAt);
    }
  const base = median(times.unguarded);
  const ratio = (name: keyof typeof ways): number => Math.round((median(times[name]) / base) * 100) / 100;
  console.log(
    JSON.stringify({
      rows: codes.length,
      unguardedMs: Math.round(base * 10) / 10,
      keptVerdict: ratio("keptVerdict"),
      fieldByField: ratio("fieldByField"),
    }),
  );
  await database.close();
}

void main();
