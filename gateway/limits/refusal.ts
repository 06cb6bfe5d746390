import { HeaderMap } from "@apollo/server";
import { GraphQLError } from "graphql";
import { type ErrorCode, errorRegistry } from "../../schema/errors";

/**
 * A request that is not answered, with what was expected. Apollo takes status and headers from `extensions.http`; the
 * client never sees that extension.
 * @param retryAfterSeconds when asking again has a chance
 */
export function refusal(
  code: ErrorCode,
  message: string,
  details: Readonly<Record<string, unknown>> = {},
  retryAfterSeconds?: number,
): GraphQLError {
  const { status, hint } = errorRegistry[code];
  const headers = new HeaderMap();
  if (retryAfterSeconds !== undefined) headers.set("retry-after", String(retryAfterSeconds));
  return new GraphQLError(message, { extensions: { code, hint, ...details, http: { status, headers } } });
}

/** A limit that was passed: what was found, and what is allowed. */
export function limitExceeded(code: ErrorCode, what: string, found: number, limit: number): GraphQLError {
  return refusal(code, `${what} ${found} is more than the ${limit} allowed.`, { found, limit });
}
