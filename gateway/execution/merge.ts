/** An object of an answer under way; its fields are added as subgraphs send them. */
export type Data = Record<string, unknown>;

const hasOwn = Object.prototype.hasOwnProperty;

export function isData(value: unknown): value is Data {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Adds all that `source` holds to `target`: objects field by field, lists of equal length element by element; of
 * anything else the later value stands.
 */
export function merge(target: Data, source: Data | null | undefined): void {
  if (source === null || source === undefined) return;
  for (const key of Object.keys(source)) {
    const value = source[key];
    if (value !== undefined) mergeField(target, key, value);
  }
}

function mergeField(target: Data, key: string, value: unknown): void {
  if (!hasOwn.call(target, key)) {
    define(target, key, value);
    return;
  }
  const existing = target[key];
  if (existing && isData(value)) merge(existing as Data, value);
  else if (Array.isArray(value) && Array.isArray(existing) && value.length === existing.length) {
    mergeElements(existing, value);
  } else target[key] = value;
}

function mergeElements(target: unknown[], source: readonly unknown[]): void {
  for (let at = 0; at < source.length; at += 1) {
    const [existing, value] = [target[at], source[at]];
    if (isData(existing) && isData(value)) merge(existing, value);
    else target[at] = value;
  }
}

/** A subgraph may send fields nobody asked for: `__proto__` must become a field like any other. */
function define(target: Data, key: string, value: unknown): void {
  if (key === "__proto__")
    Object.defineProperty(target, key, { configurable: true, enumerable: true, writable: true, value });
  else target[key] = value;
}
