import type { GraphQLResponse } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";

/** The whole answer of an operation; plans here are made without incremental delivery. */
export function singleAnswer({ body }: GraphQLResponse): FormattedExecutionResult {
  if (body.kind === "single") return body.singleResult;
  throw new Error("incremental delivery is not supported");
}
