/** What a field holds; it decides how its values are normalised and compared. */
export const FIELD_KINDS = [
  "name",
  "personName",
  "taxId",
  "phone",
  "email",
  "address",
  "postalCode",
  "city",
  "category",
  "code",
  "itemName",
  "number",
  "date",
  "text",
] as const;

export type FieldKind = (typeof FIELD_KINDS)[number];

export interface MatchField {
  readonly name: string;
  readonly kind: FieldKind;
}

/** One record of one system. A field may have several values, as a party has several addresses. */
export interface MatchRecord {
  readonly id: string;
  /** ISO 3166 code, where it is known: it tells which rules a tax id, a telephone number and a street follow. */
  readonly country?: string | null;
  readonly values: Readonly<Record<string, string | readonly string[] | null>>;
}

export interface RecordPair {
  readonly left: MatchRecord;
  readonly right: MatchRecord;
}

/** All values that a record has for a field, without blanks. */
export function valuesOf(record: MatchRecord, field: string): readonly string[] {
  const value = record.values[field] ?? [];
  const list = typeof value === "string" ? [value] : value;
  return list.map((text) => text.trim()).filter((text) => text !== "");
}

/** The fields of a business partner, as both systems know it. */
export const PARTY_FIELDS: readonly MatchField[] = [
  { name: "name", kind: "name" },
  { name: "taxId", kind: "taxId" },
  { name: "email", kind: "email" },
  { name: "phone", kind: "phone" },
  { name: "address", kind: "address" },
  { name: "postalCode", kind: "postalCode" },
  { name: "city", kind: "city" },
];

/** The fields of an item or product. */
export const ITEM_FIELDS: readonly MatchField[] = [
  { name: "name", kind: "itemName" },
  { name: "code", kind: "code" },
  { name: "price", kind: "number" },
];
