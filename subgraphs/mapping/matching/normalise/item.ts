import { canonical } from "./text";

/** A code without punctuation and case: `SKU-AP 001` is `skuap001`. */
export function code(text: string): string {
  return canonical(text).replace(/[^\p{L}\p{N}]/gu, "");
}

/**
 * What looks like a maker's number: letters and digits mixed, or a long number, read over hyphens and slashes
 * (`dvd-2930ci`, `ksm150psob`). Units such as `10mm` and sizes such as `1080p` are not numbers of a maker.
 */
export function modelNumbers(text: string): readonly string[] {
  const words = canonical(text).split(/[\s,;()[\]"']+/u);
  const found = words
    .map((word) => word.replace(/[^a-z0-9]/g, ""))
    .filter((word) => word.length >= 4 && /\d/.test(word) && (/[a-z]/.test(word) || word.length >= 5))
    .filter((word) => !MEASURE.test(word));
  return [...new Set(found)];
}

const MEASURE =
  /^\d+(mm|cm|m|in|inch|ft|kg|g|mg|lb|lbs|oz|ml|l|w|v|a|ah|mah|hz|khz|mhz|ghz|kb|mb|gb|tb|p|i|k|x|pk|pack|ct|pc|pcs|page|pages|yr|year|day|min|fps|dpi|rpm|mp|watt|watts|user|users|bit|st|nd|rd|th)$/;

/** The plain numbers of a text: versions, sizes, years. */
export function numbersOf(text: string): readonly string[] {
  return [...new Set((canonical(text).match(/\d+(?:\.\d+)?/g) ?? []).map((number) => number.replace(/\.0+$/, "")))];
}

/** The first number in a text such as `$ 1,299.00`; null: there is none. Only for likeness, never for booking. */
export function numberOf(text: string): number | null {
  const found = /-?\d+(?:\.\d+)?/.exec(text.replace(/(?<=\d),(?=\d{3})/g, ""));
  return found ? Number(found[0]) : null;
}
