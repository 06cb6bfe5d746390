import { graphError } from "../../schema/errors";
import type { Database } from "../database";
import { sql } from "../sql";
import { applyOnce } from "./idempotency";
import type { Steward } from "./steward";

export interface CodeSetting {
  readonly system: string;
  readonly list: string;
  readonly sourceCode: string;
  /** Null retires the code. */
  readonly unifiedCode: string | null;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

export interface FactorSetting {
  readonly itemId: string;
  readonly fromUnit: string;
  readonly toUnit: string;
  readonly numerator: string;
  readonly denominator: string;
}

interface Options {
  readonly reason: string;
  readonly idempotencyKey: string | null;
}

/** Code maps and units belong to every company: who sees only some does not change them for the others. */
function requireAll({ scope }: Steward, { reason }: Options): void {
  if (scope !== "*") throw graphError("FORBIDDEN", "Code maps are set by those who see every company.");
  if (reason.trim() === "") throw graphError("BAD_USER_INPUT", "A change needs a reason.", { argument: "reason" });
}

async function once<T>(
  database: Database,
  steward: Steward,
  request: CodeSetting | FactorSetting,
  { reason, idempotencyKey }: Options,
  work: (transaction: Database) => Promise<T>,
): Promise<T> {
  if (!idempotencyKey) return database.transaction(work);
  return applyOnce(database, idempotencyKey, JSON.stringify({ request, reason, subject: steward.subject }), work);
}

/** Adds a version of a code; nothing that was said before is changed. @returns its id */
export async function setCode(
  database: Database,
  steward: Steward,
  request: CodeSetting,
  options: Options,
): Promise<string> {
  requireAll(steward, options);
  const { system, list, sourceCode, unifiedCode, validFrom, validTo } = request;
  if (validFrom !== null && validTo !== null && validFrom > validTo)
    throw graphError("BAD_USER_INPUT", "The last day must not come before the first.", { argument: "validTo" });
  return once(database, steward, request, options, async (transaction) => {
    await transaction.query(sql`select pg_advisory_xact_lock(hashtext(${`concord code ${system} ${list}`}))`);
    const [row] = await transaction.query(sql`insert into mapping.code_mapping
        (system, list, source_code, unified_code, valid_from, valid_to, version, origin, reason, decided_by)
      values (${system}, ${list}, ${sourceCode}, ${unifiedCode}, ${validFrom}::date, ${validTo}::date,
        mapping.next_code_version(${system}, ${list}, ${sourceCode}), 'PERSON', ${options.reason}, ${steward.subject})
      returning id`);
    return String(row?.["id"]);
  });
}

/** Keeps how much of one unit of an item is how much of another. */
export async function setItemUnit(
  database: Database,
  steward: Steward,
  request: FactorSetting,
  options: Options,
): Promise<FactorSetting> {
  requireAll(steward, options);
  const { fromUnit, toUnit, numerator, denominator } = request;
  if (fromUnit === toUnit || !(Number(numerator) > 0) || !(Number(denominator) > 0))
    throw graphError("BAD_USER_INPUT", "Give two units and numbers above zero.", { argument: "numerator" });
  return once(database, steward, request, options, async (transaction) => {
    const [item] = await transaction.query(sql`select i.shared_id from mapping.identifier i
      where i.kind = 'ITEM' and i.status = 'CONFIRMED' and (i.source_id = ${request.itemId} or i.shared_id =
        coalesce((select to_id from mapping.identity_redirect where from_id = ${request.itemId}), ${request.itemId})) limit 1`);
    if (!item) throw graphError("BAD_USER_INPUT", `There is no item ${request.itemId}.`, { argument: "itemId" });
    const kept = { ...request, itemId: String(item["shared_id"]) };
    await transaction.query(sql`insert into mapping.item_unit_factor
        (item_id, from_unit, to_unit, numerator, denominator, reason, decided_by)
      values (${kept.itemId}, ${fromUnit}, ${toUnit}, ${numerator}::numeric, ${denominator}::numeric, ${options.reason},
        ${steward.subject})`);
    return kept;
  });
}
