import type { ApolloClient, OperationVariables, TypedDocumentNode } from "@apollo/client";
import { type Fault, faultsOf } from "./faults";

export interface Asked<Data> {
  readonly data: Data | undefined;
  readonly faults: readonly Fault[];
}

/** Asks the graph once; what it withheld or could not answer is told beside the rest. */
export async function ask<Data, Variables extends OperationVariables>(
  client: ApolloClient,
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Asked<Data>> {
  const options = { query, variables, fetchPolicy: "no-cache", errorPolicy: "all" } as const;
  try {
    const { data, error } = await client.query(options as ApolloClient.QueryOptions<Data, Variables>);
    return { data: (data ?? undefined) as Data | undefined, faults: faultsOf(error) };
  } catch (error) {
    return { data: undefined, faults: faultsOf(error) };
  }
}
