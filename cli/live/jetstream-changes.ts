import { setTimeout as pause } from "node:timers/promises";
import { DeliverPolicy, DiscardPolicy, jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import { z } from "zod";
import type { Subgraph } from "../../schema/model/definition";
import { CHANGES_KEPT, type ChangeSource, type Following } from "../../schema/model/row-change";
import { followChanges, lastPlace, type PlacedChange } from "../../store/changes/follow";
import type { Database } from "../../store/database";

export interface ChangeStream {
  readonly url: string;
  /** Deployments that share a server have a stream each. */
  readonly changes: string;
}

const NANOSECONDS = 1_000_000;
const RETRY_MS = 1_000;

const changeShape = z.object({
  place: z.number(),
  id: z.string(),
  entity: z.string(),
  key: z.string(),
  changedAtMs: z.number(),
});

/** The changes that other processes publish, for a gateway that has no database. */
export function changesFromJetStream({ url, changes }: ChangeStream, failed: (error: unknown) => void): ChangeSource {
  return {
    follow(told) {
      return connected(url, failed, async (connection, opened) => {
        await declareStream(connection, changes);
        const consumer = await jetstream(connection).consumers.get(changes, { deliver_policy: DeliverPolicy.All });
        const { num_pending } = await consumer.info();
        if (num_pending === 0) opened();
        for await (const message of await consumer.consume()) {
          const change = changeShape.safeParse(message.json());
          if (change.success) told([change.data]);
          if (message.info.pending === 0) opened();
        }
      });
    },
  };
}

/** Publishes a schema's changes, each once, however many processes do so. */
export function publishChanges(
  { url, changes }: ChangeStream,
  schema: Subgraph,
  database: Database,
  failed: (error: unknown) => void,
): Following {
  let followed: Following | undefined;
  const publishing = connected(url, failed, async (connection, opened) => {
    await declareStream(connection, changes);
    const after = Math.min(await lastPublished(connection, changes, schema), await lastPlace(database, schema));
    const stream = jetstream(connection);
    const told = async (placed: readonly PlacedChange[]): Promise<void> => {
      const sent = placed.map((change) =>
        stream.publish(`${changes}.${schema}.${change.entity}`, JSON.stringify(change), { msgID: change.id }),
      );
      await Promise.all(sent);
    };
    followed = followChanges({ database, schema, after, told, failed });
    await followed.ready;
    opened();
  });
  return {
    ready: publishing.ready,
    async close() {
      await followed?.close();
      await publishing.close();
    },
  };
}

/** Works over a connection that is made as soon as the server is there. */
function connected(
  url: string,
  failed: (error: unknown) => void,
  work: (connection: NatsConnection, opened: () => void) => Promise<void>,
): Following {
  let opened = (): void => {};
  const ready = new Promise<void>((resolve) => {
    opened = resolve;
  });
  let closed = false;
  const connecting = connect({
    servers: url,
    name: "concord changes",
    waitOnFirstConnect: true,
    maxReconnectAttempts: -1,
  });
  const working = async (): Promise<void> => {
    const connection = await connecting;
    for (let done = false; !done && !closed; ) {
      done = await work(connection, opened).then(
        () => true,
        (error: unknown) => {
          if (!closed) failed(error);
          return false;
        },
      );
      if (!done) await pause(RETRY_MS);
    }
  };
  working().catch(failed);
  return {
    ready,
    async close() {
      closed = true;
      // A server that was never there is not waited for.
      void connecting.then((connection) => connection.close()).catch(() => {});
    },
  };
}

async function declareStream(connection: NatsConnection, name: string): Promise<void> {
  const manager = await jetstreamManager(connection);
  const stream = {
    name,
    subjects: [`${name}.>`],
    discard: DiscardPolicy.Old,
    max_msgs_per_subject: CHANGES_KEPT.count,
    max_age: CHANGES_KEPT.milliseconds * NANOSECONDS,
  };
  await manager.streams.add(stream).catch(() => manager.streams.update(name, stream));
}

/** Place of the last change that is in the stream; 0: there is none. */
async function lastPublished(connection: NatsConnection, name: string, schema: Subgraph): Promise<number> {
  const manager = await jetstreamManager(connection);
  const message = await manager.streams.getMessage(name, { last_by_subj: `${name}.${schema}.>` }).catch(() => null);
  const change = changeShape.safeParse(message?.json());
  return change.success ? change.data.place : 0;
}
