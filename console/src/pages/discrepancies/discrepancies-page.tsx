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
import { usePages } from "../../graph/use-pages";
import { Choice } from "../../parts/choice";
import { Money } from "../../parts/figures";
import { Page } from "../../parts/page";
import { PagedTable } from "../../parts/paged-table";
import { Pill } from "../../parts/pill";
import { DeniedMark } from "../../parts/states";
import { discrepancyStateNames, ruleNames } from "../../words/enums";
import { useWords } from "../../words/language";
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
        owner
        cause
        sinceOn
        ageDays
        amount {
          amount
          currency
        }
        party {
          displayName
        }
      }
    }
  }
`);

type Row = NonNullable<NonNullable<NonNullable<DiscrepanciesQuery["discrepancies"]>["nodes"]>[number]>;

const ALL = "";

export function DiscrepanciesPage(): ReactNode {
  const { say, language } = useWords();
  const [state, setState] = useState<DiscrepancyState | typeof ALL>("OPEN");
  const [rule, setRule] = useState<ReconciliationRule | typeof ALL>(ALL);
  const [chosen, setChosen] = useState<string>();
  const filter = { ...(state ? { state: { eq: state } } : {}), ...(rule ? { rule: { eq: rule } } : {}) };
  const pages = usePages<DiscrepanciesQuery, DiscrepanciesQueryVariables, Row>(
    DiscrepanciesDocument,
    { filter },
    (data) => data.discrepancies,
  );
  const columns = useColumns(pages.faults);
  const states = Object.entries(discrepancyStateNames) as [DiscrepancyState, { en: string; zh: string }][];
  const rules = Object.entries(ruleNames) as [ReconciliationRule, { en: string; zh: string }][];
  return (
    <Page
      title={say("discrepancies")}
      lead={say("discrepanciesLead")}
      tools={
        <>
          <Choice
            label={say("state")}
            value={state}
            options={[[ALL, say("all")], ...states.map(([each, name]) => [each, name[language]] as const)]}
            onChange={setState}
          />
          <Choice
            label={say("rule")}
            value={rule}
            options={[[ALL, say("all")], ...rules.map(([each, name]) => [each, name[language]] as const)]}
            onChange={setRule}
          />
        </>
      }
    >
      <div className={chosen ? "with-detail" : "without-detail"}>
        <PagedTable
          label={say("discrepancies")}
          pages={pages}
          path="discrepancies"
          columns={columns}
          template="minmax(150px, 1.4fr) minmax(110px, 1.2fr) minmax(126px, 1fr) 76px 92px"
          rowId={({ id }) => id}
          selected={chosen}
          onSelect={({ id }) => setChosen(id)}
        />
        {chosen ? (
          <DiscrepancyDetail key={chosen} id={chosen} onClose={() => setChosen(undefined)} onDecided={pages.again} />
        ) : null}
      </div>
    </Page>
  );
}

function useColumns(faults: readonly Fault[]): readonly ColumnDef<Row>[] {
  const { say, language } = useWords();
  return useMemo(
    () => [
      {
        id: "rule",
        header: say("rule"),
        cell: ({ row: { original } }) => (
          <strong className="clip">{original.rule ? ruleNames[original.rule][language] : "—"}</strong>
        ),
      },
      {
        id: "party",
        header: say("party"),
        cell: ({ row: { original } }) => <span className="clip">{original.party?.displayName ?? "—"}</span>,
      },
      {
        id: "amount",
        header: say("amount"),
        cell: ({ row: { original } }) => {
          if (original.amount) return <Money of={original.amount} />;
          return isDenied(faults, "discrepancies.nodes.amount") ? <DeniedMark /> : "—";
        },
      },
      {
        id: "age",
        header: say("age"),
        cell: ({ row: { original } }) =>
          typeof original.ageDays === "number" ? say("days", { n: original.ageDays }) : "—",
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
    ],
    [say, language, faults],
  );
}
