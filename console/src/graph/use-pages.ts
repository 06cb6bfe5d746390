import type { OperationVariables, TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { ask } from "./ask";
import { type Pages, useCursor } from "./use-cursor";

/** What a connection answers of one page. */
interface Connection<Row> {
  readonly nodes?: readonly Row[] | null;
  readonly totalCount?: number | null;
  readonly pageInfo?: { readonly endCursor?: string | null; readonly hasNextPage: boolean } | null;
}

/** A list by keyset pages: the next one is asked for by the cursor of the last, so that page 1,000 costs what page 1 does. */
export function usePages<Data, Variables extends OperationVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after">,
  connectionIn: (data: Data) => Connection<Row> | null | undefined,
): Pages<Row> {
  const client = useApolloClient();
  return useCursor(JSON.stringify(variables), async (after) => {
    const asked = { ...variables, after: after ?? null };
    const { data, faults } = await ask(client, document, asked as unknown as Variables);
    const { nodes, totalCount, pageInfo } = (data && connectionIn(data)) ?? {};
    return {
      rows: nodes ?? [],
      total: totalCount ?? undefined,
      next: pageInfo?.hasNextPage ? (pageInfo.endCursor ?? undefined) : undefined,
      faults,
    };
  });
}
