import { ID, InputType, Int } from "type-graphql";
import { definitionOf, enumOf } from "../model/decorators";
import type { ColumnDefinition, ColumnKind, EntityDefinition } from "../model/definition";
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  UnitCodeScalar,
} from "../scalars";
import { derive, field, type GraphType } from "./derive";

const EQUALITY = ["eq", "ne"] as const;
const ORDER = ["gt", "gte", "lt", "lte"] as const;

interface OperatorSet {
  readonly name: string;
  readonly value: GraphType;
  readonly compare?: boolean;
  readonly text?: boolean;
  readonly unit?: { readonly field: string; readonly type: GraphType };
}

/** One input type an operator set, such as DateFilter; the same name gives the same class. */
function operatorInput({ name, value, compare, text, unit }: OperatorSet): object {
  return derive(name, (type) => {
    for (const operator of [...EQUALITY, ...(compare ? ORDER : [])]) field(type, operator, value);
    field(type, "in", () => [value()]);
    field(type, "isNull", () => Boolean);
    if (text) for (const operator of ["contains", "startsWith"]) field(type, operator, () => String);
    if (unit) field(type, unit.field, unit.type);
    InputType(name)(type);
  });
}

const sets: Readonly<Record<Exclude<ColumnKind, "enum">, OperatorSet>> = {
  id: { name: "IdFilter", value: () => ID },
  reference: { name: "IdFilter", value: () => ID },
  text: { name: "TextFilter", value: () => String, text: true },
  boolean: { name: "BooleanFilter", value: () => Boolean },
  integer: { name: "IntFilter", value: () => Int, compare: true },
  decimal: { name: "DecimalFilter", value: () => DecimalScalar, compare: true },
  date: { name: "DateFilter", value: () => DateScalar, compare: true },
  dateTime: { name: "DateTimeFilter", value: () => DateTimeScalar, compare: true },
  currency: { name: "CurrencyFilter", value: () => CurrencyCodeScalar },
  unit: { name: "UnitFilter", value: () => UnitCodeScalar },
  country: { name: "CountryFilter", value: () => CountryCodeScalar },
  money: {
    name: "MoneyFilter",
    value: () => DecimalScalar,
    compare: true,
    unit: { field: "currency", type: () => CurrencyCodeScalar },
  },
  quantity: {
    name: "QuantityFilter",
    value: () => DecimalScalar,
    compare: true,
    unit: { field: "unit", type: () => UnitCodeScalar },
  },
};

function columnInput(entity: EntityDefinition, column: ColumnDefinition): object {
  if (column.kind !== "enum") return operatorInput(sets[column.kind]);
  const name = column.enumName ?? `${entity.list}${column.field}`;
  const values = enumOf(name, column.values ?? [], column.doc);
  return operatorInput({ name: `${name}Filter`, value: () => values });
}

/** `SalesOrderFilter`: every column with its operators, every edge with its entity's filter, and/or/not. */
export function filterInput(entity: EntityDefinition): object {
  const name = `${entity.list}Filter`;
  return derive(name, (type) => {
    // type-graphql reads its metadata before it calls a thunk, so every derived type is made now, not when it is asked for.
    for (const column of entity.columns) {
      const input = columnInput(entity, column);
      field(type, column.field, () => input);
    }
    for (const edge of entity.edges) {
      const target = definitionOf(edge.target());
      if (!target) continue;
      const input = filterInput(target);
      field(type, edge.field, () => input);
    }
    const self = () => filterInput(entity);
    field(type, "and", () => [self()]);
    field(type, "or", () => [self()]);
    field(type, "not", self);
    InputType(name)(type);
  });
}
