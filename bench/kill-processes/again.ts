import { openConfigured } from "../../cli/connector-kinds";
import { loadAll } from "../../cli/load";
import { reviewSteps } from "../../cli/review-steps";
import type { Database } from "../../store/database";
import { shopSource } from "./shop";

/** What looks at the data after it has come in, as `concord sync --follow` does by itself; the state holds what it finds. */
export async function review(database: Database): Promise<void> {
  for (const step of reviewSteps([])) await step.run(database);
}

/**
 * Reads the source once more, from the cursor or whole. The state says everything that the source says already, so nothing
 * changes: that is what a cursor means.
 */
export async function changedByReadingAgain(
  database: Database,
  url: string,
  full: boolean,
): Promise<readonly string[]> {
  const summaries = await loadAll(
    database,
    openConfigured(shopSource(url, "batch"), () => {}),
    { full },
  );
  const what = full ? "read whole again" : "read on from the cursor";
  return summaries.flatMap(({ entities }) =>
    entities
      .filter(({ changed, removed }) => changed + removed > 0)
      .map(({ entity, changed, removed }) => `${what}: ${changed} ${entity} changed, ${removed} removed`),
  );
}
