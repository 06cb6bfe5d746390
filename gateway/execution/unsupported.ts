/** Why a document is answered by Apollo's own executor; a label of a counter, so there are few. */
export type Reason = "introspection" | "incremental" | "context" | "name" | "condition" | "trace" | "plan";

/** Thrown while a document is compiled: what it holds is left to Apollo's own executor. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";

  constructor(readonly reason: Reason) {
    super(`left to Apollo's executor: ${reason}`);
  }
}

/**
 * Answers are built as plain objects, which are faster than objects without a prototype; a response name such as
 * `constructor` or `__proto__` would meet what all objects have.
 */
export function requirePlainName(name: string): string {
  if (name in Object.prototype) throw new Unsupported("name");
  return name;
}
