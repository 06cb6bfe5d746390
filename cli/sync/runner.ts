import type { Logger } from "pino";
import { errorText } from "../../schema/errors";
import type { Database } from "../../store/database";
import { recordState } from "../../store/write/freshness";
import type { ImportSummary } from "../../store/write/import";
import { objectsToReplay } from "../../store/write/source-decisions";
import type { OpenedSource } from "../connectors";
import { loadOne } from "../load";
import type { ReviewStep } from "../review-steps";
import { followSource } from "./apply";
import type { Job, JobBoard } from "./jobs";
import { pause } from "./pause";
import { review } from "./review";
import type { ConfiguredSource } from "./sources-file";

export interface SyncParts {
  readonly database: Database;
  readonly sources: readonly RunningSource[];
  readonly board: JobBoard;
  readonly logger: Logger;
  /** What is looked at after something came in. */
  readonly steps: readonly ReviewStep[];
}

export interface RunningSource extends ConfiguredSource {
  readonly opened: readonly OpenedSource[];
}

const RETRY_FIRST_MS = 1000;
const RETRY_LAST_MS = 60_000;
/** How often a live source's job is offered again, for the case that the board lost it. */
const OFFER_AGAIN_SECONDS = 30;
/** How often a source is asked that should be live and cannot be followed. */
const POLL_SECONDS = 15;

/** Keeps all sources in step until the signal: live ones are followed, the others read when they are due. */
export async function runSync(parts: SyncParts, signal: AbortSignal): Promise<void> {
  const timers = parts.sources.map((source) => schedule(parts, source));
  try {
    await parts.board.work((job, jobSignal) => doJob(parts, job, jobSignal), signal);
  } finally {
    for (const timer of timers) clearInterval(timer);
  }
}

const canFollow = (source: RunningSource): boolean =>
  source.mode === "live" && source.opened.every(({ connector }) => connector.follow !== undefined);

/** How often a source is due; none: it was read once and waits for a command. */
function secondsOf(source: RunningSource): number | undefined {
  if (canFollow(source)) return OFFER_AGAIN_SECONDS;
  return source.everySeconds ?? (source.mode === "live" ? POLL_SECONDS : undefined);
}

function schedule({ board, logger }: SyncParts, source: RunningSource): NodeJS.Timeout {
  const job: Job = { kind: canFollow(source) ? "follow" : "batch", source: source.name };
  const seconds = secondsOf(source);
  const offer = (slot?: string): void => {
    board
      .offer(job, slot)
      .catch((error: unknown) => logger.error({ source: source.name, error: errorText(error) }, "not offered"));
  };
  offer();
  return setInterval(
    () => {
      if (seconds) offer(job.kind === "follow" ? undefined : String(Math.floor(Date.now() / 1000 / seconds)));
    },
    (seconds ?? POLL_SECONDS) * 1000,
  );
}

async function doJob(parts: SyncParts, job: Job, signal: AbortSignal): Promise<void> {
  if (job.kind === "review") return review(parts, signal);
  const source = parts.sources.find(({ name }) => name === job.source);
  if (!source) return parts.logger.warn({ source: job.source }, "a job for a source that this list does not have");
  if (job.kind === "batch") return runBatch(parts, source);
  await Promise.all(source.opened.map((opened) => keepFollowing(parts, opened, signal)));
}

async function runBatch(parts: SyncParts, source: RunningSource): Promise<void> {
  const everySeconds = secondsOf(source);
  for (const opened of source.opened) {
    const state = { system: opened.system, mode: "BATCH" as const, ...(everySeconds ? { everySeconds } : {}) };
    try {
      applied(parts, await loadOne(parts.database, opened, {}));
      await recordState(parts.database, { ...state, state: "WAITING" });
    } catch (error) {
      await failed(parts, { ...state, state: "FAILED", error: errorText(error) });
    }
  }
}

/** Follows a source through its faults: each is told, and tried again after a pause that grows. */
async function keepFollowing(parts: SyncParts, opened: OpenedSource, signal: AbortSignal): Promise<void> {
  let pauseMs = RETRY_FIRST_MS;
  const onApplied = (summary: ImportSummary): void => {
    pauseMs = RETRY_FIRST_MS;
    applied(parts, summary);
  };
  while (!signal.aborted) {
    try {
      const isWaiting = (await objectsToReplay(parts.database, opened.system)).size > 0;
      if (isWaiting) onApplied(await loadOne(parts.database, opened, {}));
      await followSource(parts.database, opened, { signal, onApplied });
    } catch (error) {
      await failed(parts, { system: opened.system, mode: "LIVE", state: "FAILED", error: errorText(error) });
    }
    await pause(pauseMs, signal);
    pauseMs = Math.min(RETRY_LAST_MS, pauseMs * 2);
  }
}

function applied({ board, logger }: SyncParts, summary: ImportSummary): void {
  const total = (count: (entity: ImportSummary["entities"][number]) => number): number =>
    summary.entities.reduce((sum, entity) => sum + count(entity), 0);
  const [changed, removed] = [total((entity) => entity.changed), total((entity) => entity.removed)];
  const { system, batch, quarantine } = summary;
  logger.info({ system, batch, changed, removed, quarantined: quarantine.count }, "applied");
  if (changed + removed > 0) board.offer({ kind: "review", source: "all" }).catch(() => {});
}

async function failed({ database, logger }: SyncParts, state: Parameters<typeof recordState>[1]): Promise<void> {
  logger.error({ system: state.system, error: state.error }, "the source failed");
  // The store itself may be what failed; then there is no place to say so but the log.
  await recordState(database, state).catch(() => {});
}
