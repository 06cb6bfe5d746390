import { existsSync, readFileSync } from "node:fs";
import { open, truncate } from "node:fs/promises";
import { basename, join } from "node:path";
import { ConcordError } from "../../schema/errors";
import { sha256 } from "./canonical";
import { type Link, type RecordBody, readRecord } from "./chain";
import { type ChainFile, filesOf, headPath, readAnchor, readHead, startOf, tornName } from "./folder";
import { linesOf } from "./scan";

/** Where a gateway goes on with its chain. */
export interface Standing {
  readonly last: Link;
  /** Number of the file to write, and how many good bytes it has. */
  readonly file: number;
  readonly bytes: number;
  /** The day of the last record, such as 2026-06-30. */
  readonly day: string | undefined;
  /** What to note of a torn end that was kept aside. */
  readonly recovered: RecordBody | undefined;
  /** Records after the one that the head names: written just before a kill, or put there by somebody since. */
  readonly unvouched: number;
}

/**
 * Finds the end of a chain. What a killed process left unfinished is kept in a file of its own and taken off the end.
 * @throws AUDIT_DAMAGED when records that were durable are gone or no longer what they were
 */
export async function recoverChain(folder: string, chain: string, key: string | undefined): Promise<Standing> {
  const head = readHead(folder, chain, key);
  const anchor = readAnchor(folder, chain, key);
  const files = filesOf(folder);
  if (head === undefined && files.length === 0)
    return { last: startOf(undefined), file: 1, bytes: 0, day: undefined, recovered: undefined, unvouched: 0 };
  if (typeof head !== "object") throw damaged(folder, `its head.json is ${head ?? "missing"}`);
  if (typeof anchor === "string") throw damaged(folder, `its anchor.json is ${anchor}`);
  const end = await endOf(files, startOf(anchor), chain);
  if (end.last.seq < head.seq || (end.last.seq === head.seq && end.last.hash !== head.hash)) {
    throw damaged(folder, `it ends at entry ${end.last.seq}, but had come to entry ${head.seq}`);
  }
  const recovered = await keepTornEnd(folder, end);
  const unvouched = end.last.seq - head.seq;
  return { last: end.last, file: end.file?.number ?? 1, bytes: end.bytes, day: end.day, recovered, unvouched };
}

function damaged(folder: string, because: string): ConcordError {
  return new ConcordError("AUDIT_DAMAGED", `The audit in ${folder} cannot be continued: ${because}.`, headPath(folder));
}

interface End {
  readonly last: Link;
  readonly file: ChainFile | undefined;
  readonly bytes: number;
  readonly day: string | undefined;
  /** Where good lines end and something else follows. */
  readonly torn: boolean;
}

/** Reads the last file, and the one before it where the last has no record yet. */
async function endOf(files: readonly ChainFile[], start: Link, chain: string): Promise<End> {
  const file = files.at(-1);
  if (!file) return { last: start, file, bytes: 0, day: undefined, torn: false };
  let last: Link | undefined;
  let bytes = 0;
  let day: string | undefined;
  let torn = false;
  for await (const { text, complete, offset } of linesOf(file.path)) {
    const record = complete ? readRecord(text) : undefined;
    torn = !record || record.chain !== chain || (last !== undefined && record.prev !== last.hash);
    if (!record || torn) break;
    last = { seq: record.seq, hash: record.hash };
    const { at } = record.body;
    if (typeof at === "string") day = at.slice(0, 10);
    bytes = offset + Buffer.byteLength(text) + 1;
  }
  if (last) return { last, file, bytes, day, torn };
  const { last: earlier } = await endOf(files.slice(0, -1), start, chain);
  return { last: earlier, file, bytes, day, torn };
}

/** Kept before it is cut, so that a second kill in between loses nothing: the part is found by its name then. */
async function keepTornEnd(folder: string, { last, file, bytes, torn }: End): Promise<RecordBody | undefined> {
  const name = tornName(last.seq + 1);
  const path = join(folder, name);
  if (torn && file) {
    const part = readFileSync(file.path).subarray(bytes);
    const kept = await open(path, "w", 0o600);
    try {
      await kept.writeFile(part);
      await kept.sync();
    } finally {
      await kept.close();
    }
    await truncate(file.path, bytes);
  }
  if (!existsSync(path)) return undefined;
  const part = readFileSync(path);
  return {
    bytes: part.length,
    keptIn: name,
    sha256: sha256(part),
    ...(file ? { file: basename(file.path) } : {}),
  };
}
