import { join } from "node:path";
import { z } from "zod";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Connector } from "../contract";
import { type MappingFile, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { systemName } from "../mapping/system-name";
import { type ChangesFile, readChangesFile } from "../postgres/changes-file";
import { createPostgresConnector, type PostgresConnectorParts } from "../postgres/postgres-connector";
import { type ComposedSelects, readComposedSelects } from "./fragments";

/** What a person says of a LedgerSMB database in the sources file. */
export const ledgersmbOptions = z.strictObject({
  /** LedgerSMB's database; one database holds one company. */
  url: z.url({ protocol: /^postgres(ql)?$/, error: "expected a url such as postgresql://concord@host:5432/company" }),
  /** First part of every id; of several companies, each a database of its own, each needs another. */
  system: systemName.default("ledgersmb"),
  /** Schema of LedgerSMB's tables. */
  schema: z.string().min(1).default("public"),
  /** Tells two Concords over one database apart. */
  reader: z.string().optional(),
  /** How often the database is looked at where its log cannot be read. */
  pollSeconds: z.number().positive().optional(),
});

export type LedgersmbOptions = z.input<typeof ledgersmbOptions>;

export interface LedgersmbConnector {
  readonly mapping: MappingFile;
  readonly connector: Connector;
}

/** A LedgerSMB database as the finance system. */
export function createLedgersmbConnector(
  given: LedgersmbOptions,
  notice?: (message: string) => void,
): LedgersmbConnector {
  const parts = { ...partsOf(ledgersmbOptions.parse(given)), notice };
  return {
    mapping: parts.mapping,
    connector: createPostgresConnector(parts),
  };
}

/** What the generic reader of PostgreSQL needs to know of LedgerSMB. */
function partsOf({ system, ...place }: z.output<typeof ledgersmbOptions>): PostgresConnectorParts {
  const composed = readComposedSelects(join(__dirname, "selects.sql"));
  return {
    ...place,
    settings: {},
    mapping: ofSystem(readMappingFile(join(__dirname, "finance.yaml")), system),
    entities: new Map(entitiesBySubgraph.finance.map((entity) => [entity.name, entity])),
    selects: composed.selects,
    changes: withFragments(readChangesFile(join(__dirname, "changes.yaml")), composed),
  };
}

function withFragments(changes: ChangesFile, { compose }: ComposedSelects): ChangesFile {
  const tables = Object.entries(changes.tables).map(([name, rules]) => [
    name,
    rules.map((rule) => (rule.select === undefined ? rule : { ...rule, select: compose(rule.select) })),
  ]);
  return { ...changes, tables: Object.fromEntries(tables) };
}
