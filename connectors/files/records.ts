import { createReadStream } from "node:fs";
import { pipeline, Readable } from "node:stream";
import { type CsvError, type Parser, parse as parseCsv } from "csv-parse";

/** One record of a file: its texts in the order of the header, and the line it starts on. */
export interface SourceRecord {
  readonly line: number;
  readonly values: readonly string[];
  /** Why it could not be read; its text is then the only value. */
  readonly fault?: { readonly code: "IMPORT_RECORD_MALFORMED" | "IMPORT_ENCODING_INVALID"; readonly reason: string };
}

export interface FileFormat {
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
  readonly format: "csv" | "jsonl";
  readonly delimiter: string;
  readonly quote: string;
}

export interface RecordFile {
  readonly header: readonly string[];
  readonly records: AsyncIterable<SourceRecord>;
}

const REPLACEMENT = "\uFFFD";

/** Text of a file in chunks; bytes that do not decode become U+FFFD, by which their record is recognised. */
async function* decode(path: string, encoding: string, onBytes: (bytes: number) => void): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer;
    onBytes(bytes.length);
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}

/** Opens a file of records; for JSON Lines the header is the columns that the mapping asks for. */
export async function openRecords(
  path: string,
  format: FileFormat,
  wanted: readonly string[],
  onBytes: (bytes: number) => void = () => {},
): Promise<RecordFile> {
  const text = decode(path, format.encoding, onBytes);
  if (format.format === "jsonl") return { header: wanted, records: jsonLines(text, wanted) };
  const rows = csvRows(text, format);
  const first = await rows.next();
  const header = first.done ? [] : first.value.values.map((name) => name.trim());
  return { header, records: checkedRows(rows, header.length) };
}

interface ParserInfo {
  readonly lines: number;
  readonly empty_lines: number;
  readonly columns: unknown;
}

interface Skipped {
  readonly message: string;
  readonly raw: string;
}

/** A quote inside an unquoted value is part of it (`2" pipe`); a quote that never closes makes its record malformed. */
function csvParser({ delimiter, quote }: FileFormat, onSkip: (skipped: Skipped) => void): Parser {
  const parser = parseCsv({
    delimiter,
    quote,
    bom: true,
    info: true,
    raw: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  parser.on("skip", (error: CsvError, raw?: string) => {
    onSkip({ message: error.message, raw: raw ?? "" });
  });
  return parser;
}

/** csv-parse tells the line on which a record ends; the next one starts on the line after, blank lines left out. */
async function* csvRows(text: AsyncIterable<string>, format: FileFormat): AsyncGenerator<SourceRecord> {
  const skipped: Skipped[] = [];
  const parser = csvParser(format, (one) => skipped.push(one));
  // A fault of the file reaches the loop below through the parser, which the pipeline destroys.
  pipeline(Readable.from(text), parser, () => {});
  let line = 1;
  let blanks = 0;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: ParserInfo }>) {
      yield { line: line + info.empty_lines - blanks, values: record };
      line = info.lines + 1;
      blanks = info.empty_lines;
    }
    yield* malformed(skipped, line);
  } finally {
    parser.destroy();
  }
}

function* malformed(skipped: readonly Skipped[], line: number): Generator<SourceRecord> {
  for (const { message, raw } of skipped)
    yield {
      line,
      values: [raw],
      fault: { code: "IMPORT_RECORD_MALFORMED", reason: `Expected a well-formed record: ${message}.` },
    };
}

async function* checkedRows(rows: AsyncGenerator<SourceRecord>, width: number): AsyncGenerator<SourceRecord> {
  for await (const row of rows) yield row.fault ? row : checked(row, width);
}

function checked(row: SourceRecord, width: number): SourceRecord {
  if (row.values.length !== width)
    return {
      ...row,
      fault: {
        code: "IMPORT_RECORD_MALFORMED",
        reason: `Expected ${width} values as in the header, got ${row.values.length}. Repair the record, or the delimiter in the mapping.`,
      },
    };
  return withDecoding(row);
}

function withDecoding(row: SourceRecord): SourceRecord {
  if (!row.values.some((value) => value.includes(REPLACEMENT))) return row;
  return {
    ...row,
    fault: {
      code: "IMPORT_ENCODING_INVALID",
      reason: "Expected text in the mapping's encoding, got bytes that do not decode.",
    },
  };
}

/** Numbers of a JSON text as strings, so that none passes through a float. */
const JSON_TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const exactJson = (line: string): string =>
  line.replace(JSON_TOKENS, (token) => (token.startsWith('"') ? token : `"${token}"`));

async function* jsonLines(text: AsyncIterable<string>, wanted: readonly string[]): AsyncGenerator<SourceRecord> {
  let rest = "";
  let line = 0;
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    for (const one of lines) {
      line += 1;
      if (one.trim() !== "") yield jsonRecord(one, line, wanted);
    }
  }
  if (rest.trim() !== "") yield jsonRecord(rest, line + 1, wanted);
}

function jsonRecord(source: string, line: number, wanted: readonly string[]): SourceRecord {
  const text = source.replace(/^\uFEFF/, "");
  try {
    const object: unknown = JSON.parse(exactJson(text));
    if (typeof object !== "object" || object === null || Array.isArray(object)) throw new Error("not an object");
    const values = wanted.map((name) => jsonText((object as Record<string, unknown>)[name]));
    return withDecoding({ line, values });
  } catch (error) {
    const reason = `Expected one JSON object a line: ${error instanceof Error ? error.message : String(error)}.`;
    return { line, values: [text], fault: { code: "IMPORT_RECORD_MALFORMED", reason } };
  }
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
