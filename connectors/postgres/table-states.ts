import { ConcordError } from "../../schema/errors";
import type { EntityDefinition } from "../../schema/model/definition";
import { Noticed } from "./changed-roots";
import { type Connection, quoted } from "./connection";
import type { TableState } from "./cursor";
import type { Roots } from "./roots";
import { ruleColumns, type WatchedTable } from "./tables";

/** Longest list of rows that the next look would find again; beyond it they come twice, which changes nothing. */
const LARGEST_RECENT = 1000;

/** Which database this is, and the oldest transaction that is still under way in it. */
export async function readHorizon(
  connection: Connection,
): Promise<{ source: string; horizon: string; readAt: string }> {
  const [row] = await connection.query(
    `select s.system_identifier || '/' || d.oid as source, pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
      to_char(clock_timestamp() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as read_at
    from pg_control_system() s, pg_database d where d.datname = current_database()`,
  );
  if (!row?.["source"] || !row["horizon"] || !row["read_at"])
    throw new ConcordError("SOURCE_UNAVAILABLE", "The source does not tell its transactions.");
  return { source: row["source"], horizon: row["horizon"], readAt: row["read_at"] };
}

/** Transactions count on for ever, versions of rows in 32 bits. */
const asVersion = (transaction: string): string => (BigInt(transaction) & 0xffffffffn).toString();

const keyText = ({ key }: WatchedTable): string =>
  key.length > 0 ? `concat_ws('/', ${key.map((column) => `t.${quoted(column)}`).join(", ")})` : "t::text";

/** A key that only grows tells new rows from changed ones. */
const growing = ({ key }: WatchedTable): string =>
  key.length === 1
    ? `case when t.${quoted(key[0] ?? "")}::text ~ '^\\d{1,18}$' then t.${quoted(key[0] ?? "")}::text::bigint end`
    : "null::bigint";

const since = (horizon: string): string => `age(t.xmin) <= age('${asVersion(horizon)}'::xid)`;

export async function readState(connection: Connection, table: WatchedTable, horizon: string): Promise<TableState> {
  const [row] = await connection.query(`select count(*)::text as count,
      case when count(${growing(table)}) = count(*) then max(${growing(table)})::text end as largest,
      coalesce(sum(hashtextextended(${keyText(table)}, 0)), 0)::text as keys,
      coalesce(array_to_json((array_agg(${keyText(table)} || ' ' || t.xmin::text)
        filter (where ${since(horizon)}))[1:${LARGEST_RECENT + 1}])::text, '[]') as recent
    from ${quoted(table.name)} t`);
  const recent = JSON.parse(row?.["recent"] ?? "[]") as unknown;
  const versions = Array.isArray(recent) ? recent.map(String) : [];
  return {
    largest: row?.["largest"] ?? null,
    count: row?.["count"] ?? "0",
    keys: row?.["keys"] ?? "0",
    recent: versions.length > LARGEST_RECENT ? [] : versions,
  };
}

/** What changed in the watched tables since an earlier look. */
export interface Compared {
  readonly noticed: Noticed;
  /** Roots of which records went. */
  readonly shrunk: ReadonlySet<string>;
}

/**
 * Compares tables with an earlier look by the versions of their rows. Versions are set by PostgreSQL itself: a change by
 * plain SQL that leaves an application's own time of change alone is seen, and so is a row whose transaction began before
 * the look and ended after it.
 */
export class TableComparison {
  private readonly noticed: Noticed;
  private readonly shrunk = new Set<string>();

  constructor(
    private readonly connection: Connection,
    private readonly roots: Roots,
    system: string,
    entities: ReadonlyMap<string, EntityDefinition>,
  ) {
    this.noticed = new Noticed(system, entities);
  }

  async compare(tables: readonly WatchedTable[], before: Before): Promise<Compared> {
    for (const table of tables) {
      const state = before.tables[table.name];
      if (!state) this.noticed.emptied(table);
      else {
        await this.takeWritten(table, state, before.horizon);
        if (await this.hasDeletions(table, state)) this.takeDeletions(table);
      }
    }
    return { noticed: this.noticed, shrunk: this.shrunk };
  }

  private async takeWritten(table: WatchedTable, state: TableState, horizon: string): Promise<void> {
    const columns = ruleColumns(table).map((column) => `t.${quoted(column)}::text as ${quoted(column)}`);
    const newer = state.largest === null ? "false" : `coalesce(${growing(table)} > ${state.largest}, false)`;
    const rows = await this.connection.query(`select ${[...columns, `(${newer})::text as "is new"`].join(", ")},
        ${keyText(table)} || ' ' || t.xmin::text as "version"
      from ${quoted(table.name)} t where ${since(horizon)}`);
    const known = new Set(state.recent);
    for (const row of rows) {
      if (known.has(row["version"] ?? "")) continue;
      const isNew = row["is new"] === "true";
      this.noticed.written(table, row, undefined, isNew);
      if (!isNew) this.takeMoved(table);
    }
  }

  /** A changed row may have hung on another root before; where the root derives from it, only a look at all of them is sure. */
  private takeMoved({ rules }: WatchedTable): void {
    for (const { root, recall } of rules)
      if (recall && !this.roots.of(root).some(({ entity }) => entity.name === recall.entity))
        this.noticed.roots.addAll(root);
  }

  private async hasDeletions(table: WatchedTable, state: TableState): Promise<boolean> {
    const old = state.largest === null ? "true" : `${growing(table)} <= ${state.largest}`;
    const [row] = await this.connection.query(`select count(*)::text as count,
      coalesce(sum(hashtextextended(${keyText(table)}, 0)), 0)::text as keys from ${quoted(table.name)} t where ${old}`);
    return row?.["count"] !== state.count || row?.["keys"] !== state.keys;
  }

  private takeDeletions(table: WatchedTable): void {
    for (const { root, column } of table.rules) {
      const isOwn = column !== undefined && table.key.length === 1 && table.key[0] === column;
      if (isOwn) this.shrunk.add(root);
      else this.noticed.roots.addAll(root);
    }
  }
}

export interface Before {
  readonly horizon: string;
  readonly tables: Readonly<Record<string, TableState>>;
}
