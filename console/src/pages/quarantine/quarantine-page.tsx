import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { graphql } from "../../graph/generated";
import type {
  QuarantinedRowsQuery,
  QuarantinedRowsQueryVariables,
  QuarantineState,
} from "../../graph/generated/graphql";
import { useChanges } from "../../graph/use-changes";
import { usePages } from "../../graph/use-pages";
import { FilterChoice, type OrAll } from "../../parts/choice";
import { Page } from "../../parts/page";
import { PagedList } from "../../parts/paged-list";
import { Pill, type Tone } from "../../parts/pill";
import { Search } from "../../parts/search";
import { TwoLines } from "../../parts/two-lines";
import { quarantineStateNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { refusalsInChinese } from "../../words/refusals";
import { told } from "../../words/told";
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

const ChangesDocument = graphql(`
  subscription QuarantineChanges {
    quarantinedRowChanged {
      id
    }
  }
`);

type Row = NonNullable<NonNullable<NonNullable<QuarantinedRowsQuery["quarantinedRows"]>["nodes"]>[number]>;

const TONES: Readonly<Record<QuarantineState, Tone>> = { OPEN: "bad", CORRECTED: "good", DISMISSED: "calm" };

export function QuarantinePage(): ReactNode {
  const { say } = useWords();
  const [state, setState] = useState<OrAll<QuarantineState>>("OPEN");
  const [search, setSearch] = useState("");
  const filter = {
    ...(state ? { state: { eq: state } } : {}),
    ...(search.trim() ? { reason: { contains: search.trim() } } : {}),
  };
  const pages = usePages<QuarantinedRowsQuery, QuarantinedRowsQueryVariables, Row>(
    QuarantinedRowsDocument,
    { filter },
    (data) => data.quarantinedRows,
  );
  const stream = useChanges(ChangesDocument, pages.again);
  const columns = useColumns();
  return (
    <Page
      title={say("quarantine")}
      lead={say("quarantineLead")}
      stream={stream}
      tools={
        <>
          <FilterChoice label={say("state")} value={state} names={quarantineStateNames} onChange={setState} />
          <Search label={say("reasonHas")} value={search} onChange={setSearch} />
        </>
      }
    >
      <PagedList
        label={say("quarantine")}
        pages={pages}
        path="quarantinedRows"
        columns={columns}
        template="minmax(130px, 0.6fr) minmax(180px, 2.4fr) 96px"
        rowHeight={56}
        rowId={({ id }) => id}
        detail={({ id }, close) => <QuarantineDetail key={id} id={id} onClose={close} onDecided={pages.again} />}
      />
    </Page>
  );
}

function useColumns(): readonly ColumnDef<Row>[] {
  const { say, language } = useWords();
  return useMemo(
    () => [
      {
        id: "entity",
        header: say("entityAndSystem"),
        cell: ({ row: { original } }) => <TwoLines first={original.entity} second={original.system} />,
      },
      {
        id: "reason",
        header: say("whyAside"),
        cell: ({ row: { original } }) => (
          <span className="two-rows" title={original.reason ?? ""}>
            {told(language, null, refusalsInChinese[original.code ?? ""]?.meaning)}
            {original.reason}
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
