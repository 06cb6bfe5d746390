/** A piece of work on one source. `review` looks at what all sources brought: quality, matching, reconciliation. */
export interface Job {
  readonly kind: "batch" | "follow" | "review";
  readonly source: string;
}

export type Handle = (job: Job, signal: AbortSignal) => Promise<void>;

/**
 * Where work is offered and taken. A job that waits or is under way is there once, however often it is offered; a job whose
 * worker died is given to another one.
 */
export interface JobBoard {
  /** @param slot names the turn of a schedule, so that several schedulers offer it once */
  offer(job: Job, slot?: string): Promise<void>;
  /** Takes and does jobs until the signal; resolves when what is under way has ended. */
  work(handle: Handle, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export const jobKey = ({ kind, source }: Job): string => `${kind}.${source}`;

/** The board of a single process. */
export function createLocalBoard(): JobBoard {
  const waiting = new Map<string, Job>();
  const underway = new Map<string, Promise<void>>();
  let wake = (): void => {};
  return {
    async offer(job) {
      const key = jobKey(job);
      if (!underway.has(key)) waiting.set(key, job);
      wake();
    },
    async work(handle, signal) {
      signal.addEventListener("abort", () => wake(), { once: true });
      while (!signal.aborted) {
        for (const [key, job] of waiting) {
          waiting.delete(key);
          underway.set(
            key,
            handle(job, signal).finally(() => underway.delete(key)),
          );
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
          if (signal.aborted || waiting.size > 0) resolve();
        });
      }
      await Promise.all(underway.values());
    },
    async close() {},
  };
}
