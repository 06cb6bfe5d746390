import type { OperationVariables, TypedDocumentNode } from "@apollo/client";
import { skipToken, useQuery } from "@apollo/client/react";
import { useMemo } from "react";
import { type Fault, faultsOf } from "./faults";

/** What the graph answered: data, errors with their place, and whether it is still asked. */
export interface Answer<Data> {
  readonly data: Data | undefined;
  readonly loading: boolean;
  readonly faults: readonly Fault[];
  /** Resolves when the answer is there. */
  again(): Promise<void>;
}

export interface AskOptions<Variables> {
  /** Absent: not asked yet. */
  readonly variables: Variables | undefined;
  readonly pollMs?: number;
}

/** Asks the graph, again whenever the variables change, and as often as is said. */
export function useAnswer<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { variables, pollMs = 0 }: AskOptions<Variables>,
): Answer<Data> {
  const { data, error, loading, refetch } = useQuery(
    document,
    variables === undefined
      ? skipToken
      : { variables, pollInterval: pollMs, fetchPolicy: "no-cache", errorPolicy: "all" },
  ) as { data?: Data; error?: unknown; loading: boolean; refetch: () => Promise<unknown> };
  const faults = useMemo(() => faultsOf(error), [error]);
  const again = async (): Promise<void> => {
    await refetch();
  };
  return { data, loading: loading || variables === undefined, faults, again };
}
