import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import type { RoleName } from "../../graph/generated/graphql";
import { FilterChoice, type OrAll } from "../../parts/choice";
import { Detail } from "../../parts/detail";
import { momentText, numberText } from "../../parts/figures";
import { Page } from "../../parts/page";
import { PagedList } from "../../parts/paged-list";
import { Pill, type Tone } from "../../parts/pill";
import { Search } from "../../parts/search";
import { TwoLines } from "../../parts/two-lines";
import { auditDecisionNames, roleNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { roleText } from "../../words/role-text";
import { AuditEntryView } from "./audit-entry-view";
import { type AuditDecision, type AuditEntry, useAudit } from "./use-audit";

const TONES: Readonly<Record<AuditDecision, Tone>> = {
  answered: "good",
  "partially-denied": "busy",
  partial: "busy",
  refused: "bad",
  failed: "bad",
};

export function AuditPage(): ReactNode {
  const { say } = useWords();
  const [subject, setSubject] = useState("");
  const [field, setField] = useState("");
  const [from, setFrom] = useState("");
  const [decision, setDecision] = useState<OrAll<AuditDecision>>("");
  const [role, setRole] = useState<OrAll<RoleName>>("");
  const pages = useAudit({ subject: subject.trim(), field: field.trim(), from, decision, role });
  const columns = useColumns();
  return (
    <Page title={say("audit")} lead={say("auditLead")}>
      <search className="filters">
        <Search label={say("subject")} value={subject} onChange={setSubject} />
        <Search label={say("askedField")} value={field} onChange={setField} placeholder="InvoiceLine.costAmount" />
        <label className="choice">
          <span>{say("from")}</span>
          <input type="date" value={from} onChange={(event) => setFrom(event.target.value)} />
        </label>
        <FilterChoice label={say("outcome")} value={decision} names={auditDecisionNames} onChange={setDecision} />
        <FilterChoice label={say("role")} value={role} names={roleNames} onChange={setRole} />
      </search>
      <PagedList
        label={say("audit")}
        pages={pages}
        path="audit"
        columns={columns}
        template="minmax(150px, 1fr) minmax(150px, 1fr) 128px 64px"
        rowHeight={56}
        rowId={({ chain, seq }) => `${chain} ${seq}`}
        detail={(entry, close) => (
          <Detail title={entry.operation?.name ?? say("request")} onClose={close}>
            <AuditEntryView entry={entry} />
          </Detail>
        )}
      />
    </Page>
  );
}

function useColumns(): readonly ColumnDef<AuditEntry>[] {
  const words = useWords();
  return useMemo(() => {
    const { say, language } = words;
    return [
      {
        id: "operation",
        header: say("request"),
        cell: ({ row: { original } }) => (
          <TwoLines first={original.operation?.name} second={momentText(words, original.at)} />
        ),
      },
      {
        id: "subject",
        header: say("subject"),
        cell: ({ row: { original } }) => (
          <TwoLines first={original.subject ?? say("nobodyKnown")} second={roleText(original.role, language)} />
        ),
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
        meta: { isFigure: true },
        cell: ({ row }) => numberText(words, row.original.rows),
      },
    ];
  }, [words]);
}
