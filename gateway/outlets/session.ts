import type { FastifyReply, FastifyRequest } from "fastify";
import { type FormattedExecutionResult, GraphQLError, type GraphQLSchema } from "graphql";
import { admitCaller, type Gate } from "../admit-caller";
import { documentHash } from "../document-hash";
import { partDeadlines } from "../limits/deadline";
import type { Limits } from "../limits/settings";
import { RECORD, type RequestRecord } from "../request-record";
import type { Caller } from "../tokens";
import {
  type AskGraph,
  createPreparation,
  findOperation,
  listOperations,
  type ReadableOperation,
  type SavedOperation,
} from "./operations";
import type { Parameters } from "./parameters";
import type { Reading } from "./reader";

/** Whose question it is, and of which saved operation. */
export interface OutletQuestion {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly caller: Caller;
  readonly requestId: string;
  readonly from: string;
  readonly signal: AbortSignal;
  /** Hash of the saved document that the query stands for; absent: a question of the gateway's own, which is not audited. */
  readonly saved?: string;
}

export interface OutletSettings {
  readonly ask: (question: OutletQuestion) => Promise<FormattedExecutionResult>;
  readonly schema: () => GraphQLSchema;
  readonly gate: Gate;
  readonly limits: Limits;
}

/** One request to an outlet, by a caller who is known. */
export interface Session {
  find(name: string): Promise<ReadableOperation>;
  /** Operations that can be read as rows, and of the others why not. */
  list(): Promise<readonly (ReadableOperation | { readonly saved: SavedOperation; readonly fault: string })[]>;
  reading(operation: ReadableOperation, variables: Reading["variables"]): Reading;
  /** The same for as long as the client reads: each page has the time of a request. */
  streaming(operation: ReadableOperation, variables: Reading["variables"]): Reading;
}

/** Opens a session for who is let in. */
export function createSessions(
  settings: OutletSettings,
): (request: FastifyRequest, reply: FastifyReply) => Promise<Session> {
  const { gate, schema, limits, ask } = settings;
  const prepared = createPreparation(schema);
  return async (request, reply) => {
    const record = request.getDecorator<RequestRecord>(RECORD);
    const { caller, signal } = await admitCaller(gate, reply, record, authorizationOf(request));
    // From here on each question is audited as it is asked, not the request.
    record.outcome = "ok";
    const question = { caller, requestId: request.id, from: request.ip };
    const askAs =
      (more: Pick<OutletQuestion, "saved" | "caller">, signalOf = (): AbortSignal => signal): AskGraph =>
      async (query, variables) =>
        dataOf(await ask({ ...question, signal: signalOf(), ...more, query, variables }));
    const { operations: _bound, ...unbound } = caller;
    const own = askAs({ caller: unbound });
    const readingBy = (ask: AskGraph, operation: ReadableOperation, variables: Reading["variables"]): Reading => ({
      schema: schema(),
      limits,
      operation,
      variables,
      ask,
    });
    return {
      find: async (name) => prepared(await findOperation(own, caller, name)),
      async list() {
        const operations = await listOperations(own, caller);
        return operations.map((saved) =>
          attempt(
            () => prepared(saved),
            (fault) => ({ saved, fault }),
          ),
        );
      },
      reading: (operation, variables) => readingBy(askAs({ caller, saved: hashOf(operation) }), operation, variables),
      streaming(operation, variables) {
        const pageSignal = partDeadlines(limits.requestTimeoutMs, reply.raw);
        return readingBy(askAs({ caller, saved: hashOf(operation) }, pageSignal), operation, variables);
      },
    };
  };
}

const hashOf = ({ saved }: ReadableOperation): string => documentHash(saved.document);

/** BI tools have one of these: a header of their own, basic or bearer authentication, or a parameter of the address. */
function authorizationOf({ headers, query }: FastifyRequest): string | undefined {
  const key = headers["x-api-key"] ?? (query as Parameters)["api_key"];
  return typeof key === "string" ? `Bearer ${key}` : headers.authorization;
}

/** Rows have no place for an error beside them, so that an answer with one is none. */
function dataOf({ data, errors }: FormattedExecutionResult): Readonly<Record<string, unknown>> {
  const [error] = errors ?? [];
  if (error) {
    const at = error.path ? ` (at ${error.path.join(".")})` : "";
    throw new GraphQLError(`${error.message}${at}`, { extensions: { ...error.extensions } });
  }
  return data ?? {};
}

function attempt<T, F>(work: () => T, otherwise: (fault: string) => F): T | F {
  try {
    return work();
  } catch (error) {
    return otherwise(error instanceof Error ? error.message : "It cannot be read.");
  }
}
