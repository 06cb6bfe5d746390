import "reflect-metadata";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { readSupergraph } from "../../cli/schema";
import { AuditLog } from "../../gateway/audit/log";
import { createGateway as createPlainGateway } from "../../gateway/index";
import { createGateway } from "../../gateway/server";
import { createInProcessSource } from "../../gateway/sources";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../../store/database";
import { openPostgres } from "../../store/postgres";
import { ledgerByHand, orderByHand, ordersByHand } from "./by-hand";
import { ledgerInOne, orderInOne, ordersInOne } from "./one-statement";
import { ADMINISTRATOR, type QuestionName } from "./question";

// One way of answering, in a process of its own: node bench/run.mjs performance/server <way> <database url> [supergraph file].
// It prints its address, and ends when its standard input does.

const POOL = { poolSize: 8, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000 };
const THRESHOLDS = {
  windowSeconds: 60,
  denials: 1_000_000,
  probes: 1_000_000,
  failedAuthentications: 1_000_000,
  exportRows: 1_000_000_000,
  discrepancies: 1_000_000,
};

interface Differently {
  readonly stockExecutor?: boolean;
  readonly unaudited?: boolean;
}

/** With permissions, limits and audit on, as it runs for users, but for what is to be compared. */
async function concord(url: string, { stockExecutor = false, unaudited }: Differently = {}): Promise<string> {
  const database = openPostgres({ url, ...POOL });
  const logger = pino({ level: "silent" });
  const subgraphs = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for benches only");
  const folder = mkdtempSync(join(tmpdir(), "concord-bench-audit-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  const log = await AuditLog.open({ folder, chain: "bench", key: undefined, fileBytesMax: 256 * 1024 * 1024, logger });
  const gateway = await createGateway({
    supergraphSdl: readSupergraph(),
    sources: (name) => createInProcessSource({ name, timeoutMs: 60_000, logger, execute: subgraphs[name as Subgraph] }),
    verifyToken: async (authorization) => ({
      subject: "bench",
      role: authorization === ADMINISTRATOR ? "admin" : "cfo",
      companies: "*",
    }),
    logger,
    audit: unaudited ? undefined : { log, thresholds: THRESHOLDS, webhook: undefined },
    production: true,
    introspection: false,
    limits: { requestsPerMinute: 1_000_000_000 },
    stockExecutor,
  });
  return `${await gateway.listen({ host: "127.0.0.1", port: 0 })}/graphql`;
}

/** Concord's executor before somebody else's subgraphs, at the addresses that the supergraph gives. */
async function overSubgraphs(supergraphFile: string): Promise<string> {
  const gateway = await createPlainGateway({ supergraphSdl: readFileSync(supergraphFile, "utf8") });
  return gateway.listen(0);
}

interface Asked {
  readonly first: number;
  readonly id: string;
  readonly after: string;
}

type ByHand = Readonly<Record<QuestionName, (database: Database, asked: Asked) => Promise<string>>>;

const batched: ByHand = {
  orders: async (database, { first, after }) => JSON.stringify(await ordersByHand(database, first, after)),
  small: async (database, { id }) => JSON.stringify(await orderByHand(database, id)),
  ledger: async (database, { first, after }) => JSON.stringify(await ledgerByHand(database, first, after)),
};

const inOne: ByHand = {
  orders: (database, { first, after }) => ordersInOne(database, first, after),
  small: (database, { id }) => orderInOne(database, id),
  ledger: (database, { first, after }) => ledgerInOne(database, first, after),
};

/** Each question at an address of its own, its values in the query. */
async function byHand(url: string, answers: ByHand): Promise<string> {
  const database = openPostgres({ url, ...POOL });
  const server = createServer(async (request, response) => {
    request.resume();
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://localhost");
    const asked = {
      first: Number(searchParams.get("first") ?? 0),
      id: searchParams.get("id") ?? "",
      after: searchParams.get("after") ?? "",
    };
    const body = await answers[pathname.slice(1) as QuestionName](database, asked);
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const WAYS: Readonly<Record<string, (url: string, supergraphFile: string) => Promise<string>>> = {
  concord: (url) => concord(url),
  "apollo-executor": (url) => concord(url, { stockExecutor: true }),
  unaudited: (url) => concord(url, { unaudited: true }),
  "over-subgraphs": (_url, supergraphFile) => overSubgraphs(supergraphFile),
  batched: (url) => byHand(url, batched),
  "in-one": (url) => byHand(url, inOne),
};

async function main(): Promise<void> {
  const [way = "", url = "", supergraphFile = ""] = process.argv.slice(2);
  const start = WAYS[way];
  if (!start) throw new Error(`no way of answering is called ${way}`);
  console.log(await start(url, supergraphFile));
  process.stdin.resume().on("end", () => process.exit(0));
}

void main();
