import { parseArgs } from "node:util";
import pg from "pg";
import { SCHEMAS } from "../cli/databases";
import type { ComparedRecord } from "../store/mapping/match-records";
import { migrate } from "../store/migrate";
import { openPostgres } from "../store/postgres";
import { candidatesOf } from "../subgraphs/mapping/match-candidates";
import type { Decision } from "../subgraphs/mapping/matching/decision";
import { engine } from "../subgraphs/mapping/matching/engine";
import { quality } from "../subgraphs/mapping/matching/evaluation";
import { learningSample } from "../subgraphs/mapping/matching/learning-sample";
import { type MatchRecord, PARTY_FIELDS, type RecordPair } from "../subgraphs/mapping/matching/record";
import { generatedParties } from "./generated-parties";

// Time, memory and quality of matching many parties without labels; the truth only counts the hits. Beside the time that passed
// stands this process's own, which other work on the machine does not lengthen.

const { values: options } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "42" },
    /** A PostgreSQL server: candidates are then found in a store there, which is gone afterwards. */
    server: { type: "string" },
  },
});

/** Decisions are made, and those that are left forgotten, in parts of this size. */
const PART = 50_000;
const STORE = `concord_bench_matching_${process.pid}`;

let last = Date.now();
let lastCpu = process.cpuUsage();
const told = (what: string): void => {
  const memory = Math.round(process.memoryUsage().rss / 1_048_576);
  const { user, system } = process.cpuUsage(lastCpu);
  const [passed, own] = [(Date.now() - last) / 1000, (user + system) / 1_000_000];
  console.log(`${what.padEnd(64)} ${passed.toFixed(1)} s (own ${own.toFixed(1)} s), ${memory} MB`);
  last = Date.now();
  lastCpu = process.cpuUsage();
};

const reader = engine.reader(PARTY_FIELDS);

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

async function inStore(
  server: string,
  left: readonly MatchRecord[],
  right: readonly MatchRecord[],
): Promise<readonly RecordPair[]> {
  await onServer(server, `create database ${STORE}`);
  const url = Object.assign(new URL(server), { pathname: `/${STORE}` }).href;
  const database = openPostgres({ url, poolSize: 2, statementTimeoutMs: 0, connectTimeoutMs: 5_000 });
  const compared =
    (side: "ERP" | "FINANCE") =>
    (record: MatchRecord): ComparedRecord => ({
      id: record.id,
      side,
      batch: "1",
      changed: true,
      country: record.country ?? null,
      values: record.values as ComparedRecord["values"],
    });
  try {
    for (const schema of SCHEMAS) await migrate(database, schema);
    const records = [...left.map(compared("ERP")), ...right.map(compared("FINANCE"))];
    return await candidatesOf(database, engine, { fields: PARTY_FIELDS, records, reader });
  } finally {
    await database.close();
    await onServer(server, `drop database if exists ${STORE} with (force)`);
  }
}

async function main(): Promise<void> {
  const { left, right, truth } = generatedParties(Number(options.count), Number(options.seed));
  told(`generated ${left.length} × ${right.length} parties (seed ${options.seed})`);
  const pairs = options.server
    ? await inStore(options.server, left, right)
    : engine.candidatePairs(PARTY_FIELDS, left, right, reader);
  const kept = pairs.filter((pair) => truth.get(pair.left.id) === pair.right.id).length;
  told(`blocked: ${pairs.length} candidates, recall ${(kept / truth.size).toFixed(4)}`);
  const model = engine.learnWeights(PARTY_FIELDS, learningSample(pairs), {}, reader);
  told("learned the weights");
  const score = engine.scorer(model, { reader, explainLeft: false });
  const found: Decision[] = [];
  for (let at = 0; at < pairs.length; at += PART)
    for (const decision of score(pairs.slice(at, at + PART))) if (decision.verdict !== "LEAVE") found.push(decision);
  const decisions = engine.assign(found);
  const links = decisions.filter(({ verdict }) => verdict === "LINK");
  const queued = decisions.filter(({ verdict }) => verdict === "QUEUE").length;
  told(`decided: ${links.length} linked, ${queued} queued`);
  const hits = links.filter(({ leftId, rightId }) => truth.get(leftId) === rightId).length;
  const { precision, recall, f1 } = quality(hits, links.length - hits, truth.size - hits);
  console.log(`precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}, F1 ${f1.toFixed(4)}`);
}

void main();
