import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { isMacOf, sha256 } from "./canonical";
import { type ChainRecord, checkpointClaim, type Link, readRecord } from "./chain";
import {
  type Anchor,
  type ChainFile,
  chainsIn,
  fileName,
  filesOf,
  type Head,
  readAnchor,
  readHead,
  startOf,
} from "./folder";
import { type ChainFault, type Line, linesOf, misplaced, type Place, seqsAfter } from "./scan";

/** What was found in one chain. */
export interface ChainReport {
  readonly chain: string;
  readonly files: number;
  readonly records: number;
  readonly last: Link;
  /** Records whose HMAC was checked with the key. */
  readonly checkpoints: number;
  /** What is worth knowing and no fault. */
  readonly notes: readonly string[];
  /** The first fault; the records after it are not judged. */
  readonly fault?: ChainFault;
}

interface Reading {
  readonly chain: string;
  readonly folder: string;
  readonly key: string | undefined;
  readonly head: Head | undefined;
  readonly notes: string[];
  after: Link;
  before: Place;
  records: number;
  checkpoints: number;
  /** How far other chains were when this one's gateway started: they must still be there. */
  readonly witnessed: Map<string, number>;
}

/** Checks every chain of a folder from its first record (or its anchor) to its head; changes nothing. */
export async function verifyAudit(root: string, key: string | undefined): Promise<ChainReport[]> {
  const witnessed = new Map<string, { readonly seq: number; readonly by: string }>();
  const reports = new Map<string, ChainReport>();
  for (const chain of chainsIn(root)) {
    const { report, others } = await verifyChain(root, chain, key);
    reports.set(chain, report);
    for (const [other, seq] of others) {
      if (seq > (witnessed.get(other)?.seq ?? 0)) witnessed.set(other, { seq, by: chain });
    }
  }
  for (const [chain, { seq, by }] of witnessed) {
    const report = reports.get(chain);
    if (report && (report.fault || report.last.seq >= seq)) continue;
    const expected = `entry ${seq}, which chain ${by} saw`;
    const fault: ChainFault = report
      ? { kind: "cut off", file: "head.json", line: 0, expected, found: `entry ${report.last.seq} as the last` }
      : { kind: "missing", file: chain, line: 0, expected, found: "no such chain" };
    reports.set(chain, { ...(report ?? emptyReport(chain)), fault });
  }
  return [...reports.values()].sort((left, right) => (left.chain < right.chain ? -1 : 1));
}

function emptyReport(chain: string): ChainReport {
  return { chain, files: 0, records: 0, last: startOf(undefined), checkpoints: 0, notes: [] };
}

interface Verified {
  readonly report: ChainReport;
  readonly others: ReadonlyMap<string, number>;
}

async function verifyChain(root: string, chain: string, key: string | undefined): Promise<Verified> {
  const folder = join(root, chain);
  const anchor = readAnchor(folder, chain, key);
  // Read before the files: what is written meanwhile lies beyond it.
  const head = readHead(folder, chain, key);
  const files = filesOf(folder).filter(({ number }) => !isClaim(anchor) || number >= anchor.firstFile);
  const reading: Reading = {
    chain,
    folder,
    key,
    head: isClaim(head) ? head : undefined,
    notes: [],
    after: startOf(isClaim(anchor) ? anchor : undefined),
    before: { file: "anchor.json", line: 0 },
    records: 0,
    checkpoints: 0,
    witnessed: new Map(),
  };
  const fault =
    badClaim(anchor, "anchor.json") ?? (await readFiles(reading, files, anchor)) ?? badHead(reading, head, files);
  noteUnvouchedEnd(reading);
  const { notes, records, checkpoints, after: last, witnessed } = reading;
  const report = { chain, files: files.length, records, last, checkpoints, notes, ...(fault ? { fault } : {}) };
  return { report, others: witnessed };
}

/** Entries are written before the head that vouches for them, so who may write the files can add some after it. */
function noteUnvouchedEnd({ after, head, notes }: Reading): void {
  if (!head || after.seq <= head.seq) return;
  notes.push(
    `entries ${head.seq + 1} to ${after.seq} come after head.json: its gateway is writing, was killed, or they were put there`,
  );
}

function isClaim<Claim extends object>(claim: Claim | string | undefined): claim is Claim {
  return typeof claim === "object";
}

function badClaim(claim: unknown, file: string): ChainFault | undefined {
  const at = { file, line: 0 };
  if (claim === "unsigned")
    return { ...at, kind: "forged", expected: "a HMAC of AUDIT_KEY", found: "none, or another" };
  if (claim === "unreadable")
    return { ...at, kind: "altered", expected: "what Concord wrote", found: "something else" };
  return undefined;
}

