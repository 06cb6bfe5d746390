import { Arg, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from "type-graphql";
import { derive } from "../../schema/derived/derive";
import { identityClasses } from "../../schema/mapping/entities";
import { RecordExplanation } from "../../schema/mapping/explanation";
import { Identifier } from "../../schema/mapping/identifier";
import { IdentityConflict } from "../../schema/mapping/identity-conflict";
import { IdentityDecision, IdentityState } from "../../schema/mapping/identity-decision";
import { EvidenceNote, MatchProposal } from "../../schema/mapping/match-proposal";
import { readConflictMembers, readDecisionStates } from "../../store/mapping/decisions";
import { explainIdentity, readProposalNotes } from "../../store/mapping/explain";
import { type DecisionRequest, makeDecision } from "../../store/write/decisions";
import type { SubgraphContext } from "../service/context";
import { addField } from "../service/methods";
import { answered, described, Key, Reason } from "./decision-mutation";

type Optional = string | null;

const answer = () => IdentityDecision;

function decided(
  context: SubgraphContext,
  request: DecisionRequest,
  reason: string,
  idempotencyKey: Optional,
): Promise<unknown> {
  const { identity, read } = context;
  const steward = { subject: identity.subject, scope: read.scope };
  const decision = makeDecision(read.database, steward, request, { reason, idempotencyKey });
  return answered(context, IdentityDecision, decision);
}

/** What people decide about identities. Each is kept for ever and can be undone. */
@Resolver()
export class StewardshipResolver {
  @Mutation(
    answer,
    described("Says that a proposal is right: its two records, and their identities, are one. 确认匹配"),
  )
  confirmMatch(
    @Arg("proposalId", () => ID) proposalId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "CONFIRM_MATCH", proposalId }, reason, key);
  }

  @Mutation(answer, described("Says that a proposal is wrong: its two records are never linked again. 拒绝匹配"))
  rejectMatch(
    @Arg("proposalId", () => ID) proposalId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "REJECT_MATCH", proposalId }, reason, key);
  }

  @Mutation(answer, described("Makes two source records one, with all that belongs to them. 关联记录"))
  linkRecords(
    @Arg("leftId", () => ID) leftId: string,
    @Arg("rightId", () => ID) rightId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "LINK", leftId, rightId }, reason, key);
  }

  @Mutation(answer, described("Makes several identities one; the oldest id stays, the others lead to it. 合并标识"))
  mergeIdentities(
    @Arg("ids", () => [ID]) ids: string[],
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "MERGE", ids }, reason, key);
  }

  @Mutation(
    answer,
    described("Takes records out of an identity into one of their own; ids stay with their first records. 拆分标识"),
  )
  splitIdentity(
    @Arg("id", () => ID) id: string,
    @Arg("sourceIds", () => [ID], { description: "The records that leave." }) sourceIds: string[],
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "SPLIT", id, sourceIds }, reason, key);
  }

  @Mutation(answer, described("Takes a decision back; an undoing can be undone like any other. 撤销决定"))
  undoDecision(
    @Arg("decisionId", () => ID) decisionId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "UNDO", decisionId }, reason, key);
  }
}

@Resolver(() => MatchProposal as never)
export class MatchProposalResolver {
  @FieldResolver(() => [EvidenceNote], described("Why, for and against, the strongest first. 依据"))
  explain(@Root() proposal: MatchProposal, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("proposalNotes", readProposalNotes).load(proposal.id);
  }
}

@Resolver(() => IdentityDecision as never)
export class IdentityDecisionResolver {
  @FieldResolver(() => [IdentityState], described("Identities it touched, as they were. 之前"))
  async before(@Root() decision: IdentityDecision, @Ctx() context: SubgraphContext): Promise<unknown> {
    return (await context.loaders.custom("decisionStates", readDecisionStates).load(decision.id)).before;
  }

  @FieldResolver(() => [IdentityState], described("The same records, as they came out. 之后"))
  async after(@Root() decision: IdentityDecision, @Ctx() context: SubgraphContext): Promise<unknown> {
    return (await context.loaders.custom("decisionStates", readDecisionStates).load(decision.id)).after;
  }
}

@Resolver(() => IdentityConflict as never)
export class IdentityConflictResolver {
  @FieldResolver(() => [Identifier], described("Its records, with the identities they are in now. 相关记录"))
  members(@Root() conflict: IdentityConflict, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("conflictMembers", readConflictMembers).load(conflict.id);
  }
}

/** `explain` on each kind of identity. */
export const explainResolvers = Object.values(identityClasses).map((identity) =>
  derive(`${identity.name}ExplainResolver`, (type) => {
    Resolver(() => identity as never)(type);
    const spec = {
      name: "explain",
      returns: () => [RecordExplanation],
      description: "Why each of its records is in it, for and against. 归属依据",
    };
    addField(type, spec, ({ id }, _args, context) =>
      typeof id === "string" ? explainIdentity(context.read, id) : null,
    );
  }),
);
