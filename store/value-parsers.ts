/** PostgreSQL type ids whose values stay text, so that no engine turns them into a float or a Date. */
const AS_TEXT = [20, 1082, 1700]; // int8, date, numeric
const TIMESTAMPTZ = 1184;

/** `2026-01-31 08:30:00.5+00` → `2026-01-31T08:30:00.5Z`; sessions run in UTC. */
export function timestampText(value: string): string {
  return value.replace(" ", "T").replace(/\+00(:00)?$/, "Z");
}

export const valueParsers: Readonly<Record<number, (value: string) => unknown>> = {
  ...Object.fromEntries(AS_TEXT.map((type) => [type, (value: string) => value])),
  [TIMESTAMPTZ]: timestampText,
};
