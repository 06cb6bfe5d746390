import { setTimeout as pause } from "node:timers/promises";
import type { Subgraph } from "../../schema/model/definition";
import { CHANGES_KEPT, type Following, type RowChange } from "../../schema/model/row-change";
import type { Database } from "../database";
import { name, raw, sql } from "../sql";

/** A change with its place in the one order of its schema's changes. */
export interface PlacedChange extends RowChange {
  readonly place: number;
}

export interface FollowSettings {
  readonly database: Database;
  readonly schema: Subgraph;
  /** Place of the last change that is known already; 0: give all that are kept. */
  readonly after: number;
  readonly told: (changes: readonly PlacedChange[]) => Promise<void> | void;
  /** A pass that failed; the next one goes on where the last good one ended. */
  readonly failed: (error: unknown) => void;
}

const PAGE_ROWS = 1_000;
/** Where the database tells of a change at once, this only makes up for what it could not tell. */
const LOOK_EVERY_MS = 1_000;
const FORGET_EVERY_MS = 60_000;
/** So that whoever resumes within the gateway's limits finds in the store what the gateway still knows. */
const STORE_KEEPS = 2;

/**
 * Follows a schema's changes from their commit on: puts them in order, and gives each once. Several may follow one schema;
 * all see one order. A database that does not answer is asked again until it is closed.
 */
export function followChanges(settings: FollowSettings): Following {
  const follower = new Follower(settings);
  const ready = follower.begin();
  const listening = ready.then(() => settings.database.listen?.("concord_changes", () => void follower.look()));
  // A database that cannot tell is looked at.
  listening.catch(settings.failed);
  const looking = setInterval(() => void follower.look(), LOOK_EVERY_MS).unref();
  const forgetting = setInterval(() => void follower.forget(), FORGET_EVERY_MS).unref();
  return {
    ready,
    async close() {
      clearInterval(looking);
      clearInterval(forgetting);
      await follower.close();
      await (await listening.catch(() => undefined))?.();
    },
  };
}

/** Place of the newest change that a schema has. */
export async function lastPlace(database: Database, schema: Subgraph): Promise<number> {
  const [row] = await database.query(sql`select last_value::text as place from ${name(`${schema}.change_place`)}`);
  return Number(row?.["place"] ?? 0);
}

class Follower {
  private place: number;
  private underway: Promise<boolean> | undefined;
  private again = false;
  private closed = false;

  constructor(private readonly settings: FollowSettings) {
    this.place = settings.after;
  }

  async begin(): Promise<void> {
    while (!this.closed && !(await this.look())) await pause(LOOK_EVERY_MS);
  }

  /** One look at a time; a notice that comes meanwhile is followed by one more. @returns whether it succeeded */
  look(): Promise<boolean> {
    this.again = true;
    this.underway ??= this.lookWhileTold().finally(() => {
      this.underway = undefined;
    });
    return this.underway;
  }

  async forget(): Promise<void> {
    const { database, schema, failed } = this.settings;
    const oldest = new Date(Date.now() - STORE_KEEPS * CHANGES_KEPT.milliseconds).toISOString();
    const kept = STORE_KEEPS * CHANGES_KEPT.count;
    await database
      .query(sql`select ${name(`${schema}.forget_changes`)}(${kept}::integer, ${oldest}::timestamptz)`)
      .catch(failed);
  }

  async close(): Promise<void> {
    this.closed = true;
    await this.underway;
  }

  private async lookWhileTold(): Promise<boolean> {
    try {
      while (this.again && !this.closed) {
        this.again = false;
        await this.pass();
      }
      return true;
    } catch (error) {
      if (!this.closed) this.settings.failed(error);
      return false;
    }
  }

  private async pass(): Promise<void> {
    const { database, schema, told } = this.settings;
    await database.query(sql`select ${name(`${schema}.place_changes`)}()`);
    for (let rows = PAGE_ROWS; rows === PAGE_ROWS && !this.closed; ) {
      const found = await database.query(sql`
        select c.place::text as place, c.id::text as id, c.entity, c.key, extract(epoch from c.changed_at)::text as seconds
        from ${name(`${schema}.change`)} c where c.place > ${String(this.place)}::bigint
        order by c.place limit ${raw(String(PAGE_ROWS))}`);
      rows = found.length;
      if (rows === 0) return;
      const changes = found.map((row) => ({
        place: Number(row["place"]),
        id: String(row["id"]),
        entity: String(row["entity"]),
        key: String(row["key"]),
        changedAtMs: Math.round(Number(row["seconds"]) * 1000),
      }));
      await told(changes);
      this.place = changes.at(-1)?.place ?? this.place;
    }
  }
}
