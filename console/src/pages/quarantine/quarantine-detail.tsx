import type { ReactNode } from "react";
import { isDenied } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type { QuarantinedOneQuery } from "../../graph/generated/graphql";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { Card } from "../../parts/card";
import { Detail } from "../../parts/detail";
import { Facts } from "../../parts/facts";
import { momentText } from "../../parts/figures";
import { History } from "../../parts/history";
import { Panel } from "../../parts/panel";
import { Denied } from "../../parts/states";
import { quarantineDecisionNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { refusalsInChinese } from "../../words/refusals";
import { told } from "../../words/told";
import { CorrectionForm } from "./correction-form";

const QuarantinedRowDocument = graphql(`
  query QuarantinedOne($id: ID!) {
    quarantinedRow(id: $id) {
      id
      system
      entity
      rowId
      file
      line
      code
      path
      reason
      expected
      remedy
      state
      version
      record
      recordKind
      correction
      proposedField
      proposedValue
      proposedBecause
      decisionReason
      quarantinedAt
      decisions(first: 20, orderBy: [{ field: decidedAt, direction: DESC }]) {
        nodes {
          id
          kind
          reason
          decidedBy
          decidedAt
        }
      }
    }
  }
`);

export type QuarantinedRow = NonNullable<QuarantinedOneQuery["quarantinedRow"]>;

/** What was decided comes in when its source is read again, which the page waits for. */
const POLL_MS = 5_000;

interface DetailProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDecided: () => void;
}

export function QuarantineDetail({ id, onClose, onDecided }: DetailProps): ReactNode {
  const { say } = useWords();
  const answer = useAnswer(QuarantinedRowDocument, { variables: { id }, pollMs: POLL_MS });
  const row = answer.data?.quarantinedRow;
  const decided = (): void => {
    answer.again();
    onDecided();
  };
  return (
    <Detail title={[row?.entity, row?.rowId].filter(Boolean).join(" ") || say("record")} onClose={onClose}>
      <Panel title={say("whyAside")} answer={answer} path="quarantinedRow" of={(data) => data.quarantinedRow}>
        {(found) => <Why row={found} />}
      </Panel>
      {row ? <Fixing row={row} answer={answer} onDecided={decided} /> : null}
      {row ? <Decisions row={row} /> : null}
    </Detail>
  );
}

function Why({ row }: { readonly row: QuarantinedRow }): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const inChinese = refusalsInChinese[row.code ?? ""];
  const remedy = told(language, row.remedy, inChinese?.remedy);
  return (
    <>
      <p className="cause">{told(language, row.reason, inChinese?.meaning)}</p>
      {remedy ? <p className="remedy">{remedy}</p> : null}
      <Facts
        facts={[
          ...(language === "zh" && inChinese ? [{ name: say("inItsWords"), value: row.reason }] : []),
          { name: say("place"), value: [row.file, row.line].filter(Boolean).join(":") },
          { name: say("field"), value: row.path },
          { name: say("expectedValue"), value: row.expected },
          { name: say("code"), value: row.code ? <code>{row.code}</code> : null },
          { name: say("setAside"), value: row.quarantinedAt ? momentText(words, row.quarantinedAt) : null },
        ]}
      />
    </>
  );
}

interface FixingProps {
  readonly row: QuarantinedRow;
  readonly answer: Answer<QuarantinedOneQuery>;
  readonly onDecided: () => void;
}

function Fixing({ row, answer, onDecided }: FixingProps): ReactNode {
  const { say } = useWords();
  const waits = row.state === "OPEN" && row.correction;
  const note = waits ? say("waitsForReplayLong") : row.state === "CORRECTED" ? say("cameIn") : undefined;
  return (
    <Card title={say("fix")} note={note}>
      {!row.record && isDenied(answer.faults, "quarantinedRow.record") ? (
        <Denied />
      ) : (
        <CorrectionForm key={row.version} row={row} onDecided={onDecided} />
      )}
    </Card>
  );
}

function Decisions({ row: { decisions } }: { readonly row: QuarantinedRow }): ReactNode {
  const { say, language } = useWords();
  const nodes = decisions?.nodes ?? [];
  if (nodes.length === 0) return null;
  const events = nodes.map(({ id, kind, reason, decidedBy, decidedAt }) => ({
    id,
    title: kind ? quarantineDecisionNames[kind][language] : undefined,
    reason,
    by: decidedBy,
    at: decidedAt,
  }));
  return (
    <Card title={say("history")}>
      <History events={events} />
    </Card>
  );
}
