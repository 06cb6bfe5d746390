import fc from "fast-check";
import { describeOnEveryEngine } from "../databases";
import { type OpenBooks, openBooks } from "./books";

const SLOW_MS = 240_000;
const INVOICES = ["A", "B"];

/** What a record says, and what it says rightly; equal: the record is sound. */
interface Record {
  readonly file: "customers" | "invoices" | "lines";
  readonly given: readonly string[];
  readonly right: readonly string[];
}

const HEADS = {
  customers: ["No", "Name"],
  invoices: ["No", "Customer", "Date", "Currency", "Net"],
  lines: ["Invoice", "Line", "Pieces", "Unit", "Net"],
};

/** A fault of one column of a record, if any. */
const faulty = (
  file: Record["file"],
  right: readonly string[],
  faults: Readonly<{ [column: string]: readonly string[] }>,
) =>
  fc
    .option(
      fc.constantFrom(
        ...Object.entries(faults).flatMap(([column, texts]) => texts.map((text) => [column, text] as const)),
      ),
      {
        freq: 2,
      },
    )
    .map((fault): Record => {
      const given = right.map((text, at) => (fault && HEADS[file][at] === fault[0] ? fault[1] : text));
      return { file, given, right };
    });

const customers = INVOICES.map((no) => faulty("customers", [`C-${no}`, `Firm ${no}`], { Name: [""] }));
const invoices = INVOICES.map((no, at) =>
  faulty("invoices", [no, `C-${no}`, `2026-01-0${at + 1}`, "EUR", "3"], {
    Date: ["1.2.2026", "2026-02-30", ""],
    Currency: ["EURO", ""],
    Net: ["x"],
    Customer: [""],
  }),
);
const lines = INVOICES.flatMap((no) =>
  ["1", "2"].map((line) =>
    faulty("lines", [no, line, "1", "C62", line], {
      Net: ["1o", ""],
      Unit: ["Stk"],
      Pieces: ["two"],
      Line: ["first", ""],
    }),
  ),
);
const exported = fc.tuple(...customers, ...invoices, ...lines);

/** Which of the faulty records a person corrects: all, or those of the drawn places. */
const corrected = fc.oneof(fc.constant("all" as const), fc.uniqueArray(fc.nat({ max: 7 })));

describeOnEveryEngine("replaying corrections", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let at: OpenBooks;
  beforeAll(async () => {
    opened = await engine.open();
    at = await openBooks(opened.database);
  }, SLOW_MS);
  afterAll(async () => {
    await at?.graph.close();
    await opened?.close();
  });

  const write = (records: readonly Record[], text: (record: Record) => readonly string[]) => {
    const of = (file: Record["file"]) => records.filter((one) => one.file === file).map((one) => text(one).join(","));
    at.books.write({ customers: of("customers"), invoices: of("invoices"), lines: of("lines") });
  };

  async function correct(record: Record): Promise<void> {
    const same = (row: Readonly<{ [field: string]: string }>) =>
      row["recordKind"] === "SOURCE" &&
      row["file"] === `${record.file}.csv` &&
      HEADS[record.file].every((column, place) => JSON.parse(row["record"] ?? "{}")[column] === record.given[place]);
    const row = (await at.rows()).find(same);
    const changes = HEADS[record.file].flatMap((column, place) => {
      const right = record.right[place] ?? "";
      return record.given[place] === right ? [] : [[column, right] as const];
    });
    expect((await at.correct(row?.["id"], Object.fromEntries(changes))).errors).toEqual([]);
  }

  it(
    "comes to what a clean import of the corrected files comes to, at once or one after the other",
    async () => {
      await fc.assert(
        fc.asyncProperty(exported, corrected, fc.boolean(), async (records, chosen, singly) => {
          const bad = records.filter(({ given, right }) => given.join() !== right.join());
          const mended = new Set(bad.filter((_, place) => chosen === "all" || chosen.includes(place)));
          await at.empty();
          write(records, (record) => (mended.has(record) ? record.right : record.given));
          await at.import();
          const clean = await at.facts();
          await at.empty();
          write(records, ({ given }) => given);
          await at.import();
          for (const record of mended) {
            await correct(record);
            if (singly) await at.import();
          }
          await at.import();
          expect(await at.facts()).toEqual(clean);
          const open = (await at.rows()).filter(
            ({ state, recordKind, correction }) => state === "OPEN" && recordKind === "SOURCE" && correction === null,
          );
          expect(open).toHaveLength(bad.length - mended.size);
        }),
        { numRuns: 4 },
      );
    },
    SLOW_MS,
  );
});
