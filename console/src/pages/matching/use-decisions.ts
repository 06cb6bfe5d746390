import { useApolloClient, useMutation } from "@apollo/client/react";
import { useState } from "react";
import { ask } from "../../graph/ask";
import type { Fault } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import { type Deciding, useDeciding } from "../../graph/use-deciding";
import { useWords, type Word } from "../../words/language";
import type { Proposal } from "./matching-page";

const ConfirmDocument = graphql(`
  mutation Confirm($proposalId: ID!, $reason: String!, $key: String!) {
    confirmMatch(proposalId: $proposalId, reason: $reason, idempotencyKey: $key) {
      id
    }
  }
`);
const RejectDocument = graphql(`
  mutation Reject($proposalId: ID!, $reason: String!, $key: String!) {
    rejectMatch(proposalId: $proposalId, reason: $reason, idempotencyKey: $key) {
      id
    }
  }
`);
const MergeDocument = graphql(`
  mutation Merge($ids: [ID!]!, $reason: String!, $key: String!) {
    mergeIdentities(ids: $ids, reason: $reason, idempotencyKey: $key) {
      id
    }
  }
`);
const UndoDocument = graphql(`
  mutation Undo($decisionId: ID!, $reason: String!, $key: String!) {
    undoDecision(decisionId: $decisionId, reason: $reason, idempotencyKey: $key) {
      id
    }
  }
`);
const IdentitiesDocument = graphql(`
  query Identities($sourceIds: [String!]!) {
    identifiers(first: 10, filter: { sourceId: { in: $sourceIds } }) {
      nodes {
        sharedId
      }
    }
  }
`);

export interface Decisions {
  /** Why, in the steward's words; kept with each decision. */
  readonly reason: string;
  setReason(reason: string): void;
  readonly busy: boolean;
  /** What was done last, for who hears the page. */
  readonly said: string;
  readonly faults: readonly Fault[];
  confirm(proposal: Proposal): void;
  reject(proposal: Proposal): void;
  merge(proposal: Proposal): void;
  undo(decisionId: string): void;
}

/** What a steward decides; one decision at a time, each under a key of its own, so that a repeated request has one effect. */
export function useDecisions(decided: () => void): Decisions {
  const { say } = useWords();
  const client = useApolloClient();
  const [reason, setReason] = useState("");
  const [said, setSaid] = useState("");
  const { busy, faults, decide } = useDeciding();
  const [confirm] = useMutation(ConfirmDocument);
  const [reject] = useMutation(RejectDocument);
  const [merge] = useMutation(MergeDocument);
  const [undo] = useMutation(UndoDocument);
  const act = async (
    done: Word,
    name: string,
    make: (why: { reason: string; key: string }) => ReturnType<Parameters<Deciding["decide"]>[0]>,
  ): Promise<void> => {
    const why = { reason: reason.trim() || say("reasonByDefault"), key: crypto.randomUUID() };
    if (!(await decide(() => make(why)))) return;
    setReason("");
    setSaid(say(done, { name }));
    decided();
  };
  const identitiesOf = async ({ leftId, rightId }: Proposal): Promise<string[]> => {
    const { data } = await ask(client, IdentitiesDocument, { sourceIds: [leftId ?? "", rightId ?? ""] });
    const ids = (data?.identifiers?.nodes ?? []).flatMap(({ sharedId }) => sharedId ?? []);
    return [...new Set(ids)];
  };
  return {
    reason,
    setReason,
    busy,
    said,
    faults,
    confirm: (proposal) =>
      void act("confirmed", nameOf(proposal), (why) => confirm({ variables: { proposalId: proposal.id, ...why } })),
    reject: (proposal) =>
      void act("rejected", nameOf(proposal), (why) => reject({ variables: { proposalId: proposal.id, ...why } })),
    merge: (proposal) =>
      void act("merged", nameOf(proposal), async (why) =>
        merge({ variables: { ids: await identitiesOf(proposal), ...why } }),
      ),
    undo: (decisionId) => void act("undone", "", (why) => undo({ variables: { decisionId, ...why } })),
  };
}

const nameOf = ({ leftName, leftId }: Proposal): string => leftName ?? leftId ?? "";
