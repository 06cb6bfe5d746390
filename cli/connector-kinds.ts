import { z } from "zod";
import type { Connector } from "../connectors/contract";
import { createGnucashConnector } from "../connectors/gnucash/gnucash-connector";
import { gnucashOptions } from "../connectors/gnucash/options";
import { createLedgersmbConnector, ledgersmbOptions } from "../connectors/ledgersmb/ledgersmb-connector";
import type { MappingFile } from "../connectors/mapping/mapping-file";
import { createOdataConnector } from "../connectors/odata/odata-connector";
import { odataOptions } from "../connectors/odata/options";
import { openPostgresSource, postgresOptions } from "../connectors/postgres/configured";
import { createTrytonConnectors, trytonOptions } from "../connectors/tryton/tryton-connector";
import { trytonRpcOptions } from "../connectors/tryton-rpc/options";
import { createTrytonRpcConnector } from "../connectors/tryton-rpc/tryton-rpc-connector";
import { ConcordError } from "../schema/errors";
import { type OpenedSource, openMapping, openSource } from "./connectors";

/** Is told what an operator should know of a source: a fallback, a lost connection, a new start. */
export type Notice = (message: string) => void;

/** Opens one configured source: a system, or the several that one export holds. */
interface ConnectorKind {
  open(name: string, options: Readonly<Record<string, unknown>>, notice: Notice): readonly OpenedSource[];
}

/** A kind of source: its options are checked before it is opened. */
function kind<T>(options: z.ZodType<T>, open: (options: T, notice: Notice) => readonly OpenedSource[]): ConnectorKind {
  return {
    open(name, given, notice) {
      const parsed = options.safeParse(given);
      if (parsed.success) return open(parsed.data, notice);
      const faults = parsed.error.issues.map(({ path, message }) => `options.${path.join(".")}: ${message}`);
      throw new ConcordError("SOURCES_INVALID", `Source ${name} is not usable:\n- ${faults.join("\n- ")}`, name);
    },
  };
}

/** A kind of source that is one system: the source's name is the first part of its ids, unless the options say another. */
function systemKind<T>(...[options, open]: Parameters<typeof kind<T>>): ConnectorKind {
  const checked = kind(options, open);
  return { open: (name, given, notice) => checked.open(name, { system: name, ...given }, notice) };
}

/** Connectors that bring their mapping with them. */
function mapped(parts: readonly { readonly mapping: MappingFile; readonly connector: Connector }[]) {
  return parts.map(({ mapping, connector }) => openMapping(mapping, () => connector));
}

const filesOptions = z.strictObject({
  /** A known source, or the path of a mapping file. */
  mapping: z.string().min(1),
  folder: z.string().min(1),
});

/** How every kind of source is opened. A connector is one line here. */
const kinds = {
  files: kind(filesOptions, ({ mapping, folder }) => openSource(mapping, folder)),
  gnucash: systemKind(gnucashOptions, (options) => mapped([createGnucashConnector(options)])),
  ledgersmb: systemKind(ledgersmbOptions, (options, notice) => mapped([createLedgersmbConnector(options, notice)])),
  odata: systemKind(odataOptions, (options) => mapped([createOdataConnector(options)])),
  postgres: systemKind(postgresOptions, (options, notice) => mapped([openPostgresSource(options, notice)])),
  tryton: systemKind(trytonOptions, (options, notice) => mapped(createTrytonConnectors(options, notice))),
  "tryton-rpc": systemKind(trytonRpcOptions, (options) => mapped([createTrytonRpcConnector(options)])),
} as const satisfies Record<string, ConnectorKind>;

export type ConnectorName = keyof typeof kinds;

export const connectorNames = Object.keys(kinds) as [ConnectorName, ...ConnectorName[]];

export function openConfigured(
  source: {
    readonly name: string;
    readonly connector: ConnectorName;
    readonly options: Readonly<Record<string, unknown>>;
  },
  notice: Notice,
): readonly OpenedSource[] {
  return kinds[source.connector].open(source.name, source.options, notice);
}
