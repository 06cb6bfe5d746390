import type { ReactNode } from "react";
import { Card } from "../../parts/card";
import { Facts } from "../../parts/facts";
import { momentText, numberText } from "../../parts/figures";
import { useWords } from "../../words/language";
import { roleText } from "../../words/role-text";
import type { AuditEntry } from "./use-audit";

export function AuditEntryView({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const reasons = Object.entries(entry.reasons).map(([code, count]) => `${code} × ${count}`);
  return (
    <>
      <Card title={say("request")}>
        <Facts
          facts={[
            { name: say("when"), value: momentText(words, entry.at) },
            { name: say("subject"), value: entry.subject },
            { name: say("role"), value: roleText(entry.role, language) },
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
      </Card>
      <FieldList title={say("withheld")} fields={entry.denied} />
      <FieldList title={say("askedFields")} fields={entry.fields} />
    </>
  );
}

function FieldList({ title, fields }: { readonly title: string; readonly fields: readonly string[] }): ReactNode {
  if (fields.length === 0) return null;
  return (
    <Card title={title}>
      <ul className="field-list">
        {fields.map((field) => (
          <li key={field}>
            <code>{field}</code>
          </li>
        ))}
      </ul>
    </Card>
  );
}
