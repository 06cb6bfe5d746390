import type { GraphQLResolveInfo } from "graphql";
import { Extensions } from "type-graphql";
import type { SubgraphContext } from "./context";
import type { Selection } from "./selection";

export type Arguments = Readonly<Record<string, unknown>>;

/**
 * Resolves a field for all objects of a level at once: a value for each of them, in their order. An Error in place of a value
 * fails the field of that object alone.
 */
export type BatchResolver = (
  roots: readonly Readonly<Record<string, unknown>>[],
  args: Arguments,
  context: SubgraphContext,
  selection: Selection,
) => readonly unknown[] | Promise<readonly unknown[]>;

export type Representation = Readonly<Record<string, unknown>> & { readonly __typename: string };

/** Resolves references of one type, alike. */
export type BatchReferenceResolver = (
  representations: readonly Representation[],
  context: SubgraphContext,
  selection: Selection,
) => Promise<readonly unknown[]>;

/** References to entities that a subgraph does not store stand for themselves, where one of these keys is there; else they are nobody's. */
export function knownBy(...keys: readonly string[]): BatchReferenceResolver {
  return async (representations) =>
    representations.map((representation) =>
      keys.some((key) => typeof representation[key] === "string") ? representation : null,
    );
}

/** Resolves a federated reference to an entity this subgraph does not store; null when it cannot know it. */
export type ReferenceResolver = (
  representation: Representation,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
) => unknown;

/** Under which name the extensions of a field, or of a type for its references, hold their batch resolver. */
export const BATCH = "batch";

/** Says of a field resolver that a whole level may be asked of this instead, which answers alike. */
export const Batched = (batch: BatchResolver): MethodDecorator => Extensions({ [BATCH]: batch }) as MethodDecorator;

/** The only value of a batch of one. */
export function single(values: readonly unknown[] | Promise<readonly unknown[]>): unknown {
  return values instanceof Promise ? values.then(([value]) => unlessError(value)) : unlessError(values[0]);
}

function unlessError(value: unknown): unknown {
  if (value instanceof Error) throw value;
  return value;
}
