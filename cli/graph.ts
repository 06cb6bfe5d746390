import { createHash, randomBytes } from "node:crypto";
import type { Subgraph } from "../schema/model/definition";
import type { Database } from "../store/database";
import { cursorCodec } from "../store/read/cursor";
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
export function subgraphOver(name: Subgraph, database: Database, key: string): SubgraphExecute {
  return createSubgraph({ definition: subgraphs[name], database, cursors: cursorCodec(key) });
}

export function allSubgraphsOver(
  databases: Readonly<Record<Subgraph, Database>>,
  key: string,
): Readonly<Record<Subgraph, SubgraphExecute>> {
  return {
    finance: subgraphOver("finance", databases.finance, key),
    erp: subgraphOver("erp", databases.erp, key),
    mapping: subgraphOver("mapping", databases.mapping, key),
  };
}
