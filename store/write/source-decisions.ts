import { allEntities } from "../../schema/model/registry";
import type { Database } from "../database";
import { sql } from "../sql";
import { withdrawnObjects } from "./withdrawn";

const importable = allEntities.filter((entity) => entity.importable);

type Texts = Readonly<Record<string, string>>;

/** A correction that a read put in place, and where it met the record. */
export interface AppliedCorrection {
  readonly object: string;
  readonly digest: string;
  readonly line: number;
}

/** The corrections of one source; remembers which of them a read applied. */
export class KeptCorrections {
  readonly applied: AppliedCorrection[] = [];
  private readonly objects = new Map<string, Map<string, Texts>>();

  add(object: string, digest: string, texts: Texts): void {
    const ofObject = this.objects.get(object) ?? new Map<string, Texts>();
    this.objects.set(object, ofObject.set(digest, texts));
  }

  of(object: string): boolean {
    return this.objects.has(object);
  }

  take(object: string, digest: string, line: number): Texts | undefined {
    const texts = this.objects.get(object)?.get(digest);
    if (texts) this.applied.push({ object, digest, line });
    return texts;
  }
}

export interface KeptDecisions {
  readonly codes: Readonly<Record<string, Readonly<Record<string, string | null>>>>;
  readonly corrections: KeptCorrections;
}

/** What people decided about a source, as of now. */
export async function readDecisions(database: Database, system: string): Promise<KeptDecisions> {
  return { codes: await readCodes(database, system), corrections: await readCorrections(database, system) };
}

/** What people put in place of texts of a source, as of now. */
export async function readCorrections(database: Database, system: string): Promise<KeptCorrections> {
  const rows = await database.query(
    sql`select object, digest, correction from mapping.quarantine_correction where system = ${system}`,
  );
  const corrections = new KeptCorrections();
  for (const row of rows)
    corrections.add(String(row["object"]), String(row["digest"]), JSON.parse(String(row["correction"])) as Texts);
  return corrections;
}

/** Codes that people set; those of mapping files are in the files. */
export async function readCodes(database: Database, system: string): Promise<KeptDecisions["codes"]> {
  const rows = await database.query(sql`select list, source_code, unified_code from mapping.codes_on(current_date)
    where system = ${system} and origin = 'PERSON' order by list, source_code`);
  const codes: Record<string, Record<string, string | null>> = {};
  for (const row of rows) {
    const list = String(row["list"]);
    const unified = row["unified_code"];
    codes[list] = { ...codes[list], [String(row["source_code"])]: unified === null ? null : String(unified) };
  }
  return codes;
}

/**
 * Objects of a source that the next read must give whole for its quarantine.
 * @param all those of every open row, not only of rows that somebody decided about
 */
export async function objectsToReplay(database: Database, system: string, all = false): Promise<ReadonlySet<string>> {
  const rows = await database.query(sql`select distinct file from mapping.quarantined_row
    where system = ${system} and (replay or (${all}::boolean and state = 'OPEN'))`);
  const documents = await withdrawnObjects(database, system, importable);
  return new Set([...rows.map((row) => String(row["file"])), ...documents]);
}

/** Says that objects were read again as asked: what of them did not come again has nothing to wait for. */
export async function markReplayed(database: Database, system: string, objects: ReadonlySet<string>): Promise<void> {
  if (objects.size === 0) return;
  await database.query(sql`update mapping.quarantined_row set replay = false
    where system = ${system} and replay and file = any(${[...objects]}::text[])`);
}
