import closeWithGrace from "close-with-grace";
import pino, { type Logger } from "pino";
import type { GatewayConfig } from "../../gateway/config";
import { ConcordError } from "../../schema/errors";
import type { Subgraph } from "../../schema/model/definition";
import { roles } from "../../schema/roles";
import type { Database } from "../../store/database";
import { createSubgraphServer } from "../../subgraphs/service/server";
import type { StoreConfig } from "../config";
import { openReader, openWriter } from "../databases";
import { developmentToken } from "../development-token";
import { assembleGateway } from "../gateway-parts";
import { allSubgraphsOver, cursorKey, subgraphOver } from "../graph";
import type { Part } from "../parts";
import { loadSampleOnce } from "../sample";
import { type Environment, readSettings } from "../settings";
import { noticesTo, openSources, type Synchronisation, startSync } from "../sync/running";
import { readSyncConfig } from "../sync/sync-config";
import { subgraphTls } from "../tls";
import { startTracing } from "../tracing";

export interface StartOptions {
  /** Keeps the configured sources in step in this process, instead of showing the sample company. */
  readonly sync?: boolean;
}

/** Time that requests under way get to finish after a signal. */
const SHUTDOWN_MS = 10_000;

/** Runs one part, or everything in one process, until a signal ends it. */
export async function start(part: Part, options: StartOptions, env: Environment): Promise<void> {
  const { config, store } = readSettings(env, part === "all" || part === "gateway" ? "gateway" : "subgraph");
  const logger = pino({ level: config.logLevel });
  const tracing = startTracing(config.traceEndpoint, part);
  const sync = options.sync ? syncOf(env, store, logger) : undefined;
  const running =
    part === "all" ? await startAll(config, store, logger, sync) : await startPart(part, config, store, logger);
  closeWithGrace({ delay: config.drainMs + SHUTDOWN_MS, logger: false }, async ({ signal, err }) => {
    if (err) logger.fatal({ error: err.stack }, "stopping after a fault");
    else logger.info({ signal }, "stopping: finishing what is under way");
    await running.close();
    await tracing?.close();
  });
}

interface Running {
  close(): Promise<void>;
}

/** The sources are read before anything starts, so that a fault in their list stops it at once. */
function syncOf(
  env: Environment,
  { qualityRules }: StoreConfig,
  logger: Logger,
): (writer: Database) => Promise<Synchronisation> {
  const config = readSyncConfig(env);
  const sources = openSources({ names: [], path: config.sourcesFile, env, notice: noticesTo(logger) });
  return (writer) => startSync(writer, sources, { config, qualityRules }, logger);
}

async function startAll(
  config: GatewayConfig,
  store: StoreConfig,
  logger: Logger,
  sync: ReturnType<typeof syncOf> | undefined,
): Promise<Running> {
  const writer = await openWriter(store);
  if (!sync) await loadSampleOnce(writer, store, logger);
  const synchronisation = await sync?.(writer);
  const databases = await readersOf(store, writer);
  const local = allSubgraphsOver(databases, cursorKey(store.cursorKey ?? config.internalKey), store.minGroupSize);
  const gateway = await assembleGateway({ config, dataFolder: store.dataFolder, logger, local });
  await gateway.listen({ port: config.port, host: config.host });
  await announce(config, store);
  return {
    async close() {
      await gateway.close();
      await synchronisation?.stop();
      await Promise.all([...new Set([writer, ...Object.values(databases)])].map((database) => database.close()));
    },
  };
}

/** The embedded database has one connection, shared by all; a server gives each subgraph its own pool and role. */
async function readersOf(store: StoreConfig, writer: Awaited<ReturnType<typeof openWriter>>) {
  const reader = async (subgraph: Subgraph) => {
    const own = store.subgraphUrls[subgraph];
    return own && own !== store.databaseUrl ? openReader(store, subgraph) : writer;
  };
  return { finance: await reader("finance"), erp: await reader("erp"), mapping: await reader("mapping") };
}

async function startPart(
  part: Exclude<Part, "all">,
  config: GatewayConfig,
  store: StoreConfig,
  logger: Logger,
): Promise<Running> {
  if (part === "gateway") {
    const gateway = await assembleGateway({ config, dataFolder: store.dataFolder, logger });
    await gateway.listen({ port: config.port, host: config.host });
    await announce(config, store);
    return gateway;
  }
  const { internalKey } = config;
  if (!internalKey)
    throw new ConcordError(
      "CONFIG_INVALID",
      "INTERNAL_KEY is needed: the secret the gateway signs its calls with.",
      "INTERNAL_KEY",
    );
  const database = await openReader(store, part);
  const execute = subgraphOver(part, database, cursorKey(store.cursorKey ?? internalKey), store.minGroupSize);
  const { drainMs } = config;
  const tls = subgraphTls(config);
  const server = createSubgraphServer({ name: part, execute, database, internalKey, logger, tls, drainMs });
  const address = await server.listen({ port: config.port, host: config.host });
  console.log(`The ${part} subgraph answers at ${address}/graphql (calls signed by the gateway only).`);
  return {
    async close() {
      await server.close();
      await database.close();
    },
  };
}

/** What a person needs next: the addresses, and a token a role while development keys are in use. */
async function announce(config: GatewayConfig, store: StoreConfig): Promise<void> {
  const origin = `${config.tls ? "https" : "http"}://${config.host}:${config.port}`;
  console.log(
    `\nConcord is running.\n\n  graph        ${origin}/graphql\n  playground   ${origin}/playground${config.playground ? "" : "  (off)"}`,
  );
  console.log(`  health       ${origin}/healthz  ${origin}/readyz  ${origin}/metrics\n`);
  if (config.tokens.keys.kind !== "development") return;
  console.log("A token per role, for development, all companies, good for eight hours:\n");
  for (const role of roles)
    console.log(`  ${role.padEnd(12)} ${await developmentToken(config, store.dataFolder, role)}`);
  console.log("\nTry:  curl -s -H \"Authorization: Bearer <token>\" -H 'content-type: application/json' \\");
  console.log(
    `        -d '{"query":"{ salesOrders(first: 1) { nodes { number customer { displayName } } } }"}' ${origin}/graphql\n`,
  );
}
