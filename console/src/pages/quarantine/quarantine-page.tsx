import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { graphql } from "../../graph/generated";
import type {
  QuarantinedRowsQuery,
  QuarantinedRowsQueryVariables,
  QuarantineState,
} from "../../graph/generated/graphql";
import { usePages } from "../../graph/use-pages";
import { Choice } from "../../parts/choice";
import { Page } from "../../parts/page";
import { PagedTable } from "../../parts/paged-table";
import { Pill, type Tone } from "../../parts/pill";
import { quarantineStateNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { QuarantineDetail } from "./quarantine-detail";

const QuarantinedRowsDocument = graphql(`
  query QuarantinedRows($filter: QuarantinedRowFilter!, $after: String) {
    quarantinedRows(first: 200, after: $after, filter: $filter, orderBy: [{ field: system }, { field: id }]) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        system
        entity
        code
        path
        reason
        state
        correction
      }
    }
  }
`);

type Row = NonNullable<NonNullable<NonNullable<QuarantinedRowsQuery["quarantinedRows"]>["nodes"]>[number]>;

const ALL = "";
const TONES: Readonly<Record<QuarantineState, Tone>> = { OPEN: "bad", CORRECTED: "good", DISMISSED: "calm" };

export function QuarantinePage(): ReactNode {
  const { say, language } = useWords();
  const [state, setState] = useState<QuarantineState | typeof ALL>("OPEN");
  const [search, setSearch] = useState("");
  const [chosen, setChosen] = useState<string>();
  const filter = {
    ...(state ? { state: { eq: state } } : {}),
    ...(search.trim() ? { reason: { contains: search.trim() } } : {}),
  };
  const pages = usePages<QuarantinedRowsQuery, QuarantinedRowsQueryVariables, Row>(
    QuarantinedRowsDocument,
    { filter },
    (data) => data.quarantinedRows,
  );
  const columns = useColumns();
  const states = Object.entries(quarantineStateNames) as [QuarantineState, { en: string; zh: string }][];
  return (
    <Page
      title={say("quarantine")}
      lead={say("quarantineLead")}
      tools={
        <>
          <Choice
            label={say("state")}
            value={state}
            options={[[ALL, say("all")], ...states.map(([each, name]) => [each, name[language]] as const)]}
            onChange={setState}
          />
          <label className="choice">
            <span>{say("reasonHas")}</span>
            <input type="search" value={search} onChange={(event) => setSearch(event.target.value)} />
          </label>
        </>
      }
    >
      <div className={chosen ? "with-detail" : "without-detail"}>
        <PagedTable
          label={say("quarantine")}
          pages={pages}
          path="quarantinedRows"
          columns={columns}
          template="minmax(110px, 0.6fr) minmax(120px, 0.7fr) minmax(220px, 2.4fr) 130px"
          rowId={({ id }) => id}
          selected={chosen}
          onSelect={({ id }) => setChosen(id)}
        />
        {chosen ? (
          <QuarantineDetail key={chosen} id={chosen} onClose={() => setChosen(undefined)} onDecided={pages.again} />
        ) : null}
      </div>
    </Page>
  );
}

function useColumns(): readonly ColumnDef<Row>[] {
  const { say, language } = useWords();
  return useMemo(
    () => [
      {
        id: "system",
        header: say("system"),
        cell: ({ row }) => <span className="muted clip">{row.original.system}</span>,
      },
      {
        id: "entity",
        header: say("entity"),
        cell: ({ row }) => <strong className="clip">{row.original.entity}</strong>,
      },
      {
        id: "reason",
        header: say("whyAside"),
        cell: ({ row }) => (
          <span className="clip" title={row.original.reason ?? ""}>
            {row.original.reason}
          </span>
        ),
      },
      {
        id: "state",
        header: say("state"),
        cell: ({ row: { original } }) => {
          if (original.state === "OPEN" && original.correction) return <Pill tone="busy">{say("waitsForReplay")}</Pill>;
          return original.state ? (
            <Pill tone={TONES[original.state]}>{quarantineStateNames[original.state][language]}</Pill>
          ) : (
            "—"
          );
        },
      },
    ],
    [say, language],
  );
}
