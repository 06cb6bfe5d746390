import anyAscii from "any-ascii";

const HAS_HAN = /[\u2e80-\u9fff\uac00-\ud7af]/;

/** One spelling of a text: compatibility forms joined, lower case, in its own script. */
export function canonical(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();
}

// What Germans and Scandinavians write for these letters; any-ascii drops the second letter.
const EXPANSIONS: Readonly<Record<string, string>> = { ä: "ae", ö: "oe", ü: "ue", ß: "ss", å: "aa", ø: "oe", æ: "ae" };
const EXPANDABLE = /[äöüßåøæ]/gu;

/** In Latin letters without accents, as a system without Unicode keeps it: `Dupré` is `dupre`, `Łódź` `lodz`. */
export function folded(text: string): string {
  return anyAscii(canonical(text)).toLowerCase();
}

/** As `folded`, but with umlauts written out: `Müller` is `mueller`. */
export function expanded(text: string): string {
  return folded(canonical(text).replace(EXPANDABLE, (letter) => EXPANSIONS[letter] ?? letter));
}

/** `mueller` and `müller` and `muller` fold to one key; words that merely hold `ue` lose a letter on both sides alike. */
export function umlautKey(text: string): string {
  return expanded(text).replace(/([aou])e/gu, "$1");
}

/** Chinese, Japanese and Korean write no spaces: their text is cut into pairs of characters. */
function ideographs(run: string): readonly string[] {
  if (run.length < 3) return [run];
  return Array.from({ length: run.length - 1 }, (_, at) => run.slice(at, at + 2));
}

/** The words of a text, in Latin letters; Chinese, Japanese and Korean in their own script. */
export function tokensOf(text: string): readonly string[] {
  const plain = canonical(text).replace(/['’`]s\b/gu, "s");
  const runs = plain.match(/[\u2e80-\u9fff\uac00-\ud7af]+|[^\s\u2e80-\u9fff\uac00-\ud7af]+/gu) ?? [];
  return runs.flatMap((run) =>
    HAS_HAN.test(run)
      ? ideographs(run)
      : folded(run)
          .split(/[^a-z0-9]+/)
          .filter((token) => token !== ""),
  );
}
