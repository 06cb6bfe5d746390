import { ConcordError } from "../../schema/errors";
import { definitionOf } from "../../schema/model/decorators";
import {
  type ColumnDefinition,
  columnOf,
  type EdgeDefinition,
  type EntityDefinition,
} from "../../schema/model/definition";
import { columnSql, tableOf, unitSql } from "../read/row";
import { all, join, raw, type Sql, sql } from "../sql";
import type { Condition, Term } from "./rule-file";

type ValueType = "number" | "date" | "boolean" | "text";

/** SQL of a value and what it is compared as. */
export interface Value {
  readonly sql: Sql;
  readonly type: ValueType;
}

const TYPES: Partial<Record<ColumnDefinition["kind"], ValueType>> = {
  integer: "number",
  decimal: "number",
  money: "number",
  quantity: "number",
  date: "date",
  dateTime: "date",
  boolean: "boolean",
};

const CASTS: Readonly<Record<ValueType, string>> = {
  number: "::numeric",
  date: "::date",
  boolean: "::boolean",
  text: "::text",
};

interface Join {
  readonly alias: string;
  readonly entity: EntityDefinition;
  readonly on: Sql;
}

/** The row a rule judges: its fields, those of rows it refers to, conditions and values, with the joins they need. */
export class RuleRow {
  private readonly joins = new Map<string, Join>();

  constructor(
    readonly entity: EntityDefinition,
    private readonly today: string,
    readonly alias = "t",
  ) {}

  get key(): Sql {
    return columnSql(columnOf(this.entity, this.entity.key), this.alias);
  }

  get source(): Sql {
    return sql`${tableOf(this.entity)} ${raw(this.alias)}`;
  }

  /** To be spliced in after everything that names fields. */
  joined(): Sql {
    const parts = [...this.joins.values()].map(
      ({ entity, alias, on }) => sql`left join ${tableOf(entity)} ${raw(alias)} on ${on}`,
    );
    return join(parts, "\n");
  }

  /** Keys of the rows that refer to a row which one of the batches changed. */
  referringTo(batches: Sql): readonly Sql[] {
    return [...this.joins.values()].map(
      ({ alias }) =>
        sql`select ${this.key} from ${this.source} ${this.joined()} where ${raw(alias)}.batch_id = any(${batches})`,
    );
  }

  column(path: string): { readonly column: ColumnDefinition; readonly alias: string } {
    const parts = path.split(".");
    const field = parts.pop() ?? "";
    let { entity, alias } = { entity: this.entity, alias: this.alias };
    for (const name of parts) ({ entity, alias } = this.follow(entity, alias, name));
    const column = entity.columns.find((candidate) => candidate.field === field);
    if (!column) throw unknownField(`${entity.name} has no field ${field}.`, path);
    return { column, alias };
  }

  value(path: string): Value {
    const { column, alias } = this.column(path);
    const text = columnSql(column, alias);
    if (column.kind === "dateTime") return { sql: sql`(${text} at time zone 'UTC')::date`, type: "date" };
    return { sql: text, type: TYPES[column.kind] ?? "text" };
  }

  /** The currency of a money field. */
  currency(path: string): Sql {
    const { column, alias } = this.column(path);
    if (column.kind !== "money") throw unknownField(`${path} is no amount, so no rounding is allowed for it.`, path);
    return unitSql(column, alias);
  }

  /** SQL of the company the row belongs to, as the model's scope says. */
  company(): Sql {
    const { scope } = this.entity;
    return scope ? this.value(scope).sql : raw("null::text");
  }

  term(term: Term, like: ValueType = "number"): Value {
    if (typeof term === "string") return this.value(term);
    if ("value" in term) return { sql: sql`${term.value}${raw(CASTS[like])}`, type: like };
    if ("today" in term) return { sql: sql`(${this.today}::date + ${term.today}::integer)`, type: "date" };
    if ("remainder" in term) return { sql: sql`(1 - coalesce(${this.term(term.remainder).sql}, 0))`, type: "number" };
    if ("negated" in term) {
      const amount = this.term(term.negated).sql;
      return { sql: sql`(case when ${this.where(term.when)} then -${amount} else ${amount} end)`, type: "number" };
    }
    if ("sum" in term) {
      const parts = term.sum.map((part) => sql`coalesce(${this.term(part).sql}, 0)`);
      return { sql: sql`(${join(parts, " + ")})`, type: "number" };
    }
    return {
      sql: sql`(${join(
        term.product.map((part) => this.term(part).sql),
        " * ",
      )})`,
      type: "number",
    };
  }

  where(conditions: readonly Condition[]): Sql {
    return all(conditions.map((condition) => this.condition(condition)));
  }

  private condition(condition: Condition): Sql {
    const { sql: left, type } = this.value(condition.field);
    const cast = raw(CASTS[type]);
    const parts: Sql[] = [];
    if (condition.in)
      parts.push(sql`${left} = any(${condition.in}::text[]${type === "text" ? raw("") : sql`${cast}[]`})`);
    if (condition.equals !== undefined) parts.push(sql`${left} = ${condition.equals}${cast}`);
    if (condition.not !== undefined) parts.push(sql`${left} is distinct from ${condition.not}${cast}`);
    if (condition.above !== undefined) parts.push(sql`${left} > ${condition.above}${cast}`);
    if (condition.below !== undefined) parts.push(sql`${left} < ${condition.below}${cast}`);
    if (condition.present !== undefined)
      parts.push(condition.present ? sql`${left} is not null` : sql`${left} is null`);
    if (condition.differsFrom !== undefined) parts.push(sql`${left} <> ${this.value(condition.differsFrom).sql}`);
    return all(parts);
  }

  private follow(from: EntityDefinition, alias: string, name: string): Join {
    const existing = this.joins.get(`${alias}.${name}`);
    if (existing) return existing;
    const edge: EdgeDefinition | undefined = from.edges.find(({ field }) => field === name);
    const entity = edge && definitionOf(edge.target());
    if (!edge || !entity || entity.subgraph !== from.subgraph)
      throw unknownField(`${from.name} has no ${name} within ${from.subgraph}.`, name);
    const joined = `${alias}_${name.toLowerCase()}`;
    const key = columnSql(columnOf(entity, entity.key), joined);
    const on = sql`${key} = ${columnSql(columnOf(from, edge.by), alias)}`;
    const made = { alias: joined, entity, on };
    this.joins.set(`${alias}.${name}`, made);
    return made;
  }
}

export function unknownField(message: string, path: string): ConcordError {
  return new ConcordError("QUALITY_RULE_INVALID", message, path);
}

/** A value as people read it; what is absent is named. */
export function shown({ sql: value, type }: Value): Sql {
  const text = type === "number" ? sql`trim_scale(${value}::numeric)::text` : sql`${value}::text`;
  return sql`coalesce(${text}, 'nothing')`;
}
