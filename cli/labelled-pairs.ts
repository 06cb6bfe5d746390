import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CsvSplitter } from "../connectors/files/csv";
import { ConcordError } from "../schema/errors";
import type { LabelledSplits } from "../subgraphs/mapping/matching/benchmark";
import type { LabelledPair } from "../subgraphs/mapping/matching/boosted-trees";
import { numberOf } from "../subgraphs/mapping/matching/normalise/item";
import type { FieldKind, MatchField, MatchRecord } from "../subgraphs/mapping/matching/record";

type CsvRow = Readonly<Record<string, string>>;

/** All records of a CSV file with a header, comma and double quotes; a malformed one is an error that names its line. */
function readCsv(file: string): readonly CsvRow[] {
  const splitter = new CsvSplitter({ encoding: "utf-8", format: "csv", delimiter: ",", quote: '"' });
  const text = readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  const [head, ...records] = [...splitter.take(text), ...splitter.rest()];
  const header = head?.values.map((name) => name.trim()) ?? [];
  return records.map(({ line, values, fault }) => {
    if (fault) throw new ConcordError(fault.code as "IMPORT_RECORD_MALFORMED", fault.reason, `${file}:${line}`);
    return Object.fromEntries(header.map((name, at) => [name, values[at] ?? ""]));
  });
}

const missing = (file: string, expected: string): ConcordError =>
  new ConcordError("IMPORT_COLUMN_MISSING", `Expected ${expected} in the header of ${file}.`, file);

/**
 * Labelled pairs in either of DeepMatcher's layouts: pair files with `label`, `left_…` and `right_…`; or with `label`,
 * `ltable_id` and `rtable_id` beside `tableA.csv` and `tableB.csv`. A record that recurs is one object.
 */
export class PairFolder {
  private readonly records = new Map<string, MatchRecord>();
  private readonly tables = new Map<string, ReadonlyMap<string, MatchRecord>>();

  constructor(private readonly folder: string) {}

  /** @throws SOURCE_MISSING: there is no `train.csv`, or it is empty; IMPORT_COLUMN_MISSING, IMPORT_RECORD_MALFORMED */
  splits(): LabelledSplits {
    const file = (name: string): string => join(this.folder, name);
    const [train, valid, test] = ["train.csv", "valid.csv", "test.csv"].map((name) => this.read(file(name)));
    if (!train || train.length === 0)
      throw new ConcordError(
        "SOURCE_MISSING",
        `There are no labelled pairs in ${file("train.csv")}: expected a CSV file with label, left_… and right_… (or ltable_id and rtable_id).`,
        "folder",
      );
    return { train, valid: valid ?? [], test: test ?? [] };
  }

  read(file: string): readonly LabelledPair[] {
    if (!existsSync(file)) return [];
    return readCsv(file).map((row) => {
      if (row["label"] !== "0" && row["label"] !== "1") throw missing(file, "a column label of 0 and 1");
      return { ...this.pair(row, file), matches: row["label"] === "1" };
    });
  }

  private pair(row: CsvRow, file: string): { left: MatchRecord; right: MatchRecord } {
    const { ltable_id: left, rtable_id: right } = row;
    if (left !== undefined && right !== undefined)
      return { left: this.tableRecord("tableA.csv", left, file), right: this.tableRecord("tableB.csv", right, file) };
    return { left: this.sideRecord(row, "left_", file), right: this.sideRecord(row, "right_", file) };
  }

  private sideRecord(row: CsvRow, side: string, file: string): MatchRecord {
    const columns = Object.keys(row).filter((column) => column.startsWith(side));
    if (columns.length === 0) throw missing(file, `columns that begin with ${side}`);
    const id = `${side}${JSON.stringify(columns.map((column) => row[column]))}`;
    const known = this.records.get(id);
    if (known) return known;
    const values = Object.fromEntries(columns.map((column) => [column.slice(side.length), row[column] ?? null]));
    const record = { id, values };
    this.records.set(id, record);
    return record;
  }

  private tableRecord(table: string, id: string, file: string): MatchRecord {
    const records = this.tables.get(table) ?? this.readTable(table);
    this.tables.set(table, records);
    const record = records.get(id);
    if (!record)
      throw new ConcordError(
        "SOURCE_MISSING",
        `${file} names record ${id}, which ${table} beside it does not have.`,
        file,
      );
    return record;
  }

  private readTable(table: string): ReadonlyMap<string, MatchRecord> {
    const file = join(this.folder, table);
    if (!existsSync(file)) throw new ConcordError("SOURCE_MISSING", `There is no ${file}.`, "folder");
    return new Map(readCsv(file).map(({ id = "", ...values }) => [id, { id: `${table} ${id}`, values }]));
  }
}

/** Reads what a column holds from its values alone: nothing here knows a data set by name. */
export function fieldsOf({ train, valid, test }: LabelledSplits): readonly MatchField[] {
  const pairs = [...train, ...valid, ...test];
  const records = [...new Set(pairs.flatMap(({ left, right }) => [left, right]))];
  return Object.keys(pairs[0]?.left.values ?? {}).map((name) => {
    const values = records.map((record) => String(record.values[name] ?? "")).filter((value) => value !== "");
    return { name, kind: kindOf(values) };
  });
}

function kindOf(values: readonly string[]): FieldKind {
  const numeric = values.filter((value) => /^[^\p{L}]{0,3}\d[\d.,]*\s?%?$/u.test(value) && numberOf(value) !== null);
  return values.length > 0 && numeric.length >= 0.95 * values.length ? "number" : "text";
}
