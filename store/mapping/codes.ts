import { graphError } from "../../schema/errors";
import { decimalOf, minus, over, type Rational, rational, textOf, times } from "../../schema/values/rational";
import { unitFactor } from "../../schema/values/unit";
import type { Database } from "../database";
import { sql } from "../sql";

export interface CodeQuestion {
  readonly system: string;
  readonly list: string;
  readonly code: string;
  /** Target system; null: the unified model. */
  readonly to: string | null;
  readonly on: string;
}

/** Converts a code by the versions in force on a day; several codes of one meaning make the way back ambiguous. */
export async function convertCode(database: Database, { system, list, code, to, on }: CodeQuestion) {
  const rows = await database.query(sql`
    select c.system, c.source_code, c.unified_code from mapping.codes_on(${on}::date) c
    where c.list = ${list} and c.system in (${system}, ${to}) and c.unified_code = (
      select g.unified_code from mapping.codes_on(${on}::date) g
      where g.system = ${system} and g.list = ${list} and g.source_code = ${code})
    order by c.source_code`);
  const unifiedCode = rows[0] ? String(rows[0]["unified_code"]) : null;
  const codesOf = (of: string): readonly string[] =>
    rows.filter((row) => row["system"] === of).map((row) => String(row["source_code"]));
  const codes = to === null ? (unifiedCode === null ? [] : [unifiedCode]) : codesOf(to);
  return {
    requested: code,
    unifiedCode,
    code: codes.length === 1 ? (codes[0] ?? null) : null,
    codes,
    ambiguous: codes.length > 1,
    reversible: codes.length === 1 && codesOf(system).length === 1,
  };
}

interface Factor {
  readonly factor: Rational;
  readonly source: string;
}

/** Places that a quantity is rounded to when it has no end. */
const PLACES = 12;

function standardFactor(from: string, to: string): Factor | undefined {
  const [a, b] = [unitFactor(from), unitFactor(to)];
  if (!a || !b || a.dimension !== b.dimension) return undefined;
  return { factor: over(a.factor, b.factor), source: "UN/CEFACT Rec 20" };
}

/** The item's own factor, in either direction; the newest counts. */
async function itemFactor(database: Database, itemId: string, from: string, to: string): Promise<Factor | undefined> {
  const [row] = await database.query(sql`
    select from_unit, numerator, denominator from mapping.item_unit_factor
    where item_id = coalesce((select to_id from mapping.identity_redirect where from_id = ${itemId}),
        (select shared_id from mapping.identifier where source_id = ${itemId} and status = 'CONFIRMED'), ${itemId})
      and (from_unit, to_unit) in ((${from}, ${to}), (${to}, ${from})) order by number desc limit 1`);
  if (!row) return undefined;
  const factor = over(rational(String(row["numerator"])), rational(String(row["denominator"])));
  return { factor: row["from_unit"] === from ? factor : over(rational("1"), factor), source: `item ${itemId}` };
}

/** Converts exactly by fractions; what cannot be written as a decimal is rounded, and the rest is told. */
export async function convertQuantity(
  database: Database,
  value: string,
  from: string,
  to: string,
  itemId: string | null,
) {
  const own = itemId === null ? undefined : await itemFactor(database, itemId, from, to);
  const found = own ?? (from === to ? { factor: rational("1"), source: "the same unit" } : standardFactor(from, to));
  if (!found)
    throw graphError(
      "CONVERSION_MISSING",
      `There is no factor from ${from} to ${to}${itemId ? ` for ${itemId}` : ""}.`,
      {
        argument: "to",
      },
    );
  const whole = times(rational(value), found.factor);
  const rounded = decimalOf(whole, PLACES);
  const remainder = textOf(minus(whole, rational(rounded)));
  return {
    quantity: { value: rounded, unit: to },
    factor: textOf(found.factor),
    source: found.source,
    exact: remainder === "0",
    remainder,
  };
}
