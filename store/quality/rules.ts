import { createHash } from "node:crypto";
import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import { type Check, compileCheck } from "./compile";
import { type Rule, type RuleFile, readRuleFiles } from "./rule-file";
import { unknownField } from "./rule-row";

export interface QualityRules {
  readonly subgraph: "finance" | "erp";
  readonly rule: Rule;
  /** Changes when the rule says something else, so that it is asked anew of every row. */
  readonly fingerprint: string;
  /** One an entity. */
  readonly checks: readonly Check[];
}

/** Compiles rules; a rule that names what the model does not have, or an id given twice, is refused before anything runs. */
export function compileRules(files: readonly RuleFile[]): readonly QualityRules[] {
  const seen = new Set<string>();
  return files.flatMap(({ subgraph, rules }) => {
    const entities: ReadonlyMap<string, EntityDefinition> = new Map(
      entitiesBySubgraph[subgraph].filter(({ importable }) => importable).map((entity) => [entity.name, entity]),
    );
    return rules.map((rule) => {
      if (seen.has(rule.id)) throw unknownField(`Two rules have the id ${rule.id}.`, rule.id);
      seen.add(rule.id);
      const fingerprint = createHash("sha256")
        .update(JSON.stringify([subgraph, rule]))
        .digest("hex");
      return { subgraph, rule, fingerprint, checks: checksOf(rule, entities) };
    });
  });
}

/** A fault is told with the rule it is in: ids are one over all files. */
function checksOf(rule: Rule, entities: ReadonlyMap<string, EntityDefinition>): readonly Check[] {
  try {
    return rule.entities.map((name) => compileCheck(rule, name, entities));
  } catch (error) {
    if (!(error instanceof ConcordError)) throw error;
    throw new ConcordError(error.code, `Rule ${rule.id}: ${error.message}`, `${rule.id}.${error.path}`);
  }
}

/** Concord's rules and those of the company's own files. */
export function loadRules(own: readonly string[] = []): readonly QualityRules[] {
  return compileRules(readRuleFiles(own));
}
