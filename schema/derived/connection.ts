import { ID, InputType, Int, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import type { ColumnDefinition, EntityDefinition } from "../model/definition";
import { type Dimension, dimensionsOf, numericFields, orderedFields } from "../model/dimensions";
import { Money, Quantity } from "../model/values";
import { DateScalar, DateTimeScalar, DecimalScalar } from "../scalars";
import { type DerivedClass, derive, field, type GraphType } from "./derive";

const direction = (): object =>
  enumOf("OrderDirection", ["ASC", "DESC"], "Ascending or descending; nulls come last. 排序方向");

/** `SalesOrderOrder { field, direction }`: the list may be ordered by every column. */
export function orderInput(entity: EntityDefinition): DerivedClass {
  const name = `${entity.list}Order`;
  return derive(name, (type) => {
    const fields = enumOf(
      `${entity.list}OrderField`,
      entity.columns.map(({ field: column }) => column),
      "What to order by. 排序字段",
    );
    field(type, "field", () => fields, { required: true });
    const order = direction();
    field(type, "direction", () => order);
    InputType(name)(type);
  });
}

/** A total over several currencies or units is a list: they are never added up. */
function totalType(column: ColumnDefinition): GraphType {
  if (column.kind === "money") return () => [Money];
  if (column.kind === "quantity") return () => [Quantity];
  if (column.kind === "date") return () => DateScalar;
  if (column.kind === "dateTime") return () => DateTimeScalar;
  return () => DecimalScalar;
}

function totalsType(entity: EntityDefinition, suffix: string, columns: readonly ColumnDefinition[]): DerivedClass {
  const name = `${entity.list}${suffix}`;
  return derive(name, (type) => {
    for (const column of columns)
      field(type, column.field, totalType(column), { description: `${column.doc} ${column.zh}` });
    ObjectType(name)(type);
  });
}

export function aggregateType(entity: EntityDefinition): DerivedClass {
  const name = `${entity.list}Aggregate`;
  return derive(name, (type) => {
    field(type, "count", () => Int, { description: "Rows. 行数" });
    if (numericFields(entity).length > 0) {
      const totals = totalsType(entity, "Totals", numericFields(entity));
      field(type, "sum", () => totals, {
        description: "Sums; money and quantities one entry a currency or unit. 合计",
      });
      field(type, "average", () => totals, { description: "Averages. 平均" });
    }
    if (orderedFields(entity).length > 0) {
      const extremes = totalsType(entity, "Extremes", orderedFields(entity));
      field(type, "minimum", () => extremes, { description: "Smallest values. 最小" });
      field(type, "maximum", () => extremes, { description: "Largest values. 最大" });
    }
    ObjectType(name)(type);
  });
}

function dimensionType(entity: EntityDefinition, dimension: Dimension): GraphType {
  if (dimension.part === "month") return () => String;
  if (dimension.part === "year") return () => Int;
  const kind = entity.columns.find((column) => column.field === dimension.field)?.kind;
  if (kind === "boolean") return () => Boolean;
  if (kind === "integer") return () => Int;
  if (kind === "reference") return () => ID;
  if (kind === "date") return () => DateScalar;
  if (kind === "dateTime") return () => DateTimeScalar;
  return () => String;
}

export function dimensionEnum(entity: EntityDefinition): Record<string, string> {
  return enumOf(
    `${entity.list}Dimension`,
    dimensionsOf(entity).map(({ name }) => name),
    "What to group by. 分组字段",
  );
}

export function groupType(entity: EntityDefinition): DerivedClass {
  const name = `${entity.list}Group`;
  return derive(name, (type) => {
    const key = derive(`${entity.list}GroupKey`, (keyType) => {
      for (const dimension of dimensionsOf(entity)) field(keyType, dimension.name, dimensionType(entity, dimension));
      ObjectType(`${entity.list}GroupKey`)(keyType);
    });
    field(type, "key", () => key, { description: "The values this group shares. 分组值" });
    const aggregate = aggregateType(entity);
    field(type, "aggregate", () => aggregate, { description: "Over the rows of this group. 汇总" });
    ObjectType(name)(type);
  });
}

export function edgeType(entity: EntityDefinition): DerivedClass {
  const name = `${entity.list}Edge`;
  return derive(name, (type) => {
    field(type, "node", () => entity.type);
    field(type, "cursor", () => String);
    ObjectType(name)(type);
  });
}

/** `SalesOrderConnection`: its fields come with their resolvers, each computed on its own and only when asked for. */
export function connectionType(entity: EntityDefinition): DerivedClass {
  const name = `${entity.list}Connection`;
  return derive(name, (type) => ObjectType(name, { description: `A list of ${entity.list}. ${entity.zh}列表` })(type));
}
