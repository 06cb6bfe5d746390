import { type RuleScore, scoreSample } from "../../bench/planted-discrepancies";
import { RECONCILIATION_RULES } from "../../schema/mapping/discrepancy";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";
import { expectBothLanguages } from "./both-languages";

/** Another company on each engine: what is planted is found in any. */
const SEEDS: Readonly<Record<string, number>> = { PGlite: 42, PostgreSQL: 7 };

describeOnEveryEngine("errors planted in the sample company", (engine) => {
  const score = async (
    erpInvoices: boolean,
  ): Promise<{ readonly scores: readonly RuleScore[]; readonly told: ReadonlySet<string> }> => {
    const opened = await engine.open();
    try {
      await migrateAll(opened.database);
      const scores = await scoreSample(opened.database, SEEDS[engine.name] ?? 1, { errors: true, erpInvoices });
      return { scores, told: await expectBothLanguages(opened.database) };
    } finally {
      await opened.close();
    }
  };
  const wrong = (scores: readonly RuleScore[]) =>
    scores.filter(({ missed, falseAlarms }) => missed.length + falseAlarms.length > 0);

  // Once is enough for what differs from the other way in documents alone.
  const once = engine.name === "PGlite" ? it : it.skip;
  once(
    "are found exactly where finance bills orders itself",
    async () => {
      expect(wrong((await score(false)).scores)).toEqual([]);
    },
    120_000,
  );

  it("are found exactly where finance books what the ERP bills, by every rule there is, and told in both languages", async () => {
    const { scores, told } = await score(true);
    expect(wrong(scores)).toEqual([]);
    expect([...told].sort()).toEqual([...RECONCILIATION_RULES].sort());
    expect(scores.filter(({ found }) => found > 0).map(({ rule }) => rule)).toEqual(RECONCILIATION_RULES);
  }, 120_000);
});
