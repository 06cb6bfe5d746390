import type { ApolloServerPlugin, GraphQLRequestContext } from "@apollo/server";
import type { GraphQLSchema } from "graphql";
import { fragmentsOf } from "../document-parts";
import type { GatewayContext } from "../request-record";
import { type Estimate, estimate, type Operation } from "./cost";
import { limitExceeded, refusal } from "./refusal";
import type { Limits } from "./settings";
import { spentOn } from "./spent";

/**
 * Refuses an operation before it is planned: one that is not named or has no root type, a page that is too long, and
 * what would cost too much. Whoever sends the header `x-concord-cost: 1` is told the estimate, and the actual cost after.
 */
export function operationLimits(limits: Limits): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart({ contextValue }) {
      let estimated: Estimate | undefined;
      return {
        async didResolveOperation(request) {
          const operation = operationOf(request, limits.listSize);
          estimated = estimate(operation);
          contextValue.record.cost = estimated.cost;
          checkEstimate(estimated, limits);
        },
        async willSendResponse(request) {
          if (estimated && request.operation) settle(request, estimated, limits);
        },
      };
    },
  };
}

type Resolved = GraphQLRequestContext<GatewayContext>;

function operationOf({ schema, document, operation, request }: Resolved, listSize: number): Operation {
  if (!document || !operation) throw unresolved(request.operationName);
  if (operation.operation === "subscription")
    throw refusal("OPERATION_RESOLUTION_FAILURE", "Subscriptions are answered at /graphql/stream and over WebSocket.");
  checkRoot(schema, operation.operation);
  return { schema, operation, fragments: fragmentsOf(document), variables: request.variables ?? {}, listSize };
}

function unresolved(name: string | undefined) {
  const message = name
    ? "The document has no operation of the name given."
    : "The document has several operations; operationName must say which to run.";
  return refusal("OPERATION_RESOLUTION_FAILURE", message);
}

/** A document may hold such an operation without being invalid, and the planner cannot cope with it. */
function checkRoot(schema: GraphQLSchema, kind: Operation["operation"]["operation"]): void {
  if (schema.getRootType(kind)) return;
  throw refusal("OPERATION_RESOLUTION_FAILURE", `This graph has no operations of the kind ${kind}.`);
}

function checkEstimate({ page, cost, rows }: Estimate, limits: Limits): void {
  if (page.size > limits.listSize)
    throw refusal("PAGE_SIZE_INVALID", `${page.field} asks for ${page.size} rows; a page has 1 to ${limits.listSize}.`);
  if (cost > limits.cost) throw limitExceeded("QUERY_TOO_COSTLY", "An estimated cost of", cost, limits.cost);
  if (rows > limits.rows) throw limitExceeded("ROWS_EXCEEDED", "An estimated number of rows of", rows, limits.rows);
}

/** Lists without pages are estimated by a guess, so what came is counted too. */
function settle(request: Resolved, estimated: Estimate, limits: Limits): void {
  const { body } = request.response;
  if (body?.kind !== "single" || !request.operation || !request.document) return;
  const spent = spentOn(request.document, request.operation, body.singleResult.data);
  const { record } = request.contextValue;
  record.rows = spent.rows;
  if (spent.rows > limits.rows) {
    const { message, extensions } = limitExceeded("ROWS_EXCEEDED", "A number of rows of", spent.rows, limits.rows);
    const { http: _status, ...told } = extensions;
    body.singleResult = { data: null, errors: [{ message, extensions: told }] };
  }
  if (!record.asks.cost) return;
  const cost = { estimated: estimated.cost, actual: spent.cost, limit: limits.cost };
  const rows = { estimated: estimated.rows, actual: spent.rows, limit: limits.rows };
  body.singleResult.extensions = { ...body.singleResult.extensions, cost: { ...cost, rows } };
}
