import { stdnum, type Validator } from "stdnum";
import { TAX_ID_LABELS } from "../../../../schema/values/tax-id-labels";

const COUNTRY_PREFIX = /^([A-Z]{2})(?=[A-Z0-9]{5,})/;
const LABELS = new RegExp(TAX_ID_LABELS);

export interface TaxId {
  /** Letters and digits only, without the country's prefix: two writings of one id are equal here. */
  readonly compact: string;
  readonly country: string | null;
  /** Whether one of the country's numbers has this form and check digit; null: no rules are known. */
  readonly valid: boolean | null;
}

function validators(country: string): readonly Validator[] {
  const known: Readonly<Record<string, Readonly<Record<string, Validator>>>> = stdnum;
  return Object.values(known[country] ?? {});
}

/** Greece is EL in VAT ids, GR in ISO 3166. */
const iso = (prefix: string): string => (prefix === "EL" ? "GR" : prefix);

export function taxId(text: string, country?: string | null): TaxId {
  const letters = text
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "")
    .replace(LABELS, "");
  const prefix = COUNTRY_PREFIX.exec(letters)?.[1];
  const named = prefix && validators(iso(prefix)).length > 0 ? iso(prefix) : null;
  const of = named ?? country?.toUpperCase() ?? null;
  const compact = named ? letters.slice(2) : letters;
  const rules = of ? validators(of) : [];
  const valid = rules.length === 0 ? null : rules.some((rule) => rule.validate(compact).isValid);
  return { compact, country: of, valid };
}
