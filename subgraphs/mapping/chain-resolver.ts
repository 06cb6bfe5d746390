import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from "type-graphql";
import { DocumentStep } from "../../schema/mapping/document-step";
import { type ChainStep, readChain, readLinksBetween } from "../../store/mapping/document-links";
import type { EntityObject } from "../../store/read/row";
import type { SubgraphContext } from "../service/context";
import { DOCUMENT_TYPES } from "./document-types";

/** The field of a step that leads to the document itself. */
const fieldOf = (kind: ChainStep["kind"]): string => {
  const type = DOCUMENT_TYPES[kind];
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}`;
};

@Resolver(() => DocumentStep)
export class ChainResolver {
  @Query(() => [DocumentStep], {
    nullable: true,
    description:
      "The chain a document stands in, by its id in either system: what it came from, itself, what came of it. 单据链",
  })
  async documentChain(@Arg("id", () => ID) id: string, @Ctx() context: SubgraphContext): Promise<readonly unknown[]> {
    const steps = await readChain(context.read, id);
    return steps.map((step) => ({
      ...step,
      [fieldOf(step.kind)]: { __typename: DOCUMENT_TYPES[step.kind], id: step.id },
    }));
  }

  @FieldResolver()
  link(@Root() step: ChainStep, @Ctx() context: SubgraphContext): unknown {
    return linkOf(step, context);
  }

  @FieldResolver()
  async linkRule(@Root() step: ChainStep, @Ctx() context: SubgraphContext): Promise<unknown> {
    return (await linkOf(step, context))?.["rule"] ?? null;
  }

  @FieldResolver()
  async linkConfidence(@Root() step: ChainStep, @Ctx() context: SubgraphContext): Promise<unknown> {
    return (await linkOf(step, context))?.["confidence"] ?? null;
  }
}

/** The link that a step hangs on; null at the start, and where what it hangs on is hidden. */
async function linkOf(
  { id, nextToId, distance }: ChainStep,
  { loaders }: SubgraphContext,
): Promise<EntityObject | null> {
  if (nextToId === null) return null;
  const pair = distance > 0 ? { fromId: nextToId, toId: id } : { fromId: id, toId: nextToId };
  return loaders.custom("links between", readLinksBetween).load(pair);
}
