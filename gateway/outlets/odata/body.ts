import type { Cell, Column } from "../shape";
import { ROW_NUMBER } from "./metadata";
import type { NumberedRow } from "./options";

export interface Page {
  readonly context: string;
  readonly columns: readonly Column[];
  readonly select: readonly number[] | undefined;
  readonly rows: readonly NumberedRow[];
  readonly count: number | undefined;
  readonly nextLink: string | undefined;
  /** Decimals and long numbers as text, for readers whose numbers cannot hold them (OData JSON 4.01, 3.2). */
  readonly isCompatible: boolean;
}

/** A page of an entity set as OData JSON; a decimal is written digit by digit as the graph gave it. */
export function pageBody({ context, columns, select, rows, count, nextLink, isCompatible }: Page): string {
  const shown = select ?? columns.map((_column, at) => at);
  const entries = rows.map(({ number, cells }) => {
    const properties = shown.map((at) => property(columns[at], cells[at] ?? null, isCompatible));
    const key = select ? [] : [`${JSON.stringify(ROW_NUMBER)}:${isCompatible ? `"${number}"` : number}`];
    return `{${[...key, ...properties].join(",")}}`;
  });
  const head = [`"@odata.context":${JSON.stringify(context)}`];
  if (count !== undefined) head.push(`"@odata.count":${isCompatible ? `"${count}"` : count}`);
  const tail = nextLink === undefined ? "" : `,"@odata.nextLink":${JSON.stringify(nextLink)}`;
  return `{${head.join(",")},"value":[${entries.join(",\n")}]${tail}}\n`;
}

function property(column: Column | undefined, cell: Cell, isCompatible: boolean): string {
  const isNumberText = column?.type === "decimal" && typeof cell === "string" && !isCompatible;
  return `${JSON.stringify(column?.name)}:${isNumberText ? cell : JSON.stringify(cell)}`;
}
