import { GraphQLError, type GraphQLFormattedError } from "graphql";
import { ConcordError, type ErrorCode, errorRegistry } from "../schema/errors";

/** Codes of Apollo Server and graphql-js for questions that cannot be asked; their texts speak of the question only. */
const QUESTION_CODES: readonly ErrorCode[] = [
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
  const ownText = ownTextFor(formatted);
  if (ownText) return { ...formatted, ...ownText };
  const concordError = concordErrorIn(error);
  if (concordError) return registered(formatted, concordError.code, concordError.message);
  if (!isRegistered(code)) return masked(formatted);
  // From a subgraph, such a code means that the gateway asked wrongly: our fault, told to the log.
  const isOurFault = QUESTION_CODES.includes(code) && serviceName !== undefined;
  return isOurFault ? masked(formatted) : registered(formatted, code, formatted.message);
}

/** Apollo Server names itself in some refusals, and headers and options that are not ours. */
function ownTextFor({ message, extensions }: GraphQLFormattedError): GraphQLFormattedError | undefined {
  const own = (code: ErrorCode, text: string): GraphQLFormattedError => {
    return { message: text, extensions: { code, hint: errorRegistry[code].hint } };
  };
  if (extensions?.["validationErrorCode"] === "INTROSPECTION_DISABLED")
    return own("GRAPHQL_VALIDATION_FAILED", "This gateway does not tell its schema: introspection is off.");
  if (message.includes("Cross-Site Request Forgery"))
    return own("CROSS_SITE_REFUSED", "Another site could make a browser send this request, so it is not answered.");
  return undefined;
}

/** graphql-js helps with names of the schema, which a schema that is kept to itself must not tell. */
export function withoutSuggestions(format: typeof formatError): typeof formatError {
  return (formatted, error) => {
    const answer = format(formatted, error);
    return { ...answer, message: answer.message.replace(/ ?Did you mean [^?]*\?/g, "") };
  };
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

/** The code of a fault that is meant for clients; undefined: faults of the installation, which speak to the operator, and unknown ones. */
export function clientCode(error: unknown): ErrorCode | undefined {
  const code = error instanceof ConcordError ? error.code : error instanceof GraphQLError && error.extensions["code"];
  return isRegistered(code) && errorRegistry[code].status !== 500 ? code : undefined;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The request is refused.";
}

/** A whole answer that is one error, for what is refused before GraphQL begins. */
export function errorBody(
  code: ErrorCode,
  message: string,
  requestId: string,
  details: Readonly<Record<string, unknown>> = {},
): object {
  return {
    errors: [{ message, extensions: { ...outward(details), code, hint: errorRegistry[code].hint, requestId } }],
  };
}
