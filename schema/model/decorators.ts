import { Directive, Field, ID, Int, ObjectType, registerEnumType } from "type-graphql";
import {
  CountryCodeScalar,
  CurrencyCodeScalar,
  DateScalar,
  DateTimeScalar,
  DecimalScalar,
  UnitCodeScalar,
} from "../scalars";
import type {
  CollectionDefinition,
  ColumnDefinition,
  ColumnKind,
  CrosswalkEvidence,
  DocumentEvidence,
  EdgeDefinition,
  EntityClass,
  EntityDefinition,
  Subgraph,
} from "./definition";
import { Node, nodeField } from "./node";
import { Money, Provenance, Quantity } from "./values";

/** Marks a property that is a connection of rows; only its type argument matters. */
export interface Collection<T> {
  readonly nodes: readonly T[];
}

interface Parts {
  columns: ColumnDefinition[];
  edges: EdgeDefinition[];
  collections: CollectionDefinition[];
}

const partsByClass = new Map<unknown, Parts>();
const definitions = new Map<unknown, EntityDefinition>();
const enums = new Map<string, Record<string, string>>();

function partsOf(prototype: object): Parts {
  const existing = partsByClass.get(prototype.constructor);
  if (existing) return existing;
  const parts: Parts = { columns: [], edges: [], collections: [] };
  partsByClass.set(prototype.constructor, parts);
  return parts;
}

export function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** The type-graphql enum of these values; the same name gives the same object. */
export function enumOf(name: string, values: readonly string[], description: string): Record<string, string> {
  const existing = enums.get(name);
  if (existing) return existing;
  const created = Object.fromEntries(values.map((value) => [value, value]));
  registerEnumType(created, { name, description });
  enums.set(name, created);
  return created;
}

interface ColumnOptions {
  readonly standard?: string;
  readonly required?: boolean;
  /** Money and quantity: the SQL column of the currency or unit; default `currency` / `unit`. */
  readonly unitColumn?: string;
  readonly sql?: string;
}

const describe = (doc: string, zh: string, standard?: string): string =>
  `${doc}${standard ? ` (${standard})` : ""} ${zh}`;

type GraphType = () => object;

/** What a kind of value is written by, where a field does not name its own standard. */
const KIND_STANDARDS: Partial<Record<ColumnKind, string>> = {
  date: "ISO 8601",
  dateTime: "ISO 8601",
  currency: "ISO 4217",
  unit: "UN/CEFACT Rec 20",
  country: "ISO 3166-1",
  money: "UBL Amount, ISO 4217",
  quantity: "UBL Quantity, UN/CEFACT Rec 20",
};

function column(
  kind: ColumnKind,
  type: GraphType,
  doc: string,
  zh: string,
  options: ColumnOptions & Pick<ColumnDefinition, "target" | "values" | "enumName"> = {},
): PropertyDecorator {
  return (prototype, property) => {
    const field = String(property);
    const { standard = KIND_STANDARDS[kind], required = false, ...rest } = options;
    partsOf(prototype).columns.push({
      field,
      kind,
      column: snakeCase(field),
      doc,
      zh,
      required: required || kind === "id",
      ...(standard ? { standard } : {}),
      ...rest,
    });
    Field(type as () => ObjectConstructor, { nullable: kind !== "id", description: describe(doc, zh, standard) })(
      prototype,
      property,
    );
  };
}

export const id = (doc: string, zh: string): PropertyDecorator => column("id", () => ID, doc, zh);
export const text = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("text", () => String, doc, zh, options);
export const flag = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("boolean", () => Boolean, doc, zh, options);
export const integer = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("integer", () => Int, doc, zh, options);
export const decimal = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("decimal", () => DecimalScalar, doc, zh, options);
export const date = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("date", () => DateScalar, doc, zh, options);
export const dateTime = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("dateTime", () => DateTimeScalar, doc, zh, options);
export const currency = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("currency", () => CurrencyCodeScalar, doc, zh, options);
export const unit = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("unit", () => UnitCodeScalar, doc, zh, options);
export const country = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("country", () => CountryCodeScalar, doc, zh, options);
export const money = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("money", () => Money, doc, zh, { unitColumn: "currency", ...options });
export const quantity = (doc: string, zh: string, options?: ColumnOptions): PropertyDecorator =>
  column("quantity", () => Quantity, doc, zh, { unitColumn: "unit", ...options });

