import { createReadStream } from "node:fs";
import { type ChainRecord, type Link, readRecord } from "./chain";

export type FaultKind = "altered" | "missing" | "reordered" | "repeated" | "cut off" | "forged";

/** What is wrong with a chain, and where: the file's name, the line (0: the file as a whole), what should be there. */
export interface ChainFault {
  readonly kind: FaultKind;
  readonly file: string;
  readonly line: number;
  readonly expected: string;
  readonly found: string;
}

/** A line as it stands in a file; `complete` is false for a last one without its line end. */
export interface Line {
  readonly text: string;
  readonly complete: boolean;
  readonly offset: number;
}

const NEWLINE = 10;
const READ_BYTES = 1024 * 1024;

/** A file's lines, read in pieces. */
export async function* linesOf(path: string): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let offset = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
    const bytes: Buffer = rest.length > 0 ? Buffer.concat([rest, chunk as Buffer]) : (chunk as Buffer);
    let from = 0;
    for (let end = bytes.indexOf(NEWLINE, from); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
      yield { text: bytes.toString("utf8", from, end), complete: true, offset: offset + from };
      from = end + 1;
    }
    offset += from;
    rest = Buffer.from(bytes.subarray(from));
  }
  if (rest.length > 0) yield { text: rest.toString("utf8"), complete: false, offset };
}

export interface Place {
  readonly file: string;
  readonly line: number;
}

/** Judges a record that does not follow on the one before. */
export function misplaced(
  record: ChainRecord,
  at: Place,
  after: Link,
  before: Place,
  later: ReadonlySet<number>,
): ChainFault {
  const next = after.seq + 1;
  const found = `entry ${record.seq}`;
  if (record.seq < next) return { ...at, kind: "repeated", expected: `entry ${next}`, found };
  if (record.seq > next) {
    if (later.has(next)) return { ...at, kind: "reordered", expected: `entry ${next}`, found };
    const gap = record.seq - 1 === next ? `entry ${next}` : `entries ${next} to ${record.seq - 1}`;
    return { ...at, kind: "missing", expected: gap, found };
  }
  // Its number is right, but it was chained to another record than the one that stands before it now.
  return {
    ...before,
    kind: "altered",
    expected: `an entry ${after.seq} of hash ${record.prev}`,
    found: `hash ${after.hash}`,
  };
}

/** Numbers of the records after a line, so that a swapped pair is told from a missing one. */
export async function seqsAfter(path: string, line: number): Promise<ReadonlySet<number>> {
  const seqs = new Set<number>();
  let at = 0;
  for await (const { text } of linesOf(path)) {
    at += 1;
    const record = at > line ? readRecord(text) : undefined;
    if (record) seqs.add(record.seq);
  }
  return seqs;
}
