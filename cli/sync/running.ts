import type { Logger } from "pino";
import { ConcordError } from "../../schema/errors";
import type { Database } from "../../store/database";
import { openConfigured } from "../connector-kinds";
import { reviewSteps } from "../review-steps";
import type { Environment } from "../settings";
import { openJetStreamBoard } from "./jetstream-jobs";
import { createLocalBoard, type JobBoard } from "./jobs";
import { type RunningSource, runSync } from "./runner";
import { readSourcesFile } from "./sources-file";
import type { SyncConfig } from "./sync-config";

const ACK_WAIT_MS = 30_000;
const JOBS_AT_A_TIME = 16;

export interface OpenSourcesOptions {
  /** Those of the list that are wanted; none: all. */
  readonly names: readonly string[];
  /** Path of the list. */
  readonly path: string;
  readonly env: Environment;
  /** Is told what an operator should know of a source. */
  readonly notice: (source: string, message: string) => void;
}

/** Notices of sources as lines of the log. */
export const noticesTo =
  (logger: Logger) =>
  (source: string, message: string): void =>
    logger.warn({ source }, message);

/** Opens the configured sources, all or those named. */
export function openSources({ names, path, env, notice }: OpenSourcesOptions): readonly RunningSource[] {
  const configured = readSourcesFile(path, env);
  const unknown = names.filter((name) => !configured.some((source) => source.name === name));
  if (unknown.length > 0) {
    const known = configured.map(({ name }) => name).join(", ");
    throw new ConcordError("SOURCES_INVALID", `${path} has no source ${unknown.join(", ")}; it has ${known}.`, path);
  }
  return configured
    .filter(({ name }) => names.length === 0 || names.includes(name))
    .map((source) => ({ ...source, opened: openConfigured(source, (message) => notice(source.name, message)) }));
}

export async function closeSources(sources: readonly RunningSource[]): Promise<void> {
  await Promise.all(sources.flatMap(({ opened }) => opened.map(({ connector }) => connector.close?.())));
}

export interface Synchronisation {
  /** Finishes what is under way. */
  stop(): Promise<void>;
}

/** Keeps the sources in step from now on. */
export async function startSync(
  database: Database,
  sources: readonly RunningSource[],
  { config, qualityRules }: { readonly config: SyncConfig; readonly qualityRules: readonly string[] },
  logger: Logger,
): Promise<Synchronisation> {
  const board = await openBoard(config);
  const stopping = new AbortController();
  const running = runSync({ database, sources, board, logger, steps: reviewSteps(qualityRules) }, stopping.signal);
  logger.info({ sources: sources.map(({ name, mode }) => `${name} (${mode})`) }, "keeping the sources in step");
  return {
    async stop() {
      stopping.abort();
      await running;
      await closeSources(sources);
      await board.close();
    },
  };
}

/** Several processes share the work where there is a broker; one does it all otherwise. */
async function openBoard({ nats }: SyncConfig): Promise<JobBoard> {
  return nats
    ? openJetStreamBoard({ ...nats, ackWaitMs: ACK_WAIT_MS, concurrency: JOBS_AT_A_TIME })
    : createLocalBoard();
}
