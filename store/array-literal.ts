const SPECIAL = /["\\]/g;

/** Texts as PostgreSQL writes an array of them: `{"a","b"}`. The driver's own way looks at each text several times. */
export function arrayLiteral(texts: readonly string[]): string {
  let literal = "";
  for (const text of texts) {
    const quoted = text.includes('"') || text.includes("\\") ? text.replace(SPECIAL, "\\$&") : text;
    literal += literal === "" ? `"${quoted}"` : `,"${quoted}"`;
  }
  return `{${literal}}`;
}
