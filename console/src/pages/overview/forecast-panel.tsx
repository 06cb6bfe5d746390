import type { EChartsCoreOption } from "echarts/core";
import { type ReactNode, useMemo, useState } from "react";
import { graphql } from "../../graph/generated";
import type { ForecastFigure, ForecastMethod, ForecastQuery } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { amountAxis, Chart, COLOURS, categoryAxis } from "../../parts/chart";
import { Choice, optionsOf } from "../../parts/choice";
import { type Amount, axisText, forDrawing, moneyText, monthText, numberText } from "../../parts/figures";
import { Panel } from "../../parts/panel";
import { forecastFigureNames, forecastMethodNames } from "../../words/enums";
import { useWords } from "../../words/language";
import type { Scope } from "./scope";

const ForecastDocument = graphql(`
  query Forecast($figure: ForecastFigure!, $companyId: ID, $currency: CurrencyCode, $to: Date!) {
    forecast(figure: $figure, companyId: $companyId, currency: $currency, to: $to, months: 6) {
      method
      level
      history {
        startsOn
        amount {
          ...MoneyFields
        }
      }
      points {
        startsOn
        amount {
          ...MoneyFields
        }
        lower {
          ...MoneyFields
        }
        upper {
          ...MoneyFields
        }
      }
      backTest {
        origins
        smape
        againstNaive
      }
    }
  }
`);

type Forecast = NonNullable<ForecastQuery["forecast"]>;

const HISTORY_MONTHS = 18;

export function ForecastPanel({ scope }: { readonly scope: Scope }): ReactNode {
  const words = useWords();
  const { say } = words;
  const [figure, setFigure] = useState<ForecastFigure>("REVENUE");
  const { companyId, currency, to } = scope;
  const answer = useAnswer(ForecastDocument, { variables: { figure, companyId, currency, to } });
  return (
    <Panel
      title={say("forecast")}
      note={scope.currency}
      answer={answer}
      path="forecast"
      of={(data) => data.forecast}
      isEmpty={({ points }) => (points ?? []).length === 0}
      tools={
        <Choice
          label={say("figure")}
          value={figure}
          options={optionsOf(forecastFigureNames, words)}
          onChange={setFigure}
        />
      }
    >
      {(forecast) => (
        <>
          <ForecastChart forecast={forecast} />
          <Proof forecast={forecast} />
        </>
      )}
    </Panel>
  );
}

/** How the figures came about, and how well the method would have done. */
function Proof({ forecast: { method, backTest, level } }: { readonly forecast: Forecast }): ReactNode {
  const words = useWords();
  const { say, language } = words;
  if (!method || !backTest) return null;
  return (
    <p className="note">
      {say("forecastBy", { method: forecastMethodNames[method as ForecastMethod][language], level: level ?? "" })}{" "}
      {backTest.againstNaive
        ? say("againstNaive", { ratio: numberText(words, backTest.againstNaive), n: backTest.origins ?? 0 })
        : ""}
    </p>
  );
}

function ForecastChart({ forecast }: { readonly forecast: Forecast }): ReactNode {
  const words = useWords();
  const { say } = words;
  const history = useMemo(() => (forecast.history ?? []).slice(-HISTORY_MONTHS), [forecast]);
  const points = useMemo(() => forecast.points ?? [], [forecast]);
  const option = useMemo(() => optionOf(history, points, words), [history, points, words]);
  const money = (amount: Amount | null | undefined): string => (amount ? moneyText(words, amount) : "—");
  const table = {
    columns: [say("month"), say("actual"), say("expected"), say("lower"), say("upper")],
    rows: [
      ...history.map((each) => [monthText(words, each.startsOn ?? ""), money(each.amount), "—", "—", "—"]),
      ...points.map((each) => [
        monthText(words, each.startsOn ?? ""),
        "—",
        money(each.amount),
        money(each.lower),
        money(each.upper),
      ]),
    ],
  };
  return <Chart label={say("forecast")} option={option} height={400} table={table} />;
}

type History = readonly NonNullable<Forecast["history"]>[number][];
type Points = readonly NonNullable<Forecast["points"]>[number][];

/** The band is the lower end, unseen, with the width of the interval stacked on it. */
function optionOf(history: History, points: Points, words: ReturnType<typeof useWords>): EChartsCoreOption {
  const { say } = words;
  const last = forDrawing(history.at(-1)?.amount?.amount);
  const before = history.slice(1).map(() => null);
  const lower = points.map((point) => forDrawing(point.lower?.amount));
  const width = points.map((point, at) => {
    const upper = forDrawing(point.upper?.amount);
    return upper === null ? null : upper - (lower[at] ?? 0);
  });
  const band = { type: "line", stack: "band", stackStrategy: "all", symbol: "none", lineStyle: { opacity: 0 } };
  const months = [...history, ...points].map(({ startsOn }) => monthText(words, startsOn ?? ""));
  return {
    xAxis: { ...categoryAxis(months), boundaryGap: false },
    yAxis: amountAxis((value) => axisText(words, value)),
    tooltip: { show: false },
    legend: { data: [say("actual"), say("expected"), say("interval")] },
    series: [
      { ...band, name: "lower", data: [...before, last, ...lower] },
      {
        ...band,
        name: say("interval"),
        data: [...before, 0, ...width],
        areaStyle: { color: COLOURS.amber, opacity: 0.18 },
        itemStyle: { color: COLOURS.amber, opacity: 0.4 },
      },
      line(
        say("actual"),
        COLOURS.accent,
        "solid",
        history.map(({ amount }) => forDrawing(amount?.amount)),
      ),
      line(say("expected"), COLOURS.amber, "dashed", [
        ...before,
        last,
        ...points.map(({ amount }) => forDrawing(amount?.amount)),
      ]),
    ],
  };
}

function line(name: string, colour: string, type: string, data: readonly (number | null)[]): object {
  return { name, type: "line", data, symbolSize: 5, itemStyle: { color: colour }, lineStyle: { width: 2.5, type } };
}
