// biome-ignore-all lint/a11y/useSemanticElements: rows that are placed one by one are no table to a browser; the roles say what they are
// biome-ignore-all lint/a11y/useFocusableInteractive lint/a11y/useKeyWithClickEvents: the grid has the focus, and its arrows move the choice
import { type ColumnDef, flexRender, getCoreRowModel, type RowData, useReactTable } from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { useWords } from "../words/language";
import { numberText } from "./figures";

declare module "@tanstack/react-table" {
  interface ColumnMeta<TData extends RowData, TValue> {
    /** Figures stand below each other by their last digit. */
    readonly isFigure?: boolean;
  }
}

const classOf = <Row,>({ meta }: ColumnDef<Row>): string => (meta?.isFigure ? "number" : "");

interface VirtualTableProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly ColumnDef<Row>[];
  /** Tracks of a CSS grid, such as `2fr 1fr 120px`. */
  readonly template: string;
  readonly rowId: (row: Row) => string;
  readonly total?: number | undefined;
  readonly selected?: string | undefined;
  readonly onSelect?: (row: Row) => void;
  /** Called when the end comes into sight. */
  readonly onEnd?: () => void;
  readonly rowHeight?: number;
}

/** Rows that are in sight, of any number: what is not seen is not in the document. */
export function VirtualTable<Row>(props: VirtualTableProps<Row>): ReactNode {
  const { label, rows, columns, template, rowId, total, selected, onSelect, onEnd, rowHeight = 44 } = props;
  const words = useWords();
  const { say } = words;
  const shown = numberText(words, rows.length);
  const scroller = useRef<HTMLDivElement>(null);
  const table = useReactTable({
    data: rows as Row[],
    columns: columns as ColumnDef<Row>[],
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
  });
  const model = table.getRowModel().rows;
  const virtual = useVirtualizer({
    count: model.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const inSight = virtual.getVirtualItems();
  const last = inSight.at(-1)?.index ?? 0;
  useEffect(() => {
    if (last >= model.length - 20) onEnd?.();
  }, [last, model.length, onEnd]);

  const move = (event: KeyboardEvent): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || !onSelect) return;
    event.preventDefault();
    const at = model.findIndex((row) => row.id === selected) + step;
    const row = model[Math.max(0, Math.min(model.length - 1, at))];
    if (!row) return;
    onSelect(row.original);
    virtual.scrollToIndex(row.index);
  };

  return (
    <div className="table-frame">
      <div
        ref={scroller}
        className="table-scroll"
        role="grid"
        aria-label={label}
        aria-rowcount={total ?? rows.length}
        tabIndex={0}
        onKeyDown={move}
      >
        <div role="rowgroup" className="table-head">
          {table.getHeaderGroups().map((group) => (
            <div key={group.id} role="row" className="table-row" style={{ gridTemplateColumns: template }}>
              {group.headers.map((header) => (
                <div key={header.id} role="columnheader" className={classOf(header.column.columnDef)}>
                  {flexRender(header.column.columnDef.header, header.getContext())}
                </div>
              ))}
            </div>
          ))}
        </div>
        <div role="rowgroup" className="table-body" style={{ height: virtual.getTotalSize() }}>
          {inSight.map((item) => {
            const row = model[item.index];
            if (!row) return null;
            return (
              <div
                key={row.id}
                role="row"
                aria-rowindex={item.index + 2}
                aria-selected={onSelect ? row.id === selected : undefined}
                className={onSelect ? "table-row chosen-by-click" : "table-row"}
                style={{
                  gridTemplateColumns: template,
                  height: item.size,
                  transform: `translateY(${item.start}px)`,
                }}
                onClick={() => onSelect?.(row.original)}
              >
                {row.getVisibleCells().map((cell) => (
                  <div key={cell.id} role="gridcell" className={classOf(cell.column.columnDef)}>
                    {flexRender(cell.column.columnDef.cell, cell.getContext())}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
      <p className="table-foot" role="status">
        {total === undefined ? say("rowsSoFar", { shown }) : say("rowsOf", { shown, total: numberText(words, total) })}
      </p>
    </div>
  );
}
