import { distance } from "fastest-levenshtein";

/** 1 for equal texts, 0 for texts that share nothing. */
export function levenshteinRatio(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  return longest === 0 ? 1 : 1 - distance(one, other) / longest;
}

function jaro(one: string, other: string): number {
  const window = Math.max(0, Math.floor(Math.max(one.length, other.length) / 2) - 1);
  const taken = new Uint8Array(other.length);
  const matched: string[] = [];
  for (let at = 0; at < one.length; at += 1) {
    const end = Math.min(other.length, at + window + 1);
    for (let near = Math.max(0, at - window); near < end; near += 1) {
      if (taken[near] || one[at] !== other[near]) continue;
      taken[near] = 1;
      matched.push(one[at] ?? "");
      break;
    }
  }
  if (matched.length === 0) return 0;
  let moved = 0;
  let next = 0;
  for (let near = 0; near < other.length; near += 1) {
    if (!taken[near]) continue;
    if (other[near] !== matched[next]) moved += 1;
    next += 1;
  }
  const count = matched.length;
  return (count / one.length + count / other.length + (count - moved / 2) / count) / 3;
}

/** Jaro-Winkler: a common beginning counts more, as in names that people type. */
export function jaroWinkler(left: string, right: string): number {
  if (left === right) return 1;
  if (left === "" || right === "") return 0;
  // In one order, so that the answer is the same both ways.
  const [one, other] = left < right ? [left, right] : [right, left];
  const base = jaro(one, other);
  let prefix = 0;
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix += 1;
  return base + prefix * 0.1 * (1 - base);
}

/** Which letters and digits a text has, as bits; what else it has shares one bit. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at) - 97;
    letters |= code >= 0 && code < 26 ? 1 << code : 1 << 26;
  }
  return letters;
}

function countBits(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

/** No less than Jaro-Winkler: letters that the other text lacks match nothing. */
function mostAlike(one: string, other: string): number {
  const [ours, theirs] = [lettersOf(one), lettersOf(other)];
  const matched = Math.min(one.length - countBits(ours & ~theirs), other.length - countBits(theirs & ~ours));
  if (matched <= 0) return 0;
  const base = (matched / one.length + matched / other.length + 1) / 3;
  let prefix = 0;
  while (prefix < 4 && one[prefix] !== undefined && one[prefix] === other[prefix]) prefix += 1;
  return base + prefix * 0.1 * (1 - base);
}

/** Jaro-Winkler where it is at least `least`, else 0; most texts are told apart by their letters alone. */
export function alikeAtLeast(one: string, other: string, least: number): number {
  if (one === other) return 1;
  if (one === "" || other === "" || mostAlike(one, other) < least - 1e-9) return 0;
  const like = jaroWinkler(one, other);
  return like >= least ? like : 0;
}

/** The longest run of characters in both, as a share of the shorter text. */
export function commonSubstring(one: string, other: string): number {
  const shorter = Math.min(one.length, other.length);
  if (shorter === 0) return 0;
  let above = new Uint16Array(other.length + 1);
  let row = new Uint16Array(other.length + 1);
  let best = 0;
  for (let at = 1; at <= one.length; at += 1) {
    for (let near = 1; near <= other.length; near += 1) {
      const run = one.charCodeAt(at - 1) === other.charCodeAt(near - 1) ? (above[near - 1] ?? 0) + 1 : 0;
      row[near] = run;
      if (run > best) best = run;
    }
    [above, row] = [row, above];
  }
  return best / shorter;
}

/** One slip of the keys apart: a character more, less or other, or two neighbours swapped. */
export function oneSlip(one: string, other: string): boolean {
  if (distance(one, other) <= 1) return true;
  if (one.length !== other.length) return false;
  const at = [...one].findIndex((character, place) => character !== other[place]);
  return one.slice(0, at) + (one[at + 1] ?? "") + (one[at] ?? "") + one.slice(at + 2) === other;
}
