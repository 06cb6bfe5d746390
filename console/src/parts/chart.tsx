import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use as register } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words/language";

register([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

/** Told apart also by who sees red and green alike. */
export const COLOURS = {
  ink: "#1d2a2e",
  soft: "#5d6d72",
  line: "#e3e9e8",
  accent: "#2f7d6b",
  blue: "#3b6fb6",
  amber: "#d28a1e",
  rose: "#b8434e",
  pale: "#a9cfc4",
} as const;

export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

interface ChartProps {
  readonly label: string;
  readonly option: EChartsCoreOption;
  readonly height?: number;
  /** The same as figures, for who cannot see the picture and for who wants the cents. */
  readonly table: ChartTable;
}

const BASE: EChartsCoreOption = {
  animation: false,
  textStyle: { fontFamily: "inherit", color: COLOURS.ink },
  grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
  legend: { top: 0, left: 0, icon: "roundRect", itemWidth: 10, itemHeight: 10, textStyle: { color: COLOURS.soft } },
};

export function Chart({ label, option, height = 260, table }: ChartProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const { say } = useWords();
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const chart = init(element);
    // Texts on the canvas: a tooltip of HTML would need styles in attributes, which the page's policy refuses.
    const tooltip = { trigger: "axis", renderMode: "richText", confine: true, ...(option["tooltip"] as object) };
    const legend = { ...(BASE["legend"] as object), ...(option["legend"] as object) };
    chart.setOption({ ...BASE, ...option, legend, tooltip });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [option]);
  return (
    <figure className="chart">
      <div ref={place} role="img" aria-label={label} style={{ height }} />
      <details>
        <summary>{say("asTable")}</summary>
        <FigureTable label={label} table={table} />
      </details>
    </figure>
  );
}

function FigureTable({ label, table: { columns, rows } }: { readonly label: string; readonly table: ChartTable }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className="scroll-x" tabIndex={0} aria-label={label}>
      <table className="plain">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head = "", ...cells]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {cells.map((cell, position) => (
                <td key={columns[position + 1]} className="number">
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The axes that all charts here share. */
export const categoryAxis = (labels: readonly string[], label: object = {}): object => ({
  type: "category",
  data: labels,
  axisTick: { show: false },
  axisLine: { lineStyle: { color: COLOURS.line } },
  axisLabel: { color: COLOURS.soft, hideOverlap: true, ...label },
});

export const amountAxis = (text: (value: number) => string): object => ({
  type: "value",
  splitLine: { lineStyle: { color: COLOURS.line } },
  axisLabel: { color: COLOURS.soft, formatter: text },
});
