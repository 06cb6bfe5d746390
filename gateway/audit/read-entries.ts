import { basename, join } from "node:path";
import { type ChainRecord, readRecord } from "./chain";
import type { AuditEntry } from "./entry";
import { chainsIn, filesOf } from "./folder";
import { linesOf } from "./scan";

/** Which entries are wanted; days and moments compare as text, since all are ISO 8601 in UTC. */
export interface EntryFilter {
  /** Not before. */
  readonly from?: string;
  /** Before. */
  readonly to?: string;
  readonly subject?: string;
}

export interface ReadEntry {
  readonly chain: string;
  readonly seq: number;
  readonly hash: string;
  readonly entry: AuditEntry;
}

/** The entries of all chains, chain by chain; a line that cannot be read is told to `unreadable` and left out. */
export async function* readEntries(
  root: string,
  filter: EntryFilter,
  unreadable: (file: string, line: number) => void,
): AsyncGenerator<ReadEntry> {
  for (const chain of chainsIn(root)) {
    for (const { path } of filesOf(join(root, chain))) {
      let line = 0;
      for await (const { text, complete } of linesOf(path)) {
        line += 1;
        const record = complete ? readRecord(text) : undefined;
        if (!record) unreadable(`${chain}/${basename(path)}`, line);
        else if (record.kind === "request" && isWanted(record, filter)) yield readEntry(record);
      }
    }
  }
}

function isWanted({ body }: ChainRecord, { from, to, subject }: EntryFilter): boolean {
  const at = String(body["at"]);
  if ((from && at < from) || (to && at >= to)) return false;
  return subject === undefined || body["subject"] === subject;
}

function readEntry({ chain, seq, hash, body }: ChainRecord): ReadEntry {
  return { chain, seq, hash, entry: body as unknown as AuditEntry };
}
