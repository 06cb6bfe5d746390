/** Why a document is answered by graphql-js; a label of a counter, so there are few. */
export type Reason =
  | "denied"
  | "mutation"
  | "introspection"
  | "abstract"
  | "nested"
  | "name"
  | "conditions"
  | "operation";

/** Thrown while a document is compiled: what it holds is left to graphql-js. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";

  constructor(readonly reason: Reason) {
    super(`left to graphql-js: ${reason}`);
  }
}
