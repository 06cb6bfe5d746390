import { mayReadRow, rowAudiencesOf } from "../../schema/decisions";
import { definitionOf } from "../../schema/model/decorators";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import type { Role } from "../../schema/roles";
import { type DimensionScopes, type RowRule, rowRules, type Scope, type ScopeDimension } from "../../schema/row-scope";
import { all, raw, type Sql, sql } from "../sql";
import { columnSql, tableOf } from "./row";

/** Who reads, as far as it decides which rows there are. */
export interface Reader extends DimensionScopes {
  /** Which companies' rows may be seen: source ids of companies, or all. */
  readonly scope: Scope;
  readonly role: Role;
}

/** The rows of an entity that this reader may see: those in its scopes, and of these the kinds its role may read. */
export function visibleSql(entity: EntityDefinition, reader: Reader, alias = "t"): Sql {
  return all([
    scopeSql(entity, reader.scope, alias),
    ...dimensionsSql(entity, reader, alias),
    kindsSql(entity, reader.role, alias),
    readersSql(entity, reader.role, alias),
  ]);
}

/** A condition on what stands at a field, or at `edge.field`: then on the row that the edge leads to. */
function atPath(entity: EntityDefinition, path: string, alias: string, condition: (value: Sql) => Sql): Sql {
  const [first = "", rest] = path.split(".");
  if (!rest) return condition(columnSql(columnOf(entity, first), alias));
  return leadsTo(entity, first, alias, (target, inner) => condition(columnSql(columnOf(target, rest), inner)));
}

/** Whether there is a row at the end of an edge that meets a condition. */
function leadsTo(
  entity: EntityDefinition,
  field: string,
  alias: string,
  condition: (target: EntityDefinition, alias: string) => Sql,
): Sql {
  const edge = entity.edges.find((candidate) => candidate.field === field);
  const target = edge && definitionOf(edge.target());
  if (!edge || !target) throw new Error(`${entity.name}.${field} does not lead to an entity`);
  const inner = `${alias}_scope`;
  const key = columnSql(columnOf(target, target.key), inner);
  return sql`exists (select 1 from ${tableOf(target)} ${raw(inner)}
    where ${key} = ${columnSql(columnOf(entity, edge.by), alias)} and ${condition(target, inner)})`;
}

/** Rows that stand for documents of another kind than the role may read are not there for it. */
function kindsSql(entity: EntityDefinition, role: Role, alias: string): Sql {
  const limits = rowAudiencesOf(entity).filter(({ values }) => values.some((value) => !mayReadRow(value, role)));
  return all(
    limits.map(({ field, values }) => {
      const readable = values.filter((value) => mayReadRow(value, role)).map(({ value }) => value);
      return atPath(entity, field, alias, (value) => sql`${value} = any(${readable}::text[])`);
    }),
  );
}

function readersSql(entity: EntityDefinition, role: Role, alias: string): Sql {
  if (!entity.readers || role === "admin") return raw("true");
  return sql`${role} = any(string_to_array(${columnSql(columnOf(entity, entity.readers), alias)}, ' '))`;
}

/**
 * The row predicate of company scope, from the identity alone. A row without a company is for readers of all companies
 * only, unless its entity says that such rows are shared.
 */
export function scopeSql(entity: EntityDefinition, scope: Scope, alias = "t"): Sql {
  if (scope === "*") return raw("true");
  if (entity.withoutCompany === "hidden") return raw("false");
  return all([companySql(entity, scope, alias), otherDocumentSql(entity, scope, alias)]);
}

function companySql(entity: EntityDefinition, scope: readonly string[], alias: string): Sql {
  if (!entity.scope) return raw("true");
  return atPath(entity, entity.scope, alias, (company) => {
    const own = sql`${company} = any(${scope}::text[])`;
    return entity.withoutCompany === "shared" ? sql`(${company} is null or ${own})` : own;
  });
}

/** The predicates of the dimensions in which the reader is kept to a list; none where it is not. */
function dimensionsSql(entity: EntityDefinition, { costCenters = "*", customers = "*" }: Reader, alias: string): Sql[] {
  return [
    ...(costCenters === "*" ? [] : [dimensionSql(entity, "costCenters", costCenters, alias)]),
    ...(customers === "*" ? [] : [dimensionSql(entity, "customers", customers, alias)]),
  ];
}

