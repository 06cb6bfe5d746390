/** Most statements that a connection keeps prepared. */
const NAMES_MAX = 500;
/** Most texts remembered that came once. */
const ONCE_MAX = 1000;

/**
 * Names for statements that come again, under which a connection keeps them parsed and planned. Their texts hold no values, so
 * there are few; once there are as many as a connection should keep, further ones go without.
 * @returns undefined: the statement is not worth keeping
 */
export function statementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const once = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    if (once.delete(text) && names.size < NAMES_MAX) {
      const name = `concord_${names.size}`;
      names.set(text, name);
      return name;
    }
    const [oldest] = once;
    if (once.size >= ONCE_MAX && oldest !== undefined) once.delete(oldest);
    once.add(text);
    return undefined;
  };
}
