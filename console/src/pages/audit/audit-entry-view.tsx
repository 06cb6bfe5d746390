import type { ReactNode } from "react";
import { Facts } from "../../parts/facts";
import { momentText, numberText } from "../../parts/figures";
import { useWords } from "../../words/language";
import type { AuditEntry } from "./use-audit";

export function AuditEntryView({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const words = useWords();
  const { say } = words;
  const reasons = Object.entries(entry.reasons).map(([code, count]) => `${code} × ${count}`);
  return (
    <>
      <section className="panel">
        <header>
          <h2>{say("request")}</h2>
        </header>
        <div className="panel-body">
          <Facts
            facts={[
              { name: say("when"), value: momentText(words, entry.at) },
              { name: say("subject"), value: entry.subject },
              { name: say("role"), value: entry.role },
              { name: say("address"), value: entry.from },
              { name: say("duration"), value: say("milliseconds", { n: numberText(words, entry.durationMs, 1) }) },
              { name: say("errors"), value: reasons.join(", ") || null },
              { name: say("requestId"), value: <code>{entry.requestId}</code> },
              {
                name: say("chainPlace"),
                value: <code>{`${entry.chain} ${entry.seq} ${entry.hash.slice(0, 12)}…`}</code>,
              },
            ]}
          />
        </div>
      </section>
      <FieldList title={say("withheld")} fields={entry.denied} />
      <FieldList title={say("askedFields")} fields={entry.fields} />
    </>
  );
}

function FieldList({ title, fields }: { readonly title: string; readonly fields: readonly string[] }): ReactNode {
  if (fields.length === 0) return null;
  return (
    <section className="panel">
      <header>
        <h2>{title}</h2>
      </header>
      <ul className="field-list">
        {fields.map((field) => (
          <li key={field}>
            <code>{field}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}
