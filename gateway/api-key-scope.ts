import type { ApolloServerPlugin } from "@apollo/server";
import { graphError } from "../schema/errors";
import { documentHash } from "./document-hash";
import type { GatewayContext } from "./request-record";

/** Holds a caller whose key is bound to documents to these, by their text and not by a name that anyone may give. */
export function boundToOperations(): ApolloServerPlugin<GatewayContext> {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ source, contextValue: { record } }) {
          const allowed = record.audit.caller?.operations;
          if (!allowed || allowed.has(record.savedDocument ?? documentHash(source))) return;
          throw graphError("FORBIDDEN", "This API key may ask its saved operations only, letter by letter.");
        },
      };
    },
  };
}
