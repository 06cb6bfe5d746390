import "reflect-metadata";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import pino from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { readSupergraph } from "../../cli/schema";
import { createGateway } from "../../gateway/server";
import { createInProcessSource } from "../../gateway/sources";
import type { Subgraph } from "../../schema/model/definition";
import { openPostgres } from "../../store/postgres";
import { ordersByHand } from "./by-hand";

// One way of answering, in a process of its own: node bench/run.mjs performance/server <way> <database url>.
// It prints its address, and ends when its standard input does.

const POOL = { poolSize: 8, statementTimeoutMs: 60_000, connectTimeoutMs: 5_000 };

async function concord(url: string, stockExecutor: boolean): Promise<string> {
  const database = openPostgres({ url, ...POOL });
  const logger = pino({ level: "silent" });
  const subgraphs = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for benches only");
  const gateway = await createGateway({
    supergraphSdl: readSupergraph(),
    sources: (name) => createInProcessSource({ name, timeoutMs: 60_000, logger, execute: subgraphs[name as Subgraph] }),
    verifyToken: async () => ({ subject: "bench", role: "cfo", companies: "*" }),
    logger,
    production: true,
    introspection: false,
    limits: { requestsPerMinute: 1_000_000_000 },
    stockExecutor,
  });
  return `${await gateway.listen({ host: "127.0.0.1", port: 0 })}/graphql`;
}

async function byHand(url: string): Promise<string> {
  const database = openPostgres({ url, ...POOL });
  const server = createServer(async (request, response) => {
    request.resume();
    const body = JSON.stringify(await ordersByHand(database));
    response.writeHead(200, { "content-type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

async function main(): Promise<void> {
  const [way, url = ""] = process.argv.slice(2);
  console.log(way === "by-hand" ? await byHand(url) : await concord(url, way === "stock"));
  process.stdin.resume().on("end", () => process.exit(0));
}

void main();
