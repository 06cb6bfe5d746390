import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../database";
import { sql } from "../sql";

/** One database and the schemas in it: all three in one, or each in its own. */
export interface Place {
  readonly schemas: readonly Subgraph[];
  readonly database: Database;
}

/** Work inside one transaction of every database; when it fails, each is undone. */
export async function inTransactions<T>(
  places: readonly Place[],
  work: (inner: readonly Place[]) => Promise<T>,
  opened: readonly Place[] = [],
): Promise<T> {
  const [first, ...rest] = places;
  if (!first) return work(opened);
  return first.database.transaction((transaction) =>
    inTransactions(rest, work, [...opened, { schemas: first.schemas, database: transaction }]),
  );
}

/**
 * Waits for imports and keeps new ones from committing: each takes this lock before its commit and holds it until then.
 * Shared, since two places may be one database reached by two roles.
 */
export async function holdWriters(transaction: Database): Promise<void> {
  await transaction.query(sql`set local statement_timeout = 0`);
  await transaction.query(sql`select pg_advisory_xact_lock_shared(hashtext('concord crosswalk'))`);
}

async function asSnapshot(transaction: Database): Promise<void> {
  await transaction.execute("set transaction isolation level repeatable read, read only");
  await transaction.execute("set local statement_timeout = 0");
}

/**
 * Work over one unchanging view of all databases. One database has one snapshot. Several have one each, taken while no
 * import can commit in any of them, so that they show one moment; then imports go on. It needs two connections each.
 */
export async function atOneMoment<T>(
  places: readonly Place[],
  work: (snapshots: readonly Place[]) => Promise<T>,
): Promise<T> {
  return inTransactions(places, async (snapshots) => {
    for (const { database } of snapshots) await asSnapshot(database);
    if (places.length > 1)
      await inTransactions(places, async (holders) => {
        for (const { database } of holders) await holdWriters(database);
        // The first statement takes the snapshot.
        for (const { database } of snapshots) await database.query(sql`select 1`);
      });
    return work(snapshots);
  });
}
