import type { Cluster } from "./cluster";
import { SYSTEM } from "./shop";

/** A transaction that writes, as its server names it. */
export interface OpenTransaction {
  readonly cluster: Cluster;
  readonly number: string;
}

/** The import that is under way in a store: the transaction that holds the lock of the source. */
export async function openImport(cluster: Cluster, database: string): Promise<OpenTransaction | undefined> {
  const rows = await cluster.query(
    `select a.backend_xid::text as number from pg_stat_activity a join pg_locks l on l.pid = a.pid
    where a.datname = $1 and a.backend_xid is not null and l.locktype = 'advisory' and l.granted
      and l.objid::bigint = (hashtext($2)::bigint & 4294967295)`,
    [database, `concord import ${SYSTEM}`],
  );
  return opened(cluster, rows);
}

/** The writer's transaction that is under way in a source. */
export async function openWrite(cluster: Cluster, database: string): Promise<OpenTransaction | undefined> {
  const rows = await cluster.query(
    `select backend_xid::text as number from pg_stat_activity
    where datname = $1 and application_name = 'shop writer' and backend_xid is not null`,
    [database],
  );
  return opened(cluster, rows);
}

function opened(cluster: Cluster, [row]: readonly Readonly<Record<string, unknown>>[]): OpenTransaction | undefined {
  return row ? { cluster, number: String(row["number"]) } : undefined;
}

/**
 * Whether a transaction that was seen open just before a kill was truly cut off by it: PostgreSQL itself says that it never
 * committed. One of which no trace reached the disk lies in the future of a server that was killed.
 */
export async function wasCutOff({ cluster, number }: OpenTransaction): Promise<boolean> {
  for (;;) {
    const status = await statusOf(cluster, number);
    if (status !== "in progress") return status === "aborted";
    // The server has not noticed yet that its client is gone.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const IN_THE_FUTURE = "22023";

async function statusOf(cluster: Cluster, number: string): Promise<string> {
  try {
    const [row] = await cluster.query("select pg_xact_status($1::xid8) as status", [number]);
    return String(row?.["status"]);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === IN_THE_FUTURE) return "aborted";
    throw error;
  }
}
