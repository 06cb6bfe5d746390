import { setTimeout as pause } from "node:timers/promises";
import type { FormattedExecutionResult, GraphQLFormattedError } from "graphql";
import { type ErrorCode, graphError } from "../../schema/errors";
import type { RowChange } from "../../schema/model/row-change";
import { clientCode, messageOf } from "../errors";
import type { Caller } from "../tokens";
import type { ChangeLog } from "./change-log";
import type { PairedQuery } from "./paired-query";

export interface LiveEvent {
  readonly result: FormattedExecutionResult;
  /** Absent for the last message of a subscription that ends with an error. */
  readonly eventId?: string;
  /** Code of the error that ends the subscription. */
  readonly ends?: ErrorCode;
}

/** Asks the graph as the caller, by the ordinary way; it never throws for what GraphQL answers. */
export type AskAs = (
  caller: Caller,
  question: { readonly query: string; readonly variables: Record<string, unknown> },
) => Promise<FormattedExecutionResult>;

export interface SubscriptionParts {
  readonly paired: PairedQuery;
  readonly log: ChangeLog;
  /** Where to begin in the log. */
  readonly position: number;
  /** Verifies the credential anew; throws when it is no longer good. */
  readonly caller: () => Promise<Caller>;
  readonly ask: AskAs;
  /** The credential is looked at again after so long without an event. */
  readonly heartbeatMs: number;
  readonly signal: AbortSignal;
  readonly sent: (change: RowChange) => void;
}

/** Changes that are looked up together. */
const LOOK_AT_ONCE = 100;
const RETRY_MS = 1_000;

/** What of the graph may be there again soon: the event waits for it, since nobody knows yet whether it is the caller's. */
const PASSING: readonly unknown[] = [
  "SUBGRAPH_UNAVAILABLE",
  "SUBGRAPH_TIMEOUT",
  "DATABASE_UNAVAILABLE",
  "STATEMENT_TIMEOUT",
  "AUDIT_UNAVAILABLE",
] satisfies readonly ErrorCode[];

/** The events of one subscription, each read when the one before has left; ends with the signal or with an error told. */
export async function* eventsOf(parts: SubscriptionParts): AsyncGenerator<LiveEvent, void> {
  const { paired, log, signal } = parts;
  let { position } = parts;
  try {
    while (!signal.aborted) {
      const next = log.next(paired.entity, position, LOOK_AT_ONCE);
      if (!next) throw graphError("SUBSCRIPTION_TOO_SLOW", "More happened than is kept for a subscription.");
      position = next.position;
      const wanted = next.changes.filter(({ key }) => paired.id === undefined || key === paired.id);
      if (wanted.length > 0) yield* eventsIn(parts, wanted);
      else if (next.changes.length === 0) {
        await log.wait(paired.entity, position, parts.heartbeatMs, signal);
        await parts.caller();
      }
    }
  } catch (error) {
    // Who is gone needs no reason.
    if (!signal.aborted) yield lastEvent(error);
  }
}

async function* eventsIn(parts: SubscriptionParts, wanted: readonly RowChange[]): AsyncGenerator<LiveEvent, void> {
  for (const change of await visibleOf(parts, wanted)) {
    const result = await answered(parts, parts.paired.question([change.id]));
    const event = result && eventOf(parts.paired.responseName, result, change.id);
    if (!event || parts.signal.aborted) continue;
    await parts.caller();
    yield event;
    parts.sent(change);
  }
}

/** One change is asked for at once; of many, first which are anything to the caller. */
async function visibleOf(parts: SubscriptionParts, changes: readonly RowChange[]): Promise<readonly RowChange[]> {
  if (changes.length < 2) return changes;
  const { paired } = parts;
  const result = await answered(parts, paired.lookup(changes.map(({ id }) => id)));
  const found = result?.data?.[paired.responseName];
  const ids = new Set(Array.isArray(found) ? found.map(({ id }: { id: string }) => id) : []);
  return changes.filter(({ id }) => ids.has(id));
}

/** The graph's answer; undefined: nobody waits for it any more. Throws what a subscription cannot go on with. */
async function answered(
  parts: SubscriptionParts,
  question: ReturnType<PairedQuery["question"]>,
): Promise<FormattedExecutionResult | undefined> {
  while (!parts.signal.aborted) {
    const result = await parts.ask(await parts.caller(), question);
    if (Array.isArray(result.data?.[parts.paired.responseName])) return result;
    const [error] = result.errors ?? [];
    if (!error || !PASSING.includes(error.extensions?.["code"])) throw new EndedBy(result.errors ?? []);
    await pause(RETRY_MS, undefined, { signal: parts.signal }).catch(() => {});
  }
  return undefined;
}

/** What the graph said instead of an answer. */
export class EndedBy extends Error {
  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? "The subscription cannot go on.");
  }
}

/** The answer to one event: the list of one change becomes the change, also in the paths of its errors. */
function eventOf(name: string, { data, errors }: FormattedExecutionResult, eventId: string): LiveEvent | undefined {
  const [change] = (data?.[name] ?? []) as readonly unknown[];
  if (change === undefined) return undefined;
  const own = errors?.map((error) => {
    const [root, , ...rest] = error.path ?? [];
    return error.path ? { ...error, path: root === undefined ? [] : [root, ...rest] } : error;
  });
  const result = { ...(own ? { errors: own } : {}), data: { [name]: change }, extensions: { eventId } };
  return { result, eventId };
}

export function lastEvent(error: unknown): LiveEvent {
  const errors = error instanceof EndedBy ? error.errors : [formatted(error)];
  const code = errors[0]?.extensions?.["code"];
  return { result: { errors }, ends: (typeof code === "string" ? code : "INTERNAL") as ErrorCode };
}

/** Faults that are meant for the client pass; of any other only that there was one. */
function formatted(error: unknown): GraphQLFormattedError {
  const code = clientCode(error);
  if (!code) return graphError("INTERNAL", "Something went wrong inside Concord.").toJSON();
  return graphError(code, messageOf(error)).toJSON();
}
