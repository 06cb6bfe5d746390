import type { ColumnDef } from "@tanstack/react-table";
import type { ReactNode } from "react";
import { isDenied } from "../graph/faults";
import type { Pages } from "../graph/use-pages";
import { Denied, Empty, Faulted, Loading } from "./states";
import { VirtualTable } from "./virtual-table";

interface PagedTableProps<Row> {
  readonly label: string;
  readonly pages: Pages<Row>;
  /** The connection's place in the answer. */
  readonly path: string;
  readonly columns: readonly ColumnDef<Row>[];
  readonly template: string;
  readonly rowId: (row: Row) => string;
  readonly selected?: string | undefined;
  readonly onSelect?: (row: Row) => void;
}

/** A list of any length, in exactly one state: loading, denied, failed, empty, or there. */
export function PagedTable<Row>({ pages, path, ...table }: PagedTableProps<Row>): ReactNode {
  return (
    <section className="panel table-panel" aria-label={table.label} aria-busy={pages.loading}>
      {contentOf()}
    </section>
  );

  function contentOf(): ReactNode {
    if (pages.rows.length > 0)
      return <VirtualTable {...table} rows={pages.rows} total={pages.total} onEnd={pages.more} />;
    if (pages.loading) return <Loading lines={8} />;
    if (isDenied(pages.faults, path)) return <Denied />;
    if (pages.faults.length > 0) return <Faulted faults={pages.faults} again={pages.again} />;
    return <Empty />;
  }
}
