import { parse } from "csv-parse";
import fc from "fast-check";
import { CsvSplitter } from "../../connectors/files/csv";
import type { FileFormat } from "../../connectors/files/records";
import type { SourceRecord } from "../../connectors/mapping/record";

const format = (delimiter = ",", quote = '"'): FileFormat => ({ encoding: "utf-8", format: "csv", delimiter, quote });

/** Splits a text that arrives in pieces of the given size. */
function split(
  text: string,
  { pieceLength = text.length, ...own }: Partial<FileFormat> & { pieceLength?: number } = {},
) {
  const splitter = new CsvSplitter({ ...format(), ...own });
  const records: SourceRecord[] = [];
  for (let at = 0; at < text.length; at += pieceLength)
    records.push(...splitter.take(text.slice(at, at + pieceLength)));
  return [...records, ...splitter.rest()];
}

interface Written {
  readonly values: readonly string[];
  readonly blankLines: number;
  readonly lineEnd: "\n" | "\r\n";
}

const value = fc.string({
  unit: fc.constantFrom("a", "中", " ", ",", ";", "|", '"', "'", "\n", "\r\n", "1"),
  maxLength: 6,
});
const lineEnds = fc.constantFrom("\n" as const, "\r\n" as const);
const table = fc.integer({ min: 2, max: 4 }).chain((width) =>
  fc.array(
    fc.record<Written>({
      values: fc.array(value, { minLength: width, maxLength: width }),
      blankLines: fc.nat(2),
      lineEnd: lineEnds,
    }),
    { minLength: 1, maxLength: 8 },
  ),
);
const style = fc.record({
  delimiter: fc.constantFrom(",", ";", "\t", "|"),
  quote: fc.constantFrom('"', "'"),
  pieceLength: fc.integer({ min: 1, max: 40 }),
});

/** Writes a table as exports do: quotes where they are needed, blank lines between, the line end of each record its own. */
function write(rows: readonly Written[], { delimiter, quote }: { delimiter: string; quote: string }) {
  let text = "";
  const lines: number[] = [];
  for (const { values, blankLines, lineEnd } of rows) {
    lines.push(text.split("\n").length);
    const needsQuote = (one: string) => one.includes(delimiter) || one.includes(quote) || /[\r\n]/.test(one);
    const quoted = (one: string) => (needsQuote(one) ? quote + one.replaceAll(quote, quote + quote) + quote : one);
    text += values.map(quoted).join(delimiter) + lineEnd + lineEnd.repeat(blankLines);
  }
  return { text, lines };
}

describe("delimited text", () => {
  it("gives every value and the true line of every record, however the text is cut into pieces", () => {
    fc.assert(
      fc.property(table, style, (rows, own) => {
        const { text, lines } = write(rows, own);
        const records = split(text, own);
        expect(records.map(({ values }) => values)).toEqual(rows.map(({ values }) => values));
        expect(records.map(({ line }) => line)).toEqual(lines);
      }),
    );
  });

  it("agrees with csv-parse wherever the line ends are of one kind", async () => {
    await fc.assert(
      fc.asyncProperty(table, style, lineEnds, async (rows, own, lineEnd) => {
        const alike = rows.map((row) => ({ ...row, lineEnd }));
        const { text } = write(alike, own);
        const { delimiter, quote } = own;
        const options = { delimiter, quote, escape: quote, record_delimiter: lineEnd, skip_empty_lines: true };
        const theirs: unknown = await parse(text, options).toArray();
        expect(split(text, own).map(({ values }) => values)).toEqual(theirs);
      }),
    );
  });

  it("reads the last record of a file that ends without a line end, and files of carriage returns alone", () => {
    expect(split('a,b\n1,"2"').map(({ values }) => values)).toEqual([
      ["a", "b"],
      ["1", "2"],
    ]);
    const old = split("a,b\r1,2\r\r3,4\r", { pieceLength: 1 });
    expect(old.map(({ line, values }) => [line, ...values])).toEqual([
      [1, "a", "b"],
      [2, "1", "2"],
      [4, "3", "4"],
    ]);
  });

  it("takes a quote inside an unquoted value for what it is", () => {
    expect(split('a,b\n2" pipe,x\n')[1]).toEqual({ line: 2, values: ['2" pipe', "x"] });
  });

  it.each([
    ["a record in well-formed quotes", '"2,x'],
    ["text behind a closing quote", '"2"x,y'],
    ["2 values as in the header, got 3", "1,2,3"],
    ["2 values as in the header, got 1", "1"],
  ])("sets aside the one line with %s, as its text, and reads on", (reason, broken) => {
    for (const pieceLength of [1, 7, 1000]) {
      const records = split(`a,b\n1,2\n${broken}\n3,4\n"5\n",6\n7,8`, { pieceLength });
      expect(records[2]).toMatchObject({ line: 3, values: [broken], fault: { code: "IMPORT_RECORD_MALFORMED" } });
      expect(records[2]?.fault?.reason).toContain(reason);
      expect(records.filter(({ fault }) => !fault).map(({ line, values }) => [line, ...values])).toEqual([
        [1, "a", "b"],
        [2, "1", "2"],
        [4, "3", "4"],
        [5, "5\n", "6"],
        [7, "7", "8"],
      ]);
    }
  });

  it("tells a quote that is open at the end of the file", () => {
    const records = split('a,b\n1,"2\n3,4\n');
    expect(records.map(({ line, fault }) => [line, fault?.code])).toEqual([
      [1, undefined],
      [2, "IMPORT_RECORD_MALFORMED"],
      [3, undefined],
    ]);
    expect(records[1]?.fault?.reason).toContain("a quote that never closes");
  });

  it("does not hold a whole file in memory for a quote that never closes", () => {
    const splitter = new CsvSplitter(format());
    const lines = "2,2\n".repeat(50_000);
    const before = splitter.take(`a,b\n1,"1\n${lines}`);
    const after = Array.from({ length: 10 }, () => splitter.take(lines)).flat();
    expect(before).toHaveLength(1);
    expect(after.length).toBeGreaterThan(450_000);
    expect(after[0]).toMatchObject({ line: 2, fault: { code: "IMPORT_RECORD_MALFORMED" } });
  });
});