async function readFiles(
  reading: Reading,
  files: readonly ChainFile[],
  anchor: unknown,
): Promise<ChainFault | undefined> {
  let number = isClaim(anchor as Anchor) ? (anchor as Anchor).firstFile : 1;
  for (const file of files) {
    if (file.number !== number) {
      return {
        kind: "missing",
        file: fileName(number),
        line: 0,
        expected: `entry ${reading.after.seq + 1} on`,
        found: "no file",
      };
    }
    number += 1;
    const fault = await readFile(reading, file, file === files.at(-1));
    if (fault) return fault;
  }
  return undefined;
}

async function readFile(reading: Reading, { path }: ChainFile, isLast: boolean): Promise<ChainFault | undefined> {
  const file = basename(path);
  let line = 0;
  for await (const read of linesOf(path)) {
    line += 1;
    const fault = await readLine(reading, read, { file, line }, path, isLast);
    if (fault) return fault;
  }
  return undefined;
}

async function readLine(
  reading: Reading,
  { text, complete }: Line,
  at: Place,
  path: string,
  isLast: boolean,
): Promise<ChainFault | undefined> {
  const next = reading.after.seq + 1;
  if (!complete && isLast && (reading.head?.seq ?? 0) < next) {
    reading.notes.push(`${at.file} line ${at.line} is not finished: its gateway is writing, or was killed`);
    return undefined;
  }
  const record = complete ? readRecord(text) : undefined;
  if (!record || record.chain !== reading.chain) {
    const kind = complete ? "altered" : "cut off";
    return {
      ...at,
      kind,
      expected: `entry ${next} as it was written`,
      found: complete ? "another text" : "a part of it",
    };
  }
  if (record.seq !== next || record.prev !== reading.after.hash) {
    const later = record.seq > next ? await seqsAfter(path, at.line) : new Set<number>();
    return misplaced(record, at, reading.after, reading.before, later);
  }
  return accept(reading, record, at);
}

function accept(reading: Reading, record: ChainRecord, at: Place): ChainFault | undefined {
  const fault =
    badCheckpoint(reading, record, at) ?? badTornPart(reading, record, at) ?? badHeadHash(reading, record, at);
  if (fault) return fault;
  const others = record.body["others"];
  if (typeof others === "object" && others !== null) {
    for (const [chain, seq] of Object.entries(others)) reading.witnessed.set(chain, Number(seq));
  }
  const { unvouched } = record.body;
  if (record.kind === "started" && unvouched !== undefined) {
    reading.notes.push(
      `${at.file} line ${at.line}: its gateway went on after ${unvouched} entries that no head vouched for (a kill, or they were put there)`,
    );
  }
  reading.after = { seq: record.seq, hash: record.hash };
  reading.before = at;
  reading.records += 1;
  return undefined;
}

function badCheckpoint(reading: Reading, { kind, body }: ChainRecord, at: Place): ChainFault | undefined {
  if (kind !== "checkpoint" || !reading.key) return undefined;
  const mac = body["mac"];
  if (typeof mac !== "string" || !isMacOf(mac, checkpointClaim(reading.chain, reading.after), reading.key)) {
    return { ...at, kind: "forged", expected: "a checkpoint signed with AUDIT_KEY", found: "another signature" };
  }
  reading.checkpoints += 1;
  return undefined;
}

function badTornPart({ folder, notes }: Reading, { kind, body }: ChainRecord, at: Place): ChainFault | undefined {
  if (kind !== "recovered") return undefined;
  const name = String(body["keptIn"]);
  const path = join(folder, basename(name));
  const expected = `the torn end kept in ${name}`;
  if (!existsSync(path)) return { ...at, kind: "missing", expected, found: "no such file" };
  if (sha256(readFileSync(path)) !== body["sha256"])
    return { ...at, kind: "altered", expected, found: "another content" };
  notes.push(`${at.file} line ${at.line}: a torn end of ${body["bytes"]} bytes was recovered`);
  return undefined;
}

function badHeadHash({ head }: Reading, { seq, hash }: ChainRecord, at: Place): ChainFault | undefined {
  if (head?.seq !== seq || head.hash === hash) return undefined;
  return { ...at, kind: "altered", expected: `hash ${head.hash}, as head.json has it`, found: `hash ${hash}` };
}

/** A chain that ends before its head has lost its end. */
function badHead({ after }: Reading, head: unknown, files: readonly ChainFile[]): ChainFault | undefined {
  const bad = badClaim(head, "head.json");
  if (bad) return bad;
  if (!isClaim(head as Head)) {
    return { kind: "missing", file: "head.json", line: 0, expected: "how far the chain has come", found: "no file" };
  }
  const { seq } = head as Head;
  if (seq <= after.seq) return undefined;
  const last = files.at(-1);
  const expected = seq === after.seq + 1 ? `entry ${seq}` : `entries ${after.seq + 1} to ${seq}`;
  return {
    kind: "cut off",
    file: last ? basename(last.path) : fileName(1),
    line: 0,
    expected,
    found: "the end of the chain",
  };
}
