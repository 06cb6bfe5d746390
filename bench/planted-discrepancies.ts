import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadSource } from "../cli/load";
import type { PlantedDiscrepancy } from "../connectors/sample/errors/planted-error";
import { generateSampleCompany } from "../connectors/sample/generate";
import type { SampleOptions } from "../connectors/sample/sample-company";
import { RECONCILIATION_RULES } from "../schema/mapping/discrepancy";
import type { Database } from "../store/database";
import { sql } from "../store/sql";
import { reconcile } from "../subgraphs/mapping/reconciliation/run";

/** Some days after the sample company's books end, when nothing has days of grace any more. */
export const SAMPLE_JUDGED_ON = "2026-07-15";

export interface RuleScore {
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  readonly missed: readonly string[];
  readonly falseAlarms: readonly string[];
}

interface Found {
  readonly rule: string;
  /** Everything it could be known by. */
  readonly on: readonly string[];
  readonly cause: string;
}

async function readFound(database: Database): Promise<readonly Found[]> {
  const rows = await database.query(sql`
    select d.rule, d.cause, d.document_ids[1] as document_id, d.account_id || ' ' || d.company_id as balance,
      array(select i.source_id from mapping.identifier i
        where i.shared_id in (d.party_id, d.item_id, d.cost_center_id) and i.status = 'CONFIRMED') as records
    from mapping.discrepancy d where d.present order by d.rule, d.id`);
  return rows.map((row) => {
    const [document, balance] = [row["document_id"], row["balance"]] as (string | null)[];
    const on = document ? [document] : balance ? [balance] : (row["records"] as readonly string[]);
    return { rule: String(row["rule"]), cause: String(row["cause"]), on };
  });
}

/** Pairs each planted discrepancy with one that was found; what is left over on either side is missed or false. */
export function scoreOf(planted: readonly PlantedDiscrepancy[], found: readonly Found[]): readonly RuleScore[] {
  return RECONCILIATION_RULES.map((rule) => {
    const expected = planted.filter((one) => one.rule === rule);
    const left = found.filter((one) => one.rule === rule);
    const missed = expected.filter(({ on }) => {
      const at = left.findIndex((one) => one.on.includes(on));
      if (at < 0) return true;
      left.splice(at, 1);
      return false;
    });
    return {
      rule,
      planted: expected.length,
      found: expected.length - missed.length,
      missed: missed.map(({ on, about }) => `${on} (${about})`),
      falseAlarms: left.map(({ cause }) => cause),
    };
  });
}

/** Loads a sample company into an empty, migrated database, reconciles it, and compares with what was planted. */
export async function scoreSample(
  database: Database,
  seed: number,
  options: SampleOptions,
): Promise<readonly RuleScore[]> {
  const folder = mkdtempSync(join(tmpdir(), "concord-planted-"));
  try {
    const { planted } = generateSampleCompany({ seed, folder, ...options });
    await loadSource(database, "sample", folder);
    await reconcile({ finance: database, erp: database, mapping: database }, { asOf: SAMPLE_JUDGED_ON });
    return scoreOf(planted.discrepancies, await readFound(database));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
