/**
 * What runs on several machines, as processes on this one: gateways and subgraphs behind a balancer over one PostgreSQL, which the
 * subgraphs read from a streaming replica; Redis counts requests for all gateways. Tells throughput and CPU with one process of
 * each part and with two, who answered the reads, and whether Hive Gateway before the same subgraphs, with the checked-in
 * supergraph as it is, answers alike (docs/scaling.md).
 *   npm run -s bench:several-machines [-- --seconds 5 --callers 16 --processes 1,2]
 * Wants PostgreSQL's own programs; Redis at REDIS_URL or on this machine, else each gateway counts for itself.
 */
import "reflect-metadata";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { developmentKeyFile, publicKeyOf } from "../gateway/development-keys";
import { readExamples } from "../gateway/playground/examples";
import { openPostgres } from "../store/postgres";
import { type Fleet, INTERNAL_KEY, startFleet } from "./faults/fleet";
import { Cluster } from "./kill-processes/cluster";
import { findPostgresBinaries } from "./kill-processes/postgres-binaries";
import { processTimes } from "./performance/cpu";
import { ask, closeLoad, fire } from "./performance/load";
import { installPeers, PEERS } from "./performance/peers";
import { serve } from "./performance/processes";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "5" },
    callers: { type: "string", default: "16" },
    processes: { type: "string", default: "1,2" },
  },
});

/** Pages of several sizes: equal questions of one caller would be answered together. */
const PAGES = Array.from({ length: 16 }, (_, at) => 12 + at);
const questionOf = (first: number): string => `{ salesOrders(first: ${first}) { nodes {
  number customer { id displayName receivable { amount currency } } invoices { number totalAmount { amount } }
} } }`;
const REDIS = process.env["REDIS_URL"] ?? "redis://127.0.0.1:6379";
const SUPERGRAPH = join(__dirname, "..", "schema", "supergraph.graphql");
const SERVER = { fsync: "off", shared_buffers: "128MB", max_connections: "200" };
const STALENESS_MS = 2_000;

interface Servers {
  readonly primary: Cluster;
  readonly replica: Cluster;
}

const posted = (url: string, token: string, query: string) => ({
  url,
  method: "POST" as const,
  headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
  body: JSON.stringify({ query }),
});

const openOn = (cluster: Cluster) =>
  openPostgres({ url: cluster.urlOf("postgres"), poolSize: 4, statementTimeoutMs: 60_000, connectTimeoutMs: 10_000 });

async function fleetOf({ primary, replica }: Servers, ofAKind: number): Promise<Fleet> {
  const database = openOn(primary);
  const env = {
    DATABASE_READ_URL: replica.urlOf("postgres"),
    READ_STALENESS_MAX_MS: String(STALENESS_MS),
    REDIS_URL: REDIS,
    REQUESTS_PER_MINUTE_MAX: "1000000",
  };
  try {
    return await startFleet({ database, url: primary.urlOf("postgres") }, { drainMs: 0, ofAKind, env });
  } finally {
    await database.close();
  }
}

/** Transactions that a server has ended, all connections together. */
async function transactions(cluster: Cluster): Promise<number> {
  const [row] = await cluster.query("select sum(xact_commit)::integer as ended from pg_stat_database");
  return Number(row?.["ended"]);
}

