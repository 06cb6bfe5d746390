import { readFileSync, writeFileSync } from "node:fs";
import { gunzipSync, gzipSync } from "node:zlib";
import fc from "fast-check";
import { Account } from "../../schema/finance/account";
import { Company } from "../../schema/finance/company";
import { digestOf, storedTables } from "../../store/backup/content";
import { takeBackup } from "../../store/backup/take";
import type { Database } from "../../store/database";
import { migrate, readMigrations } from "../../store/migrate";
import { sql } from "../../store/sql";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine, describeOnServer } from "../databases";
import { allIn, backUp, putBack, SCHEMAS, scratchFolder } from "./build";

const company = (id: string, name = "Acme"): ReturnType<typeof row> =>
  row(Company, { finance_id: `test-finance:company:${id}`, name, currency: "CHF" });

/** Everything in the database, in one text. */
async function state(database: Database): Promise<string> {
  const digests: string[] = [];
  await database.transaction(async (transaction) => {
    for (const schema of SCHEMAS)
      for (const table of await storedTables(transaction, schema))
        digests.push(`${table.name} ${(await digestOf(transaction, table)).hex}`);
  });
  return digests.join("\n");
}

const folder = scratchFolder();
afterAll(() => folder.remove());

let files = 0;
const freshFile = (): string => {
  files += 1;
  return folder.file(`${files}.concord`);
};

/** The same backup with its lines changed: what a careful forger or another version could write. */
function rewritten(file: string, change: (lines: string[]) => string[]): string {
  const lines = gunzipSync(readFileSync(file)).toString("utf8").split("\n");
  const changed = freshFile();
  writeFileSync(changed, gzipSync(change(lines).join("\n")));
  return changed;
}

describeOnEveryEngine("a backup", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  let file: string;
  let saved: string;

  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    await migrateAll(database);
    await load(database, "finance", [company("C1"), company("C2", "Beta")]);
    file = freshFile();
    await backUp(allIn(database), file);
    saved = await state(database);
  });
  beforeEach(() => putBack(allIn(database), file, { replace: true }));
  afterAll(() => opened.close());

  it("is refused by a target that has rows, unless it may replace them", async () => {
    await load(database, "finance", [company("C3", "Later")]);
    const later = await state(database);
    await expect(putBack(allIn(database), file)).rejects.toMatchObject({ code: "RESTORE_TARGET_NOT_EMPTY" });
    expect(await state(database)).toBe(later);
    await putBack(allIn(database), file, { replace: true });
    expect(await state(database)).toBe(saved);
  });

  it("brings its sequences back: numbers go on where they stood, and none is given twice", async () => {
    const next = async (): Promise<string> => {
      const [number] = await database.query(sql`select nextval('mapping.identity_number')::text as number`);
      return String(number?.["number"]);
    };
    const expected = await next();
    await load(database, "finance", [company("C3"), company("C4")]);
    await putBack(allIn(database), file, { replace: true });
    expect(await next()).toBe(expected);
    const { batch } = await load(database, "finance", [company("C5")]);
    const [batches] = await database.query(sql`select max(id)::text as last from mapping.import_batch`);
    expect(batch).toBe(batches?.["last"]);
  });

  it("changes nothing when it is damaged or cut off anywhere, and says so", async () => {
    const whole = readFileSync(file);
    await load(database, "finance", [company("C3", "Later")]);
    const later = await state(database);
    const position = fc.double({ min: 0, max: 1, noNaN: true }).map((part) => Math.floor(part * (whole.length - 1)));
    await fc.assert(
      fc.asyncProperty(position, fc.integer({ min: 1, max: 255 }), fc.boolean(), async (at, mask, cut) => {
        const broken = Buffer.from(whole.subarray(0, cut ? at : whole.length));
        // Bytes 4 to 9 of a gzip header (time, flags of the writer, system) say nothing of the content.
        if (!cut && at > 3 && at < 10) return;
        if (!cut) broken[at] = (broken[at] ?? 0) ^ mask;
        const copy = freshFile();
        writeFileSync(copy, broken);
        await expect(putBack(allIn(database), copy, { replace: true })).rejects.toMatchObject({
          code: "BACKUP_DAMAGED",
        });
      }),
      { numRuns: 25 },
    );
    expect(await state(database)).toBe(later);
  });

  it("is refused when a row was left out, doubled or changed, although the file is whole", async () => {
    const isCompany = (line: string): boolean => line.includes('"test-finance:company:C2"') && line.startsWith("[");
    const changes: ((lines: string[]) => string[])[] = [
      (lines) => lines.filter((line) => !isCompany(line)),
      (lines) => lines.flatMap((line) => (isCompany(line) ? [line, line] : [line])),
      (lines) => lines.map((line) => line.replace('"Beta"', '"Gamma"')),
      (lines) => [...lines.slice(0, -1), '{"table":"finance.company"}', ""],
    ];
    for (const change of changes)
      await expect(putBack(allIn(database), rewritten(file, change), { replace: true })).rejects.toMatchObject({
        code: "BACKUP_DAMAGED",
      });
    expect(await state(database)).toBe(saved);
  });

  it("is refused when a newer Concord took it, by its format or by its schemas", async () => {
    const newer = (from: string, to: string): string =>
      rewritten(file, ([manifest = "", ...rest]) => [manifest.replace(from, to), ...rest]);
    const format = newer('"concordBackup":1', '"concordBackup":2');
    const schema = newer('{"version":1,', '{"version":9999,');
    for (const later of [format, schema])
      await expect(putBack(allIn(database), later, { replace: true })).rejects.toMatchObject({ code: "BACKUP_NEWER" });
    await expect(
      putBack(allIn(database), newer('"checksum":"', '"checksum":"0'), { replace: true }),
    ).rejects.toMatchObject({
      code: "MIGRATION_CHANGED",
    });
  });

  it("of an older version is brought forward, into a target of any version", async () => {
    const older = await engine.open();
    try {
      for (const schema of SCHEMAS) await migrate(older.database, schema, readMigrations(schema).slice(0, 1));
      await older.database.query(sql`insert into finance.company
        (finance_id, code, name, currency, source_system, source_file, source_line, batch_id)
        values ('x:company:1', '1', 'Old', 'SEK', 'x', 'f', 1, 1)`);
      const old = freshFile();
      await backUp(allIn(older.database), old);
      const { migratedForward } = await putBack(allIn(database), old, { replace: true });
      const known = SCHEMAS.reduce((sum, schema) => sum + readMigrations(schema).length, 0);
      expect(migratedForward).toBe(known - SCHEMAS.length);
      expect(await database.query(sql`select name from finance.company`)).toEqual([{ name: "Old" }]);
      await migrateAll(database);
      expect(await database.query(sql`select * from finance.statement_account`)).toEqual([]);
    } finally {
      await older.close();
    }
  });

  it("of a database that is not Concord's is refused, and of a file that is not a backup", async () => {
    const empty = await engine.open();
    try {
      await expect(backUp(allIn(empty.database), freshFile())).rejects.toMatchObject({ code: "BACKUP_SOURCE_EMPTY" });
    } finally {
      await empty.close();
    }
    const other = freshFile();
    writeFileSync(other, gzipSync('{"some":"json"}\n'));
    await expect(putBack(allIn(database), other)).rejects.toMatchObject({ code: "BACKUP_DAMAGED" });
    await expect(putBack(allIn(database), folder.file("none"))).rejects.toMatchObject({ code: "BACKUP_MISSING" });
    await expect(backUp(allIn(database), file)).rejects.toMatchObject({ code: "BACKUP_FILE_EXISTS" });
  });
});

