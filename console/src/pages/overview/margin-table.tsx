import type { ReactNode } from "react";
import { type Fault, isDenied } from "../../graph/faults";
import { forDrawing, moneyText, percentText, shortMoneyText } from "../../parts/figures";
import { DeniedMark } from "../../parts/states";
import { useWords } from "../../words/language";
import type { Margin, MarginRow } from "./margin";

interface MarginTableProps {
  readonly head: string;
  readonly rows: readonly MarginRow[];
  readonly faults: readonly Fault[];
  /** Where the answer has the cost, to know whether it was denied. */
  readonly costPath: string;
}

/** Revenue as the bar's length, the margin as its dark part. */
export function MarginTable({ head, rows, faults, costPath }: MarginTableProps): ReactNode {
  const words = useWords();
  const { say } = words;
  const most = Math.max(...rows.map(({ revenue }) => forDrawing(revenue?.amount) ?? 0), 1);
  const denied = isDenied(faults, costPath);
  return (
    <table className="plain margins">
      <thead>
        <tr>
          <th scope="col">{head}</th>
          <th scope="col" className="number">
            {say("revenue")}
          </th>
          <th scope="col" className="number">
            {say("margin")}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">
              <span className="clip">{row.name}</span>
              <MarginBar row={row} most={most} />
            </th>
            <td className="number" title={row.revenue ? moneyText(words, row.revenue) : undefined}>
              {row.revenue ? shortMoneyText(words, row.revenue.amount) : "—"}
            </td>
            <td className="number">
              {denied ? <DeniedMark /> : marginText(row, (share) => percentText(words, share))}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function MarginBar({ row: { revenue, cost }, most }: { readonly row: Margin; readonly most: number }): ReactNode {
  const length = forDrawing(revenue?.amount) ?? 0;
  const margin = cost ? Math.max(0, length - (forDrawing(cost.amount) ?? 0)) : 0;
  return (
    <span className="margin-bar" aria-hidden="true">
      <span className="margin-revenue" style={{ width: `${(length / most) * 100}%` }}>
        <span className="margin-part" style={{ width: length > 0 ? `${(margin / length) * 100}%` : 0 }} />
      </span>
    </span>
  );
}

/** A share with one decimal on the screen, for which a float is near enough. */
function marginText({ revenue, cost }: Margin, text: (share: string) => string): string {
  const sold = forDrawing(revenue?.amount);
  const spent = forDrawing(cost?.amount);
  if (!sold || spent === null) return "—";
  return text(String((sold - spent) / sold));
}
