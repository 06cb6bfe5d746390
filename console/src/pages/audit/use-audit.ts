import { type Fault, refusalIn } from "../../graph/faults";
import { type FetchedPage, type Pages, useCursor } from "../../graph/use-cursor";
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

/** While somebody is still writing, nothing is asked. */
const WRITING_MS = 250;

/** The audit by pages, the newest entries first. It is the gateway's, not the graph's: its own address, and JSON. */
export function useAudit(search: Readonly<Record<string, string>>): Pages<AuditEntry> {
  const { token, refused } = useSession();
  const given = Object.entries(search).filter(([, value]) => value !== "");
  const key = new URLSearchParams(given).toString();
  const fetchPage = async (after: string | undefined): Promise<FetchedPage<AuditEntry>> => {
    const parameters = new URLSearchParams({ ...Object.fromEntries(given), ...(after ? { after } : {}) });
    try {
      const response = await fetch(`/audit?${parameters}`, { headers: { authorization: `Bearer ${token}` } });
      if (response.status === 401) refused();
      const text = await response.text();
      if (!response.ok) return nothingBut(refusalIn(text) ?? [failure(`HTTP ${response.status}`)]);
      const { entries, next } = JSON.parse(text) as AuditPageBody;
      return { rows: entries, total: undefined, next: next ?? undefined, faults: [] };
    } catch (error) {
      return nothingBut([failure(error instanceof Error ? error.message : String(error))]);
    }
  };
  return useCursor(key, fetchPage, WRITING_MS);
}

const nothingBut = (faults: readonly Fault[]): FetchedPage<AuditEntry> => ({
  rows: [],
  total: undefined,
  next: undefined,
  faults,
});

const failure = (message: string): Fault => ({ code: "NETWORK", message, hint: undefined, path: "" });