/** The rows of an entity that are of these cost centres, or of these customers, alone. */
function dimensionSql(entity: EntityDefinition, dimension: ScopeDimension, ids: readonly string[], alias: string): Sql {
  const rule: RowRule = rowRules[entity.name as keyof typeof rowRules][dimension];
  const field = (name: string): Sql => columnSql(columnOf(entity, name), alias);
  const isListed = (value: Sql): Sql => sql`${value} = any(${ids}::text[])`;
  if (rule === "open") return raw("true");
  // Asking is refused before it comes here; a path around that finds nothing.
  if (rule === "refused") return raw("false");
  if (rule === "listed") return isListed(field(entity.key));
  if (rule === "allDocuments") return allDocumentsSql(ids, alias);
  if ("by" in rule) {
    const only = rule.only ? sql`${field(rule.only.field)} = ${rule.only.is}` : raw("true");
    return all([isListed(field(rule.by)), only]);
  }
  if ("through" in rule)
    return leadsTo(entity, rule.through, alias, (target, inner) => dimensionSql(target, dimension, ids, inner));
  if ("someOf" in rule) return someOfSql(entity, rule.someOf, alias, dimension, ids);
  if ("kind" in rule) {
    const records = all(rule.records.map((name) => isListed(field(name))));
    return sql`(${field("kind")} <> ${rule.kind} or (${records}))`;
  }
  if ("documents" in rule) return all(rule.documents.map((name) => documentSql(field(name), ids)));
  return all(rule.lines.map((name) => documentSql(documentOfLine(field(name)), ids)));
}

function someOfSql(
  entity: EntityDefinition,
  field: string,
  alias: string,
  dimension: ScopeDimension,
  ids: readonly string[],
): Sql {
  const collection = entity.collections.find((candidate) => candidate.field === field);
  const target = collection && definitionOf(collection.target());
  if (!collection || !target) throw new Error(`${entity.name} has no rows in ${field}`);
  const inner = `${alias}_scope`;
  return sql`exists (select 1 from ${tableOf(target)} ${raw(inner)}
    where ${columnSql(columnOf(target, collection.by), inner)} = ${columnSql(columnOf(entity, collection.ids), alias)}
      and ${dimensionSql(target, dimension, ids, inner)})`;
}

const documentOfLine = (line: Sql): Sql =>
  sql`(select l.document_id from mapping.document_line l where l.source_id = ${line})`;

/** Whether a document, by its id, is a sale to one of these customers. */
function documentSql(id: Sql, customers: readonly string[]): Sql {
  return sql`exists (select 1 from mapping.document_record d where d.source_id = ${id} and ${soldToSql("d", customers)})`;
}

const soldToSql = (alias: string, customers: readonly string[]): Sql =>
  sql`${raw(alias)}.side = 'SALES' and ${raw(alias)}.party_id = any(${customers}::text[])`;

/** What is about no document, or about one of somebody else as well, is not the customer's. */
function allDocumentsSql(customers: readonly string[], alias: string): Sql {
  const documents = raw(`${alias}.document_ids`);
  return sql`cardinality(${documents}) > 0 and not exists (select 1 from unnest(${documents}) named(id)
    where not ${documentSql(raw("named.id"), customers)})`;
}

/** The condition on a row of `mapping.document_record` that the reader may see: of its companies and customers. */
export function documentRecordSql({ scope, costCenters = "*", customers = "*" }: Reader, alias: string): Sql {
  return all([
    scope === "*" ? raw("true") : sql`${raw(alias)}.company_id = any(${scope}::text[])`,
    // A document has no cost centre as a whole.
    raw(costCenters === "*" ? "true" : "false"),
    customers === "*" ? raw("true") : soldToSql(alias, customers),
  ]);
}

/** Whether the reader may see a record of the crosswalk: in its companies, and listed where it is one of its dimensions. */
export function isRecordVisible(
  { scope, costCenters = "*", customers = "*" }: Reader,
  {
    kind,
    sourceId,
    companyId,
  }: { readonly kind: string; readonly sourceId: string; readonly companyId: string | null },
): boolean {
  if (scope !== "*" && companyId !== null && !scope.includes(companyId)) return false;
  if (kind === "COST_CENTER" && costCenters !== "*") return costCenters.includes(sourceId);
  return kind !== "PARTY" || customers === "*" || customers.includes(sourceId);
}

/** A link tells of both its ends, so that who may not see one of them does not see the link. */
function otherDocumentSql(entity: EntityDefinition, scope: readonly string[], alias: string): Sql {
  const { otherDocument } = entity;
  if (!otherDocument) return raw("true");
  const named = columnSql(columnOf(entity, otherDocument.by), alias);
  const document = otherDocument.names === "document" ? named : documentOfLine(named);
  return sql`exists (select 1 from mapping.document_record d
    where d.source_id = ${document} and d.company_id = any(${scope}::text[]))`;
}
