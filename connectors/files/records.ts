import { createReadStream } from "node:fs";
import { errorText } from "../../schema/errors";
import type { RecordBatch, SourceRecord } from "../mapping/record";
import type { Records } from "../mapping/record-source";
import { CsvSplitter, UNDECODED } from "./csv";

export interface FileFormat {
  readonly encoding: "utf-8" | "utf-16le" | "utf-16be" | "gb18030";
  readonly format: "csv" | "jsonl";
  readonly delimiter: string;
  readonly quote: string;
}

/** Text of a file in pieces, without its byte order mark. */
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
): Promise<Records> {
  const text = decode(path, format.encoding, onBytes);
  if (format.format === "jsonl") {
    const batches = jsonLines(text, wanted);
    return { header: wanted, batches, close: () => text.return(undefined) };
  }
  const batches = csvBatches(text, format);
  const first = await batches.next();
  const [head, ...others] = first.done ? [] : first.value;
  const header = head && !head.fault ? head.values.map((name) => name.trim()) : [];
  return { header, batches: behindHeader(others, batches), close: () => batches.return(undefined) };
}

async function* csvBatches(text: AsyncIterable<string>, format: FileFormat): AsyncGenerator<RecordBatch> {
  const splitter = new CsvSplitter(format);
  for await (const chunk of text) {
    const records = splitter.take(chunk);
    if (records.length > 0) yield records;
  }
  const last = splitter.rest();
  if (last.length > 0) yield last;
}

async function* behindHeader(first: RecordBatch, others: AsyncIterable<RecordBatch>): AsyncGenerator<RecordBatch> {
  if (first.length > 0) yield first;
  yield* others;
}

/** Numbers of a JSON text as strings, so that none passes through a float. */
const JSON_TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
export const exactJson = (line: string): string =>
  line.replace(JSON_TOKENS, (token) => (token.startsWith('"') ? token : `"${token}"`));

async function* jsonLines(text: AsyncIterable<string>, wanted: readonly string[]): AsyncGenerator<RecordBatch> {
  let rest = "";
  let line = 0;
  const record = (one: string): readonly SourceRecord[] => {
    line += 1;
    return one.trim() === "" ? [] : [jsonRecord(one, line, wanted)];
  };
  for await (const chunk of text) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield lines.flatMap(record);
  }
  yield record(rest);
}

function jsonRecord(text: string, line: number, wanted: readonly string[]): SourceRecord {
  try {
    const object: unknown = JSON.parse(exactJson(text));
    if (typeof object !== "object" || object === null || Array.isArray(object)) throw new Error("not an object");
    const texts = new Map(Object.entries(object).map(([name, value]) => [name, jsonText(value)]));
    const values = wanted.map((name) => texts.get(name) ?? "");
    const read = { line, values, whole: () => Object.fromEntries(texts) };
    return text.includes("\uFFFD") ? { ...read, fault: UNDECODED } : read;
  } catch (error) {
    const reason = `Expected one JSON object a line: ${errorText(error)}.`;
    return { line, values: [text], fault: { code: "IMPORT_RECORD_MALFORMED", reason } };
  }
}

function jsonText(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
