import { type ReactNode, useMemo } from "react";
import { graphql } from "../../graph/generated";
import type { AgeingFiguresFragment } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { amountAxis, Chart, COLOURS, categoryAxis } from "../../parts/chart";
import { axisText, forDrawing, Money, moneyText, shortMoneyText } from "../../parts/figures";
import { Panel } from "../../parts/panel";
import { useWords, type Words } from "../../words/language";
import type { Scope } from "./scope";

const ReceivablesDocument = graphql(`
  query Receivables($companyId: ID, $currency: CurrencyCode, $on: Date!) {
    ageing: agedReceivables(companyId: $companyId, currency: $currency, on: $on, first: 5) {
      ...AgeingFigures
    }
  }
  fragment AgeingFigures on Ageing {
    documents
    total {
      ...MoneyFields
    }
    buckets {
      fromDays
      toDays
      documents
      amount {
        ...MoneyFields
      }
    }
    lines {
      partyAccountId
      party {
        displayName
      }
      partyAccount {
        name
      }
      total {
        ...MoneyFields
      }
    }
  }
`);

const PayablesDocument = graphql(`
  query Payables($companyId: ID, $currency: CurrencyCode, $on: Date!) {
    ageing: agedPayables(companyId: $companyId, currency: $currency, on: $on, first: 5) {
      ...AgeingFigures
    }
  }
`);

const SIDES = {
  receivables: { document: ReceivablesDocument, title: "agedReceivables" },
  payables: { document: PayablesDocument, title: "agedPayables" },
} as const;

interface AgeingPanelProps {
  readonly scope: Scope;
  readonly side: keyof typeof SIDES;
}

export function AgeingPanel({ scope: { companyId, currency, to }, side }: AgeingPanelProps): ReactNode {
  const { say } = useWords();
  const { document, title } = SIDES[side];
  const answer = useAnswer(document, { variables: { companyId, currency, on: to } });
  return (
    <Panel
      title={say(title)}
      note={currency}
      answer={answer}
      path="ageing"
      of={(data) => data.ageing}
      isEmpty={({ documents }) => documents === 0}
    >
      {(ageing) => <Ageing label={say(title)} ageing={ageing} />}
    </Panel>
  );
}

const BUCKET_COLOURS = [COLOURS.accent, COLOURS.pale, COLOURS.amber, "#c96a3a", COLOURS.rose];

function Ageing({ label, ageing }: { readonly label: string; readonly ageing: AgeingFiguresFragment }): ReactNode {
  const words = useWords();
  const { say } = words;
  const option = useMemo(() => {
    const buckets = ageing.buckets ?? [];
    return {
      grid: { left: 8, right: 12, top: 12, bottom: 4, containLabel: true },
      legend: { show: false },
      xAxis: categoryAxis(
        buckets.map((bucket) => bucketText(words, bucket)),
        { interval: 0 },
      ),
      yAxis: amountAxis((value) => axisText(words, value)),
      tooltip: { valueFormatter: (value: unknown) => shortMoneyText(words, Number(value)) },
      series: [
        {
          type: "bar",
          barWidth: "55%",
          data: buckets.map(({ amount }, at) => ({
            value: forDrawing(amount?.amount),
            itemStyle: { color: BUCKET_COLOURS[at] ?? COLOURS.rose, borderRadius: [3, 3, 0, 0] },
          })),
        },
      ],
    };
  }, [ageing, words]);
  const table = {
    columns: [say("overdue"), say("documents"), say("amount")],
    rows: (ageing.buckets ?? []).map((bucket) => [
      bucketText(words, bucket),
      String(bucket.documents ?? 0),
      bucket.amount ? moneyText(words, bucket.amount) : "—",
    ]),
  };
  return (
    <>
      <Chart label={label} option={option} height={190} table={table} />
      <h3>{say("largest")}</h3>
      <ol className="ranking">
        {(ageing.lines ?? []).map((line) => (
          <li key={line.partyAccountId}>
            <span>{line.party?.displayName ?? line.partyAccount?.name}</span>
            {line.total ? <Money of={line.total} /> : null}
          </li>
        ))}
      </ol>
    </>
  );
}

type Bucket = NonNullable<AgeingFiguresFragment["buckets"]>[number];

function bucketText({ say }: Words, { fromDays, toDays }: Bucket): string {
  if (typeof fromDays !== "number") return say("notDue");
  return typeof toDays === "number"
    ? say("daysBetween", { from: fromDays, to: toDays })
    : say("daysOver", { from: fromDays - 1 });
}