/** One of a closed list of values, as a GraphQL enum. */
export const choice = (
  name: string,
  values: readonly string[],
  doc: string,
  zh: string,
  options?: ColumnOptions,
): PropertyDecorator => {
  const type = enumOf(name, values, `${doc} ${zh}`);
  return column("enum", () => type, doc, zh, { values, enumName: name, ...options });
};

/** The id of another entity of the same subgraph. */
export const reference = (
  target: () => EntityClass,
  doc: string,
  zh: string,
  options?: ColumnOptions,
): PropertyDecorator => column("reference", () => ID, doc, zh, { target, ...options });

/** A field that another subgraph owns and this one needs to answer its own: `@external` in federation's words. */
export function externalIds(doc: string, zh: string): PropertyDecorator {
  return (prototype, property) => {
    Field(() => [ID], { nullable: true, description: describe(doc, zh) })(prototype, property);
    Directive("@external")(prototype, property);
  };
}

/** Follows a reference column to the entity itself. */
export function edge(target: () => EntityClass, by: string, doc: string, zh: string): PropertyDecorator {
  return (prototype, property) => {
    partsOf(prototype).edges.push({ field: String(property), target, by, doc, zh });
  };
}

/** The rows of another entity that point here, as a connection. */
export function collection(
  target: () => EntityClass,
  by: string,
  doc: string,
  zh: string,
  ids: { ids?: string; requires?: boolean } = {},
): PropertyDecorator {
  return (prototype, property) => {
    partsOf(prototype).collections.push({ field: String(property), target, by, doc, zh, ids: "id", ...ids });
  };
}

interface EntityOptions {
  readonly subgraph: Subgraph;
  readonly doc: string;
  readonly zh: string;
  readonly standard?: string;
  readonly name?: string;
  readonly table?: string;
  readonly importable?: boolean;
  readonly live?: boolean;
  readonly one?: string;
  readonly many?: string;
  readonly list?: string;
  readonly key?: string;
  readonly word?: string;
  readonly scope?: string;
  readonly withoutCompany?: "shared" | "hidden";
  readonly otherDocument?: { readonly by: string; readonly names: "document" | "line" };
  readonly readers?: string;
  readonly crosswalk?: CrosswalkEvidence;
  readonly document?: DocumentEvidence;
  readonly partOf?: string;
}

/** Declares a stored entity: its GraphQL object type with its federation key, and its definition for all that is derived. */
export function entity(options: EntityOptions) {
  return (type: EntityClass): void => {
    const { name = type.name, key = "id", importable = true, live = importable, ...rest } = options;
    const { columns, edges, collections } = partsOf(type.prototype);
    const table = options.table ?? snakeCase(name);
    const list = options.list ?? name;
    const provenance = list === name ? "provenance" : `${options.subgraph}Provenance`;
    const one = options.one ?? name[0]?.toLowerCase() + name.slice(1);
    definitions.set(type, {
      ...rest,
      type,
      name,
      key,
      importable,
      live,
      table,
      one,
      many: options.many ?? `${one}s`,
      list,
      provenance,
      word: options.word ?? table,
      columns,
      edges,
      collections,
    });
    Field(() => Provenance, { nullable: true, description: "Where this row came from. 数据来源" })(
      type.prototype,
      provenance,
    );
    Directive(`@key(fields: "${key}")`)(type);
    const description = describe(options.doc, options.zh, options.standard);
    // An identity's global id is made of the id that mapping mints, so that it is mapping's to give.
    const isNode = key === "id";
    if (isNode) nodeField(type);
    ObjectType(name, { description, ...(isNode ? { implements: Node as never } : {}) })(type);
  };
}

/** The definition of an entity class; none for a class that only extends another subgraph's entity. */
export function definitionOf(type: EntityClass): EntityDefinition | undefined {
  return definitions.get(type);
}

export function collectionsOf(type: EntityClass): readonly CollectionDefinition[] {
  return partsByClass.get(type)?.collections ?? [];
}

export function requireDefinition(type: EntityClass): EntityDefinition {
  const definition = definitions.get(type);
  if (!definition) throw new Error(`${type.name} is not an @entity`);
  return definition;
}
