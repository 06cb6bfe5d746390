import { tokensOf } from "./text";

/** Street words by the abbreviation of postal authorities (USPS Publication 28, Royal Mail, Deutsche Post). */
const WORDS: Readonly<Record<string, string>> = {
  street: "st",
  str: "st",
  strasse: "st",
  straat: "st",
  avenue: "ave",
  av: "ave",
  avda: "ave",
  avenida: "ave",
  road: "rd",
  boulevard: "blvd",
  drive: "dr",
  lane: "ln",
  court: "ct",
  place: "pl",
  square: "sq",
  parkway: "pkwy",
  highway: "hwy",
  crescent: "cres",
  circuit: "cct",
  terrace: "tce",
  close: "cl",
  circle: "cir",
  suite: "ste",
  floor: "fl",
  apartment: "apt",
  building: "bldg",
  north: "n",
  south: "s",
  east: "e",
  west: "w",
  northeast: "ne",
  northwest: "nw",
  southeast: "se",
  southwest: "sw",
  saint: "st",
  mount: "mt",
  calle: "c",
  platz: "pl",
  weg: "wg",
  "1st": "first",
  "2nd": "second",
  "3rd": "third",
};

export interface Address {
  readonly words: readonly string[];
  /** House, flat and box numbers, in order. */
  readonly numbers: readonly string[];
}

export function address(text: string): Address {
  // A German street's kind is the end of its name: Hafenstraße is hafen st.
  const tokens = tokensOf(text).flatMap((token) => {
    const stem = /^([a-z]{3,})(strasse|str|straat)$/.exec(token)?.[1];
    return stem ? [stem, "st"] : [WORDS[token] ?? token];
  });
  return {
    words: tokens.filter((token) => !/^\d/.test(token)),
    numbers: tokens.filter((token) => /^\d/.test(token)),
  };
}
