import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { QualityFinding } from "../../schema/mapping/quality-finding";
import { requireDefinition } from "../../schema/model/decorators";
import { decideFinding, type FindingDecision } from "../../store/mapping/finding-decision";
import type { SubgraphContext } from "../service/context";

const finding = requireDefinition(QualityFinding);
const allColumns = new Set(finding.columns.map(({ field }) => field));

async function decided(context: SubgraphContext, decision: Omit<FindingDecision, "subject">): Promise<unknown> {
  await decideFinding(context.read, { ...decision, subject: context.identity.subject });
  return context.loaders.row(finding, decision.id, allColumns);
}

/** What people decide about findings of data quality. */
@Resolver()
export class QualityResolver {
  @Mutation(() => QualityFinding, {
    nullable: true,
    description: "Accepts a finding as it stands; it opens again when the row says something else. 接受发现",
  })
  acceptQualityFinding(
    @Arg("id", () => ID) id: string,
    @Arg("reason", () => String, { description: "Why, in your words; it is kept." }) reason: string,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { id, reason, state: "ACCEPTED" });
  }

  @Mutation(() => QualityFinding, { nullable: true, description: "Takes an acceptance back. 重新打开发现" })
  reopenQualityFinding(
    @Arg("id", () => ID) id: string,
    @Arg("reason", () => String, { description: "Why, in your words; it is kept." }) reason: string,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { id, reason, state: "OPEN" });
  }
}
