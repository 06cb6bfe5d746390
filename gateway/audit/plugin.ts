import type { ApolloServerPlugin } from "@apollo/server";
import { graphError } from "../../schema/errors";
import { spentOn } from "../limits/spent";
import type { GatewayContext } from "../request-record";
import type { Audit } from "./audit";
import { answerFacts } from "./facts";
import { createOperationFacts } from "./operation";

/** Notes in the request's record what it asks for and what it is answered; a mutation is in the audit before it runs. */
export function auditing(audit: Audit): ApolloServerPlugin<GatewayContext> {
  const factsOf = createOperationFacts();
  return {
    async requestDidStart({ contextValue }) {
      contextValue.record.audit.dataVersion = audit.dataVersion();
      return {
        async didResolveOperation({ schema, document, operation, contextValue: { record } }) {
          if (!operation) return;
          record.audit.operation = factsOf(schema, document, operation);
          if (operation.operation !== "mutation") return;
          await audit.begin(record).catch(() => {
            throw refusedUnaudited();
          });
        },
        async willSendResponse({ document, operation, response: { body }, contextValue: { record } }) {
          if (body.kind !== "single") return;
          const { data, errors = [] } = body.singleResult;
          const rows = document && operation ? spentOn(document, operation, data).objects : 0;
          record.audit.answer = answerFacts(data, errors, record.audit.operation, rows);
        },
      };
    },
  };
}

function refusedUnaudited(): Error {
  const error = graphError("AUDIT_UNAVAILABLE", "The audit cannot be written, so nothing is changed.");
  error.extensions["http"] = { status: 503 };
  return error;
}
