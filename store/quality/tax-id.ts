import { entityValidators, personValidators, type Validator } from "stdnum";

const CREDIT_CODE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const CREDIT_CODE_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** China's unified social credit code, GB 32100. The package refuses the check character 0, which one code in 31 has. */
function isSocialCreditCode(text: string): boolean {
  const code = text.trim().toUpperCase();
  const places = [...code].map((character) => CREDIT_CODE_ALPHABET.indexOf(character));
  if (places.length !== 18 || places.includes(-1) || !/^\d{8}/.test(code)) return false;
  const sum = CREDIT_CODE_WEIGHTS.reduce((total, weight, at) => total + weight * (places[at] ?? 0), 0);
  return places[17] === (31 - (sum % 31)) % 31;
}

/** Prints of a number that its validators are to see: as written, and without the letters some print in front of it. */
const printsOf = (taxId: string): readonly string[] => [taxId, taxId.trim().replace(/^[A-Za-z]{1,2}/, "")];

/**
 * What a tax id of the country must be, when it is not; null when it is, or when nobody knows the country's numbers. Any
 * number of the country is accepted: registers print one or another of them as the tax id.
 */
export function expectedTaxId(taxId: string, country: string): string | null {
  const validators: readonly Validator[] = [...(entityValidators[country] ?? []), ...(personValidators[country] ?? [])];
  if (validators.length === 0) return null;
  if (printsOf(taxId).some((print) => validators.some((validator) => validator.validate(print).isValid))) return null;
  if (country === "CN" && isSocialCreditCode(taxId)) return null;
  const names = [...new Set(validators.map(({ abbreviation, name }) => abbreviation ?? name))];
  return `a valid number of ${country}: ${names.join(" or ")}`;
}
