import type { SourceRecord } from "../mapping/record";
import type { FileFormat } from "./records";

/**
 * Longest record that may hold line breaks. A quote that is still open after so much text was never closed: waiting for
 * its end would swallow the rest of the file.
 */
const LONGEST_QUOTED = 1 << 20;

const REPLACEMENT = "\uFFFD";

interface Taken {
  readonly values: readonly string[];
  /** Position behind the record. */
  readonly end: number;
}

type Broken = "text behind a closing quote" | "a quote that never closes";

/**
 * Splits delimited text into records as it arrives. The first record says how many values each has. A broken record costs
 * its own line only: reading goes on with the next line, so that one stray quote does not hide the rest of the file.
 * Either line end is taken wherever it stands, since exports that were joined by hand mix them.
 */
export class CsvSplitter {
  private text = "";
  private at = 0;
  private line = 1;
  private width: number | undefined;
  private lineEnd: "\n" | "\r" | undefined;
  private undecoded = false;
  private readonly delimiter: string;
  private readonly quote: string;

  constructor({ delimiter, quote }: FileFormat) {
    this.delimiter = delimiter;
    this.quote = quote;
  }

  /** The records that are complete with this piece of text. */
  take(chunk: string): SourceRecord[] {
    this.text = this.text.slice(this.at) + chunk;
    this.at = 0;
    this.undecoded = this.text.includes(REPLACEMENT);
    return this.split(false);
  }

  /** The records that the end of the file completes. */
  rest(): SourceRecord[] {
    return this.split(true);
  }

  private split(final: boolean): SourceRecord[] {
    const records: SourceRecord[] = [];
    this.lineEnd ??= this.findLineEnd(final);
    const { lineEnd } = this;
    if (lineEnd === undefined) return records;
    while (this.at < this.text.length) {
      const found = this.text.indexOf(lineEnd, this.at);
      if (found < 0 && !final) break;
      const end = found < 0 ? this.text.length : found;
      const line = this.text.slice(this.at, this.text.charAt(end - 1) === "\r" && end > this.at ? end - 1 : end);
      if (line === "") this.advance(end + 1, 1);
      else if (!line.includes(this.quote)) records.push(this.plain(line, end + 1));
      else if (!this.quoted(line, end + 1, final, records)) break;
    }
    return records;
  }

  /** Old exports end their lines with a carriage return alone; the first line end of the file decides. */
  private findLineEnd(final: boolean): "\n" | "\r" | undefined {
    const at = this.text.search(/[\r\n]/);
    if (final && at < 0) return "\n";
    if (at < 0 || (at === this.text.length - 1 && !final)) return undefined;
    return this.text[at] === "\r" && this.text[at + 1] !== "\n" ? "\r" : "\n";
  }

  private plain(line: string, end: number): SourceRecord {
    const record = this.checked(line.split(this.delimiter), line);
    this.advance(end, 1);
    return record;
  }

  /** False when the record goes on in text that has not arrived. */
  private quoted(line: string, lineEnds: number, final: boolean, records: SourceRecord[]): boolean {
    const taken = this.values(final);
    if (taken === undefined) return false;
    if (typeof taken === "string") {
      records.push(malformed(this.line, line, `a record in well-formed quotes, got ${taken}`));
      this.advance(lineEnds, 1);
      return true;
    }
    const source = this.text.slice(this.at, taken.end);
    records.push(this.checked(taken.values, source));
    this.advance(taken.end, source.split(this.lineEnd ?? "\n").length - 1);
    return true;
  }

  /** The values of the record at `at`; undefined: more text is needed. */
  private values(final: boolean): Taken | Broken | undefined {
    const values: string[] = [];
    let at = this.at;
    for (;;) {
      const opened = this.text.charAt(at) === this.quote;
      const closing = opened ? this.closingQuote(at + 1) : 0;
      if (closing < 0) return this.unclosed(final);
      const end = opened ? closing + 1 : this.endOfValue(at, final);
      if (end < 0 || (end >= this.text.length && !final)) return this.unclosed(final, end);
      values.push(opened ? this.unquote(at + 1, closing) : this.text.slice(at, end));
      if (this.text.charAt(end) === this.delimiter) {
        at = end + 1;
        continue;
      }
      const behind = this.behindLineEnd(end, final);
      if (behind === undefined) return undefined;
      return behind < 0 ? "text behind a closing quote" : { values, end: behind };
    }
  }

  private unclosed(final: boolean, end = -1): Broken | undefined {
    const isTooLong = end < 0 && this.text.length - this.at > LONGEST_QUOTED;
    return final || isTooLong ? "a quote that never closes" : undefined;
  }

  /** Doubled quotes stand for one and do not close. */
  private closingQuote(from: number): number {
    let at = this.text.indexOf(this.quote, from);
    while (at >= 0 && this.text.charAt(at + 1) === this.quote) at = this.text.indexOf(this.quote, at + 2);
    return at;
  }

  private unquote(from: number, to: number): string {
    return this.text.slice(from, to).replaceAll(this.quote + this.quote, this.quote);
  }

  /** Where an unquoted value ends: before the delimiter or the line end. */
  private endOfValue(from: number, final: boolean): number {
    const found = this.text.indexOf(this.lineEnd ?? "\n", from);
    if (found < 0 && !final) return this.text.length;
    const lineEnd = found < 0 ? this.text.length : found;
    const delimiter = this.text.indexOf(this.delimiter, from);
    if (delimiter >= 0 && delimiter < lineEnd) return delimiter;
    return lineEnd > from && this.text.charAt(lineEnd - 1) === "\r" ? lineEnd - 1 : lineEnd;
  }

  /** The position behind the line end at `at`; -1: there is something else; undefined: more text is needed. */
  private behindLineEnd(at: number, final: boolean): number | undefined {
    const next = this.text.charAt(at);
    if (next === "" || next === this.lineEnd) return at + 1;
    if (next !== "\r") return -1;
    if (this.text.charAt(at + 1) === "\n") return at + 2;
    if (at + 1 < this.text.length) return -1;
    return final ? at + 1 : undefined;
  }

  private checked(values: readonly string[], source: string): SourceRecord {
    this.width ??= values.length;
    if (values.length !== this.width)
      return malformed(this.line, source, `${this.width} values as in the header, got ${values.length}`);
    if (!this.undecoded || !source.includes(REPLACEMENT)) return { line: this.line, values };
    return { line: this.line, values, fault: UNDECODED };
  }

  private advance(to: number, lines: number): void {
    this.at = Math.min(to, this.text.length);
    this.line += lines;
  }
}

/** Bytes that do not decode became U+FFFD, by which their record is recognised. */
export const UNDECODED = {
  code: "IMPORT_ENCODING_INVALID",
  reason: "Expected text in the mapping's encoding, got bytes that do not decode. Name the file's true encoding.",
} as const;

function malformed(line: number, source: string, expected: string): SourceRecord {
  const reason = `Expected ${expected}. Repair the record, or the delimiter or quote in the mapping.`;
  return { line, values: [source.replace(/\r?\n$/, "")], fault: { code: "IMPORT_RECORD_MALFORMED", reason } };
}
