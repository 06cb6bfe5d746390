import type { FormattedExecutionResult } from "graphql";

/** What the graph says of itself: how far its sources are, and how many discrepancies are open. */
export interface GraphState {
  readonly sources: readonly SourceState[];
  /** undefined: it could not be asked. */
  readonly openDiscrepancies: number | undefined;
}

export interface SourceState {
  readonly system: string;
  /** When the newest of what is applied was applied. */
  readonly appliedAt: string;
  /** Entities that are overdue or in fault. */
  readonly stalledEntities: number;
  readonly lagSeconds: number | undefined;
}

export type AskGraph = (query: string, variables: Record<string, unknown>) => Promise<FormattedExecutionResult>;

const QUESTION = `query GraphState($counts: Boolean!) {
  sourceFreshness(first: 1000) { nodes { system state appliedAt lagSeconds } }
  discrepancies(filter: { state: { in: [OPEN, IN_PROGRESS] } }) @include(if: $counts) { totalCount }
}`;

/** A version is at most so old when a request begins. */
const KEPT_MS = 2_000;
/** Also without requests, so that a stalled source is noticed; what must be counted is asked for only then. */
const WATCH_MS = 15_000;

interface FreshnessNode {
  readonly system: string;
  readonly state: string;
  readonly appliedAt: string;
  readonly lagSeconds: string | null;
}

/** Keeps the graph's last known state at hand: nobody waits for it. */
export class GraphStateWatch {
  private known: GraphState | undefined;
  private readAtMs = 0;
  private reading: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  constructor(
    private readonly ask: AskGraph,
    private readonly observe: (state: GraphState) => void,
  ) {
    this.timer = setInterval(() => this.refresh(true), WATCH_MS).unref();
  }

  /** By source system, up to when it was applied; as it was known before now. */
  version(): Readonly<Record<string, string>> | undefined {
    if (Date.now() - this.readAtMs > KEPT_MS) this.refresh(this.known === undefined);
    return this.known && Object.fromEntries(this.known.sources.map(({ system, appliedAt }) => [system, appliedAt]));
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.reading;
  }

  private refresh(counts: boolean): void {
    this.readAtMs = Date.now();
    this.reading ??= this.read(counts).finally(() => {
      this.reading = undefined;
    });
  }

  private async read(counts: boolean): Promise<void> {
    const { data } = await this.ask(QUESTION, { counts }).catch(() => ({ data: undefined }));
    const state = data ? stateOf(data) : undefined;
    if (!state) return;
    this.known = state;
    this.observe(state);
  }
}

function stateOf(data: Readonly<Record<string, unknown>>): GraphState | undefined {
  const freshness = data["sourceFreshness"] as { readonly nodes: readonly FreshnessNode[] | null } | null;
  const discrepancies = data["discrepancies"] as { readonly totalCount: number | null } | null | undefined;
  if (!freshness?.nodes) return undefined;
  const systems = [...new Set(freshness.nodes.map(({ system }) => system))].sort();
  const sources = systems.map((system) =>
    sourceState(system, freshness.nodes?.filter((node) => node.system === system) ?? []),
  );
  return { sources, openDiscrepancies: discrepancies?.totalCount ?? undefined };
}

function sourceState(system: string, nodes: readonly FreshnessNode[]): SourceState {
  const lags = nodes.flatMap(({ lagSeconds }) => (lagSeconds === null ? [] : [Number(lagSeconds)]));
  return {
    system,
    appliedAt:
      nodes
        .map(({ appliedAt }) => appliedAt)
        .sort()
        .at(-1) ?? "",
    stalledEntities: nodes.filter(({ state }) => state === "STALE" || state === "FAILED").length,
    lagSeconds: lags.length > 0 ? Math.max(...lags) : undefined,
  };
}
