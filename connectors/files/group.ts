import { Decimal } from "decimal.js";
import type { Values } from "./expression";
import type { Read } from "./mapping-file";
import type { ColumnMapping } from "./row-mapping";

type Fold = "sum" | "min" | "max" | "first";

const Exact = Decimal.clone({ precision: 200 });

/** One row made of several records: sums, extremes, and otherwise the first record's values. */
interface Group {
  readonly line: number;
  readonly values: (string | null)[];
}

const folds: Readonly<Record<Fold, (kept: string, next: string) => string>> = {
  first: (kept) => kept,
  sum: (kept, next) => new Exact(kept).plus(next).toFixed(),
  min: (kept, next) => (isBefore(next, kept) ? next : kept),
  max: (kept, next) => (isBefore(kept, next) ? next : kept),
};

const NUMBER = /^-?\d+(\.\d+)?$/;
const isBefore = (left: string, right: string): boolean =>
  NUMBER.test(left) && NUMBER.test(right) ? new Exact(left).lessThan(right) : left < right;

function foldOf(read: Read, { field }: ColumnMapping): Fold {
  const expression = read.fields[field];
  if (typeof expression !== "object") return "first";
  const inner = "value" in expression ? expression.value : expression;
  if (typeof inner !== "object") return "first";
  return (["sum", "min", "max"] as const).find((name) => name in inner) ?? "first";
}

/** Collects the records of a file into rows by the values of the group's columns. */
export class Grouping {
  private readonly groups = new Map<string, Group>();
  private readonly folds: readonly Fold[];
  private readonly positions: readonly number[];

  constructor(read: Read, columns: readonly ColumnMapping[], header: readonly string[]) {
    this.folds = columns.map((column) => foldOf(read, column));
    this.positions = (read.group ?? []).map((name) => header.indexOf(name));
  }

  add(record: Values, line: number, row: readonly (string | null)[]): void {
    const key = this.positions.map((at) => record[at] ?? "").join("\u0000");
    const group = this.groups.get(key);
    if (!group) {
      this.groups.set(key, { line, values: [...row] });
      return;
    }
    this.folds.forEach((fold, at) => {
      const [kept, next] = [group.values[at] ?? null, row[at] ?? null];
      if (fold === "first" || next === null) return;
      group.values[at] = kept === null ? next : folds[fold](kept, next);
    });
  }

  rows(): IterableIterator<Group> {
    return this.groups.values();
  }
}
