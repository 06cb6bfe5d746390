import type { Subgraph } from "../../schema/model/definition";
import type { ChangeSource } from "../../schema/model/row-change";
import type { Database } from "../database";
import { followChanges } from "./follow";

/** The changes of schemas that are in reach of this process. */
export function changesOf(
  databases: Readonly<Record<Subgraph, Database>>,
  failed: (error: unknown) => void,
): ChangeSource {
  const schemas = Object.entries(databases) as [Subgraph, Database][];
  return {
    follow(told) {
      const all = schemas.map(([schema, database]) => followChanges({ database, schema, after: 0, told, failed }));
      return {
        ready: Promise.all(all.map(({ ready }) => ready)).then(() => undefined),
        async close() {
          await Promise.all(all.map((following) => following.close()));
        },
      };
    },
  };
}
