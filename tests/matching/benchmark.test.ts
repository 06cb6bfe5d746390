import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { fieldsOf, PairFolder } from "../../cli/labelled-pairs";
import { Benchmark } from "../../subgraphs/mapping/matching/benchmark";

const SETS = resolve(
  process.env["BENCHMARKS_FOLDER"] ?? join(__dirname, "..", "..", "..", "shared", "data", "em_benchmarks"),
);
const fodors = join(SETS, "Structured", "Fodors-Zagats");
const abtBuy = join(SETS, "Textual", "Abt-Buy");
const present = existsSync(join(fodors, "train.csv")) && existsSync(join(abtBuy, "train.csv"));
if (!present)
  console.log(`Published benchmarks are skipped: they are not in ${SETS}; set BENCHMARKS_FOLDER to their folder.`);

(present ? describe : describe.skip)("published benchmarks", () => {
  const benchmark = (folder: string, most = Number.POSITIVE_INFINITY): Benchmark => {
    const { train, valid, test } = new PairFolder(folder).splits();
    const splits = { train: train.slice(0, most), valid, test };
    return new Benchmark(fieldsOf(splits), splits);
  };

  it("judges every pair of Fodors-Zagats rightly", () => {
    expect(benchmark(fodors).onValid()).toMatchObject({ f1: 1, pairs: 190, matches: 22 });
  });

  it("reaches on Abt-Buy what is asked for, learned from an eighth of its pairs", () => {
    expect(benchmark(abtBuy, 700).onValid().f1).toBeGreaterThan(0.715);
  });
});

describe("labelled pairs of a user's own", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "concord-pairs-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const write = (name: string, lines: readonly string[]): void =>
    writeFileSync(join(folder, name), `${lines.join("\n")}\n`);

  /** Pairs of a name with itself, and with another. */
  const pairs = (from: number, to: number): readonly string[] =>
    Array.from({ length: to - from }, (_, at) => from + at).flatMap((number) => [
      `1,"Firm ${number} of Town ${number % 7}",10.50,firm ${number} of town ${number % 7},10.5`,
      `0,"Firm ${number} of Town ${number % 7}",10.50,shop ${number + 1} in city ${number % 5},7`,
    ]);
  const HEADER = "label,left_name,left_price,right_name,right_price";

  it("are read in the layout with both records in a line; numbers are found by their values", () => {
    write("train.csv", [HEADER, ...pairs(0, 40)]);
    write("valid.csv", [HEADER, ...pairs(40, 50)]);
    write("test.csv", [HEADER, ...pairs(50, 60)]);
    const splits = new PairFolder(folder).splits();
    expect(fieldsOf(splits)).toEqual([
      { name: "name", kind: "text" },
      { name: "price", kind: "number" },
    ]);
    const score = new Benchmark(fieldsOf(splits), splits).onTest();
    expect(score).toMatchObject({
      f1: 1,
      pairs: 20,
      matches: 10,
      learnedOn: "train and valid",
      testedOn: "TEST SPLIT",
    });
  });

  it("are read in the layout with tables beside the pairs", () => {
    write("tableA.csv", ["id,name", "1,Acme", "2,Zorvex"]);
    write("tableB.csv", ["id,name", '7,"Acme, Ltd"']);
    write("train.csv", ["ltable_id,rtable_id,label", "1,7,1", "2,7,0"]);
    const { train } = new PairFolder(folder).splits();
    expect(train.map(({ left, right, matches }) => [left.values["name"], right.values["name"], matches])).toEqual([
      ["Acme", "Acme, Ltd", true],
      ["Zorvex", "Acme, Ltd", false],
    ]);
    expect(train[0]?.right).toBe(train[1]?.right);
  });

  it.each([
    ["no file", undefined, /SOURCE_MISSING|no labelled pairs/],
    ["no label", ["left_name,right_name", "a,b"], /label of 0 and 1/],
    ["another label", [HEADER, "yes,a,1,b,2"], /label of 0 and 1/],
    ["no right side", ["label,left_name", "1,a"], /begin with right_/],
    ["a short line", [HEADER, "1,a"], /5 values/],
    ["a table that is missing", ["ltable_id,rtable_id,label", "1,7,1"], /tableA/],
  ])("say what is wrong: %s", (_, lines, message) => {
    if (lines) write("train.csv", lines);
    expect(() => new PairFolder(folder).splits()).toThrow(message);
  });
});
