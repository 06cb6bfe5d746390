import type { Database } from "../store/database";
import { runQualityChecks } from "../store/quality/check";
import { loadRules } from "../store/quality/rules";
import { type MatchSummary, runMatching } from "../subgraphs/mapping/match-run";
import { engine } from "../subgraphs/mapping/matching/engine";
import { reconcile } from "../subgraphs/mapping/reconciliation/run";
import { sameForAll } from "./databases";

/** What is done after sources brought something new; it tells what it found as counts. */
export interface ReviewStep {
  readonly name: string;
  run(database: Database): Promise<Readonly<Record<string, number>>>;
}

/** @param rules files of the company's own rules of data quality; @returns the steps in the order in which one needs the other */
export function reviewSteps(rules: readonly string[]): readonly ReviewStep[] {
  return [
    {
      name: "quality",
      async run(database) {
        const { opened, resolved, open } = await runQualityChecks(sameForAll(database), loadRules(rules), {
          scope: "changed",
        });
        return { opened, resolved, ...open };
      },
    },
    {
      name: "matching",
      async run(database) {
        const matched = await runMatching(database, engine, {});
        const total = (of: (summary: MatchSummary) => number): number => matched.reduce((sum, one) => sum + of(one), 0);
        return { linked: total(({ linked }) => linked), queued: total(({ queued }) => queued) };
      },
    },
    {
      name: "reconciliation",
      async run(database) {
        const { found, opened, closed, documents } = await reconcile(sameForAll(database), {});
        return { found, opened, closed, documents };
      },
    },
  ];
}
