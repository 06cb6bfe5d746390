import type { ColumnDefinition, EntityDefinition } from "../../schema/model/definition";
import { NUMERIC } from "../../schema/model/dimensions";
import type { Finding } from "../contract";
import { isAggregate, partsOf, withParts } from "./expression";
import { expressionsOf } from "./layout";
import type { Field, MappingFile, Read } from "./mapping-file";

export interface CheckedRead {
  readonly mapping: MappingFile;
  readonly read: Read;
  readonly entity: EntityDefinition;
  readonly entities: ReadonlyMap<string, EntityDefinition>;
  /** Where the read stands in the mapping file. */
  readonly path: string;
}

/** What a read says that its entity cannot take, and what the entity needs that the read does not give. */
export function checkFields(checked: CheckedRead): readonly Finding[] {
  const { mapping, read, entity, path } = checked;
  const findings: Finding[] = [];
  const invalid = (field: string, messages: readonly string[]): void => {
    for (const message of messages)
      findings.push({ code: "MAPPING_INVALID", path: `${path}.fields.${field}`, message });
  };
  if (entity.subgraph !== mapping.subgraph)
    invalid("", [`${entity.name} belongs to ${entity.subgraph}, this mapping fills ${mapping.subgraph}.`]);
  if (!entity.importable) invalid("", [`${entity.name} is derived and cannot be filled.`]);
  for (const [name, field] of Object.entries(read.fields)) {
    const column = entity.columns.find((candidate) => candidate.field === name);
    if (!column || column.sql) invalid(name, [`${entity.name} has no field ${name} to fill.`]);
    else invalid(name, [...checkForm(checked, column, field), ...checkAggregates(read, column, field)]);
    invalid(name, namesUnknownTo(mapping, field));
  }
  for (const column of entity.columns) {
    const filled = column.kind === "id" || column.sql !== undefined || read.fields[column.field] !== undefined;
    if (column.required && !filled)
      invalid(column.field, [`${entity.name}.${column.field} is required and not filled.`]);
  }
  return findings;
}

/** References need an entity to refer to, amounts a unit, and neither form suits another column. */
function checkForm({ read, entity, entities }: CheckedRead, column: ColumnDefinition, field: Field): readonly string[] {
  const name = `${entity.name}.${column.field}`;
  if (typeof field === "object" && "reference" in field) {
    const target = column.target?.();
    const isKnown = [...entities.values()].some(({ type }) => type === target);
    return isKnown ? [] : [`${name} is no reference to an entity of this subgraph.`];
  }
  if (typeof field === "object" && "value" in field) {
    const kind = "currency" in field ? "money" : "quantity";
    return column.kind === kind ? [] : [`${name} is no ${kind}; it takes a value alone.`];
  }
  if (!column.unitColumn) return [];
  const shared = entity.columns.find((other) => other.column === column.unitColumn && !other.sql);
  const isFilled = Object.keys(read.fields).some((other) => other === shared?.field);
  if (isFilled || Object.entries(read.fields).some(([other, one]) => fillsUnit(entity, other, one, column))) return [];
  return [
    `${name} has no ${column.kind === "money" ? "currency" : "unit"}: give one here, or fill ${shared?.field ?? "it"}.`,
  ];
}

function fillsUnit(entity: EntityDefinition, name: string, field: Field, column: ColumnDefinition): boolean {
  const other = entity.columns.find((candidate) => candidate.field === name);
  return typeof field === "object" && "value" in field && other?.unitColumn === column.unitColumn;
}

/** An aggregate is of the whole field and of a group; anywhere else it would be of one record alone. */
function checkAggregates(read: Read, column: ColumnDefinition, field: Field): readonly string[] {
  if (typeof field === "object" && "reference" in field) return [];
  const outer = typeof field === "object" && "value" in field ? field.value : field;
  const messages: string[] = [];
  if (isAggregate(outer) && !read.group) messages.push("sum, min and max need a group.");
  if (typeof outer === "object" && "sum" in outer && !NUMERIC.has(column.kind))
    messages.push("Only numbers have a sum.");
  if (partsOf(outer).flatMap(withParts).some(isAggregate))
    messages.push("sum, min and max stand at the top of a field, not inside another form.");
  return messages;
}

function namesUnknownTo({ codeMaps, lookups }: MappingFile, field: Field): readonly string[] {
  const messages: string[] = [];
  for (const part of expressionsOf(field).flatMap(withParts)) {
    if (typeof part === "string") continue;
    if ("codeMap" in part && part.codeMap !== undefined && !codeMaps[part.codeMap])
      messages.push(`There is no code map ${part.codeMap}.`);
    if ("lookup" in part && !lookups[part.lookup]) messages.push(`There is no lookup ${part.lookup}.`);
  }
  return messages;
}
