import type { ReactNode } from "react";
import type { Answer } from "../../graph/use-answer";
import { Panel } from "../../parts/panel";
import { useWords, type Word } from "../../words/language";
import type { MarginRow } from "./margin";
import { MarginTable } from "./margin-table";
import type { Scope } from "./scope";
import { useCustomerMargins } from "./use-customer-margins";
import { useItemMargins } from "./use-item-margins";

interface PanelProps {
  readonly scope: Scope;
}

export function ItemMarginPanel({ scope }: PanelProps): ReactNode {
  const answer = useItemMargins(scope);
  const places = { path: "invoiceLines.groupBy", costPath: "invoiceLines.groupBy.aggregate.sum.costAmount" };
  return <MarginPanel title="marginByItem" head="item" currency={scope.currency} answer={answer} {...places} />;
}

export function CustomerMarginPanel({ scope }: PanelProps): ReactNode {
  const answer = useCustomerMargins(scope);
  const places = { path: "invoices.groupBy", costPath: "invoiceLines.aggregate.sum.costAmount" };
  return <MarginPanel title="marginByCustomer" head="customer" currency={scope.currency} answer={answer} {...places} />;
}

interface MarginPanelProps {
  readonly title: Word;
  readonly head: Word;
  readonly currency: string;
  readonly answer: Answer<readonly MarginRow[]>;
  readonly path: string;
  readonly costPath: string;
}

function MarginPanel({ title, head, currency, answer, path, costPath }: MarginPanelProps): ReactNode {
  const { say } = useWords();
  return (
    <Panel
      title={say(title)}
      note={say("invoicedIn", { currency })}
      answer={answer}
      path={path}
      of={(rows) => rows}
      isEmpty={(rows) => rows.length === 0}
    >
      {(rows) => <MarginTable head={say(head)} rows={rows} faults={answer.faults} costPath={costPath} />}
    </Panel>
  );
}
