import { join } from "node:path";
import { z } from "zod";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Connector } from "../contract";
import { type MappingFile, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { systemName } from "../mapping/system-name";
import { readChangesFile } from "../postgres/changes-file";
import { createPostgresConnector, type PostgresConnectorParts } from "../postgres/postgres-connector";
import { readSelects } from "../postgres/selects";

/** What a person says of a Tryton database in the sources file. */
export const trytonOptions = z.strictObject({
  /** postgresql://user:password@host:port/database; a user that may select is enough for batches. */
  url: z.string().min(1),
  schema: z.string().min(1).default("public"),
  /** First part of every id; two Trytons need two. */
  system: systemName.default("tryton"),
  /** Id of the one company to read, where the database keeps several. */
  company: z.coerce.string().regex(/^\d+$/, "the id of a company, a whole number").optional(),
  /** Read Tryton's own books too, as the finance system `…-ledger`. */
  ledger: z.boolean().default(false),
  /** Read Tryton as an ERP; false where it keeps nothing but books. */
  erp: z.boolean().default(true),
  reader: z.string().optional(),
  pollSeconds: z.number().positive().optional(),
});

export type TrytonOptions = z.input<typeof trytonOptions>;

export interface TrytonConnector {
  readonly mapping: MappingFile;
  readonly connector: Connector;
}

/** A Tryton database: its ERP, and its ledger where that is asked for, each a system of its own. */
export function createTrytonConnectors(
  given: TrytonOptions,
  notice?: (message: string) => void,
): readonly TrytonConnector[] {
  const options = trytonOptions.parse(given);
  const parts = [
    ...(options.erp ? [partsOf(options, "erp", options.system, notice)] : []),
    ...(options.ledger ? [partsOf(options, "ledger", `${options.system}-ledger`, notice)] : []),
  ];
  return parts.map((one) => ({
    mapping: one.mapping,
    connector: createPostgresConnector(one),
  }));
}

function partsOf(
  { url, schema, company, reader, pollSeconds }: z.output<typeof trytonOptions>,
  part: "erp" | "ledger",
  system: string,
  notice: ((message: string) => void) | undefined,
): PostgresConnectorParts {
  const mapping = ofSystem(readMappingFile(join(__dirname, `${part}.yaml`)), system);
  return {
    url,
    schema,
    settings: { "concord.company": company ?? "", "concord.system": system },
    mapping,
    entities: new Map(entitiesBySubgraph[mapping.subgraph].map((entity) => [entity.name, entity])),
    selects: readSelects(join(__dirname, "selects.sql")),
    changes: readChangesFile(join(__dirname, `${part}-changes.yaml`)),
    reader,
    pollSeconds,
    notice,
  };
}
