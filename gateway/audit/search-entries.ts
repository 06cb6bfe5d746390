import { join } from "node:path";
import { readRecord } from "./chain";
import type { AuditEntry, Decision } from "./entry";
import { chainsIn, filesOf } from "./folder";
import type { ReadEntry } from "./read-entries";
import { linesOf } from "./scan";

/** What is looked for; what is absent does not matter. */
export interface AuditSearch {
  /** Not before; moments compare as text, since all are ISO 8601 in UTC. */
  readonly from?: string | undefined;
  /** Before. */
  readonly to?: string | undefined;
  readonly subject?: string | undefined;
  readonly role?: string | undefined;
  readonly decision?: Decision | undefined;
  /** A `Type.field` that was asked for or withheld. */
  readonly field?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Where an entry stands among those of all chains; later ones come first. */
interface Place {
  readonly at: string;
  readonly chain: string;
  readonly seq: number;
}

export interface SearchPage {
  /** The newest first. */
  readonly entries: readonly ReadEntry[];
  /** Where to go on; undefined: nothing is older. */
  readonly next: string | undefined;
}

export interface SearchRequest {
  readonly search: AuditSearch;
  readonly first: number;
  /** The cursor of the page before. */
  readonly after: string | undefined;
  readonly signal: AbortSignal;
}

/** So much of each chain is read for one page; a search that finds little goes on from there with its cursor. */
const RECORDS_MAX = 250_000;

/** One page of entries of all chains, the newest first. A line that is not as it was written is left out; `audit verify` tells it. */
export async function searchEntries(root: string, request: SearchRequest): Promise<SearchPage> {
  const before = request.after === undefined ? undefined : readCursor(request.after);
  const found = await Promise.all(chainsIn(root).map((chain) => searchChain(root, chain, request, before)));
  const reached = found.flatMap(({ reached: place }) => place ?? []).sort(newestFirst)[0];
  const entries = found
    .flatMap((part) => part.entries)
    .filter((entry) => !reached || newestFirst(placeOf(entry), reached) <= 0)
    .sort((left, right) => newestFirst(placeOf(left), placeOf(right)))
    .slice(0, request.first);
  const last = entries.length === request.first ? entries.at(-1) : undefined;
  const end = last ? placeOf(last) : reached;
  return { entries, next: end && cursorOf(end) };
}

interface ChainPart {
  readonly entries: readonly ReadEntry[];
  /** The oldest place that was looked at, if the search stopped there. */
  readonly reached: Place | undefined;
}

/** A chain's newest entries that are wanted: from its last file back, each file from its beginning. */
async function searchChain(
  root: string,
  chain: string,
  { search, first, signal }: SearchRequest,
  before: Place | undefined,
): Promise<ChainPart> {
  const entries: ReadEntry[] = [];
  let records = 0;
  for (const { path } of filesOf(join(root, chain)).reverse()) {
    const inFile: ReadEntry[] = [];
    let oldest: Place | undefined;
    for await (const { text, complete } of linesOf(path)) {
      signal.throwIfAborted();
      const entry = complete ? requestIn(text) : undefined;
      if (!entry) continue;
      records += 1;
      oldest ??= placeOf(entry);
      if ((before && newestFirst(before, placeOf(entry)) >= 0) || !isWanted(entry.entry, search)) continue;
      inFile.push(entry);
      if (inFile.length > first) inFile.shift();
    }
    entries.push(...inFile);
    const isOver = entries.length >= first || (search.from !== undefined && oldest && oldest.at < search.from);
    if (isOver) return { entries, reached: undefined };
    if (records >= RECORDS_MAX) return { entries, reached: oldest };
  }
  return { entries, reached: undefined };
}

function requestIn(line: string): ReadEntry | undefined {
  const record = readRecord(line);
  if (record?.kind !== "request") return undefined;
  const { chain, seq, hash, body } = record;
  return { chain, seq, hash, entry: body as unknown as AuditEntry };
}

function isWanted(entry: AuditEntry, search: AuditSearch): boolean {
  const { from, to, subject, role, decision, field, requestId } = search;
  if ((from && entry.at < from) || (to && entry.at >= to)) return false;
  if (subject && entry.subject !== subject) return false;
  if ((role && entry.role !== role) || (decision && entry.decision !== decision)) return false;
  if (requestId && entry.requestId !== requestId) return false;
  return !field || entry.fields.includes(field) || entry.denied.includes(field);
}

const placeOf = ({ chain, seq, entry }: ReadEntry): Place => ({ at: entry.at, chain, seq });

/** Below zero when the left one comes first. */
function newestFirst(left: Place, right: Place): number {
  if (left.at !== right.at) return left.at > right.at ? -1 : 1;
  if (left.chain !== right.chain) return left.chain < right.chain ? -1 : 1;
  return right.seq - left.seq;
}

const cursorOf = ({ at, chain, seq }: Place): string => Buffer.from(`${at} ${chain} ${seq}`).toString("base64url");

const CURSOR = /^(?<at>\d{4}-\d{2}-\d{2}T[\d:.]+Z) (?<chain>[\w-]+) (?<seq>\d+)$/;

/** @returns undefined for what no page gave */
export function readCursor(text: string): Place | undefined {
  const { at, chain, seq } = CURSOR.exec(Buffer.from(text, "base64url").toString("utf8"))?.groups ?? {};
  return at && chain && seq ? { at, chain, seq: Number(seq) } : undefined;
}
