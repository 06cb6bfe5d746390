import { useEffect, useRef, useState } from "react";
import { type Fault, refusalIn } from "../../graph/faults";
import type { Pages } from "../../graph/use-pages";
import { useSession } from "../../session/session";

export type AuditDecision = "answered" | "partially-denied" | "partial" | "refused" | "failed";

/** One entry as `GET /audit` gives it: docs/audit.md says what each of them means. */
export interface AuditEntry {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  readonly at: string;
  readonly requestId: string;
  readonly from?: string;
  readonly subject?: string;
  readonly role?: string;
  readonly operation?: { readonly type: string; readonly name?: string; readonly document: string };
  readonly fields: readonly string[];
  readonly decision: AuditDecision;
  readonly reasons: Readonly<Record<string, number>>;
  readonly denied: readonly string[];
  readonly rows: number;
  readonly durationMs: number;
}

interface AuditPageBody {
  readonly entries: readonly AuditEntry[];
  readonly next: string | null;
}

interface State {
  readonly rows: readonly AuditEntry[];
  readonly next: string | null | undefined;
  readonly faults: readonly Fault[];
  readonly loading: boolean;
}

const NOTHING: State = { rows: [], next: undefined, faults: [], loading: true };
/** While somebody is still writing, nothing is asked. */
const WRITING_MS = 250;

/** The audit by pages, the newest entries first. It is the gateway's, not the graph's: its own address, and JSON. */
export function useAudit(search: Readonly<Record<string, string>>): Pages<AuditEntry> {
  const { token, refused } = useSession();
  const [state, setState] = useState<State>(NOTHING);
  const [turn, setTurn] = useState(0);
  const asking = useRef(false);
  const key = JSON.stringify(search);
  const question = useRef("");
  question.current = `${key} ${turn}`;

  const load = async (before: State): Promise<void> => {
    const mine = question.current;
    asking.current = true;
    const parameters = new URLSearchParams(JSON.parse(key) as Record<string, string>);
    for (const [name, value] of [...parameters]) if (!value) parameters.delete(name);
    if (before.next) parameters.set("after", before.next);
    const answer = await fetchPage(parameters, token);
    if (mine !== question.current) return;
    asking.current = false;
    if (answer.status === 401) return refused();
    const { entries, next } = answer.page ?? { entries: [], next: null };
    setState({ rows: [...before.rows, ...entries], next, faults: answer.faults, loading: false });
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew when the question changes, and only then
  useEffect(() => {
    setState(NOTHING);
    const timer = setTimeout(() => void load(NOTHING), WRITING_MS);
    return () => clearTimeout(timer);
  }, [key, turn]);

  const hasMore = typeof state.next === "string";
  return {
    ...state,
    total: undefined,
    hasMore,
    more() {
      if (!asking.current && hasMore) void load(state);
    },
    again: () => setTurn((now) => now + 1),
  };
}

interface FetchedPage {
  readonly status: number;
  readonly page: AuditPageBody | undefined;
  readonly faults: readonly Fault[];
}

async function fetchPage(parameters: URLSearchParams, token: string): Promise<FetchedPage> {
  try {
    const response = await fetch(`/audit?${parameters}`, { headers: { authorization: `Bearer ${token}` } });
    const text = await response.text();
    if (response.ok) return { status: response.status, page: JSON.parse(text) as AuditPageBody, faults: [] };
    return {
      status: response.status,
      page: undefined,
      faults: refusalIn(text) ?? [failure(`HTTP ${response.status}`)],
    };
  } catch (error) {
    return { status: 0, page: undefined, faults: [failure(error instanceof Error ? error.message : String(error))] };
  }
}

const failure = (message: string): Fault => ({ code: "NETWORK", message, hint: undefined, path: "" });
