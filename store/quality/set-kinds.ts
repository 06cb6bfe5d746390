import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import { columnSql, tableOf } from "../read/row";
import { join, raw, type Sql, sql } from "../sql";
import { smallestUnit } from "../write/documents";
import type { Judgement, Surroundings } from "./judgement";
import { groupKey, sameGroup } from "./row-kinds";
import type { Condition, RuleOf } from "./rule-file";
import { RuleRow, shown, unknownField } from "./rule-row";

/** Kinds that look at a row together with others: its lines, its namesakes, its neighbours in time. */

type Entities = ReadonlyMap<string, EntityDefinition>;

interface Lines {
  readonly row: RuleRow;
  readonly by: Sql;
  readonly conditions: readonly Condition[];
}

function linesOf(
  { lines }: { readonly lines: RuleOf<"lines">["lines"] },
  entities: Entities,
  { today }: Surroundings,
): Lines {
  const entity = entities.get(lines.entity);
  if (!entity) throw unknownField(`There is no entity ${lines.entity} in this subgraph.`, "lines.entity");
  return {
    row: new RuleRow(entity, today, "l"),
    by: columnSql(columnOf(entity, lines.by), "l"),
    conditions: lines.where,
  };
}

/** Lines added up by the document they belong to. */
function added({ row, by, conditions }: Lines, sums: Sql, { only }: Surroundings): Sql {
  const where = row.where(conditions);
  return sql`(select ${by} as document_id, count(*) as line_count, ${sums} from ${row.source} ${row.joined()}
    where ${where} and ${only(by)} group by ${by})`;
}

const touchedByLines =
  ({ row, by }: Lines) =>
  (batches: Sql): readonly Sql[] => [
    sql`select ${by} from ${row.source} where ${raw(row.alias)}.batch_id = any(${batches})`,
  ];

export function total(rule: RuleOf<"total">, row: RuleRow, entities: Entities, around: Surroundings): Judgement {
  const { field, is, of, tolerance } = rule;
  const lines = linesOf(rule, entities, around);
  const value = row.value(field);
  const sums = sql`sum(${lines.row.term(of).sql}) as total`;
  const slack =
    tolerance === "none" ? raw("0") : sql`${smallestUnit(row.currency(field))} * greatest(added.line_count, 1)`;
  const difference = sql`added.total - ${value.sql}`;
  const fault = is === "equal" ? sql`abs(${difference}) > ${slack}` : sql`${difference} > ${slack}`;
  const sum = sql`trim_scale(added.total)::text`;
  return {
    beside: sql`join ${added(lines, sums, around)} added on added.document_id = ${row.key}`,
    fault,
    expected:
      is === "equal" ? sql`${sum} || ' on ' || added.line_count || ' lines'` : sql`'at most ' || ${shown(value)}`,
    found: is === "equal" ? shown(value) : sum,
    field,
    touched: touchedByLines(lines),
  };
}

export function balance(rule: RuleOf<"balance">, row: RuleRow, entities: Entities, around: Surroundings): Judgement {
  const lines = linesOf(rule, entities, around);
  const sums = sql`sum(${lines.row.value(rule.left).sql}) as left_sum, sum(${lines.row.value(rule.right).sql}) as right_sum`;
  const text = (column: string) => sql`trim_scale(${raw(`added.${column}`)})::text`;
  return {
    beside: sql`join ${added(lines, sums, around)} added on added.document_id = ${row.key}`,
    fault: raw("added.left_sum <> added.right_sum"),
    expected: sql`${`${rule.left} equal to ${rule.right}`}::text`,
    found: sql`${`${rule.left} `}::text || ${text("left_sum")} || ${`, ${rule.right} `}::text || ${text("right_sum")}`,
    field: "lines",
    touched: touchedByLines(lines),
  };
}

