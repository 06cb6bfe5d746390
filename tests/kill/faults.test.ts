import { faultEveryStep } from "../../bench/kill/faults";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";

describeOnEveryEngine("a fault at every write of a batch", (engine) => {
  it("leaves no trace, and the retry ends as the run without a fault", async () => {
    const [faulty, clean] = [await engine.open(), await engine.open()];
    try {
      await migrateAll(faulty.database);
      await migrateAll(clean.database);
      for (const seed of [1, 2, 3]) {
        const report = await faultEveryStep(faulty.database, clean.database, seed);
        expect(report).toMatchObject({ seed, traces: 0, equal: true });
        expect(report.steps).toBeGreaterThan(10);
      }
    } finally {
      await faulty.close();
      await clean.close();
    }
  });
});
