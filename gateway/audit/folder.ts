import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, isMacOf, type Json, macOf } from "./canonical";
import { GENESIS, type Link } from "./chain";

const FILE = /^(\d{6,})\.jsonl$/;
/** Names of chains are names of folders: nothing that leads elsewhere. */
export const CHAIN_NAME = /^[A-Za-z0-9][\w-]{0,63}$/;
const HEAD_BYTES = 512;

export interface ChainFile {
  readonly number: number;
  readonly path: string;
}

export const fileName = (number: number): string => `${String(number).padStart(6, "0")}.jsonl`;
export const headPath = (folder: string): string => join(folder, "head.json");
export const anchorPath = (folder: string): string => join(folder, "anchor.json");
/** Where the torn end is kept that was found in place of record `seq`. */
export const tornName = (seq: number): string => `torn-${seq}.part`;

/** Chains of an audit folder, each a folder of its own. */
export function chainsIn(root: string): string[] {
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && CHAIN_NAME.test(entry.name))
    .map(({ name }) => name)
    .sort();
}

/** A chain's files in their order. */
export function filesOf(folder: string): ChainFile[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((name) => {
      const number = FILE.exec(name)?.[1];
      return number === undefined ? [] : [{ number: Number(number), path: join(folder, name) }];
    })
    .sort((left, right) => left.number - right.number);
}

/** How far a chain has durably come; written after every group of records. */
export interface Head extends Link {
  readonly mac?: string;
}

/** Padded to one length, so that a rewrite in place is one write of one block. */
export function headText(chain: string, link: Link, key: string | undefined): string {
  return canonicalJson(signed({ chain, claim: "head", hash: link.hash, seq: link.seq }, key))
    .padEnd(HEAD_BYTES - 1)
    .concat("\n");
}

/** Where the kept files begin, after older ones were given up. */
export interface Anchor extends Link {
  readonly firstFile: number;
  readonly before: string;
  readonly prunedAt: string;
}

export function anchorText(chain: string, anchor: Anchor, key: string | undefined): string {
  return `${canonicalJson(signed({ chain, claim: "anchor", ...anchor }, key))}\n`;
}

function signed(claim: { readonly [name: string]: Json }, key: string | undefined): Json {
  return key ? { ...claim, mac: macOf(claim, key) } : claim;
}

/** undefined: there is none; "unreadable": there is something else; "unsigned": not signed with the key. */
export type Read<Claim> = Claim | undefined | "unreadable" | "unsigned";

export function readHead(folder: string, chain: string, key: string | undefined): Read<Head> {
  return readClaim<Head>(headPath(folder), chain, "head", key);
}

export function readAnchor(folder: string, chain: string, key: string | undefined): Read<Anchor> {
  return readClaim<Anchor>(anchorPath(folder), chain, "anchor", key);
}

function readClaim<Claim extends Link>(
  path: string,
  chain: string,
  claim: string,
  key: string | undefined,
): Read<Claim> {
  if (!existsSync(path)) return undefined;
  let value: { [name: string]: Json };
  try {
    value = JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return "unreadable";
  }
  const isClaim = value["claim"] === claim && value["chain"] === chain && Number.isSafeInteger(value["seq"]);
  if (!isClaim || typeof value["hash"] !== "string") return "unreadable";
  const { mac, ...content } = value;
  if (key && !(typeof mac === "string" && isMacOf(mac, content, key))) return "unsigned";
  return value as unknown as Claim;
}

/** Where a chain's first kept file follows on. */
export function startOf(anchor: Anchor | undefined): Link {
  return anchor ? { seq: anchor.seq, hash: anchor.hash } : GENESIS;
}
