import { ACCOUNT_CLASSES } from "../../../schema/finance/account";
import type { Row } from "../../database";
import { type Sql, sql } from "../../sql";
import type { CurrencyAmount } from "../party-balances";

/** A class of a statement with its accounts. */
export interface StatementSection {
  readonly type: string | null;
  readonly class: string;
  readonly amount: CurrencyAmount;
  readonly lines: readonly unknown[];
}

/** Classes in the order of the statements. */
export function classOrder(column: Sql): Sql {
  return sql`array_position(${ACCOUNT_CLASSES}::text[], ${column}::text)`;
}

/** Puts the accounts' lines into the sections they add up to. */
export function sectionsOf(
  sections: readonly Row[],
  lines: readonly Row[],
  currency: string,
): readonly StatementSection[] {
  const keyOf = ({ side, class: title }: Row): string => `${String(side)} ${String(title)}`;
  const bySection = new Map<string, unknown[]>(sections.map((section) => [keyOf(section), []]));
  for (const line of lines)
    bySection.get(keyOf(line))?.push({ ...line, amount: { amount: String(line["amount"]), currency } });
  return sections.map((section) => ({
    type: section["side"] === null ? null : String(section["side"]),
    class: String(section["class"]),
    amount: { amount: String(section["amount"]), currency },
    lines: bySection.get(keyOf(section)) ?? [],
  }));
}
