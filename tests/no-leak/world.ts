import type { ColumnDefinition, EntityDefinition, Subgraph } from "../../schema/model/definition";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { load, migrateAll } from "../build";
import { Random } from "./random";
import { writeStewardship } from "./stewardship";

/** Rows of every entity: few, so that a question meets most of them; enough that each value of an enum and null occurs. */
export const ROWS = 12;
/** Companies of the world; a reader with a company scope sees the first. */
const COMPANIES = 3;

export const companyId = (system: Subgraph, index: number): string => `t-${system}:company:${index % COMPANIES}`;

const idOf = (entity: EntityDefinition, index: number): string => `t-${entity.subgraph}:${entity.word}:${index}`;
const rowsOf = (entity: EntityDefinition): number => (entity.name === "Company" ? COMPANIES : ROWS);

const UNITS = ["C62", "KGM"];
const CURRENCIES = ["CNY", "CNY", "CNY", "USD"];
const COUNTRIES = ["CN", "DE"];

/** Numbers that one system prints of the other's documents, so that links by reference arise. */
const NUMBER_PREFIX: Readonly<Record<string, string>> = { SalesOrder: "SO", PurchaseOrder: "PO", Shipment: "SH" };

interface Place {
  readonly entity: EntityDefinition;
  readonly index: number;
  readonly random: Random;
}

/** Rows of one company mostly refer to each other, but not always: such rows are where scopes leak. */
function reference(column: ColumnDefinition, { entity, index, random }: Place): string | null {
  const name = column.target?.().name;
  const target = entitiesBySubgraph[entity.subgraph].find((candidate) => candidate.name === name);
  if (!target) return null;
  const among = rowsOf(target);
  const near = random.chance(0.8) ? (index + COMPANIES * random.below(4)) % among : random.below(among);
  return idOf(target, entity === target ? Math.min(near, Math.max(0, index - 1)) : near);
}

function text(column: ColumnDefinition, { entity, index, random }: Place): string {
  if (column.field === "number") return `${NUMBER_PREFIX[entity.name] ?? entity.name}-${index}`;
  if (column.field === "orderNumber") return `${entity.name.startsWith("Bill") ? "PO" : "SO"}-${random.below(ROWS)}`;
  if (column.field === "despatchNumber") return `SH-${random.below(ROWS)}`;
  if (column.field === "documentId") return documentId(index);
  if (Object.values(entity.crosswalk ?? {}).includes(column.field)) return `${column.field} ${index}`;
  return random.chance(0.5) ? `${column.field} ${index}` : `${column.field} of ${random.below(3)}`;
}

const DOCUMENTS = ["invoice", "bill", "credit_note"];
const documentId = (index: number): string => `t-finance:${DOCUMENTS[index % 3]}:${index}`;

function value(column: ColumnDefinition, place: Place): string | null {
  const { entity, index, random } = place;
  switch (column.kind) {
    case "id":
      return idOf(entity, index);
    case "reference":
      return column.target?.().name === "Company" ? companyId(entity.subgraph, index) : reference(column, place);
    case "enum":
      if (column.field === "documentType") return (DOCUMENTS[index % 3] ?? "").toUpperCase();
      return random.pick(column.values ?? []);
    case "boolean":
      return String(random.chance(0.7));
    case "integer":
      return String(column.field === "lineNumber" ? 1 + (index % 2) : random.below(5));
    case "decimal":
      return `0.${1 + random.below(8)}`;
    case "money":
      return `${100 + random.below(20) * 50}.00`;
    case "quantity":
      return String(1 + random.below(9));
    case "date":
      return `2025-0${1 + random.below(9)}-1${random.below(9)}`;
    case "dateTime":
      return `2025-0${1 + random.below(9)}-15T10:00:00Z`;
    case "currency":
      return random.pick(CURRENCIES);
    case "unit":
      return random.pick(UNITS);
    case "country":
      return random.pick(COUNTRIES);
    default:
      return text(column, place);
  }
}

function values(place: Place): Record<string, string | null> {
  const { entity, random } = place;
  const row: Record<string, string | null> = {};
  for (const column of entity.columns) {
    if (column.sql) continue;
    const absent = !column.required && !(column.column in row) && random.chance(0.12);
    row[column.column] = absent ? null : value(column, place);
    if (column.unitColumn) row[column.unitColumn] ??= random.pick(column.kind === "money" ? CURRENCIES : UNITS);
  }
  return row;
}

function rowsFor(subgraph: Subgraph, random: Random): readonly UnifiedRow[] {
  return entitiesBySubgraph[subgraph]
    .filter(({ importable }) => importable)
    .flatMap((entity) =>
      Array.from({ length: rowsOf(entity) }, (_, index) => ({
        kind: "row" as const,
        entity,
        values: values({ entity, index, random }),
        origin: { file: `${entity.table}.csv`, line: index + 1 },
      })),
    );
}

/** A small company with rows in every table of the graph, loaded as any source is; every value follows from the seed. */
export async function buildWorld(database: Database, seed: number): Promise<void> {
  await migrateAll(database);
  const random = new Random(seed);
  for (const subgraph of ["finance", "erp"] as const) {
    const summary = await load(database, subgraph, rowsFor(subgraph, random), { system: `t-${subgraph}` });
    if (summary.quarantine.count > 0)
      throw new Error(`${JSON.stringify(summary.quarantine)} rows of ${subgraph} were set aside`);
  }
  await writeStewardship(database);
}
