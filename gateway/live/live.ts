import { setTimeout as pause } from "node:timers/promises";
import { type GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import type { Registry } from "prom-client";
import { graphError } from "../../schema/errors";
import { CHANGES_KEPT, type ChangeSource, type Following } from "../../schema/model/row-change";
import { documentHash } from "../document-hash";
import type { formatError } from "../errors";
import { deadlineOf } from "../limits/deadline";
import type { GraphLimits } from "../limits/graph-limits";
import { refusal } from "../limits/refusal";
import type { Limits } from "../limits/settings";
import type { OutletQuestion, OutletSettings } from "../outlets/session";
import type { Caller, TokenVerifier } from "../tokens";
import { ChangeLog } from "./change-log";
import { EventSlots } from "./event-slots";
import { type EndReason, type LiveMetrics, liveMetrics, type Transport } from "./metrics";
import { type PairedQuery, pairedQuery } from "./paired-query";
import { EndedBy, eventsOf, type LiveEvent } from "./subscription";

export interface LiveSettings {
  /** Absent: this gateway has nothing to tell, and says so. */
  readonly changes?: ChangeSource | undefined;
  readonly verifyToken: TokenVerifier;
  readonly graphLimits: GraphLimits;
  readonly limits: Limits;
  readonly schema: () => GraphQLSchema;
  readonly ask: OutletSettings["ask"];
  /** Says what is wrong with a document in the words of /graphql. */
  readonly format: typeof formatError;
  readonly registry: Registry;
}

/** A subscription as a transport got it. */
export interface SubscriptionRequest {
  readonly transport: Transport;
  readonly question: Readonly<Record<string, unknown>>;
  readonly authorization: string | undefined;
  readonly caller: Caller;
  /** Resumes after this event, where the document does not say so itself. */
  readonly lastEventId: string | undefined;
  readonly requestId: string;
  readonly from: string;
  /** The client takes nothing any more: it must be told and closed. */
  readonly stalled: () => void;
}

export interface OpenSubscription {
  readonly events: AsyncGenerator<LiveEvent, void>;
  /** Ends it; what waits inside ends at once. */
  end(reason: EndReason): void;
}

const START_WAIT_MS = 5_000;

/** All subscriptions of one gateway. */
export class Live {
  private readonly log = new ChangeLog(CHANGES_KEPT);
  private readonly slots: EventSlots;
  private readonly open = new Set<OpenSubscription>();
  private readonly bySubject = new Map<string, number>();
  private readonly metrics: LiveMetrics;
  private following: Following | undefined;
  private ready = false;

  constructor(private readonly settings: LiveSettings) {
    this.slots = new EventSlots(settings.limits.subscriptionEvents);
    this.metrics = liveMetrics(settings.registry);
  }

  /** Resolves when a client may resume, or soon in any case: a source that is away must not keep the gateway from its work. */
  async start(): Promise<void> {
    this.following = this.settings.changes?.follow((changes) => this.log.add(changes));
    const ready = this.following?.ready.then(() => {
      this.ready = true;
    });
    // Until then, what is told is old: nobody may subscribe, or it would come as new.
    await Promise.race([ready, pause(START_WAIT_MS, undefined, { ref: false })]);
  }

  /** Throws a GraphQLError for what may not be subscribed to. */
  async subscribe(request: SubscriptionRequest): Promise<OpenSubscription> {
    const { settings } = this;
    if (!this.ready)
      throw refusal("SUBSCRIPTIONS_UNAVAILABLE", "This gateway is not told of changes, so it cannot tell of any.");
    await settings.graphLimits.count(request.caller.subject);
    const leave = this.enter(request.caller.subject);
    try {
      const query = settings.graphLimits.documentOf(request.question);
      const paired = this.pair(query, request.question);
      const position = this.positionOf(paired, request.lastEventId);
      const ask = this.asking(request, query);
      // The filter, the variables and the cost are judged before there is an event.
      const trial = await ask(request.caller, paired.question([]));
      if (!Array.isArray(trial.data?.[paired.responseName])) throw new EndedBy(trial.errors ?? []);
      return this.openAt(request, { paired, position, ask, leave });
    } catch (error) {
      leave();
      throw error;
    }
  }

  async close(): Promise<void> {
    for (const subscription of this.open) subscription.end("gateway");
    this.ready = false;
    await this.following?.close();
  }

  /** Takes a place among the subscriptions of the identity and of the gateway. @returns how to give it back */
  private enter(subject: string): () => void {
    const { subscriptions, subscriptionsPerIdentity } = this.settings.limits;
    const own = this.bySubject.get(subject) ?? 0;
    const all = [...this.bySubject.values()].reduce((sum, count) => sum + count, 0);
    if (own >= subscriptionsPerIdentity)
      throw refusal("SUBSCRIPTION_LIMIT", `You may have ${subscriptionsPerIdentity} subscriptions at once.`);
    if (all >= subscriptions) throw refusal("OVERLOADED", "This gateway has as many subscriptions as it can.", {}, 5);
    this.bySubject.set(subject, own + 1);
    let entered = true;
    return () => {
      if (!entered) return;
      entered = false;
      const left = (this.bySubject.get(subject) ?? 1) - 1;
      if (left > 0) this.bySubject.set(subject, left);
      else this.bySubject.delete(subject);
    };
  }

  private pair(query: string, question: SubscriptionRequest["question"]): PairedQuery {
    const schema = this.settings.schema();
    const document = parsed(query, this.settings.limits.tokens);
    const [invalid] = validate(schema, document);
    if (invalid) throw new EndedBy([this.settings.format(withCode(invalid), invalid)]);
    const { variables, operationName } = question;
    return pairedQuery(schema, {
      document,
      variables: (variables ?? {}) as Record<string, unknown>,
      operationName: typeof operationName === "string" ? operationName : undefined,
    });
  }

  private positionOf({ entity, after }: PairedQuery, lastEventId: string | undefined): number {
    const event = after ?? lastEventId;
    if (event === undefined) return this.log.end(entity);
    const position = this.log.after(entity, event);
    if (position !== undefined) return position;
    throw refusal("RESUME_TOO_OLD", "What happened since that event is no longer known here.");
  }

  private asking({ requestId, from }: SubscriptionRequest, query: string) {
    const { ask, limits } = this.settings;
    const saved = documentHash(query);
    return (caller: Caller, question: Pick<OutletQuestion, "query" | "variables">) =>
      this.slots.run(() =>
        ask({ ...question, caller, requestId, from, saved, signal: deadlineOf(limits.requestTimeoutMs) }),
      );
  }

  private openAt(
    { transport, authorization, stalled }: SubscriptionRequest,
    { paired, position, ask, leave }: Beginning,
  ): OpenSubscription {
    const { verifyToken, limits } = this.settings;
    const gone = new AbortController();
    const events = eventsOf({
      paired,
      position,
      ask,
      log: this.log,
      caller: () => verifyToken(authorization),
      heartbeatMs: limits.subscriptionHeartbeatMs,
      signal: gone.signal,
      sent: ({ changedAtMs }) => this.metrics.sent(Math.max(0, Date.now() - changedAtMs) / 1000),
    });
    const subscription: OpenSubscription = {
      events: watched(events, limits.subscriptionStallMs, stalled, (reason) => subscription.end(reason)),
      end: (reason) => {
        if (!this.open.delete(subscription)) return;
        gone.abort();
        leave();
        this.metrics.ended(transport, reason);
      },
    };
    this.open.add(subscription);
    this.metrics.opened(transport);
    return subscription;
  }
}

interface Beginning {
  readonly paired: PairedQuery;
  readonly position: number;
  readonly ask: (
    caller: Caller,
    question: Pick<OutletQuestion, "query" | "variables">,
  ) => ReturnType<OutletSettings["ask"]>;
  readonly leave: () => void;
}

/** The same events; says when one of them waits too long to be taken, and when it is over. */
function watched(
  events: AsyncGenerator<LiveEvent, void>,
  stallMs: number,
  stalled: () => void,
  ended: (reason: EndReason) => void,
): AsyncGenerator<LiveEvent, void> {
  let timer: NodeJS.Timeout | undefined;
  const over = (reason: EndReason): Promise<IteratorResult<LiveEvent, void>> => {
    clearTimeout(timer);
    ended(reason);
    return Promise.resolve({ done: true, value: undefined });
  };
  const watching: AsyncGenerator<LiveEvent, void> = {
    async next() {
      clearTimeout(timer);
      const next = await events.next();
      if (next.done) return over("gateway");
      if (next.value.ends) ended(next.value.ends);
      else timer = setTimeout(stalled, stallMs);
      return next;
    },
    // An async generator that waits inside takes no `return` before it has gone on, so that the wait is ended.
    return: () => over("client"),
    throw: () => over("client"),
    [Symbol.asyncIterator]: () => watching,
    [Symbol.asyncDispose]: async () => void (await over("client")),
  };
  return watching;
}

function parsed(query: string, maxTokens: number) {
  try {
    return parse(query, { maxTokens });
  } catch (error) {
    throw graphError("GRAPHQL_PARSE_FAILED", error instanceof Error ? error.message : "The document is not readable.");
  }
}

function withCode(error: GraphQLError) {
  return { ...error.toJSON(), extensions: { code: "GRAPHQL_VALIDATION_FAILED" } };
}
