import { createHash } from "node:crypto";
import { ConcordError } from "../../schema/errors";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Database } from "../database";
import { sql } from "../sql";

/** A digest of a payload, the same for the same content in the same order. */
export function digestOf(payload: string): string {
  return createHash("sha256").update(payload).digest("hex");
}

/** Takes the digest of events as they pass by. */
export class EventDigest {
  private readonly hash = createHash("sha256");

  async *over(events: AsyncIterable<SourceEvent>): AsyncGenerator<SourceEvent> {
    for await (const event of events) {
      const entity = event.kind === "rejected" || event.kind === "skipped" ? event.entity : event.entity.name;
      this.hash.update(JSON.stringify({ ...event, entity })).update("\n");
      yield event;
    }
  }

  value(): string {
    return this.hash.digest("hex");
  }
}

/** What an earlier use of a key left behind. */
export interface EarlierUse {
  readonly digest: string;
  readonly answer: string;
}

/**
 * Takes a key for this transaction. Another transaction that has taken it is waited for: it leaves either its answer or, when
 * it failed, the key free.
 * @returns the earlier use, if there was one; none: the caller is the first
 */
export async function takeKey(transaction: Database, key: string): Promise<EarlierUse | undefined> {
  const taken = await transaction.query(
    sql`insert into mapping.idempotency_key (key, digest) values (${key}, '') on conflict (key) do nothing returning key`,
  );
  if (taken.length > 0) return undefined;
  const [row] = await transaction.query(sql`select digest, answer from mapping.idempotency_key where key = ${key}`);
  return { digest: String(row?.["digest"]), answer: String(row?.["answer"]) };
}

export async function keepAnswer(transaction: Database, key: string, use: EarlierUse): Promise<void> {
  await transaction.query(
    sql`update mapping.idempotency_key set digest = ${use.digest}, answer = ${use.answer} where key = ${key}`,
  );
}

/** @throws IDEMPOTENCY_KEY_REUSED when the payload differs from the first one */
export function requireSamePayload(key: string, earlier: EarlierUse, digest: string): void {
  if (earlier.digest !== digest)
    throw new ConcordError(
      "IDEMPOTENCY_KEY_REUSED",
      `The idempotency key "${key}" was used before with another payload.`,
      "idempotencyKey",
    );
}

/**
 * Runs work once for a key, however often and in how many processes at a time it is asked for: the first one does it, the
 * others get its answer.
 * @param payload what the caller sent, as text; another payload under the key is refused
 * @param work its answer must be representable as JSON
 */
export async function applyOnce<T>(
  database: Database,
  key: string,
  payload: string,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  const digest = digestOf(payload);
  return database.transaction(async (transaction) => {
    const earlier = await takeKey(transaction, key);
    if (earlier) {
      requireSamePayload(key, earlier, digest);
      return JSON.parse(earlier.answer) as T;
    }
    const answer = await work(transaction);
    await keepAnswer(transaction, key, { digest, answer: JSON.stringify(answer) });
    return answer;
  });
}
