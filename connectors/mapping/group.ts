import { Decimal } from "decimal.js";
import { Failure } from "./expression";
import type { Read } from "./mapping-file";
import type { SourceRecord } from "./record";
import type { ColumnMapping } from "./row-mapping";

type Fold = "sum" | "min" | "max" | "first" | "same";

const Exact = Decimal.clone({ precision: 200 });

/** One row made of several records: sums, extremes, and otherwise the first record's values. */
export interface Group {
  readonly first: SourceRecord;
  readonly values: (string | null)[];
  /** Why the group makes no row although this record was sound. */
  readonly spoilt: Failure | undefined;
}

const folds: Readonly<Record<Fold, (kept: string, next: string) => string>> = {
  first: (kept) => kept,
  same: (kept) => kept,
  sum: (kept, next) => new Exact(kept).plus(next).toFixed(),
  min: (kept, next) => (isBefore(next, kept) ? next : kept),
  max: (kept, next) => (isBefore(kept, next) ? next : kept),
};

const NUMBER = /^-?\d+(\.\d+)?$/;
const isBefore = (left: string, right: string): boolean =>
  NUMBER.test(left) && NUMBER.test(right) ? new Exact(left).lessThan(right) : left < right;

function foldOf(read: Read, { field, isUnit }: ColumnMapping): Fold {
  if (isUnit) return "first";
  const expression = read.fields[field];
  if (typeof expression !== "object") return "first";
  const inner = "value" in expression ? expression.value : expression;
  if (typeof inner !== "object") return "first";
  return (["sum", "min", "max"] as const).find((name) => name in inner) ?? "first";
}

/**
 * Collects the records of an object into rows by the values of the group's columns. A group with a record that had to be
 * set aside makes no row: its totals would be short, and nothing would show it.
 */
export class Grouping {
  private readonly groups = new Map<string, Group>();
  private readonly spoilt = new Map<string, Failure>();
  private readonly folds: readonly Fold[];
  private readonly positions: readonly number[];

  constructor(
    read: Read,
    private readonly columns: readonly ColumnMapping[],
    header: readonly string[],
  ) {
    const folds = columns.map((column) => foldOf(read, column));
    // Amounts in two currencies have no sum; where nothing is summed, the first record may speak for all.
    const isSummed = folds.includes("sum");
    this.folds = folds.map((fold, at) => (isSummed && columns[at]?.isUnit ? "same" : fold));
    this.positions = (read.group ?? []).map((name) => header.indexOf(name));
  }

  add(record: SourceRecord, row: readonly (string | null)[]): void {
    const key = this.keyOf(record);
    const group = this.groups.get(key);
    if (!group) {
      this.groups.set(key, { first: record, values: [...row], spoilt: undefined });
      return;
    }
    for (const [at, fold] of this.folds.entries()) {
      const [kept, next] = [group.values[at] ?? null, row[at] ?? null];
      if (fold === "same" && kept !== next) this.spoil(record, this.mixed(at, kept, next));
      if (fold === "first" || next === null) continue;
      group.values[at] = kept === null ? next : folds[fold](kept, next);
    }
  }

  /** Says that a record of the group could not be taken. */
  spoil(record: SourceRecord, { code, reason, detail: { unknownCode } }: Failure): void {
    const key = this.keyOf(record);
    if (this.spoilt.has(key)) return;
    const because = `Expected every record of ${key.split("\u0000").join(", ")} to be sound, but on line ${record.line}: `;
    const hint = " The totals would be short, so the rest is set aside too; repair it and load again.";
    this.spoilt.set(key, new Failure(code, because + reason + hint, unknownCode ? { unknownCode } : {}));
  }

  *rows(): Generator<Group> {
    for (const [key, group] of this.groups) yield { ...group, spoilt: this.spoilt.get(key) };
  }

  private keyOf({ values }: SourceRecord): string {
    return this.positions.map((at) => (values[at] ?? "").trim()).join("\u0000");
  }

  private mixed(at: number, kept: string | null, next: string | null): Failure {
    const field = this.columns[at]?.field ?? "";
    return new Failure(
      "IMPORT_CODE_UNKNOWN",
      `${field} is ${next ?? "empty"} where the first record has ${kept ?? "none"}.`,
    );
  }
}
