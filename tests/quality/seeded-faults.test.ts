import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { loadSource } from "../../cli/load";
import { writeSample } from "../../cli/sample";
import type { Database } from "../../store/database";
import { runQualityChecks } from "../../store/quality/check";
import { loadRules } from "../../store/quality/rules";
import { sql } from "../../store/sql";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";
import { FAULT_KINDS, newBatch, openFindings, type SeededFault, seedFaults } from "./seeded-faults";

const TODAY = "2026-07-01";
const SLOW_MS = 300_000;
const rules = loadRules();

class Undo extends Error {}

const sorted = (faults: readonly SeededFault[]): readonly string[] =>
  faults.map(({ rule, entity, rowId }) => `${rule} ${entity} ${rowId}`).sort();

describeOnEveryEngine("the rules of data quality", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let folder: string;
  const check = (database: Database, scope: "changed" | "everything") =>
    runQualityChecks({ finance: database, erp: database, mapping: database }, rules, { scope, today: TODAY });

  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
    folder = mkdtempSync(join(tmpdir(), "concord-quality-"));
    writeSample(folder);
    await loadSource(opened.database, "sample", folder);
  }, SLOW_MS);
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Work that leaves no trace. */
  async function undone(work: (database: Database) => Promise<void>): Promise<void> {
    await opened.database
      .transaction(async (transaction) => {
        await work(transaction);
        throw new Undo();
      })
      .catch((error: unknown) => {
        if (!(error instanceof Undo)) throw error;
      });
  }

  it(
    "raise no false alarm on the sample company",
    async () => {
      const summary = await check(opened.database, "changed");
      expect(summary.byRule).toEqual([]);
      expect(summary.rules).toBe(rules.length);
    },
    SLOW_MS,
  );

  it("have nothing to ask when nothing came", async () => {
    const summary = await check(opened.database, "changed");
    expect([summary.batches, summary.opened, summary.resolved]).toEqual([0, 0, 0]);
  });

  it(
    "find every seeded fault by its rule on its row, and nothing else",
    async () => {
      expect(FAULT_KINDS.length).toBeGreaterThanOrEqual(30);
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 3 }), async (seed, each) => {
          await undone(async (database) => {
            const faults = await seedFaults(database, { seed, each, batch: await newBatch(database) });
            expect(new Set(faults.map(({ rule }) => rule)).size).toBe(FAULT_KINDS.length);
            await check(database, "changed");
            expect(sorted(await openFindings(database))).toEqual(sorted(faults));
            await check(database, "everything");
            expect(sorted(await openFindings(database))).toEqual(sorted(faults));
          });
        }),
        { numRuns: 2 },
      );
    },
    SLOW_MS,
  );

  it(
    "resolve a finding by themselves when the row is right again, and open it again when it is not",
    async () => {
      await undone(async (database) => {
        const turn = async () =>
          database.query(sql`update erp.stock_level set on_hand = -on_hand, batch_id = ${await newBatch(database)}::bigint
          where id = (select min(id) from erp.stock_level)`);
        await turn();
        expect((await check(database, "changed")).byRule).toMatchObject([{ rule: "stock-negative", open: 1 }]);
        await turn();
        expect(await check(database, "changed")).toMatchObject({ resolved: 1, byRule: [] });
        await turn();
        expect((await check(database, "changed")).byRule).toHaveLength(1);
      });
    },
    SLOW_MS,
  );
});
