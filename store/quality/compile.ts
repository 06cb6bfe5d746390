import type { EntityDefinition } from "../../schema/model/definition";
import { all, join, raw, type Sql, sql } from "../sql";
import type { Judgement, Surroundings } from "./judgement";
import * as ofRows from "./row-kinds";
import type { Rule } from "./rule-file";
import { RuleRow, unknownField } from "./rule-row";
import * as ofSets from "./set-kinds";

/** Which rows a statement judges. */
export interface Asked {
  /** The day that counts as today, for rules about the future. */
  readonly today: string;
  /** Batches whose rows, and rows that rest on them, are judged; null: all rows. */
  readonly batches: readonly string[] | null;
  /** Rows judged in any case: those with a finding, which may have become right. */
  readonly again: readonly string[];
  /** Rows after this key. */
  readonly after: string;
  readonly first: number;
}

export interface Check {
  readonly rule: Rule;
  readonly entity: EntityDefinition;
  readonly field: string;
  readonly verify: NonNullable<Judgement["verify"]> | null;
  /** Gives row_id, company_id, expected and found of the rows at fault, by row_id. */
  statement(asked: Asked): Sql;
}

type Entities = ReadonlyMap<string, EntityDefinition>;

function judge(rule: Rule, row: RuleRow, entities: Entities, around: Surroundings): Judgement {
  switch (rule.kind) {
    case "required":
      return ofRows.required(rule, row);
    case "absent":
      return ofRows.absent(rule, row);
    case "pattern":
      return ofRows.pattern(rule, row);
    case "range":
      return ofRows.range(rule, row);
    case "known":
      return ofRows.known(rule, row);
    case "reference":
      return ofRows.reference(rule, row, entities);
    case "compare":
      return ofRows.compare(rule, row);
    case "exclusive":
      return ofRows.exclusive(rule, row);
    case "tax-id":
      return ofRows.taxId(rule, row);
    case "period":
      return ofRows.period(rule, row, entities);
    case "acyclic":
      return ofRows.acyclic(rule, row);
    case "unique":
      return ofSets.unique(rule, row, around);
    case "total":
      return ofSets.total(rule, row, entities, around);
    case "balance":
      return ofSets.balance(rule, row, entities, around);
    case "lines":
      return ofSets.lines(rule, row, entities, around);
    case "neighbours":
      return ofSets.neighbours(rule, row, around);
    case "overlap":
      return ofSets.overlap(rule, row, around);
  }
}

/** One statement a rule and entity; a rule that names what the model does not have is refused here. */
export function compileCheck(rule: Rule, name: string, entities: Entities): Check {
  const entity = entities.get(name);
  if (!entity) throw unknownField(`Rule ${rule.id}: there is no entity ${name} in this subgraph.`, rule.id);
  const trial = judge(rule, new RuleRow(entity, "2000-01-01"), entities, {
    today: "2000-01-01",
    only: () => raw("true"),
  });
  return {
    rule,
    entity,
    field: trial.field,
    verify: trial.verify ?? null,
    statement: (asked) => statementOf(rule, entity, entities, asked),
  };
}

function statementOf(rule: Rule, entity: EntityDefinition, entities: Entities, asked: Asked): Sql {
  const row = new RuleRow(entity, asked.today);
  const limited = asked.batches !== null;
  const only = (key: Sql): Sql => (limited ? sql`${key} in (select id from touched)` : raw("true"));
  const { fault, expected, found, beside, touched } = judge(rule, row, entities, { today: asked.today, only });
  const conditions = all([row.where(rule.where), fault, only(row.key), sql`${row.key} > ${asked.after}`]);
  const company = row.company();
  const judged = sql`select ${row.key} as row_id, ${company}::text as company_id, ${expected} as expected, ${found} as found
    from ${row.source} ${row.joined()} ${beside ?? raw("")} where ${conditions} order by 1 limit ${asked.first}`;
  if (!limited) return judged;
  const batches = sql`${asked.batches}::bigint[]`;
  const selects = [
    sql`select ${row.key} from ${row.source} where ${raw(row.alias)}.batch_id = any(${batches})`,
    ...row.referringTo(batches),
    ...(touched?.(batches) ?? []),
    sql`select unnest(${asked.again}::text[])`,
  ];
  return sql`with touched(id) as materialized (${join(selects, " union ")}) ${judged}`;
}
