import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useMemo, useState } from "react";
import { type Fault, isDenied } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type {
  DiscrepanciesQuery,
  DiscrepanciesQueryVariables,
  DiscrepancyState,
  ReconciliationRule,
} from "../../graph/generated/graphql";
import { useChanges } from "../../graph/use-changes";
import { usePages } from "../../graph/use-pages";
import { FilterChoice, type OrAll } from "../../parts/choice";
import { daysText, Money } from "../../parts/figures";
import { Page } from "../../parts/page";
import { PagedList } from "../../parts/paged-list";
import { Pill } from "../../parts/pill";
import { DeniedMark } from "../../parts/states";
import { TwoLines } from "../../parts/two-lines";
import { discrepancyStateNames, ruleNames } from "../../words/enums";
import { useWords } from "../../words/language";
import { told } from "../../words/told";
import { DiscrepancyDetail } from "./discrepancy-detail";
import { STATE_TONES } from "./state-tones";

const DiscrepanciesDocument = graphql(`
  query Discrepancies($filter: DiscrepancyFilter!, $after: String) {
    discrepancies(
      first: 200
      after: $after
      filter: $filter
      orderBy: [{ field: sinceOn, direction: DESC }, { field: id }]
    ) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        id
        rule
        state
        sinceOn
        ageDays
        amount {
          ...MoneyFields
        }
        cause
        causeZh
        party {
          displayName
        }
        item {
          displayName
        }
      }
    }
  }
`);

const ChangesDocument = graphql(`
  subscription DiscrepancyChanges {
    discrepancyChanged {
      id
    }
  }
`);

type Row = NonNullable<NonNullable<NonNullable<DiscrepanciesQuery["discrepancies"]>["nodes"]>[number]>;

export function DiscrepanciesPage(): ReactNode {
  const { say } = useWords();
  const [state, setState] = useState<OrAll<DiscrepancyState>>("OPEN");
  const [rule, setRule] = useState<OrAll<ReconciliationRule>>("");
  const filter = { ...(state ? { state: { eq: state } } : {}), ...(rule ? { rule: { eq: rule } } : {}) };
  const pages = usePages<DiscrepanciesQuery, DiscrepanciesQueryVariables, Row>(
    DiscrepanciesDocument,
    { filter },
    (data) => data.discrepancies,
  );
  const stream = useChanges(ChangesDocument, pages.again);
  const columns = useColumns(pages.faults);
  return (
    <Page
      title={say("discrepancies")}
      lead={say("discrepanciesLead")}
      stream={stream}
      tools={
        <>
          <FilterChoice label={say("state")} value={state} names={discrepancyStateNames} onChange={setState} />
          <FilterChoice label={say("rule")} value={rule} names={ruleNames} onChange={setRule} />
        </>
      }
    >
      <PagedList
        label={say("discrepancies")}
        pages={pages}
        path="discrepancies"
        columns={columns}
        template="minmax(150px, 1fr) 130px 72px 90px"
        rowHeight={56}
        rowId={({ id }) => id}
        detail={({ id }, close) => <DiscrepancyDetail key={id} id={id} onClose={close} onDecided={pages.again} />}
      />
    </Page>
  );
}

function useColumns(faults: readonly Fault[]): readonly ColumnDef<Row>[] {
  const words = useWords();
  return useMemo(() => {
    const { say, language } = words;
    return [
      {
        id: "rule",
        header: say("ruleAndSubject"),
        cell: ({ row: { original } }) => (
          <TwoLines
            first={original.rule ? ruleNames[original.rule][language] : undefined}
            second={
              original.party?.displayName ??
              original.item?.displayName ??
              told(language, original.cause, original.causeZh)
            }
          />
        ),
      },
      {
        id: "amount",
        header: say("amount"),
        meta: { isFigure: true },
        cell: ({ row: { original } }) => {
          if (original.amount) return <Money of={original.amount} />;
          return isDenied(faults, "discrepancies.nodes.amount") ? <DeniedMark /> : "—";
        },
      },
      {
        id: "age",
        header: say("age"),
        meta: { isFigure: true },
        cell: ({ row: { original } }) =>
          typeof original.ageDays === "number" ? daysText(words, original.ageDays) : "—",
      },
      {
        id: "state",
        header: say("state"),
        cell: ({ row: { original } }) =>
          original.state ? (
            <Pill tone={STATE_TONES[original.state]}>{discrepancyStateNames[original.state][language]}</Pill>
          ) : (
            "—"
          ),
      },
    ];
  }, [words, faults]);
}
