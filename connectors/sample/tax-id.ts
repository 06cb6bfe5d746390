import type { Random } from "./random";

/** Weights and alphabet of GB 32100 (unified social credit code); the letters I, O, S, V, Z are not used. */
const USCC_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** Check character of the nine-character organisation code inside it, GB 11714. */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? "X" : check === 11 ? "0" : String(check);
}

export function socialCreditCheck(first17: string): string {
  const sum = USCC_WEIGHTS.reduce(
    (total, weight, index) => total + weight * USCC_ALPHABET.indexOf(first17[index] ?? ""),
    0,
  );
  return USCC_ALPHABET[(31 - (sum % 31)) % 31] ?? "";
}

/** A Chinese firm's 18-character tax id: `91` for an enterprise, the region it is registered in, its organisation code. */
export function socialCreditCode(random: Random, region: string): string {
  const body = digits(random, 8);
  const first17 = `91${region}${body}${organisationCheck(body)}`;
  return first17 + socialCreditCheck(first17);
}

/** A Japanese invoice registration number: `T`, a check digit and the 12-digit company number. */
export function japaneseRegistration(random: Random): string {
  const body = `0${random.integer(1, 9)}00${digits(random, 8)}`;
  const sum = [...body].reverse().reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 2), 0);
  return `T${9 - (sum % 9)}${body}`;
}

/** A 13-digit article number in the range that GS1 gives to China. */
export function articleNumber(sequence: number): string {
  const body = `6901234${String(sequence).padStart(5, "0")}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function digits(random: Random, count: number): string {
  return Array.from({ length: count }, () => String(random.integer(0, 9))).join("");
}
