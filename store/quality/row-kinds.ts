import currencies from "currency-codes";
import { definitionOf } from "../../schema/model/decorators";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import { countryCodes } from "../../schema/values/country";
import rec20 from "../../schema/values/rec20.json";
import { columnSql, tableOf } from "../read/row";
import { all, raw, type Sql, some, sql } from "../sql";
import { smallestUnit } from "../write/documents";
import type { Judgement } from "./judgement";
import type { Relation, RuleOf, Term } from "./rule-file";
import { type RuleRow, shown, unknownField, type Value } from "./rule-row";
import { expectedTaxId } from "./tax-id";

/** Kinds that look at one row and the rows it refers to. */

export function required({ field }: RuleOf<"required">, row: RuleRow): Judgement {
  const value = row.value(field);
  const blank = value.type === "text" ? sql`btrim(coalesce(${value.sql}, '')) = ''` : sql`${value.sql} is null`;
  return { fault: blank, expected: sql`'a value'`, found: sql`'nothing'`, field };
}

export function absent({ field }: RuleOf<"absent">, row: RuleRow): Judgement {
  const value = row.value(field);
  return { fault: sql`${value.sql} is not null`, expected: sql`'nothing'`, found: shown(value), field };
}

export function pattern({ field, matches, avoids }: RuleOf<"pattern">, row: RuleRow): Judgement {
  const value = row.value(field);
  const faults: Sql[] = [];
  if (matches !== undefined) faults.push(sql`${value.sql} !~ ${matches}`);
  if (avoids !== undefined) faults.push(sql`${value.sql} ~* ${avoids}`);
  const expected = matches !== undefined ? `text like ${matches}` : `text unlike ${avoids ?? ""}`;
  return { fault: some(faults), expected: sql`${expected}::text`, found: shown(value), field };
}

export function range(rule: RuleOf<"range">, row: RuleRow): Judgement {
  const { field } = rule;
  const value = row.value(field);
  const bounds: readonly (readonly [Term | undefined, Relation])[] = [
    [rule.from, "at least"],
    [rule.above, "above"],
    [rule.to, "at most"],
    [rule.below, "below"],
  ];
  const given = bounds.flatMap(([bound, relation]) => {
    if (bound === undefined) return [];
    const limit = row.term(bound, value.type);
    return [{ broken: broken(value, relation, limit.sql), text: sql`${`${relation} `}::text || ${shown(limit)}` }];
  });
  const [first, ...rest] = given;
  if (!first) throw unknownField("A range has a bound: from, above, to or below.", field);
  const expected = rest.reduce((text, bound) => sql`${text} || ' and ' || ${bound.text}`, first.text);
  return { fault: some(given.map((bound) => bound.broken)), expected, found: shown(value), field };
}

function broken({ sql: left }: Value, relation: Relation, right: Sql): Sql {
  const operators: Readonly<Record<Relation, string>> = {
    equal: "<>",
    different: "=",
    "at most": ">",
    "at least": "<",
    below: ">=",
    above: "<=",
  };
  return sql`${left} ${raw(operators[relation])} ${right}`;
}

export function compare({ field, is, to, tolerance }: RuleOf<"compare">, row: RuleRow): Judgement {
  const value = row.value(field);
  const other = row.term(to, value.type);
  const found = shown(value);
  const relation = is === "equal" ? "" : `${is === "different" ? "other than" : is} `;
  const expected = sql`${relation}::text || ${shown(other)}`;
  if (tolerance === "none") return { fault: broken(value, is, other.sql), expected, found, field };
  const unit = smallestUnit(row.currency(field));
  const slack =
    is === "equal" ? sql`abs(${value.sql} - ${other.sql}) > ${unit}` : sql`${value.sql} - ${other.sql} > ${unit}`;
  return { fault: slack, expected, found, field };
}

/** One of two amounts, never both. A line of neither says nothing: systems write such lines beside differences of zero. */
export function exclusive({ fields: [left, right] }: RuleOf<"exclusive">, row: RuleRow): Judgement {
  const [a, b] = [row.value(left), row.value(right)];
  const fault = sql`${a.sql} <> 0 and ${b.sql} <> 0`;
  const found = sql`${`${left} `}::text || ${shown(a)} || ${`, ${right} `}::text || ${shown(b)}`;
  return { fault, expected: sql`${`an amount in ${left} or ${right}, not in both`}::text`, found, field: left };
}

const LISTS: Readonly<Record<string, { readonly what: string; readonly codes: readonly string[] }>> = {
  currency: { what: "an ISO 4217 currency code", codes: currencies.codes() },
  unit: { what: "a UN/CEFACT Rec 20 unit code", codes: Object.keys(rec20) },
  country: { what: "an ISO 3166-1 country code", codes: countryCodes },
};

