import type { ReactNode } from "react";
import type { ProposalsQuery } from "../../graph/generated/graphql";
import type { Answer } from "../../graph/use-answer";
import { momentText } from "../../parts/figures";
import { Panel } from "../../parts/panel";
import { Pill } from "../../parts/pill";
import { decisionNames } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Decision } from "./matching-page";

interface RecentProps {
  readonly answer: Answer<ProposalsQuery>;
  readonly onUndo: (decisionId: string) => void;
}

export function RecentDecisions({ answer, onUndo }: RecentProps): ReactNode {
  const { say } = useWords();
  return (
    <Panel
      title={say("recentDecisions")}
      answer={answer}
      path="identityDecisions"
      of={(data) => data.identityDecisions?.nodes}
      isEmpty={(decisions) => decisions.length === 0}
    >
      {(decisions) => (
        <ol className="history">
          {decisions.map((decision) => (
            <One key={decision.id} decision={decision} onUndo={onUndo} />
          ))}
        </ol>
      )}
    </Panel>
  );
}

function One({ decision, onUndo }: { readonly decision: Decision; readonly onUndo: RecentProps["onUndo"] }): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const { id, kind, outcome, reason, decidedBy, decidedAt, undoneById } = decision;
  return (
    <li>
      <div className="row spread">
        <strong>{kind ? decisionNames[kind][language] : "—"}</strong>
        {undoneById ? <Pill tone="calm">{say("isUndone")}</Pill> : null}
        {!undoneById && kind !== "UNDO" ? (
          <button type="button" className="button small" onClick={() => onUndo(id)}>
            {say("undo")}
          </button>
        ) : null}
      </div>
      <span>{outcome}</span>
      {reason ? <q>{reason}</q> : null}
      <span>{[decidedBy, decidedAt ? momentText(words, decidedAt) : ""].filter(Boolean).join(" · ")}</span>
    </li>
  );
}
