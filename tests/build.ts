import { requireDefinition } from "../schema/model/decorators";
import type { EntityClass, EntityDefinition, Subgraph } from "../schema/model/definition";
import type { SourceEvent, UnifiedRow } from "../schema/model/source-event";
import type { Database } from "../store/database";
import { migrate } from "../store/migrate";
import { type ImportSummary, importRows } from "../store/write/import";

type Values = Readonly<Record<string, string | null>>;

/** A row as a connector would give it; required columns get plain defaults, so that a test names only what matters. */
export function row(type: EntityClass, values: Values, line = 1): UnifiedRow {
  const entity = requireDefinition(type);
  return { kind: "row", entity, values: { ...defaultsOf(entity), ...values }, origin: { file: "test.csv", line } };
}

function defaultsOf(entity: EntityDefinition): Values {
  const plain: Readonly<Record<string, string>> = {
    text: "x",
    integer: "1",
    decimal: "1",
    money: "1",
    quantity: "1",
    date: "2026-01-01",
    dateTime: "2026-01-01T00:00:00Z",
    boolean: "true",
    currency: "CNY",
    unit: "C62",
  };
  const required = entity.columns.filter(
    (column) => column.required && column.kind !== "id" && column.kind !== "reference",
  );
  const values = required.map((column) => [column.column, column.values?.[0] ?? plain[column.kind] ?? "x"]);
  return Object.fromEntries(values);
}

export async function migrateAll(database: Database): Promise<void> {
  for (const schema of ["mapping", "finance", "erp"] as const) await migrate(database, schema);
}

interface LoadOptions {
  readonly system?: string;
  readonly dryRun?: boolean;
}

export function load(
  database: Database,
  subgraph: Subgraph,
  events: readonly SourceEvent[],
  { system = `test-${subgraph}`, dryRun = false }: LoadOptions = {},
): Promise<ImportSummary> {
  async function* stream(): AsyncGenerator<SourceEvent> {
    yield* events;
  }
  return importRows(database, {
    system,
    subgraph,
    events: stream(),
    cursor: () => "end",
    objects: () => [...new Set(events.map(({ origin }) => origin.file))],
    codeMaps: [],
    dryRun,
  });
}
