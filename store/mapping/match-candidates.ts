import type { Database, Row } from "../database";
import { raw, sql } from "../sql";

/** A record as blocking looks it up. */
export interface KeyedRecord {
  readonly id: string;
  readonly side: "ERP" | "FINANCE";
  readonly changed: boolean;
  /** Its name in one spelling. */
  readonly name: string;
  readonly keys: readonly (readonly [key: string, weight: number])[];
}

export interface BlockingLimits {
  /** A key that more records of one side share tells too little. */
  readonly largestBlock: number;
  readonly mostCandidates: number;
}

/** Names are looked up by trigrams where they are at least so alike (pg_trgm's similarity). */
const ALIKE = 0.4;
/** Records are sent in parts of this size. */
const PART = 5_000;

/** Whether names can be looked up by trigrams here: pg_trgm is installed, or may be. */
export async function hasTrigrams(database: Database): Promise<boolean> {
  if (database.engine !== "postgres") return false;
  const [found] = await database.query(sql`
    select exists (select 1 from pg_extension where extname = 'pg_trgm') as installed,
      exists (select 1 from pg_available_extension_versions v where v.name = 'pg_trgm' and v.trusted)
        and has_database_privilege(current_database(), 'CREATE') as installable`);
  if (found?.["installed"] === true) return true;
  if (found?.["installable"] !== true) return false;
  await database.query(sql`create extension if not exists pg_trgm with schema mapping`);
  return true;
}

/**
 * Pairs of the two sides worth comparing, at least one record of each changed: those that share the most telling keys, and
 * for records that no key leads anywhere, those whose names have the most trigrams in common. Found in the store, so that
 * neither the keys nor their index need to fit into this process.
 */
export async function candidatesInStore(
  database: Database,
  records: Iterable<KeyedRecord>,
  limits: BlockingLimits,
): Promise<readonly { readonly leftId: string; readonly rightId: string }[]> {
  return database.transaction(async (transaction) => {
    await transaction.execute("set local statement_timeout = 0; set local work_mem = '256MB'");
    const ids = await stage(transaction, records);
    const rows = await transaction.query(sql`
      with vote as (
        select l.record as left_record, r.record as right_record, sum(l.weight / sqrt(b.size)) as votes
        from match_block b
        join match_key l on l.key = b.key and l.side = 'ERP'
        join match_key r on r.key = b.key and r.side = 'FINANCE'
        where l.changed or r.changed
        group by 1, 2
      ), ranked as (
        select left_record, right_record,
          row_number() over (partition by left_record order by votes desc, right_record) as place from vote
      )
      select left_record, right_record from ranked where place <= ${limits.mostCandidates}`);
    const pairs = [...rows, ...(await byTrigrams(transaction, rows))];
    return pairs.map((row) => ({
      leftId: ids[Number(row["left_record"])] ?? "",
      rightId: ids[Number(row["right_record"])] ?? "",
    }));
  });

  /** @returns the ids of the records, by the numbers they have in the store */
  async function stage(transaction: Database, all: Iterable<KeyedRecord>): Promise<readonly string[]> {
    await transaction.execute(`
      create temporary table match_name (record integer, side text, changed boolean, name text) on commit drop;
      create temporary table match_key (record integer, side text, changed boolean, key bigint, weight float8) on commit drop;`);
    const ids: string[] = [];
    let part: Numbered[] = [];
    for (const record of all) {
      part.push({ record, number: ids.push(record.id) - 1 });
      if (part.length < PART) continue;
      await send(transaction, part);
      part = [];
    }
    await send(transaction, part);
    await transaction.query(sql`create temporary table match_block on commit drop as
      select key, count(*)::float8 as size from match_key where side = 'FINANCE' group by key
      having count(*) <= ${raw(String(limits.largestBlock))}`);
    await transaction.execute("analyze match_name; analyze match_key; analyze match_block");
    return ids;
  }
}

interface Numbered {
  readonly record: KeyedRecord;
  readonly number: number;
}

/** A record's keys, each once: what a key tells twice it tells as much more. */
function keysOf({ keys }: KeyedRecord): ReadonlyMap<string, number> {
  const weights = new Map<string, number>();
  for (const [key, weight] of keys) weights.set(key, (weights.get(key) ?? 0) + weight);
  return weights;
}

async function send(database: Database, part: readonly Numbered[]): Promise<void> {
  await database.query(sql`insert into match_name select * from unnest(${part.map(({ number }) => number)}::integer[],
    ${part.map(({ record }) => record.side)}::text[], ${part.map(({ record }) => record.changed)}::boolean[],
    ${part.map(({ record }) => record.name)}::text[])`);
  const keys = part.flatMap((one) => [...keysOf(one.record)].map(([key, weight]) => ({ ...one, key, weight })));
  // Keys go by their hash: two that collide make a candidate more, never one less.
  await database.query(sql`insert into match_key select record, side, changed, hashtextextended(key, 0), weight
    from unnest(${keys.map(({ number }) => number)}::integer[], ${keys.map(({ record }) => record.side)}::text[],
      ${keys.map(({ record }) => record.changed)}::boolean[], ${keys.map(({ key }) => key)}::text[],
      ${keys.map(({ weight }) => weight)}::float8[]) as given(record, side, changed, key, weight)`);
}

/** Likest names for the records of the ERP that no key led anywhere. */
async function byTrigrams(database: Database, found: readonly Row[]): Promise<readonly Row[]> {
  const known = [...new Set(found.map((row) => Number(row["left_record"])))];
  // The extension may live in a schema of its own choosing.
  await database.query(sql`select set_config('search_path',
    current_setting('search_path') || ', ' || quote_ident(n.nspname), true) from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm'`);
  await database.execute(`create index on match_name using gin (name gin_trgm_ops) where side = 'FINANCE';
    set local pg_trgm.similarity_threshold = ${ALIKE}`);
  return database.query(sql`
    with lost as (
      select l.* from match_name l left join unnest(${known}::integer[]) as known(record) using (record)
      where l.side = 'ERP' and l.name <> '' and known.record is null
    )
    select l.record as left_record, r.record as right_record from lost l
    cross join lateral (
      select record from match_name r where r.side = 'FINANCE' and r.name % l.name and (l.changed or r.changed)
      order by similarity(r.name, l.name) desc, record limit 5
    ) r`);
}
