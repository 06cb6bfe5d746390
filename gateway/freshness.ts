import type { ApolloServerPlugin, GraphQLRequestContext } from "@apollo/server";
import type { FormattedExecutionResult } from "graphql";
import { createContext, createRecord, type GatewayContext } from "./request-record";

/** Sources named in one answer; a company has a handful. */
const ROWS_MAX = 500;

const QUESTION = `query Freshness {
  sourceFreshness(first: ${ROWS_MAX}) {
    nodes { system entity side mode state committedAt appliedAt changedAt lagSeconds }
  }
}`;

type Ask = (query: string, context: GatewayContext) => Promise<FormattedExecutionResult>;

/**
 * Adds to the answer, for who asks with the header `x-concord-freshness: 1`, up to which commit of its source each entity
 * was applied. It is asked of the graph as the same caller.
 */
export function freshnessOnRequest(ask: Ask): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart({ contextValue }) {
      if (!contextValue.record.asks.freshness) return;
      // Asked before the answer is made, so that it never claims more than the answer was made from.
      const asked = ask(QUESTION, sameCaller(contextValue));
      return {
        async willSendResponse(request) {
          addFreshness(request, await asked);
        },
      };
    },
  };
}

function sameCaller({ identity: { requestId, ...caller }, signal }: GatewayContext): GatewayContext {
  return createContext(caller, createRecord(requestId), signal);
}

function addFreshness({ response }: GraphQLRequestContext<GatewayContext>, answer: FormattedExecutionResult): void {
  const { body } = response;
  if (body?.kind !== "single") return;
  const found = answer.data?.["sourceFreshness"] as { readonly nodes?: unknown } | null | undefined;
  body.singleResult.extensions = { ...body.singleResult.extensions, freshness: found?.nodes ?? null };
}
