import { z } from "zod";
import { entitiesBySubgraph } from "../../schema/model/registry";
import type { Connector } from "../contract";
import { type MappingFile, readMappingFile } from "../mapping/mapping-file";
import { ofSystem } from "../mapping/of-system";
import { readChangesFile } from "./changes-file";
import { createPostgresConnector } from "./postgres-connector";
import { readSelects } from "./selects";

/** What a person says of a PostgreSQL database of whatever system, in the sources file. */
export const postgresOptions = z.strictObject({
  url: z.url({ protocol: /^postgres(ql)?$/, error: "expected a url such as postgresql://concord@host:5432/shop" }),
  /** Paths of the three files that say what the database is as a source. */
  mapping: z.string().min(1),
  selects: z.string().min(1),
  changes: z.string().min(1),
  /** First part of every id. */
  system: z.string().regex(/^[a-z][a-z0-9-]*$/, "lower-case letters, digits and hyphens"),
  /** Schema of the source's tables. */
  schema: z.string().min(1).default("public"),
  /** Session settings that the selects ask for with current_setting, such as `concord.company`. */
  settings: z.record(z.string().regex(/^\w+\.\w+$/, "a name such as concord.company"), z.string()).default({}),
  /** Tells two Concords over one database apart. */
  reader: z.string().optional(),
  /** How often the database is looked at where its log cannot be read. */
  pollSeconds: z.number().positive().optional(),
});

/** A PostgreSQL database that three files describe. */
export function openPostgresSource(
  { mapping: mappingFile, selects, changes, system, ...place }: z.output<typeof postgresOptions>,
  notice: (message: string) => void,
): { readonly mapping: MappingFile; readonly connector: Connector } {
  const mapping = ofSystem(readMappingFile(mappingFile), system);
  const connector = createPostgresConnector({
    ...place,
    notice,
    mapping,
    entities: new Map(entitiesBySubgraph[mapping.subgraph].map((entity) => [entity.name, entity])),
    selects: readSelects(selects),
    changes: readChangesFile(changes),
  });
  return { mapping, connector };
}
