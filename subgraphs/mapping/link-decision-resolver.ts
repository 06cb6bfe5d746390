import { Arg, Ctx, ID, Mutation, Resolver } from "type-graphql";
import { DocumentLinkDecision } from "../../schema/mapping/document-link-decision";
import { decideLink, type LinkDecisionRequest } from "../../store/mapping/reconciliation/link-decisions";
import type { SubgraphContext } from "../service/context";
import { answered, described, Key, Reason } from "./decision-mutation";

type Optional = string | null;

const answer = () => DocumentLinkDecision;

function decided(
  context: SubgraphContext,
  request: LinkDecisionRequest,
  reason: string,
  idempotencyKey: Optional,
): Promise<unknown> {
  const { identity, read } = context;
  const decider = { subject: identity.subject, scope: read.scope, reason, idempotencyKey };
  return answered(context, DocumentLinkDecision, decideLink(read.database, decider, request));
}

/** What people decide about links that evidence makes. Each decision is kept for ever and can be undone. */
@Resolver()
export class LinkDecisionResolver {
  @Mutation(
    answer,
    described("Says that two documents belong together; the link counts as a reference from now on. 确认单据关联"),
  )
  confirmDocumentLink(
    @Arg("linkId", () => ID) linkId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "CONFIRM", linkId }, reason, key);
  }

  @Mutation(
    answer,
    described("Says that two documents do not belong together; they are never proposed again. 拒绝单据关联"),
  )
  rejectDocumentLink(
    @Arg("linkId", () => ID) linkId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "REJECT", linkId }, reason, key);
  }

  @Mutation(
    answer,
    described("Takes a decision on a link back; the next run proposes what the evidence says. 撤销单据关联决定"),
  )
  undoDocumentLinkDecision(
    @Arg("decisionId", () => ID) decisionId: string,
    @Reason() reason: string,
    @Key() key: Optional,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    return decided(context, { kind: "UNDO", decisionId }, reason, key);
  }
}
