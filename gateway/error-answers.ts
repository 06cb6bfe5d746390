import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { GraphQLError } from "graphql";
import type { Logger } from "pino";
import { type ErrorCode, errorRegistry } from "../schema/errors";
import { clientCode, errorBody, messageOf } from "./errors";

/** What fails outside GraphQL is answered in GraphQL's form, so that a client has one kind of error to read. */
export function answerErrors(app: FastifyInstance, logger: Logger): void {
  app.setNotFoundHandler((request, reply) => {
    return reply
      .code(404)
      .send(
        errorBody(
          "BAD_REQUEST",
          "There is nothing at this path; ask /graphql, or open /playground where it is on.",
          request.id,
        ),
      );
  });
  app.setErrorHandler((error, request, reply) => {
    const code = clientCode(error);
    if (code === "UNAUTHENTICATED" && !reply.hasHeader("www-authenticate")) reply.header("www-authenticate", "Bearer");
    if (code) return refuse(request, reply, code, error);
    const status = clientErrorStatus(error);
    const [fault, message] = REQUEST_FAULTS[status ?? 0] ?? UNREADABLE;
    if (status) return reply.code(status).send(errorBody(fault, message, request.id));
    const stack = error instanceof Error ? error.stack : undefined;
    logger.error({ requestId: request.id, stack }, "request failed");
    return reply.code(500).send(errorBody("INTERNAL", "Something went wrong inside Concord.", request.id));
  });
}

/** A refusal in the form that the client reads, with what GraphQL would have set of status and headers. */
function refuse(request: FastifyRequest, reply: FastifyReply, code: ErrorCode, error: unknown): FastifyReply {
  const extensions = error instanceof GraphQLError ? error.extensions : {};
  const { headers } = (extensions["http"] ?? {}) as { headers?: ReadonlyMap<string, string> };
  for (const [name, value] of headers ?? []) reply.header(name, value);
  const accepts = request.headers.accept ?? "";
  const type = accepts.includes(GRAPHQL_RESPONSE) ? GRAPHQL_RESPONSE : "application/json";
  return reply
    .code(errorRegistry[code].status)
    .type(`${type}; charset=utf-8`)
    .send(JSON.stringify(errorBody(code, messageOf(error), request.id, extensions)));
}

function clientErrorStatus(error: unknown): number | undefined {
  const status = typeof error === "object" && error !== null && "statusCode" in error ? error.statusCode : undefined;
  return typeof status === "number" && status >= 400 && status < 500 ? status : undefined;
}

const GRAPHQL_RESPONSE = "application/graphql-response+json";

const UNREADABLE: readonly [ErrorCode, string] = [
  "BAD_REQUEST",
  "Invalid JSON, or none: expected a JSON object with a query.",
];

const REQUEST_FAULTS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  413: ["BODY_TOO_LARGE", "The request's body is larger than allowed."],
  415: ["CONTENT_TYPE_UNSUPPORTED", "The content type must be application/json."],
};
