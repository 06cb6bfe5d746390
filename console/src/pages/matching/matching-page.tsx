import { type ReactNode, useCallback, useState } from "react";
import { graphql } from "../../graph/generated";
import type { ProposalsQuery } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { percentText } from "../../parts/figures";
import { Page } from "../../parts/page";
import { Panel } from "../../parts/panel";
import { Faulted } from "../../parts/states";
import { identityKindNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { PairView } from "./pair-view";
import { RecentDecisions } from "./recent-decisions";
import { useDecisions } from "./use-decisions";
import { useKeys } from "./use-keys";

const ProposalsDocument = graphql(`
  query Proposals {
    matchProposals(
      first: 200
      filter: { status: { eq: PROPOSED } }
      orderBy: [{ field: confidence, direction: DESC }, { field: id }]
    ) {
      totalCount
      nodes {
        id
        kind
        leftId
        rightId
        leftName
        rightName
        confidence
        reason
        reasonZh
        explain {
          supports
          weight
          strength
          strengthZh
          text
          textZh
        }
      }
    }
    identityDecisions(first: 12, orderBy: [{ field: decidedAt, direction: DESC }]) {
      nodes {
        id
        kind
        identityKind
        reason
        outcome
        outcomeZh
        undoesId
        undoneById
        decidedBy
        decidedAt
      }
    }
  }
`);

export type Proposal = NonNullable<NonNullable<NonNullable<ProposalsQuery["matchProposals"]>["nodes"]>[number]>;
export type Decision = NonNullable<NonNullable<NonNullable<ProposalsQuery["identityDecisions"]>["nodes"]>[number]>;

const POLL_MS = 30_000;

export function MatchingPage(): ReactNode {
  const { say } = useWords();
  const answer = useAnswer(ProposalsDocument, { variables: {}, pollMs: POLL_MS });
  const proposals = answer.data?.matchProposals?.nodes ?? [];
  const decisions = answer.data?.identityDecisions?.nodes ?? [];
  const [chosenId, setChosenId] = useState<string>();
  const at = Math.max(
    0,
    proposals.findIndex(({ id }) => id === chosenId),
  );
  const chosen = proposals[at];
  const undoable = decisions.find(({ kind, undoneById }) => kind !== "UNDO" && !undoneById);
  const acts = useDecisions(answer.again);
  const move = useCallback(
    (step: number) => setChosenId(proposals[Math.max(0, Math.min(proposals.length - 1, at + step))]?.id),
    [proposals, at],
  );
  const undo = undoable ? () => acts.undo(undoable.id) : undefined;
  useKeys({
    j: () => move(1),
    k: () => move(-1),
    c: chosen && (() => acts.confirm(chosen)),
    r: chosen && (() => acts.reject(chosen)),
    m: chosen && (() => acts.merge(chosen)),
    u: undo,
  });
  return (
    <Page title={say("matching")} lead={say("matchingLead")} tools={<KeyList />}>
      <p className="unseen" role="status">
        {acts.said}
      </p>
      {acts.faults.length > 0 ? <Faulted faults={acts.faults} /> : null}
      <div className="matching">
        <Panel
          title={say("waiting", { n: answer.data?.matchProposals?.totalCount ?? 0 })}
          answer={answer}
          path="matchProposals"
          of={(data) => data.matchProposals}
          isEmpty={() => proposals.length === 0}
        >
          {() => <Queue proposals={proposals} chosen={chosen} onChoose={setChosenId} />}
        </Panel>
        {chosen ? <PairView key={chosen.id} proposal={chosen} acts={acts} /> : null}
        <RecentDecisions answer={answer} onUndo={acts.undo} />
      </div>
    </Page>
  );
}

/** The queue is worked by keys alone; they are shown, since nobody guesses them. */
function KeyList(): ReactNode {
  const { say } = useWords();
  const keys = [
    ["J K", say("nextAndLast")],
    ["C", say("confirm")],
    ["R", say("reject")],
    ["M", say("merge")],
    ["U", say("undo")],
  ] as const;
  return (
    <ul className="keys">
      {keys.map(([key, name]) => (
        <li key={key}>
          <kbd>{key}</kbd> {name}
        </li>
      ))}
    </ul>
  );
}

interface QueueProps {
  readonly proposals: readonly Proposal[];
  readonly chosen: Proposal | undefined;
  readonly onChoose: (id: string) => void;
}

function Queue({ proposals, chosen, onChoose }: QueueProps): ReactNode {
  const words = useWords();
  return (
    <ol className="queue">
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <button
            type="button"
            aria-current={proposal.id === chosen?.id ? "true" : undefined}
            onClick={() => onChoose(proposal.id)}
          >
            <strong>{proposal.leftName}</strong>
            <span>{proposal.rightName}</span>
            <small>
              {proposal.kind ? identityKindNames[proposal.kind][words.language] : ""}
              {proposal.confidence ? ` · ${percentText(words, proposal.confidence)}` : ""}
            </small>
          </button>
        </li>
      ))}
    </ol>
  );
}
