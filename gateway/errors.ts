import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ConcordError, type ErrorCode, errorRegistry } from "../schema/errors";

/** Codes of Apollo Server and graphql-js for questions that cannot be asked; their texts speak of the question only. */
const QUESTION_CODES = [
  "GRAPHQL_PARSE_FAILED",
  "GRAPHQL_VALIDATION_FAILED",
  "OPERATION_RESOLUTION_FAILURE",
  "BAD_REQUEST",
];

/** Extensions that Apollo or a library may add and that tell about the inside. */
const INTERNAL_EXTENSIONS = ["serviceName", "stacktrace", "exception", "response", "http", "thrownValue"];

const MASKED_MESSAGE = "Something went wrong inside Concord.";

/** Lets through what is meant for clients, and replaces everything else by one text; the log has the cause. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { code, serviceName } = formatted.extensions ?? {};
  const concordError = concordErrorIn(error);
  if (concordError) return registered(formatted, concordError.code, concordError.message);
  if (isRegistered(code)) return registered(formatted, code, formatted.message);
  // From a subgraph, such a code means that the gateway asked wrongly: our fault, told to the log.
  const isQuestion = typeof code === "string" && QUESTION_CODES.includes(code) && serviceName === undefined;
  return isQuestion ? { ...formatted, extensions: outward(formatted.extensions) } : masked(formatted);
}

/** Whether the client sees this error only as an internal one, so that the log must tell the cause. */
export function isMasked(formatted: GraphQLFormattedError): boolean {
  return formatted.extensions?.["code"] === "INTERNAL";
}

function registered(formatted: GraphQLFormattedError, code: ErrorCode, message: string): GraphQLFormattedError {
  // Faults of the installation (settings, migrations) speak to the operator: they name files and hosts.
  if (errorRegistry[code].status === 500) return masked(formatted);
  const extensions = { hint: errorRegistry[code].hint, ...outward(formatted.extensions), code };
  return { ...formatted, message, extensions };
}

function masked(formatted: GraphQLFormattedError): GraphQLFormattedError {
  const extensions = { code: "INTERNAL", hint: errorRegistry.INTERNAL.hint };
  return { message: MASKED_MESSAGE, ...(formatted.path ? { path: formatted.path } : {}), extensions };
}

function outward(extensions: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => !INTERNAL_EXTENSIONS.includes(name)));
}

/** A resolver in this process may throw a ConcordError; GraphQL wraps it, once in the subgraph and once here. */
function concordErrorIn(error: unknown): ConcordError | undefined {
  const cause = rootCause(error);
  return cause instanceof ConcordError ? cause : undefined;
}

/** The error that was thrown first, under the wrappers of subgraph and gateway. */
export function rootCause(error: unknown): unknown {
  if (error instanceof GraphQLError && error.originalError) return rootCause(error.originalError);
  if (typeof error === "object" && error !== null && "cause" in error && error.cause) return rootCause(error.cause);
  return error;
}

function isRegistered(code: unknown): code is ErrorCode {
  return typeof code === "string" && Object.hasOwn(errorRegistry, code);
}

/** A whole answer that is one error, for what is refused before GraphQL begins. */
export function errorBody(code: ErrorCode | "BAD_REQUEST", message: string, requestId: string): object {
  const hint = isRegistered(code) ? { hint: errorRegistry[code].hint } : {};
  return { errors: [{ message, extensions: { code, ...hint, requestId } }] };
}
