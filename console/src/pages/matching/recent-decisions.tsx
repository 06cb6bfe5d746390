import type { ReactNode } from "react";
import type { ProposalsQuery } from "../../graph/generated/graphql";
import type { Answer } from "../../graph/use-answer";
import { History, type HistoryEvent } from "../../parts/history";
import { Panel } from "../../parts/panel";
import { Pill } from "../../parts/pill";
import { decisionNames } from "../../words/enums";
import { useWords, type Words } from "../../words/language";
import { told } from "../../words/told";
import type { Decision } from "./matching-page";

interface RecentProps {
  readonly answer: Answer<ProposalsQuery>;
  readonly onUndo: (decisionId: string) => void;
}

export function RecentDecisions({ answer, onUndo }: RecentProps): ReactNode {
  const words = useWords();
  const { say } = words;
  return (
    <Panel
      title={say("recentDecisions")}
      answer={answer}
      path="identityDecisions"
      of={(data) => data.identityDecisions?.nodes}
      isEmpty={(decisions) => decisions.length === 0}
    >
      {(decisions) => <History events={decisions.map((decision) => eventOf(decision, words, onUndo))} />}
    </Panel>
  );
}

function eventOf(decision: Decision, { say, language }: Words, onUndo: RecentProps["onUndo"]): HistoryEvent {
  const { id, kind, outcome, outcomeZh, reason, decidedBy, decidedAt, undoneById } = decision;
  const undo = (
    <button type="button" className="button small" onClick={() => onUndo(id)}>
      {say("undo")}
    </button>
  );
  return {
    id,
    title: kind ? decisionNames[kind][language] : undefined,
    outcome: told(language, outcome, outcomeZh),
    reason,
    by: decidedBy,
    at: decidedAt,
    tools: undoneById ? <Pill tone="calm">{say("isUndone")}</Pill> : kind !== "UNDO" ? undo : null,
  };
}
