import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, ID, Info, Mutation, Resolver, Root } from "type-graphql";
import { graphError } from "../../schema/errors";
import { Discrepancy } from "../../schema/mapping/discrepancy";
import { requireDefinition } from "../../schema/model/decorators";
import { type Decision, decideDiscrepancy } from "../../store/mapping/reconciliation/discrepancies";
import { readByKey } from "../../store/read/page";
import type { SubgraphContext } from "../service/context";
import { columnsFor, selectedNames, selectionOf } from "../service/selection";
import { identityReferences } from "./identity-resolver";

const LONGEST_TEXT = 2000;

function requireText(argument: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed === "" || trimmed.length > LONGEST_TEXT)
    throw graphError("BAD_USER_INPUT", `${argument} must have 1 to ${LONGEST_TEXT} characters.`, { argument });
  return trimmed;
}

async function decide(
  decision: Omit<Decision, "by">,
  { identity, read }: SubgraphContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const decided = await decideDiscrepancy(read.database, read.scope, { ...decision, by: identity.subject });
  // The same words for a hidden and for an unknown one: ids cannot be tried out.
  if (!decided)
    throw graphError("DISCREPANCY_UNKNOWN", `There is no discrepancy ${decision.id} in your scope.`, {
      argument: "id",
    });
  const entity = requireDefinition(Discrepancy);
  const fields = columnsFor(entity, selectedNames(info));
  return (
    (await readByKey(read, entity, [decision.id], new Set([...fields, "partyId", "itemId", "costCenterId"]))).get(
      decision.id,
    ) ?? null
  );
}

const Id = (): ReturnType<typeof Arg> => Arg("id", () => ID, { description: "Id of the discrepancy." });
const Note = (): ReturnType<typeof Arg> =>
  Arg("note", () => String, { description: "Why, for those who read it later." });

@Resolver(() => Discrepancy as never)
export class DiscrepancyResolver {
  @Mutation(() => Discrepancy, {
    nullable: true,
    description: "Gives a discrepancy to a person; it is in progress then. 分派差异",
  })
  assignDiscrepancy(
    @Id() id: string,
    @Arg("owner", () => String, { description: "Who takes care of it." }) owner: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return decide({ id, state: "IN_PROGRESS", owner: requireText("owner", owner) }, context, info);
  }

  @Mutation(() => Discrepancy, {
    nullable: true,
    description: "Says that it is settled; if the next run still finds it, it opens again. 解决差异",
  })
  resolveDiscrepancy(
    @Id() id: string,
    @Note() note: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return decide({ id, state: "RESOLVED", note: requireText("note", note) }, context, info);
  }

  @Mutation(() => Discrepancy, {
    nullable: true,
    description: "Says that it may stay as it is; another amount opens it again. 接受差异",
  })
  acceptDiscrepancy(
    @Id() id: string,
    @Note() note: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return decide({ id, state: "ACCEPTED", note: requireText("note", note) }, context, info);
  }

  @FieldResolver()
  party(
    @Root() { id }: Discrepancy,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return subject(id, "party", context, info);
  }

  @FieldResolver()
  item(
    @Root() { id }: Discrepancy,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return subject(id, "item", context, info);
  }

  @FieldResolver()
  costCenter(
    @Root() { id }: Discrepancy,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> {
    return subject(id, "cost_center", context, info);
  }
}

const SUBJECT_IDS = { party: "partyId", item: "itemId", cost_center: "costCenterId" } as const;

/** Who or what a discrepancy is about, within what the reader may see of it. */
async function subject(
  id: string,
  kind: keyof typeof SUBJECT_IDS,
  context: SubgraphContext,
  info: GraphQLResolveInfo,
): Promise<unknown> {
  const entity = requireDefinition(Discrepancy);
  const field = SUBJECT_IDS[kind];
  const row = await context.loaders.row(entity, id, new Set([field]));
  const reference = { __typename: kind, id: row?.[field] };
  const [found] = await identityReferences(kind)([reference], context, selectionOf(info));
  return found;
}
