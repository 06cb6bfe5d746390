import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance } from "fastify";
import {
  type ExecutionResult,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  parse,
} from "graphql";
import type { ServerOptions } from "graphql-ws";
import { useServer } from "graphql-ws/use/ws";
import { type WebSocket, WebSocketServer } from "ws";
import type { ErrorCode } from "../../schema/errors";
import type { Audit } from "../audit/audit";
import { clientCode } from "../errors";
import { createContext, createRecord, requestIdOf } from "../request-record";
import type { Caller, TokenVerifier } from "../tokens";
import type { Live, OpenSubscription } from "./live";
import { type LiveEvent, lastEvent } from "./subscription";

export interface WebSocketSettings {
  readonly live: Live;
  readonly verifyToken: TokenVerifier;
  readonly schema: () => GraphQLSchema;
  readonly audit: Audit | undefined;
  readonly heartbeatMs: number;
  readonly bodyBytes: number;
  readonly connectionsPerIdentity: number;
}

/** Close codes of graphql-transport-ws, and ours for a client that does not take its events. */
const CLOSE = { unauthorized: 4401, forbidden: 4403, tooMany: 4429, tooSlow: 4503 } as const;
/** Time that a client which takes nothing has to take the last word. */
const LAST_WORD_MS = 2_000;

type Connection = {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  authorization?: string | undefined;
  subject?: string;
};

type Context = Parameters<NonNullable<ServerOptions<Record<string, unknown>, Connection>["onSubscribe"]>>[0];

/** Subscriptions over WebSocket at /graphql, in the graphql-transport-ws protocol. Queries are HTTP's. */
export function addWebSocket(app: FastifyInstance, settings: WebSocketSettings): { close(): Promise<void> } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: settings.bodyBytes });
  const connections = new Connections(settings);
  const server = useServer<Record<string, unknown>, Connection>(
    {
      onConnect: (context) => connections.admit(context as Context),
      onSubscribe: (context, _id, payload) => connections.subscribe(context as Context, payload),
      // The answers are formatted already, and sent as they are.
      onNext: (_context, _id, _payload, _arguments, result) => result as FormattedExecutionResult,
      subscribe: ({ contextValue }) => (contextValue as { results: AsyncGenerator<ExecutionResult> }).results,
      onClose: (context) => connections.leave(context.extra as Connection),
    },
    sockets,
    settings.heartbeatMs,
  );
  sockets.on("connection", (socket: WebSocket) => {
    // Each subscription of a connection waits for its end.
    socket.setMaxListeners(0);
    socket.on("error", () => {});
  });
  let closing = false;
  app.server.on("upgrade", (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const { pathname } = new URL(request.url ?? "/", "http://concord");
    if (pathname !== "/graphql" || closing)
      return refuse(stream, closing ? "503 Service Unavailable" : "404 Not Found");
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit("connection", socket, request));
  });
  return {
    async close() {
      closing = true;
      await server.dispose();
    },
  };
}

function refuse(stream: Duplex, status: string): void {
  stream.on("error", () => {});
  stream.end(`HTTP/1.1 ${status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`);
}

class Connections {
  private readonly bySubject = new Map<string, number>();

  constructor(private readonly settings: WebSocketSettings) {}

  async admit({ extra, connectionParams }: Context): Promise<boolean> {
    const authorization = authorizationOf(extra.request, connectionParams);
    const caller = await this.settings.verifyToken(authorization).catch(async (error: unknown) => {
      await this.noteRefusal(extra, undefined, error);
      extra.socket.close(CLOSE.unauthorized, reasonOf(error));
    });
    if (!caller) return false;
    const open = this.bySubject.get(caller.subject) ?? 0;
    if (open >= this.settings.connectionsPerIdentity) {
      extra.socket.close(CLOSE.tooMany, "SUBSCRIPTION_LIMIT: too many connections of this identity");
      return false;
    }
    this.bySubject.set(caller.subject, open + 1);
    extra.authorization = authorization;
    extra.subject = caller.subject;
    return true;
  }

  leave({ subject }: Connection): void {
    if (subject === undefined) return;
    const left = (this.bySubject.get(subject) ?? 1) - 1;
    if (left > 0) this.bySubject.set(subject, left);
    else this.bySubject.delete(subject);
  }

  async subscribe({ extra }: Context, payload: object) {
    const { settings } = this;
    let caller: Caller | undefined;
    try {
      caller = await settings.verifyToken(extra.authorization);
      const question = payload as Readonly<Record<string, unknown>>;
      const opened = await settings.live.subscribe({
        transport: "websocket",
        question,
        caller,
        authorization: extra.authorization,
        lastEventId: undefined,
        requestId: requestIdOf(undefined),
        from: extra.request.socket.remoteAddress ?? "",
        stalled: () => giveUp(extra.socket),
      });
      return {
        schema: settings.schema(),
        // It only has to say that this is a subscription.
        document: parse("subscription { __typename }"),
        contextValue: { results: resultsOf(opened, extra.socket) },
      };
    } catch (error) {
      await this.noteRefusal(extra, caller, error);
      return (lastEvent(error).result.errors ?? []).map(asGraphQLError);
    }
  }

  /** What is refused here never came to the graph, which would have noted it. */
  private async noteRefusal({ request }: Connection, caller: Caller | undefined, error: unknown): Promise<void> {
    const record = createRecord(requestIdOf(undefined));
    record.outcome = "refused";
    if (caller) createContext(caller, record, new AbortController().signal);
    record.audit.refusal = lastEvent(error).ends ?? "BAD_REQUEST";
    await this.settings.audit?.end(record, { from: request.socket.remoteAddress, durationMs: 0 });
  }
}

/**
 * From the first message, which only a page that holds the token can send. A browser sends a header of its own accord, from
 * whatever page, so that it counts only where there is no browser.
 */
function authorizationOf(
  { headers }: IncomingMessage,
  params: Readonly<Record<string, unknown>> = {},
): string | undefined {
  const given = params["authorization"] ?? params["Authorization"];
  if (typeof given === "string") return given;
  return headers.origin === undefined ? headers.authorization : undefined;
}

function resultsOf({ events, end }: OpenSubscription, socket: WebSocket): AsyncGenerator<LiveEvent["result"]> {
  socket.once("close", () => end("client"));
  let last: ErrorCode | undefined;
  const results: AsyncGenerator<LiveEvent["result"]> = {
    async next() {
      // Asked for more, it has sent the last one.
      if (last === "UNAUTHENTICATED") socket.close(CLOSE.unauthorized, last);
      const next = await events.next();
      if (next.done) return { done: true, value: undefined };
      last = next.value.ends;
      return { done: false, value: next.value.result };
    },
    async return() {
      end("client");
      return { done: true, value: undefined };
    },
    throw: () => results.return(undefined),
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: async () => void (await results.return(undefined)),
  };
  return results;
}

function giveUp(socket: WebSocket): void {
  socket.close(CLOSE.tooSlow, "SUBSCRIPTION_TOO_SLOW");
  setTimeout(() => socket.terminate(), LAST_WORD_MS).unref();
}

/** A close frame's reason has at most 123 bytes. */
function reasonOf(error: unknown): string {
  return clientCode(error) ?? "INTERNAL";
}

function asGraphQLError({ message, extensions }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, { extensions: extensions ?? {} });
}
