import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../command";
import { describeOnServer } from "../databases";
import { type OpenBooks, openBooks } from "./books";

const SLOW_MS = 120_000;

describeOnServer("concord replay", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let at: OpenBooks;
  beforeAll(async () => {
    opened = await engine.open();
    at = await openBooks(opened.database);
    at.books.write({ lines: ["A,1,2,C62,10", "A,2,4,C62,2o", "B,1,1,KGM,5"] });
    const options = `{ mapping: ${at.books.mapping}, folder: ${at.books.folder} }`;
    writeFileSync(
      join(at.books.folder, "concord.sources.yaml"),
      `sources:\n  - { name: exports, connector: files, options: ${options} }\n`,
    );
    await at.import();
  }, SLOW_MS);
  afterAll(async () => {
    await at?.graph.close();
    await opened?.close();
  });

  const run = (args: readonly string[]) =>
    runCommand(args, { cwd: at.books.folder, env: { DATABASE_URL: opened.url } });

  it(
    "brings in what was corrected and says so; a dry run keeps nothing",
    async () => {
      const { id } = await at.row("OPEN", { code: "IMPORT_NUMBER_INVALID" });
      await at.correct(id, { Net: "20" });
      expect((await run(["replay", "exports", "--dry-run"])).code).toBe(0);
      expect(await at.row("OPEN", { id })).toMatchObject({ correction: '{"Net":"20"}' });
      const done = await run(["replay", "books"]);
      expect(done.out).toContain("books: 1 came in by correction, 3 open before, 0 now");
      expect((await at.facts())["invoices"].totalCount).toBe(2);
      const again = JSON.parse((await run(["replay", "--all", "--json"])).out).replayed;
      expect(again).toMatchObject([{ before: { open: 0, corrected: 1 }, after: { open: 0, corrected: 1 } }]);
    },
    SLOW_MS,
  );

  it(
    "names the sources there are when one is unknown",
    async () => {
      const { code, err } = await run(["replay", "nothing"]);
      expect([code, err]).toEqual([
        1,
        expect.stringContaining("SOURCES_INVALID: There is no source or system nothing"),
      ]);
    },
    SLOW_MS,
  );
});
