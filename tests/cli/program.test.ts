import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

const PROJECT = join(__dirname, "..", "..");

/** A project of one program, with this one's packages. */
function projectOf(program: string): { readonly folder: string; readonly built: string; run(): string } {
  const folder = mkdtempSync(join(tmpdir(), "concord-program-"));
  for (const file of ["cli/program.mjs", "cli/install.mjs", "tsconfig.json", "package-lock.json"])
    cpSync(join(PROJECT, file), join(folder, file));
  symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
  // What is built stands in the packages' folder, which is not this test's own.
  const own = basename(folder);
  mkdirSync(join(folder, own));
  writeFileSync(join(folder, own, "main.ts"), program);
  writeFileSync(join(folder, own, "beside.txt"), "what lies beside it");
  writeFileSync(
    join(folder, "run.mjs"),
    `import { runProgram } from "./cli/program.mjs"; await runProgram("${own}/main.ts");`,
  );
  const run = (): string => execFileSync(process.execPath, [join(folder, "run.mjs")], { encoding: "utf8" }).trim();
  return { folder: join(folder, own), built: join(PROJECT, "node_modules", ".cache", "concord", own), run };
}

describe("a program of the project", () => {
  const READS = `import { readFileSync } from "node:fs"; import { join } from "node:path"; import { word } from "./word";
    const told: string = word; console.log(told, readFileSync(join(__dirname, "beside.txt"), "utf8"));`;
  const removed: string[] = [];
  afterAll(() => {
    for (const folder of removed) rmSync(folder, { recursive: true, force: true });
  });

  it("is what its files say, however often they change, and finds what lies beside them", () => {
    const { folder, built, run } = projectOf(READS);
    removed.push(built);
    for (const word of ["first", "other", "first"]) {
      writeFileSync(join(folder, "word.ts"), `export const word = "${word}";`);
      expect(run()).toBe(`${word} what lies beside it`);
      expect(run()).toBe(`${word} what lies beside it`);
    }
    expect(existsSync(join(built, "main.cjs"))).toBe(true);
  });

  it("runs as well where nothing can be kept", () => {
    const { folder, built, run } = projectOf(READS);
    removed.push(built);
    writeFileSync(join(folder, "word.ts"), `export const word = "unkept";`);
    mkdirSync(join(built, ".."), { recursive: true });
    writeFileSync(built, "a file where the folder would be");
    expect(run()).toBe("unkept what lies beside it");
  });
});
