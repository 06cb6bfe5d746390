import { Arg } from "type-graphql";
import { ConcordError, graphError } from "../../schema/errors";
import { requireDefinition } from "../../schema/model/decorators";
import type { EntityClass } from "../../schema/model/definition";
import type { SubgraphContext } from "../service/context";

/** The argument of every decision that says why. */
export const Reason = (): ReturnType<typeof Arg> =>
  Arg("reason", () => String, { description: "Why, in your words; it is kept with the decision." });

/** The argument of every decision that may be sent again. */
export const Key = (): ReturnType<typeof Arg> =>
  Arg("idempotencyKey", () => String, {
    nullable: true,
    description: "The same request repeated under one key has one effect and the same answer.",
  });

export const described = (description: string) => ({ nullable: true, description });

/** Faults of the store speak by their code, also from another process. */
export async function asGraphErrors<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof ConcordError ? graphError(error.code, error.message, { argument: error.path }) : error;
  }
}

/** Makes a decision, and answers with the row it left: what the request read before is not what is so now. */
export async function answered(
  { loaders }: SubgraphContext,
  type: EntityClass,
  decision: Promise<string>,
): Promise<unknown> {
  const id = await asGraphErrors(decision);
  loaders.forget();
  const entity = requireDefinition(type);
  return loaders.row(entity, id, new Set(entity.columns.map(({ field }) => field)));
}
