import { rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { basename, join } from "node:path";
import { ConcordError } from "../../schema/errors";
import { type ChainRecord, readRecord } from "./chain";
import { type Anchor, anchorPath, anchorText, type ChainFile, chainsIn, filesOf, readAnchor } from "./folder";
import { linesOf } from "./scan";
import { verifyAudit } from "./verify";

export interface Pruned {
  readonly chain: string;
  readonly files: readonly string[];
  /** The last entry given up. */
  readonly through: number;
}

/**
 * Gives up whole files all of whose entries are older than `before` (a day), never the one being written. What is left
 * still verifies, from an anchor that keeps number and hash of the last entry given up.
 * @throws AUDIT_DAMAGED when a chain does not verify: evidence is not removed
 */
export async function pruneAudit(root: string, before: string, key: string | undefined): Promise<Pruned[]> {
  const bad = (await verifyAudit(root, key)).find(({ fault }) => fault);
  if (bad?.fault) {
    const { file, line, kind } = bad.fault;
    const message = `Nothing was removed: chain ${bad.chain} has a ${kind} entry at ${file} line ${line}.`;
    throw new ConcordError("AUDIT_DAMAGED", message, `${bad.chain}/${file}`);
  }
  const pruned: Pruned[] = [];
  for (const chain of chainsIn(root)) {
    const found = await pruneChain(join(root, chain), chain, before, key);
    if (found) pruned.push(found);
  }
  return pruned;
}

async function pruneChain(
  folder: string,
  chain: string,
  before: string,
  key: string | undefined,
): Promise<Pruned | undefined> {
  const known = readAnchor(folder, chain, key);
  const firstFile = typeof known === "object" ? known.firstFile : 1;
  const files = filesOf(folder);
  // Left by a prune that was stopped after its anchor was written.
  for (const { path } of files.filter(({ number }) => number < firstFile)) rmSync(path);
  const old: ChainFile[] = [];
  let last: ChainRecord | undefined;
  for (const file of files.filter(({ number }) => number >= firstFile).slice(0, -1)) {
    const end = await lastRecord(file.path);
    if (!end || String(end.body["at"]) >= before) break;
    old.push(file);
    last = end;
  }
  const next = old.at(-1);
  if (!last || !next) return undefined;
  const anchor = {
    seq: last.seq,
    hash: last.hash,
    firstFile: next.number + 1,
    before,
    prunedAt: new Date().toISOString(),
  };
  await writeAnchor(folder, chain, anchor, key);
  for (const { path } of old) rmSync(path);
  return { chain, files: old.map(({ path }) => basename(path)), through: last.seq };
}

async function lastRecord(path: string): Promise<ChainRecord | undefined> {
  let last: ChainRecord | undefined;
  for await (const { text } of linesOf(path)) last = readRecord(text);
  return last;
}

/** The anchor is durable before a file goes. */
async function writeAnchor(folder: string, chain: string, anchor: Anchor, key: string | undefined): Promise<void> {
  const draft = `${anchorPath(folder)}.tmp`;
  const file = await open(draft, "w", 0o600);
  try {
    await file.writeFile(anchorText(chain, anchor, key));
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, anchorPath(folder));
}
