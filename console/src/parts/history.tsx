import type { ReactNode } from "react";
import { useWords } from "../words/language";
import { momentText } from "./figures";

export interface HistoryEvent {
  readonly id: string;
  readonly title: string | undefined;
  /** What came of it. */
  readonly outcome?: string | null | undefined;
  /** Why, in the words of whoever did it. */
  readonly reason: string | null | undefined;
  readonly by: string | null | undefined;
  readonly at: string | null | undefined;
  readonly tools?: ReactNode;
}

/** What happened and who did it, in the order given. */
export function History({ events }: { readonly events: readonly HistoryEvent[] }): ReactNode {
  const words = useWords();
  return (
    <ol className="history">
      {events.map(({ id, title, outcome, reason, by, at, tools }) => (
        <li key={id}>
          <div className="row spread">
            <strong>{title ?? "—"}</strong>
            {tools}
          </div>
          {outcome ? <span>{outcome}</span> : null}
          {reason ? <q>{reason}</q> : null}
          <span>{[by, at ? momentText(words, at) : ""].filter(Boolean).join(" · ")}</span>
        </li>
      ))}
    </ol>
  );
}
