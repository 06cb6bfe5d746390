import { restrictedIn } from "../../schema/decisions";
import { definitionOf } from "../../schema/model/decorators";
import { columnOf, type EntityDefinition } from "../../schema/model/definition";
import { permissions } from "../../schema/permissions";
import {
  type DimensionScopes,
  type RowRule,
  refusedFields,
  rowRules,
  type ScopeDimension,
} from "../../schema/row-scope";
import type { Reader } from "./secrets";

/** Which rows a reader may see, in words of their own, so that what is hidden is not told by the code under test. */

const listOf = (ids: readonly string[]): string => `(${["null", ...ids.map((id) => `'${id}'`)].join(", ")})`;

const column = (entity: EntityDefinition, field: string, alias: string): string =>
  `${alias}."${columnOf(entity, field).column}"`;

const tableOf = ({ subgraph, table }: EntityDefinition): string => `${subgraph}.${table}`;

const salesTo = (ids: readonly string[]): string =>
  `select source_id from mapping.document_record where side = 'SALES' and party_id in ${listOf(ids)}`;

/** The rows of an entity that are of the listed cost centres or customers. */
function seenRows(entity: EntityDefinition, dimension: ScopeDimension, ids: readonly string[], alias: string): string {
  const rule: RowRule = rowRules[entity.name as keyof typeof rowRules][dimension];
  const inner = `${alias}u`;
  if (rule === "open") return "true";
  if (rule === "refused") return "false";
  if (rule === "listed") return `${column(entity, entity.key, alias)} in ${listOf(ids)}`;
  if (rule === "allDocuments")
    return `(${alias}.document_ids <> '{}' and ${alias}.document_ids <@ array(${salesTo(ids)}))`;
  if ("by" in rule) {
    const only = rule.only ? ` and ${column(entity, rule.only.field, alias)} = '${rule.only.is}'` : "";
    return `(${column(entity, rule.by, alias)} in ${listOf(ids)}${only})`;
  }
  if ("through" in rule) {
    const edge = entity.edges.find(({ field }) => field === rule.through);
    const target = edge && definitionOf(edge.target());
    if (!edge || !target) throw new Error(`${entity.name} has no edge ${rule.through}`);
    return `${column(entity, edge.by, alias)} in (select ${column(target, target.key, inner)}
      from ${tableOf(target)} ${inner} where ${seenRows(target, dimension, ids, inner)})`;
  }
  if ("someOf" in rule) {
    const lines = entity.collections.find(({ field }) => field === rule.someOf);
    const target = lines && definitionOf(lines.target());
    if (!lines || !target) throw new Error(`${entity.name} has no collection ${rule.someOf}`);
    return `${column(entity, entity.key, alias)} in (select ${column(target, lines.by, inner)}
      from ${tableOf(target)} ${inner} where ${seenRows(target, dimension, ids, inner)})`;
  }
  if ("kind" in rule) {
    const listed = rule.records.map((field) => `${column(entity, field, alias)} in ${listOf(ids)}`);
    return `(${alias}.kind <> '${rule.kind}' or (${listed.join(" and ")}))`;
  }
  if ("documents" in rule)
    return rule.documents.map((field) => `${column(entity, field, alias)} in (${salesTo(ids)})`).join(" and ");
  const lines = `select source_id from mapping.document_line where document_id in (${salesTo(ids)})`;
  return rule.lines.map((field) => `${column(entity, field, alias)} in (${lines})`).join(" and ");
}

function eachDimension(scopes: DimensionScopes, told: (dimension: ScopeDimension, ids: readonly string[]) => string) {
  const conditions = restrictedIn(scopes).map((dimension) => {
    const ids = scopes[dimension];
    return `coalesce((${told(dimension, Array.isArray(ids) ? ids : [])}), false)`;
  });
  return conditions.length > 0 ? conditions.join(" and ") : "true";
}

/** Rows of an entity, as `t`, within the reader's cost centres and customers. */
export function inDimensions(entity: EntityDefinition, scopes: DimensionScopes): string {
  return eachDimension(scopes, (dimension, ids) => seenRows(entity, dimension, ids, "t"));
}

/** The same for what mapping copied of other systems' rows. */
export function copiesInDimensions(table: string, scopes: DimensionScopes): string {
  return eachDimension(scopes, (dimension, ids) => {
    if (table === "mapping.source_record") {
      const kind = dimension === "costCenters" ? "COST_CENTER" : "PARTY";
      return `t.kind <> '${kind}' or t.source_id in ${listOf(ids)}`;
    }
    if (table === "mapping.source_state") return "true";
    if (table === "mapping.match") {
      const kind = dimension === "costCenters" ? "COST_CENTER" : "PARTY";
      return `t.kind <> '${kind}' or (t.left_id in ${listOf(ids)} and t.right_id in ${listOf(ids)})`;
    }
    if (dimension === "costCenters" || table === "mapping.decision_log") return "false";
    const ofLine = (line: string): string =>
      `(select document_id from mapping.document_line where source_id = ${line})`;
    const document: Readonly<Record<string, string>> = {
      "mapping.document_record": "t.source_id",
      "mapping.document_line": "t.document_id",
      "mapping.settlement": "t.payment_id",
      "mapping.evidence_link": "t.from_id",
      "mapping.evidence_line_link": ofLine("t.from_line_id"),
    };
    return `${document[table]} in (${salesTo(ids)})`;
  });
}

/** Whether a scope refuses a field whatever its rows. */
export function isRefusedField(scopes: DimensionScopes, entity: string, field: string): boolean {
  return restrictedIn(scopes).some((dimension) => {
    const fields: Readonly<Record<string, readonly string[]>> = refusedFields[dimension];
    return fields[entity]?.includes(field) ?? false;
  });
}

/** Credit notes and payments of a trade that the role does not read, and their parts. */
export function ofHiddenTrade(table: string, { role }: Pick<Reader, "role">): string {
  const hidden = [
    ...(permissions.Invoice.totalAmount.includes(role) ? [] : ["'SALES'", "'INBOUND'"]),
    ...(permissions.Bill.totalAmount.includes(role) ? [] : ["'PURCHASE'", "'OUTBOUND'"]),
  ];
  if (hidden.length === 0) return "false";
  const trades = `(${hidden.join(", ")})`;
  const within: Readonly<Record<string, string>> = {
    "finance.credit_note": `t.kind in ${trades}`,
    "finance.credit_note_line": `t.credit_note_id in (select id from finance.credit_note where kind in ${trades})`,
    "finance.payment": `t.direction in ${trades}`,
    "finance.payment_allocation": `t.payment_id in (select id from finance.payment where direction in ${trades})`,
    "mapping.document_record": `(t.kind in ('CREDIT_NOTE', 'PAYMENT') and t.side in ${trades})`,
    "mapping.document_line": `t.document_id in (select source_id from mapping.document_record where kind = 'CREDIT_NOTE' and side in ${trades})`,
    "mapping.settlement": `t.payment_id in (select source_id from mapping.document_record where side in ${trades})`,
  };
  return within[table] ?? "false";
}
