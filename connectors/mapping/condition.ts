import type { Values } from "./expression";
import type { Condition } from "./mapping-file";

/** Why a record is left out by the mapping's conditions; null when it is not. */
export function compileConditions(
  when: Condition | Condition[],
  header: readonly string[],
): (values: Values) => string | null {
  const conditions = (Array.isArray(when) ? when : [when]).map((condition) => {
    const at = header.indexOf(condition.column);
    const members = condition.in && new Set(condition.in);
    const holds = (value: string): boolean => {
      if (members) return members.has(value);
      if (condition.equals !== undefined) return value === condition.equals;
      if (condition.notEquals !== undefined) return value !== condition.notEquals;
      return (value === "") === condition.empty;
    };
    return { at, holds, because: wording(condition) };
  });
  return (values) => conditions.find(({ at, holds }) => !holds((values[at] ?? "").trim()))?.because ?? null;
}

function wording({ column, in: members, equals, notEquals, empty }: Condition): string {
  if (members) return `${column} is none of ${members.join(", ")}`;
  if (equals !== undefined) return `${column} is not ${equals}`;
  if (notEquals !== undefined) return `${column} is ${notEquals}`;
  return empty ? `${column} is not empty` : `${column} is empty`;
}
