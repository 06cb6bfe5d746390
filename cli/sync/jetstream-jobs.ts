import {
  AckPolicy,
  type Consumer,
  DiscardPolicy,
  type JsMsg,
  jetstream,
  jetstreamManager,
  RetentionPolicy,
} from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { z } from "zod";
import { type Handle, type Job, type JobBoard, jobKey } from "./jobs";
import { pause } from "./pause";

const CONSUMER = "workers";

export interface JetStreamOptions {
  readonly url: string;
  /** Deployments that share a server have a queue each: letters, digits and underscores. */
  readonly queue: string;
  /** A worker that says nothing for this long is taken for dead, and its job goes to another one. */
  readonly ackWaitMs: number;
  /** Most jobs one process does at a time. */
  readonly concurrency: number;
}

const RETRY_MS = 1_000;
/** A turn of a schedule is offered once within this time. */
const DUPLICATE_WINDOW_MS = 3_600_000;

const NANOSECONDS = 1_000_000;
/** JetStream's code for a subject that has its one message already. */
const SUBJECT_FULL = 10_077;

const jobShape = z.object({ kind: z.enum(["batch", "follow", "review"]), source: z.string() });

/**
 * The board of several processes: a work queue in NATS JetStream that holds one message a job. A job is taken by one worker,
 * stays in the queue while it is under way, and is delivered again when its worker no longer says that it works.
 */
export async function openJetStreamBoard(options: JetStreamOptions): Promise<JobBoard> {
  const { url, queue, ackWaitMs, concurrency } = options;
  const connection = await connect({ servers: url, name: "concord sync", maxReconnectAttempts: -1 });
  await declareQueue(connection, queue, ackWaitMs);
  const stream = jetstream(connection);
  return {
    async offer(job, slot) {
      const given = slot ? { msgID: `${jobKey(job)}@${slot}` } : {};
      try {
        await stream.publish(`${queue}.${jobKey(job)}`, JSON.stringify(job), given);
      } catch (error) {
        // The job waits or is under way already.
        if (codeOf(error) !== SUBJECT_FULL) throw error;
      }
    },
    async work(handle, signal) {
      const heartMs = ackWaitMs / 3;
      while (!signal.aborted) {
        const lost = new AbortController();
        // Whose queue is gone cannot say that it works: what it follows will be offered anew, so it lets go.
        const jobs = AbortSignal.any([signal, lost.signal]);
        try {
          const consumer = await stream.consumers.get(queue, CONSUMER);
          await consume(consumer, { concurrency, signal, lost }, (message) =>
            handleMessage(message, handle, jobs, heartMs),
          );
        } catch {
          await pause(RETRY_MS, signal);
          // A server that came back without what it kept has no queue; one that is still away says so in the next turn.
          await declareQueue(connection, queue, ackWaitMs).catch(() => undefined);
        }
      }
    },
    // What is still to be said is sent first, unless the server is away.
    close: () => connection.drain().catch(() => connection.close()),
  };
}

async function declareQueue(connection: NatsConnection, queue: string, ackWaitMs: number): Promise<void> {
  const manager = await jetstreamManager(connection);
  const stream = {
    name: queue,
    subjects: [`${queue}.>`],
    retention: RetentionPolicy.Workqueue,
    discard: DiscardPolicy.New,
    discard_new_per_subject: true,
    max_msgs_per_subject: 1,
    duplicate_window: DUPLICATE_WINDOW_MS * NANOSECONDS,
  };
  await manager.streams.add(stream).catch(() => manager.streams.update(queue, stream));
  await manager.consumers.add(queue, {
    durable_name: CONSUMER,
    ack_policy: AckPolicy.Explicit,
    ack_wait: ackWaitMs * NANOSECONDS,
    max_ack_pending: -1,
  });
}

interface Hands {
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** Aborted when no more can be taken, and what is under way is for nobody. */
  readonly lost: AbortController;
}

async function consume(
  consumer: Consumer,
  { concurrency, signal, lost }: Hands,
  handle: (message: JsMsg) => Promise<void>,
): Promise<void> {
  const underway = new Set<Promise<void>>();
  const messages = await consumer.consume({ max_messages: 1, abort_on_missing_resource: true });
  signal.addEventListener("abort", () => void messages.close(), { once: true });
  if (signal.aborted) await messages.close();
  try {
    for await (const message of messages) {
      const work = handle(message).finally(() => underway.delete(work));
      underway.add(work);
      // The next message is only taken when there is a hand for it; another worker may have one.
      if (underway.size >= concurrency) await Promise.race(underway);
    }
  } catch (error) {
    lost.abort();
    throw error;
  } finally {
    await Promise.all(underway);
  }
}

async function handleMessage(message: JsMsg, handle: Handle, signal: AbortSignal, heartMs: number): Promise<void> {
  const parsed = jobShape.safeParse(message.json());
  if (!parsed.success) return message.term("not a job of Concord");
  const job: Job = parsed.data;
  const heart = setInterval(() => message.working(), heartMs);
  try {
    await handle(job, signal);
    // A followed source is never done: who stops following hands the job to another worker.
    if (signal.aborted && job.kind === "follow") message.nak();
    else await message.ackAck();
  } catch {
    message.nak(1000);
  } finally {
    clearInterval(heart);
  }
}

function codeOf(error: unknown): number | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "number" ? code : undefined;
}