export function lines(rule: RuleOf<"lines">, row: RuleRow, entities: Entities, around: Surroundings): Judgement {
  const of = linesOf(rule, entities, around);
  return {
    beside: sql`left join ${added(of, raw("null"), around)} added on added.document_id = ${row.key}`,
    fault: sql`coalesce(added.line_count, 0) < ${rule.least}`,
    expected: sql`${`at least ${rule.least} line(s)`}::text`,
    found: sql`coalesce(added.line_count, 0)::text`,
    field: "lines",
    touched: touchedByLines(of),
  };
}

/** The first row of equals is right; the others are told, with the first one's id. */
export function unique({ fields, where }: RuleOf<"unique">, row: RuleRow, { today, only }: Surroundings): Judgement {
  const other = new RuleRow(row.entity, today, "o");
  const [first = ""] = fields;
  const group = join(fields.map((path) => groupKey(path, other)));
  const conditions = other.where(where);
  const present = sql`${other.value(first).sql} is not null`;
  return {
    beside: sql`join (select ${other.key} as id, first_value(${other.key}) over (partition by ${group} order by ${other.key}) as first
      from ${other.source} ${other.joined()} where ${conditions} and ${present} and ${only(other.key)}) same on same.id = ${row.key}`,
    fault: sql`same.first <> ${row.key}`,
    expected: sql`${`no other row with this ${fields.join(", ")}`}::text`,
    found: sql`'the same as ' || same.first`,
    field: first,
    touched: touchedByGroup(fields, row, today),
  };
}

/** All rows of the groups in which a batch changed one. */
function touchedByGroup(fields: readonly string[], row: RuleRow, today: string): (batches: Sql) => readonly Sql[] {
  return (batches) => {
    const changed = new RuleRow(row.entity, today, "c");
    const group = (of: RuleRow) => join(fields.map((path) => groupKey(path, of)));
    const own = new RuleRow(row.entity, today, "s");
    return [
      sql`select ${own.key} from ${own.source} where (${group(own)}) in (
        select ${group(changed)} from ${changed.source} where c.batch_id = any(${batches}))`,
    ];
  };
}

/** A value far from the middle of those just before and after it: a slipped digit or a pair turned round. */
export function neighbours(rule: RuleOf<"neighbours">, row: RuleRow, { today, only }: Surroundings): Judgement {
  const { field, along, within, factor } = rule;
  const other = new RuleRow(row.entity, today, "o");
  const value = row.value(field);
  const group = join(within.map((path) => groupKey(path, other)));
  return {
    beside: sql`join (select ${other.key} as id, array_agg(${other.value(field).sql}) over (partition by ${group}
        order by ${other.value(along).sql}, ${other.key} rows between 3 preceding and 3 following exclude current row) as near
      from ${other.source} where ${only(other.key)}) beside on beside.id = ${row.key}
      cross join lateral (select percentile_disc(0.5) within group (order by one) as middle from unnest(beside.near) one) typical`,
    fault: sql`cardinality(beside.near) >= 3 and (${value.sql} > typical.middle * ${factor}::numeric
      or ${value.sql} * ${factor}::numeric < typical.middle)`,
    expected: sql`'about ' || trim_scale(typical.middle)::text`,
    found: shown(value),
    field,
    touched: touchedByGroup(within, row, today),
  };
}

/** Spans of one group that share a day; the later one is told. */
export function overlap({ field, until, within }: RuleOf<"overlap">, row: RuleRow, { today }: Surroundings): Judgement {
  const other = new RuleRow(row.entity, today, "o");
  const table = tableOf(row.entity);
  const span = (of: RuleRow) => ({ from: of.value(field).sql, to: of.value(until).sql });
  const [own, others] = [span(row), span(other)];
  return {
    beside: sql`left join lateral (select min(${other.key}) as id from ${table} o where ${sameGroup(within, row, other)}
      and ${others.from} <= ${own.to} and ${others.to} >= ${own.from}
      and (${others.from}, ${other.key}) < (${own.from}, ${row.key})) clash on true`,
    fault: raw("clash.id is not null"),
    expected: sql`'days of its own'`,
    found: sql`'days shared with ' || clash.id`,
    field,
    touched: touchedByGroup(within, row, today),
  };
}
