import closeWithGrace from "close-with-grace";
import pino, { type Logger } from "pino";
import type { GatewayConfig } from "../../gateway/config";
import { ConcordError, errorText } from "../../schema/errors";
import type { Subgraph } from "../../schema/model/definition";
import { roles } from "../../schema/roles";
import { changesOf } from "../../store/changes/source";
import type { Database } from "../../store/database";
import { createSubgraphServer } from "../../subgraphs/service/server";
import type { StoreConfig } from "../config";
import { openReader, openWriter, SCHEMAS, sameForAll } from "../databases";
import { developmentToken } from "../development-token";
import { assembleGateway, isConsoleBuilt } from "../gateway-parts";
import { allSubgraphsOver, cursorKey, subgraphOver } from "../graph";
import { type ChangeStream, changesFromJetStream, publishChanges } from "../live/jetstream-changes";
import type { Part } from "../parts";
import { loadSampleOnce, sampleFolder } from "../sample";
import { replaySample } from "../sample-replay";
import { type Environment, readSettings } from "../settings";
import { noticesTo, openSources, type Synchronisation, startSync } from "../sync/running";
import { readSyncConfig } from "../sync/sync-config";
import { subgraphTls } from "../tls";
import { startTracing } from "../tracing";

export interface StartOptions {
  /** Keeps the configured sources in step in this process, instead of showing the sample company. */
  readonly sync?: boolean;
}

/** For what remains when the last request is answered: the audit's last entries, connections, traces. */
const CLOSING_MS = 5_000;

/**
 * After so long a part that was told to stop is cut off: whoever was let in while it drained may take all the time that a request may
 * take, to send it and to be answered.
 */
function stopWithinMs({ drainMs, limits }: Pick<GatewayConfig, "drainMs" | "limits">): number {
  return drainMs + limits.bodyTimeoutMs + limits.requestTimeoutMs + CLOSING_MS;
}

/** Runs one part, or everything in one process, until a signal ends it. */
export async function start(part: Part, options: StartOptions, env: Environment): Promise<void> {
  const { config, store } = readSettings(env, part === "all" || part === "gateway" ? "gateway" : "subgraph");
  const logger = pino({ level: config.logLevel });
  const tracing = startTracing(config.traceEndpoint, part);
  const sync = options.sync ? syncOf(env, store, logger) : undefined;
  const { nats } = readSyncConfig(env);
  const running =
    part === "all"
      ? await startAll(config, store, logger, { sync, nats })
      : await startPart(part, config, store, logger, nats);
  closeWithGrace({ delay: stopWithinMs(config), logger: false }, async ({ signal, err }) => {
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
  { sync, nats }: { readonly sync: ReturnType<typeof syncOf> | undefined; readonly nats: ChangeStream | undefined },
): Promise<Running> {
  const writer = await openWriter(store);
  if (!sync) await loadSampleOnce(writer, store, logger);
  const synchronisation = sync ? await sync(writer) : replaySample(writer, sampleFolder(store), logger);
  const databases = await readersOf(store, writer);
  const local = allSubgraphsOver(databases, cursorKey(store.cursorKey ?? config.internalKey), store.minGroupSize);
  const failed = lookFailed(logger);
  const changes = changesOf(sameForAll(writer), failed);
  const published = nats ? SCHEMAS.map((schema) => publishChanges(nats, schema, writer, failed)) : [];
  const gateway = await assembleGateway({ config, dataFolder: store.dataFolder, logger, local, changes });
  await gateway.listen({ port: config.port, host: config.host });
  await announce(config, store);
  return {
    async close() {
      await gateway.close();
      await Promise.all(published.map((following) => following.close()));
      await synchronisation.stop();
      await Promise.all([...new Set([writer, ...Object.values(databases)])].map((database) => database.close()));
    },
  };
}

const lookFailed =
  (logger: Logger) =>
  (error: unknown): void =>
    logger.warn({ cause: errorText(error) }, "changes cannot be followed now; they are asked for again");

/** The embedded database has one connection, shared by all; a server gives each subgraph its own pool and role. */
async function readersOf(store: StoreConfig, writer: Awaited<ReturnType<typeof openWriter>>) {
  const reader = async (subgraph: Subgraph) => {
    const own = store.subgraphUrls[subgraph];
    const apart = own && (own !== store.databaseUrl || store.readUrls[subgraph]);
    return apart ? openReader(store, subgraph) : writer;
  };
  return { finance: await reader("finance"), erp: await reader("erp"), mapping: await reader("mapping") };
}

async function startPart(
  part: Exclude<Part, "all">,
  config: GatewayConfig,
  store: StoreConfig,
  logger: Logger,
  nats: ChangeStream | undefined,
): Promise<Running> {
  if (part === "gateway") {
    const changes = nats && changesFromJetStream(nats, lookFailed(logger));
    const gateway = await assembleGateway({ config, dataFolder: store.dataFolder, logger, changes });
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
  const published = nats && publishChanges(nats, part, database, lookFailed(logger));
  console.log(`The ${part} subgraph answers at ${address}/graphql (calls signed by the gateway only).`);
  return {
    async close() {
      await published?.close();
      await server.close();
      await database.close();
    },
  };
}

function consoleNote(config: GatewayConfig): string {
  if (!config.console) return "  (off)";
  return isConsoleBuilt() ? "" : "  (not built)";
}

/** What a person needs next: the addresses, and a token a role while development keys are in use. */
async function announce(config: GatewayConfig, store: StoreConfig): Promise<void> {
  const origin = `${config.tls ? "https" : "http"}://${config.host}:${config.port}`;
  console.log(
    `\nConcord is running.\n\n  graph        ${origin}/graphql\n  playground   ${origin}/playground${config.playground ? "" : "  (off)"}\n  console      ${origin}/console${consoleNote(config)}`,
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
