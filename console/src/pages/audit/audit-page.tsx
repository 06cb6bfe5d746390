import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { Choice } from "../../parts/choice";
import { Detail } from "../../parts/detail";
import { momentText, numberText } from "../../parts/figures";
import { Page } from "../../parts/page";
import { PagedTable } from "../../parts/paged-table";
import { Pill, type Tone } from "../../parts/pill";
import { auditDecisionNames, roleNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { AuditEntryView } from "./audit-entry-view";
import { type AuditDecision, type AuditEntry, useAudit } from "./use-audit";

const ALL = "";
const TONES: Readonly<Record<AuditDecision, Tone>> = {
  answered: "good",
  "partially-denied": "busy",
  partial: "busy",
  refused: "bad",
  failed: "bad",
};

export function AuditPage(): ReactNode {
  const { say, language } = useWords();
  const [subject, setSubject] = useState("");
  const [field, setField] = useState("");
  const [from, setFrom] = useState("");
  const [decision, setDecision] = useState<AuditDecision | typeof ALL>(ALL);
  const [role, setRole] = useState(ALL);
  const [chosen, setChosen] = useState<AuditEntry>();
  const pages = useAudit({ subject: subject.trim(), field: field.trim(), from, decision, role });
  const columns = useColumns();
  const decisions = Object.entries(auditDecisionNames) as [AuditDecision, { en: string; zh: string }][];
  const roles = Object.entries(roleNames);
  return (
    <Page title={say("audit")} lead={say("auditLead")}>
      <search className="filters">
        <Search label={say("subject")} value={subject} onChange={setSubject} />
        <Search label={say("askedField")} value={field} onChange={setField} placeholder="InvoiceLine.costAmount" />
        <label className="choice">
          <span>{say("from")}</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <Choice
          label={say("outcome")}
          value={decision}
          options={[[ALL, say("all")], ...decisions.map(([each, name]) => [each, name[language]] as const)]}
          onChange={setDecision}
        />
        <Choice
          label={say("role")}
          value={role}
          options={[[ALL, say("all")], ...roles.map(([each, name]) => [each, name[language]] as const)]}
          onChange={setRole}
        />
      </search>
      <div className={chosen ? "with-detail" : "without-detail"}>
        <PagedTable
          label={say("audit")}
          pages={pages}
          path="audit"
          columns={columns}
          template="190px minmax(150px, 1fr) 120px minmax(140px, 1fr) 150px 80px"
          rowId={entryId}
          selected={chosen && entryId(chosen)}
          onSelect={setChosen}
        />
        {chosen ? (
          <Detail title={chosen.operation?.name ?? say("request")} onClose={() => setChosen(undefined)}>
            <AuditEntryView entry={chosen} />
          </Detail>
        ) : null}
      </div>
    </Page>
  );
}

const entryId = ({ chain, seq }: AuditEntry): string => `${chain} ${seq}`;

interface SearchProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly onChange: (value: string) => void;
}

function Search({ label, value, placeholder, onChange }: SearchProps): ReactNode {
  return (
    <label className="choice">
      <span>{label}</span>
      <input type="search" value={value} placeholder={placeholder} onChange={(event) => onChange(event.target.value)} />
    </label>
  );
}

function useColumns(): readonly ColumnDef<AuditEntry>[] {
  const words = useWords();
  return useMemo(() => {
    const { say, language } = words;
    return [
      { id: "at", header: say("when"), cell: ({ row }) => momentText(words, row.original.at) },
      {
        id: "subject",
        header: say("subject"),
        cell: ({ row }) => <strong className="clip">{row.original.subject ?? say("nobodyKnown")}</strong>,
      },
      { id: "role", header: say("role"), cell: ({ row }) => row.original.role ?? "—" },
      {
        id: "operation",
        header: say("operation"),
        cell: ({ row }) => <span className="clip">{row.original.operation?.name ?? "—"}</span>,
      },
      {
        id: "decision",
        header: say("outcome"),
        cell: ({ row: { original } }) => (
          <Pill tone={TONES[original.decision]}>{auditDecisionNames[original.decision][language]}</Pill>
        ),
      },
      {
        id: "rows",
        header: say("rows"),
        cell: ({ row }) => <span className="figure">{numberText(words, row.original.rows)}</span>,
      },
    ];
  }, [words]);
}
