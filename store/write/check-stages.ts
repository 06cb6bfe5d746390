import type { EntityDefinition } from "../../schema/model/definition";
import type { RejectedRecord } from "../../schema/model/source-event";
import type { DocumentRule } from "./document-rule";
import type { Stage } from "./stage";

export interface Checked {
  readonly refused: readonly RejectedRecord[];
  /** Rows that said the same as an earlier one of the batch, by entity name. */
  readonly repeated: ReadonlyMap<string, number>;
}

/**
 * Takes out of the stages what must not be written: contradictions, rows whose required reference is unknown, and whatever
 * belongs to a document of which a part was refused. Each refusal may bring others about, so it goes on until there is none.
 */
export async function checkStages(stages: readonly Stage[], rule: DocumentRule): Promise<Checked> {
  const refused: RejectedRecord[] = [];
  const repeated = new Map<string, number>();
  for (const stage of stages) {
    const duplicates = await stage.takeDuplicates();
    repeated.set(stage.entity.name, duplicates.repeated);
    // The first version of the record is whole and stays, so its document is not broken.
    refused.push(...duplicates.rejected);
  }
  const staged = new Set<EntityDefinition>(stages.map(({ entity }) => entity));
  for (let found = true; found; ) {
    const rejected = await checkOnce(stages, staged, rule);
    found = rejected.length > 0;
    refused.push(...rejected);
  }
  return { refused, repeated };
}

async function checkOnce(
  stages: readonly Stage[],
  staged: ReadonlySet<EntityDefinition>,
  rule: DocumentRule,
): Promise<readonly RejectedRecord[]> {
  const rejected: RejectedRecord[] = [];
  for (const stage of stages) {
    const orphans = await stage.takeOrphans((entity) => staged.has(entity));
    for (const orphan of orphans) rule.note(orphan);
    rejected.push(...orphans);
  }
  for (const stage of stages) rejected.push(...(await stage.takeIncomplete(rule)));
  return rejected;
}