/** A code of the list that its field is written by. */
export function known({ field }: RuleOf<"known">, row: RuleRow): Judgement {
  const { column } = row.column(field);
  const value = row.value(field);
  const list = LISTS[column.kind] ?? { what: `one of ${column.values?.join(", ")}`, codes: column.values ?? [] };
  if (list.codes.length === 0) throw unknownField(`${field} has no list of codes.`, field);
  const fault = sql`not (${value.sql} = any(${list.codes}::text[]))`;
  return { fault, expected: sql`${list.what}::text`, found: shown(value), field };
}

/** A reference that leads to a stored row. */
export function reference(
  { field, to }: RuleOf<"reference">,
  row: RuleRow,
  entities: ReadonlyMap<string, EntityDefinition>,
): Judgement {
  const value = row.value(field);
  const { column } = row.column(field);
  const target = to === undefined ? column.target && definitionOf(column.target()) : entities.get(to);
  if (!target || target.subgraph !== row.entity.subgraph)
    throw unknownField(`${field} refers to nothing in ${row.entity.subgraph}.`, field);
  const key = columnSql(columnOf(target, target.key), "r");
  return {
    fault: sql`${value.sql} is not null and not exists (select 1 from ${tableOf(target)} r where ${key} = ${value.sql})`,
    expected: sql`${`the id of a stored ${target.name}`}::text`,
    found: shown(value),
    field,
  };
}

/** SQL offers every number that has a country; the country's own check digits are judged here. */
export function taxId({ field, country }: RuleOf<"tax-id">, row: RuleRow): Judgement {
  const [value, of] = [row.value(field), row.value(country)];
  return {
    fault: sql`btrim(${value.sql}) <> '' and ${of.sql} is not null`,
    expected: of.sql,
    found: value.sql,
    field,
    verify: expectedTaxId,
  };
}

/**
 * A day that books may still take. Entries that were there when the period was closed are the normal case; one that came or
 * changed later, while the company's books were known, went past the closing.
 */
export function period(
  { field, company, is }: RuleOf<"period">,
  row: RuleRow,
  entities: ReadonlyMap<string, EntityDefinition>,
): Judgement {
  const periods = entities.get("FiscalPeriod");
  if (!periods) throw unknownField("There are no fiscal periods in this subgraph.", field);
  const [on, of] = [row.value(field).sql, row.value(company).sql];
  const table = tableOf(periods);
  const within = sql`p.company_id = ${of} and ${on} between p.starts_on and p.ends_on`;
  const [own, alias] = [tableOf(row.entity), raw(row.alias)];
  const fault =
    is === "known"
      ? sql`exists (select 1 from ${table} p where p.company_id = ${of}) and not exists (select 1 from ${table} p where ${within})`
      : sql`exists (select 1 from ${table} p where ${within} and p.status = 'CLOSED' and p.batch_id < ${alias}.batch_id
          and exists (select 1 from ${own} e where e.company_id = ${of} and e.batch_id <= p.batch_id))`;
  return {
    fault,
    expected: is === "known" ? sql`'a day in a known period'` : sql`'a day in a period that was open'`,
    found: sql`${on}::text`,
    field,
    touched: (batches) => [
      sql`select ${row.key} from ${row.source} ${row.joined()} join ${table} p on p.company_id = ${of}
        where p.batch_id = any(${batches})`,
    ],
  };
}

/** A tree that never leads back to itself. */
export function acyclic({ field }: RuleOf<"acyclic">, row: RuleRow): Judgement {
  const { column } = row.column(field);
  const parent = (alias: string) => columnSql(column, alias);
  const key = columnSql(columnOf(row.entity, row.entity.key), "p");
  const table = tableOf(row.entity);
  return {
    fault: sql`exists (with recursive above(id, level) as (
        select ${parent(row.alias)}, 1
        union all
        select ${parent("p")}, level + 1 from above join ${table} p on ${key} = above.id
        where level < 100 and above.id <> ${row.key})
      select 1 from above where id = ${row.key})`,
    expected: sql`'a parent that is not below it'`,
    found: shown(row.value(field)),
    field,
    touched: (batches) => [
      sql`select ${row.key} from ${row.source} where exists (select 1 from ${table} c where c.batch_id = any(${batches}))`,
    ],
  };
}

/** Conditions that a second row of the same entity must meet to stand beside the judged one. */
export function sameGroup(paths: readonly string[], left: RuleRow, right: RuleRow): Sql {
  return all(paths.map((path) => sql`${groupKey(path, left)} = ${groupKey(path, right)}`));
}

/** Text of a group's column in which absent equals absent, so that it can be hashed. */
export function groupKey(path: string, row: RuleRow): Sql {
  return sql`coalesce(${row.value(path).sql}::text, '')`;
}
