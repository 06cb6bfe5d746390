import type { OperationVariables, TypedDocumentNode } from "@apollo/client";
import { useApolloClient } from "@apollo/client/react";
import { useCallback, useEffect, useRef, useState } from "react";
import { ask } from "./ask";
import type { Fault } from "./faults";

/** What a connection answers of one page. */
export interface Connection<Row> {
  readonly nodes?: readonly Row[] | null;
  readonly totalCount?: number | null;
  readonly pageInfo?: { readonly endCursor?: string | null; readonly hasNextPage: boolean } | null;
}

export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly loading: boolean;
  readonly hasMore: boolean;
  readonly faults: readonly Fault[];
  /** Asks for the next page, unless it is asked for already. */
  more(): void;
  again(): void;
}

interface State<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly cursor: string | undefined;
  readonly hasMore: boolean;
  readonly faults: readonly Fault[];
  readonly loading: boolean;
}

const NOTHING = { rows: [], total: undefined, cursor: undefined, hasMore: true, faults: [], loading: true };

/** A list by keyset pages: the next one is asked for by the cursor of the last, so that page 1,000 costs what page 1 does. */
export function usePages<Data, Variables extends OperationVariables, Row>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Omit<Variables, "after">,
  connectionIn: (data: Data) => Connection<Row> | null | undefined,
): Pages<Row> {
  const client = useApolloClient();
  const [state, setState] = useState<State<Row>>(NOTHING);
  const key = JSON.stringify(variables);
  // Answers of an earlier question that come late are not for this list.
  const turn = useRef(0);
  const asking = useRef(false);
  const pick = useRef(connectionIn);
  pick.current = connectionIn;

  const load = useCallback(
    async (before: State<Row>) => {
      const mine = turn.current;
      asking.current = true;
      const asked = { ...(JSON.parse(key) as object), after: before.cursor ?? null };
      const { data, faults } = await ask(client, document, asked as unknown as Variables);
      if (mine !== turn.current) return;
      asking.current = false;
      setState(stateAfter(before, data && pick.current(data), faults));
    },
    [client, document, key],
  );
  const again = useCallback(() => {
    turn.current += 1;
    setState((now) => ({ ...now, loading: true }));
    void load(NOTHING);
  }, [load]);

  useEffect(() => {
    turn.current += 1;
    setState(NOTHING);
    void load(NOTHING);
  }, [load]);

  const more = (): void => {
    if (asking.current || !state.hasMore || state.loading) return;
    void load(state);
  };
  return { ...state, more, again };
}

function stateAfter<Row>(
  before: State<Row>,
  connection: Connection<Row> | null | undefined,
  faults: readonly Fault[],
): State<Row> {
  const { nodes, totalCount, pageInfo } = connection ?? {};
  return {
    rows: nodes ? [...before.rows, ...nodes] : before.rows,
    total: totalCount ?? before.total,
    cursor: pageInfo?.endCursor ?? before.cursor,
    hasMore: pageInfo?.hasNextPage ?? false,
    faults,
    loading: false,
  };
}
