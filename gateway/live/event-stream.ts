import type { ServerResponse } from "node:http";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FormattedExecutionResult } from "graphql";
import { errorRegistry } from "../../schema/errors";
import { questionOf } from "../limits/graph-limits";
import { refusal } from "../limits/refusal";
import { createContext, RECORD, type RequestRecord } from "../request-record";
import type { Caller, TokenVerifier } from "../tokens";
import type { Live, OpenSubscription } from "./live";
import { EndedBy, lastEvent } from "./subscription";
import { tooSlow } from "./too-slow";

export interface EventStreamSettings {
  readonly live: Live;
  readonly verifyToken: TokenVerifier;
  readonly heartbeatMs: number;
}

/** Time that a client which takes nothing has to take the last word. */
const LAST_WORD_MS = 2_000;

/**
 * Subscriptions as server-sent events at /graphql/stream, in the distinct connections mode of the GraphQL over SSE protocol;
 * each event has its id, and `Last-Event-ID` resumes after it.
 */
export function addEventStream(app: FastifyInstance, { live, verifyToken, heartbeatMs }: EventStreamSettings): void {
  const callers = new WeakMap<FastifyRequest, Caller>();
  app.route({
    method: ["GET", "POST"],
    url: "/graphql/stream",
    // Before the body is read: a stranger's megabyte is not worth parsing.
    onRequest: async (request) => {
      const record = request.getDecorator<RequestRecord>(RECORD);
      record.outcome = "refused";
      const caller = await verifyToken(request.headers.authorization);
      createContext(caller, record, new AbortController().signal);
      callers.set(request, caller);
    },
    handler: async (request, reply) => {
      const caller = callers.get(request);
      const question = questionOf(request);
      if (!caller || !question) throw refusal("BAD_REQUEST", "Expected a JSON object with a query.");
      const stream = new EventStream(reply, heartbeatMs);
      const opened = await live
        .subscribe({
          transport: "sse",
          question,
          caller,
          authorization: request.headers.authorization,
          lastEventId: lastEventIdOf(request),
          requestId: request.id,
          from: request.ip,
          stalled: () => stream.giveUp(),
        })
        .catch((error: unknown) => refused(reply, error));
      if (!opened) return reply;
      request.getDecorator<RequestRecord>(RECORD).outcome = "ok";
      reply.hijack();
      await stream.send(opened);
    },
  });
}

/** What GraphQL itself refused is answered in its form; anything else as everywhere. */
function refused(reply: FastifyReply, error: unknown): undefined {
  if (!(error instanceof EndedBy)) throw error;
  const code = lastEvent(error).ends ?? "INTERNAL";
  void reply
    .code(errorRegistry[code]?.status ?? 400)
    .type("application/json; charset=utf-8")
    .send(JSON.stringify({ errors: error.errors }));
}

function lastEventIdOf({ headers }: FastifyRequest): string | undefined {
  const id = headers["last-event-id"];
  return typeof id === "string" && id !== "" ? id : undefined;
}

class EventStream {
  private readonly raw: ServerResponse;
  private subscription: OpenSubscription | undefined;

  constructor(
    private readonly reply: FastifyReply,
    private readonly heartbeatMs: number,
  ) {
    this.raw = reply.raw;
  }

  async send(subscription: OpenSubscription): Promise<void> {
    const { raw } = this;
    this.subscription = subscription;
    raw.once("close", () => subscription.end("client"));
    raw.on("error", () => subscription.end("client"));
    raw.writeHead(200, {
      ...(this.reply.getHeaders() as Record<string, string>),
      "content-type": "text/event-stream; charset=utf-8",
      "x-accel-buffering": "no",
      // Else a gateway that leaves would wait for the connection of a stream that has ended.
      connection: "close",
    });
    raw.write(":\n\n");
    const heart = setInterval(() => {
      if (!raw.writableNeedDrain) raw.write(":\n\n");
    }, this.heartbeatMs);
    try {
      for await (const { result, eventId, ends } of subscription.events) {
        const written = raw.write(message(result, eventId));
        if (ends) raw.write("event: complete\ndata:\n\n");
        if (!written) await drained(raw);
      }
    } finally {
      clearInterval(heart);
      // Without `complete`: whoever was not told of an end comes again and resumes.
      if (!raw.writableEnded) raw.end();
    }
  }

  giveUp(): void {
    const { raw } = this;
    this.subscription?.end("SUBSCRIPTION_TOO_SLOW");
    raw.end(`${message(lastEvent(tooSlow()).result)}event: complete\ndata:\n\n`);
    setTimeout(() => raw.destroy(), LAST_WORD_MS).unref();
  }
}

function message(result: FormattedExecutionResult, eventId?: string): string {
  return `${eventId ? `id: ${eventId}\n` : ""}event: next\ndata: ${JSON.stringify(result)}\n\n`;
}

/** Resolves when the client has taken what was written, or is gone. */
function drained(raw: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      raw.off("drain", done);
      raw.off("close", done);
      resolve();
    };
    raw.on("drain", done);
    raw.on("close", done);
  });
}