describeOnServer("a backup of a server", (server) => {
  it("shows one moment, although imports go on", async () => {
    const { database, close } = await server.open();
    try {
      await migrateAll(database);
      await load(database, "finance", [company("C1")]);
      const before = await state(database);
      const lines: string[] = [];
      await takeBackup(allIn(database), async (text) => {
        if (lines.length === 0) await load(database, "finance", [company("C2"), row(Account, accountOf("C2"))]);
        lines.push(text);
      });
      expect(await state(database)).not.toBe(before);
      expect(lines.join("")).not.toContain("company:C2");
    } finally {
      await close();
    }
  });

  it("of three databases waits for the import that is about to commit, and goes back into three", async () => {
    const opened = [await server.open(), await server.open(), await server.open()];
    const places = SCHEMAS.map((schema, at) => ({ schemas: [schema], database: databaseAt(opened, at) }));
    try {
      for (const { schemas, database } of places) for (const schema of schemas) await migrate(database, schema);
      const file = freshFile();
      const [first] = places;
      let committed = false;
      const importing = first?.database.transaction(async (transaction) => {
        await transaction.query(sql`select pg_advisory_xact_lock(hashtext('concord crosswalk'))`);
        await transaction.query(sql`insert into mapping.code_map (id, system, list, source_code, unified_code)
          values ('a:b:c', 'a', 'b', 'c', 'd')`);
        const backup = backUp(places, file);
        await untilWaiting(transaction);
        committed = true;
        return { backup };
      });
      await (await importing)?.backup;
      expect(committed).toBe(true);
      await first?.database.query(sql`truncate mapping.code_map, mapping.code_mapping`);
      await putBack(places, file);
      expect(await first?.database.query(sql`select unified_code from mapping.code_map`)).toEqual([
        { unified_code: "d" },
      ]);
    } finally {
      for (const { close } of opened) await close();
    }
  });

  it("keeps who may read a schema, also when the schema must be made anew", async () => {
    const { database, close } = await server.open();
    const role = `bak_reader_${process.pid}`;
    try {
      for (const schema of SCHEMAS) await migrate(database, schema, readMigrations(schema).slice(0, 1));
      const file = freshFile();
      await backUp(allIn(database), file);
      await migrateAll(database);
      await database.execute(`create role ${role}; grant usage on schema finance to ${role}`);
      await putBack(allIn(database), file, { replace: true });
      const [may] = await database.query(
        sql`select has_table_privilege(${role}, 'finance.company', 'select') as reads,
          has_schema_privilege(${role}, 'erp', 'usage') as other`,
      );
      expect(may).toEqual({ reads: true, other: false });
      await database.execute("create view public.of_an_analyst as select * from finance.company");
      const anew = putBack(allIn(database), file, { replace: true });
      await expect(anew).rejects.toMatchObject({ code: "RESTORE_TARGET_NOT_EMPTY", message: /of_an_analyst/ });
    } finally {
      await database.execute(`drop owned by ${role}; drop role ${role}`).catch(() => {});
      await close();
    }
  });
});

const accountOf = (id: string): Record<string, string> => ({
  id: `test-finance:account:${id}`,
  company_id: `test-finance:company:${id}`,
});

function databaseAt(opened: readonly { readonly database: Database }[], at: number): Database {
  const found = opened[at];
  if (!found) throw new Error("a database for each schema");
  return found.database;
}

/** Until the backup waits for the lock that this transaction holds. */
async function untilWaiting(transaction: Database): Promise<void> {
  for (;;) {
    const [waiting] = await transaction.query(sql`select count(*)::integer as count from pg_locks
      where locktype = 'advisory' and not granted and database = (select oid from pg_database where datname = current_database())`);
    if (Number(waiting?.["count"]) > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