async function load(fleet: Fleet, servers: Servers, ofAKind: number): Promise<void> {
  const questions = PAGES.map((first) => posted(fleet.url, fleet.token, questionOf(first)));
  await fire(questions, { callers: 4, seconds: 2 });
  const times = processTimes();
  const cpu = () => fleet.parts.map((part) => times?.cpuMs([part.pid() ?? 0]) ?? 0);
  const [cpuBefore, onPrimary, onReplica] = [
    cpu(),
    await transactions(servers.primary),
    await transactions(servers.replica),
  ];
  const seconds = Number(values.seconds);
  const { perSecond, p50Ms, p99Ms, refused } = await fire(questions, { callers: Number(values.callers), seconds });
  // The servers count a connection's transactions some time after they ended.
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const [primary, replica] = [await transactions(servers.primary), await transactions(servers.replica)];
  const coresOf = cpu().map((ms, at) => (ms - (cpuBefore[at] ?? 0)) / 1000 / seconds);
  const cores = fleet.parts.map(({ part }, at) => `${part} ${(coresOf[at] ?? 0).toFixed(2)}`);
  console.log(
    JSON.stringify({
      processesOfAKind: ofAKind,
      perSecond: Math.round(perSecond * 10) / 10,
      p50Ms,
      p99Ms,
      refused,
      cores,
      transactions: { primary: primary - onPrimary, replica: replica - onReplica },
    }),
  );
}

/** Hive Gateway over the fleet's subgraphs: what it answers to the playground's examples, beside what Concord answers. */
async function besideHive(fleet: Fleet): Promise<void> {
  const keyFile = join(fleet.folder, "callers.pem");
  const key = publicKeyOf(developmentKeyFile({ production: false, dataFolder: fleet.folder }));
  writeFileSync(keyFile, key.export({ type: "spki", format: "pem" }));
  const urlOf = (name: string): string => `${fleet.parts.find(({ part }) => part === name)?.origin}/graphql`;
  const env = {
    INTERNAL_KEY,
    JWT_PUBLIC_KEY_FILE: keyFile,
    SUPERGRAPH_FILE: SUPERGRAPH,
    FINANCE_URL: urlOf("finance"),
    ERP_URL: urlOf("erp"),
    MAPPING_URL: urlOf("mapping"),
  };
  const configuration = join(PEERS, "hive-signed.config.mjs");
  const hive = await serve([join(PEERS, "hive.mjs"), SUPERGRAPH, configuration], { env });
  try {
    let [alike, asked] = [0, 0];
    for (const query of [questionOf(20), ...readExamples()]) {
      const answers = await Promise.all([fleet.url, hive.address].map((url) => dataOf(url, fleet.token, query)));
      asked += 1;
      if (answers[0] === answers[1]) alike += 1;
      else console.log(JSON.stringify({ query, concord: answers[0]?.slice(0, 300), hive: answers[1]?.slice(0, 300) }));
    }
    const unsigned = await fetch(urlOf("erp"), posted(urlOf("erp"), fleet.token, "{ __typename }"));
    console.log(JSON.stringify({ hive: { asked, alike }, unsignedCallToSubgraph: unsigned.status }));
    if (alike < asked || unsigned.status !== 401) process.exitCode = 1;
  } finally {
    await hive.stop();
  }
}

/** The answer's data, fields in the order of their names, as two gateways may write them in different order. */
async function dataOf(url: string, token: string, query: string): Promise<string> {
  const { data, errors } = JSON.parse(await ask(posted(url, token, query)));
  const sorted = (_key: string, value: unknown): unknown =>
    value && typeof value === "object" && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value;
  return JSON.stringify({ data, errors: errors?.length ?? 0 }, sorted);
}

async function overServers(servers: Servers): Promise<void> {
  const counts = values.processes.split(",").map(Number);
  for (const ofAKind of counts) {
    const fleet = await fleetOf(servers, ofAKind);
    try {
      await load(fleet, servers, ofAKind);
      if (ofAKind === counts.at(-1)) await besideHive(fleet);
    } finally {
      await fleet.close();
    }
  }
}

async function main(): Promise<void> {
  const binaries = findPostgresBinaries();
  if (!binaries) throw new Error("PostgreSQL's own programs (initdb, postgres, pg_basebackup) are not found");
  for (const missing of installPeers()) console.error(missing);
  const primary = await Cluster.create("primary", binaries, SERVER);
  try {
    const replica = await primary.replica("replica");
    try {
      await overServers({ primary, replica });
    } finally {
      await replica.remove();
    }
  } finally {
    await closeLoad();
    await primary.remove();
  }
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
