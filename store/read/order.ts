import { type ColumnDefinition, columnOf, type EntityDefinition } from "../../schema/model/definition";
import { all, join, raw, type Sql, some, sql } from "../sql";
import type { OrderTerm } from "./cursor";
import { castOf } from "./filter";
import { columnSql } from "./row";

interface Term {
  readonly column: ColumnDefinition;
  readonly descending: boolean;
}

/** The ordering asked for, made total by the key; `reverse` is how a page before a cursor is read. */
export class Ordering {
  readonly terms: readonly Term[];

  constructor(
    private readonly entity: EntityDefinition,
    private readonly order: readonly OrderTerm[],
    private readonly reverse: boolean,
  ) {
    const asked = order.map(({ field, direction }) => ({
      column: columnOf(entity, field),
      descending: (direction === "DESC") !== reverse,
    }));
    const hasKey = order.some(({ field }) => field === entity.key);
    this.terms = hasKey ? asked : [...asked, { column: columnOf(entity, entity.key), descending: reverse }];
  }

  /** Names list and order, so that a cursor of one does not pass for another's. */
  get signature(): string {
    return `${this.entity.name} ${this.order.map(({ field, direction }) => `${field} ${direction}`).join(",")}`;
  }

  /** Nulls stand last in the forward order, whichever its direction. */
  get orderBy(): Sql {
    const nulls = raw(this.reverse ? "nulls first" : "nulls last");
    return join(
      this.terms.map(({ column, descending }) =>
        column.required
          ? sql`${columnSql(column)} ${raw(descending ? "desc" : "asc")}`
          : sql`${columnSql(column)} ${raw(descending ? "desc" : "asc")} ${nulls}`,
      ),
    );
  }

  /** Order values of a row as text, exact: what its cursor holds. */
  get cursorColumns(): Sql {
    return sql`jsonb_build_array(${join(this.terms.map(({ column }) => sql`(${columnSql(column)})::text`))})::text as "cursor"`;
  }

  /** Rows that stand after these values in this ordering. */
  after(values: readonly (string | null)[]): Sql {
    return some(
      this.terms.map((_, depth) => {
        const equal = this.terms.slice(0, depth).map(({ column }, at) => this.same(column, values[at] ?? null));
        return all([...equal, this.beyond(depth, values[depth] ?? null)]);
      }),
    );
  }

  private same(column: ColumnDefinition, value: string | null): Sql {
    return value === null ? sql`${columnSql(column)} is null` : sql`${columnSql(column)} = ${value}${castOf(column)}`;
  }

  private beyond(depth: number, value: string | null): Sql {
    const term = this.terms[depth];
    if (!term) return raw("false");
    const left = columnSql(term.column);
    // Forward, nothing stands after null; backward, null came first and every value stands after it.
    if (value === null) return this.reverse ? sql`${left} is not null` : raw("false");
    const further = sql`${left} ${raw(term.descending ? "<" : ">")} ${value}${castOf(term.column)}`;
    return term.column.required || this.reverse ? further : sql`(${further} or ${left} is null)`;
  }
}
