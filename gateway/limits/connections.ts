import { createServer as createHttpServer, type RequestListener, type Server, type ServerOptions } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { Socket } from "node:net";
import { type ErrorCode, errorRegistry } from "../../schema/errors";
import { errorBody } from "../errors";
import { requestIdOf } from "../request-record";
import type { Limits } from "./settings";

export interface TlsTexts {
  readonly cert: string | Buffer;
  readonly key: string | Buffer;
}

/** Longer than browsers and balancers keep an idle connection, so that they never write to one that is just closing. */
const KEEP_ALIVE_TIMEOUT_MS = 72_000;
/** Node looks for late requests only so often; half the limit keeps the limit true within half of itself. */
const CHECKS_PER_TIMEOUT = 2;

/** Fastify sets its time limits only on servers it makes itself, so they are set here, for HTTP and HTTPS. */
export function createListener(listener: RequestListener, limits: Limits, tls: TlsTexts | undefined): Server {
  const options: ServerOptions = {
    headersTimeout: limits.bodyTimeoutMs,
    requestTimeout: limits.bodyTimeoutMs,
    connectionsCheckingInterval: Math.ceil(limits.bodyTimeoutMs / CHECKS_PER_TIMEOUT),
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
  };
  const server = tls
    ? createHttpsServer({ ...options, ...tls, minVersion: "TLSv1.2" }, listener)
    : createHttpServer(options, listener);
  server.maxConnections = limits.connections;
  return server;
}

const FAULTS: Readonly<Record<string, readonly [ErrorCode, string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ["REQUEST_TOO_SLOW", "The request took too long to arrive."],
  HPE_HEADER_OVERFLOW: ["HEADERS_TOO_LARGE", "The headers are larger than 16 KB."],
};

/** Answers what is not HTTP, or not in time, while there is no request yet that a route could answer. */
export function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, message] = FAULTS[error.code ?? ""] ?? ["BAD_REQUEST", "This is not a readable HTTP request."];
  const body = JSON.stringify(errorBody(code, message, requestIdOf(undefined)));
  const head = [
    `HTTP/1.1 ${errorRegistry[code].status} Refused`,
    "content-type: application/json; charset=utf-8",
    `content-length: ${Buffer.byteLength(body)}`,
    "connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`);
}
