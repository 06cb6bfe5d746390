import type { ReactNode } from "react";
import { isDenied } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type { DiscrepancyOneQuery } from "../../graph/generated/graphql";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { Card } from "../../parts/card";
import { Detail } from "../../parts/detail";
import { Facts } from "../../parts/facts";
import { dayText, Money } from "../../parts/figures";
import { History, type HistoryEvent } from "../../parts/history";
import { Panel } from "../../parts/panel";
import { Pill } from "../../parts/pill";
import { DeniedMark } from "../../parts/states";
import { discrepancyEventNames, discrepancyStateNames, ruleNames } from "../../words/enums";
import { type Language, useWords } from "../../words/language";
import { told } from "../../words/told";
import { ChainPanel } from "./chain-panel";
import { DiscrepancyActions } from "./discrepancy-actions";
import { STATE_TONES } from "./state-tones";

const DiscrepancyDocument = graphql(`
  query DiscrepancyOne($id: ID!) {
    discrepancy(id: $id) {
      id
      rule
      state
      owner
      cause
      causeZh
      remedy
      remedyZh
      note
      sinceOn
      firstSeenAt
      lastSeenAt
      decidedBy
      decidedAt
      salesOrderId
      purchaseOrderId
      shipmentId
      receiptId
      erpInvoiceId
      invoiceId
      billId
      creditNoteId
      paymentId
      journalEntryId
      amount {
        ...MoneyFields
      }
      party {
        displayName
      }
      item {
        displayName
      }
      history(first: 50) {
        nodes {
          id
          kind
          madeBy
          madeAt
          note
        }
      }
    }
  }
`);

type Discrepancy = NonNullable<DiscrepancyOneQuery["discrepancy"]>;

/** Somebody else may decide meanwhile. */
const POLL_MS = 5_000;

interface DetailProps {
  readonly id: string;
  readonly onClose: () => void;
  readonly onDecided: () => void;
}

export function DiscrepancyDetail({ id, onClose, onDecided }: DetailProps): ReactNode {
  const { say, language } = useWords();
  const answer = useAnswer(DiscrepancyDocument, { variables: { id }, pollMs: POLL_MS });
  const found = answer.data?.discrepancy;
  const title = found?.rule ? ruleNames[found.rule][language] : say("discrepancy");
  const decided = (): void => {
    answer.again();
    onDecided();
  };
  return (
    <Detail title={title} onClose={onClose}>
      <Panel title={say("whatDisagrees")} answer={answer} path="discrepancy" of={(data) => data.discrepancy}>
        {(discrepancy) => <What discrepancy={discrepancy} answer={answer} />}
      </Panel>
      {found ? <ChainPanel documentIds={documentIds(found)} /> : null}
      {found ? <DiscrepancyActions id={id} onDecided={decided} /> : null}
      {found ? (
        <Card title={say("history")}>
          <History events={eventsOf(found, language)} />
        </Card>
      ) : null}
    </Detail>
  );
}

interface WhatProps {
  readonly discrepancy: Discrepancy;
  readonly answer: Answer<DiscrepancyOneQuery>;
}

function What({ discrepancy, answer }: WhatProps): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const denied = (field: string): boolean => isDenied(answer.faults, `discrepancy.${field}`);
  const { state, amount, party, item, owner, sinceOn } = discrepancy;
  const note = notedByPerson(discrepancy);
  const cause = told(language, discrepancy.cause, discrepancy.causeZh);
  const remedy = told(language, discrepancy.remedy, discrepancy.remedyZh);
  return (
    <>
      <p className="cause">{cause ?? (denied("cause") ? <DeniedMark /> : null)}</p>
      {remedy ? <p className="remedy">{remedy}</p> : null}
      <Facts
        facts={[
          {
            name: say("state"),
            value: state ? <Pill tone={STATE_TONES[state]}>{discrepancyStateNames[state][language]}</Pill> : null,
          },
          { name: say("amount"), value: amount ? <Money of={amount} /> : null, denied: !amount && denied("amount") },
          { name: say("party"), value: party?.displayName },
          { name: say("item"), value: item?.displayName },
          { name: say("since"), value: sinceOn ? dayText(words, sinceOn) : null },
          { name: say("owner"), value: owner },
          { name: say("note"), value: note, denied: !discrepancy.note && denied("note") },
        ]}
      />
    </>
  );
}

/** The note, unless a run left it: what a run did the history says, in the reader's language. */
function notedByPerson({ note, history }: Discrepancy): string | null | undefined {
  const noting = (history?.nodes ?? []).filter((event) => event.note === note);
  return noting.length > 0 && noting.every(({ madeBy }) => !madeBy) ? null : note;
}

const eventsOf = ({ history }: Discrepancy, language: Language): readonly HistoryEvent[] =>
  (history?.nodes ?? []).map(({ id, kind, madeBy, madeAt, note }) => ({
    id,
    title: kind ? discrepancyEventNames[kind][language] : undefined,
    reason: madeBy ? note : null,
    by: madeBy,
    at: madeAt,
  }));

/** The documents of both sides, the earliest of the chain first. */
function documentIds(found: Discrepancy): readonly string[] {
  return [
    found.salesOrderId,
    found.purchaseOrderId,
    found.shipmentId,
    found.receiptId,
    found.erpInvoiceId,
    found.invoiceId,
    found.billId,
    found.creditNoteId,
    found.paymentId,
    found.journalEntryId,
  ].filter((id) => typeof id === "string");
}
