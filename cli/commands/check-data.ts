import { type QualitySummary, runQualityChecks } from "../../store/quality/check";
import { loadRules } from "../../store/quality/rules";
import { readStoreConfig } from "../config";
import { openWriter } from "../databases";

export interface CheckDataOptions {
  readonly all?: boolean;
  readonly json?: boolean;
}

/** Asks the rules of data quality and says what they found. @returns how many faults that are errors nobody accepted */
export async function runCheckData(
  { all = false, json = false }: CheckDataOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  const config = readStoreConfig(env);
  const rules = loadRules(config.qualityRules);
  const database = await openWriter(config);
  try {
    const databases = { finance: database, erp: database, mapping: database };
    const summary = await runQualityChecks(databases, rules, { scope: all ? "everything" : "changed" });
    console.log(json ? JSON.stringify(summary) : summaryText(summary));
    return summary.open.errors;
  } finally {
    await database.close();
  }
}

const count = (value: number): string => value.toLocaleString("en-US");

function summaryText({ rules, batches, opened, resolved, open, byRule }: QualitySummary): string {
  return [
    `${count(rules)} rules asked of ${count(batches)} new batch(es): ${count(opened)} new finding(s), ${count(resolved)} resolved.`,
    ...byRule.map(
      ({ rule, severity, entity, open: rows }) =>
        `  ${severity.padEnd(8)} ${rule.padEnd(44)} ${entity.padEnd(20)} ${count(rows)}`,
    ),
    `Open: ${count(open.errors)} error(s), ${count(open.warnings)} warning(s)${open.errors + open.warnings > 0 ? " (qualityFindings in the graph)" : ""}.`,
  ].join("\n");
}
