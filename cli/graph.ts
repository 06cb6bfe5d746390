import { createHash, randomBytes } from "node:crypto";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "../store/database";
import { cursorCodec } from "../store/read/cursor";
import { resilient } from "../store/resilient";
import { createSubgraph, type SubgraphExecute } from "../subgraphs/service/execute";
import { subgraphs } from "./supergraph";

/**
 * The key of cursors: any process that shares the configuration reads the others' cursors. Without one, cursors last as
 * long as the process.
 */
export function cursorKey(configured: string | undefined): string {
  return configured
    ? createHash("sha256").update(`cursor ${configured}`).digest("hex")
    : randomBytes(32).toString("hex");
}

/** One subgraph over its database, callable in this process. */
export function subgraphOver(name: Subgraph, database: Database, key: string, minGroupSize?: number): SubgraphExecute {
  const size = minGroupSize === undefined ? {} : { minGroupSize };
  const parts = { definition: subgraphs[name], database: resilient(database), cursors: cursorCodec(key) };
  return createSubgraph({ ...parts, ...size });
}

export function allSubgraphsOver(
  databases: Readonly<Record<Subgraph, Database>>,
  key: string,
  minGroupSize?: number,
): Readonly<Record<Subgraph, SubgraphExecute>> {
  return {
    finance: subgraphOver("finance", databases.finance, key, minGroupSize),
    erp: subgraphOver("erp", databases.erp, key, minGroupSize),
    mapping: subgraphOver("mapping", databases.mapping, key, minGroupSize),
  };
}
