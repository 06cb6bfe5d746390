import type { ColumnDef } from "@tanstack/react-table";
import { type ReactNode, useState } from "react";
import { isDenied } from "../graph/faults";
import type { Pages } from "../graph/use-cursor";
import { Denied, Empty, Faulted, Loading } from "./states";
import { VirtualTable } from "./virtual-table";

interface PagedListProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  /** The list's place in the answer. */
  readonly path: string;
  readonly columns: readonly ColumnDef<Row>[];
  readonly template: string;
  readonly rowHeight?: number;
  readonly rowId: (row: Row) => string;
  /** What stands beside the list when a row is chosen. */
  readonly detail: (row: Row, close: () => void) => ReactNode;
}

/** A list of any length, in exactly one state: loading, denied, failed, empty, or there; beside it what is chosen in it. */
export function PagedList<Row>({ pages, path, detail, ...table }: PagedListProps<Row>): ReactNode {
  const [chosen, setChosen] = useState<Row>();
  return (
    <div className={chosen ? "with-detail" : "without-detail"}>
      <section className="panel table-panel" aria-label={table.label} aria-busy={pages.loading}>
        {contentOf()}
      </section>
      {chosen ? detail(chosen, () => setChosen(undefined)) : null}
    </div>
  );

  function contentOf(): ReactNode {
    const { rows, total, more, loading, faults, again } = pages;
    if (rows.length > 0) {
      const selected = chosen && table.rowId(chosen);
      return <VirtualTable {...table} {...{ rows, total, selected }} onSelect={setChosen} onEnd={more} />;
    }
    if (loading) return <Loading lines={8} />;
    if (isDenied(faults, path)) return <Denied />;
    if (faults.length > 0) return <Faulted faults={faults} again={again} />;
    return <Empty />;
  }
}
