import { type ReactNode, useMemo } from "react";
import { amountAxis, Chart, COLOURS, categoryAxis } from "../../parts/chart";
import { type Amount, axisText, forDrawing, moneyText, monthText, shortMoneyText } from "../../parts/figures";
import { Panel } from "../../parts/panel";
import { useWords } from "../../words/language";
import type { Month, Scope } from "./scope";
import { type MonthFigures, useMonths } from "./use-months";

/** Profit and loss, and cash, month by month. */
export function MonthPanels({
  scope,
  months,
}: {
  readonly scope: Scope;
  readonly months: readonly Month[];
}): ReactNode {
  const { say } = useWords();
  const answer = useMonths(scope, months);
  return (
    <>
      <Panel
        title={say("profitOverTime")}
        note={scope.currency}
        answer={answer}
        path="incomeStatement"
        of={(data) => data.incomeStatement}
      >
        {(figures) => <ProfitChart figures={figures} />}
      </Panel>
      <Panel
        title={say("cashOverTime")}
        note={scope.currency}
        answer={answer}
        path="cashFlow"
        of={(data) => data.cashFlow}
      >
        {(figures) => <CashChart figures={figures} />}
      </Panel>
    </>
  );
}

interface Line {
  readonly name: string;
  readonly type: "bar" | "line";
  readonly colour: string;
  readonly of: (figures: MonthFigures) => Amount | null | undefined;
}

function ProfitChart({ figures }: { readonly figures: readonly MonthFigures[] }): ReactNode {
  const { say } = useWords();
  return (
    <MonthChart
      label={say("profitOverTime")}
      figures={figures}
      lines={[
        { name: say("revenue"), type: "bar", colour: COLOURS.pale, of: (each) => each.incomeStatement?.revenue },
        {
          name: say("grossProfit"),
          type: "bar",
          colour: COLOURS.accent,
          of: (each) => each.incomeStatement?.grossProfit,
        },
        { name: say("netProfit"), type: "line", colour: COLOURS.amber, of: (each) => each.incomeStatement?.netProfit },
      ]}
    />
  );
}

function CashChart({ figures }: { readonly figures: readonly MonthFigures[] }): ReactNode {
  const { say } = useWords();
  return (
    <MonthChart
      label={say("cashOverTime")}
      figures={figures}
      lines={[
        { name: say("cashMovement"), type: "bar", colour: COLOURS.pale, of: (each) => each.cashFlow?.movement },
        { name: say("cash"), type: "line", colour: COLOURS.blue, of: (each) => each.cashFlow?.closing },
      ]}
    />
  );
}

interface MonthChartProps {
  readonly label: string;
  readonly figures: readonly MonthFigures[];
  readonly lines: readonly Line[];
}

function MonthChart({ label, figures, lines }: MonthChartProps): ReactNode {
  const words = useWords();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines follow from language and figures
  const option = useMemo(
    () => ({
      xAxis: categoryAxis(figures.map(({ month }) => monthText(words, month.from))),
      yAxis: amountAxis((value) => axisText(words, value)),
      tooltip: { valueFormatter: (value: unknown) => shortMoneyText(words, Number(value)) },
      series: lines.map(({ name, type, colour, of }) => ({
        name,
        type,
        data: figures.map((each) => forDrawing(of(each)?.amount)),
        itemStyle: { color: colour, borderRadius: type === "bar" ? [3, 3, 0, 0] : 0 },
        lineStyle: { width: 2.5 },
        symbolSize: 6,
        barGap: "-55%",
      })),
    }),
    [figures, words],
  );
  const table = {
    columns: [words.say("month"), ...lines.map(({ name }) => name)],
    rows: figures.map((each) => [
      monthText(words, each.month.from),
      ...lines.map(({ of }) => textOf(of(each), (amount) => moneyText(words, amount))),
    ]),
  };
  return <Chart label={label} option={option} table={table} />;
}

const textOf = (amount: Amount | null | undefined, text: (amount: Amount) => string): string =>
  amount ? text(amount) : "—";
