import { useCallback, useEffect, useRef, useState } from "react";
import type { Fault } from "./faults";

/** A list that is asked for page by page. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  readonly loading: boolean;
  readonly faults: readonly Fault[];
  /** Asks for the next page, unless there is none or it is asked for already. */
  more(): void;
  /** Asks anew for as much as is shown. */
  again(): Promise<void>;
}

export interface FetchedPage<Row> {
  readonly rows: readonly Row[];
  readonly total: number | undefined;
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
  readonly faults: readonly Fault[];
}

interface State<Row> extends FetchedPage<Row> {
  readonly loading: boolean;
}

const NOTHING = { rows: [], total: undefined, next: undefined, faults: [], loading: true };

/** Whoever scrolled further is taken back to this row, so that asking again stays a few questions. */
const MOST_ROWS_AGAIN = 2_000;

/**
 * The pages of what the key says, one after another by their cursors.
 * @param waitMs how long the key has to stay the same, for those that somebody is writing
 */
export function useCursor<Row>(
  key: string,
  fetchPage: (after: string | undefined) => Promise<FetchedPage<Row>>,
  waitMs = 0,
): Pages<Row> {
  const [state, setState] = useState<State<Row>>(NOTHING);
  const fetchNow = useRef(fetchPage);
  fetchNow.current = fetchPage;
  // Answers of an earlier question that come late are not for this list.
  const turn = useRef(0);
  const asking = useRef(false);

  /** The next page, and further ones up to so many rows. */
  const load = useCallback(async (before: State<Row>, rowsWanted = 0) => {
    const mine = turn.current;
    asking.current = true;
    let now = before;
    do {
      const page = await fetchNow.current(now.next);
      if (mine !== turn.current) return;
      now = { ...page, rows: [...now.rows, ...page.rows], total: page.total ?? now.total, loading: false };
    } while (now.next !== undefined && now.rows.length < rowsWanted);
    asking.current = false;
    setState(now);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is what is asked for
  useEffect(() => {
    turn.current += 1;
    setState(NOTHING);
    const timer = setTimeout(() => void load(NOTHING), waitMs);
    return () => clearTimeout(timer);
  }, [key, waitMs, load]);

  return {
    ...state,
    more() {
      if (!asking.current && !state.loading && state.next !== undefined) void load(state);
    },
    again() {
      turn.current += 1;
      setState((now) => ({ ...now, loading: true }));
      return load(NOTHING, Math.min(state.rows.length, MOST_ROWS_AGAIN));
    },
  };
}
