import { SCHEMAS } from "../../cli/databases";
import { schemaContent } from "../../store/backup/content";
import { migrate, readMigrations } from "../../store/migrate";
import { openPostgres } from "../../store/postgres";
import { sql } from "../../store/sql";
import { describeOnEveryEngine, onServer } from "../databases";

describeOnEveryEngine("migrations", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
  });
  afterAll(() => opened.close());

  it("apply once, however many processes start at the same time", async () => {
    const applied = await Promise.all(Array.from({ length: 6 }, () => migrate(opened.database, "finance")));
    expect(applied.sort()).toEqual([0, 0, 0, 0, 0, readMigrations("finance").length]);
  });

  it("store no row in a table that a backup keeps, so that a restore finds its target empty", async () => {
    const filled: unknown[] = [];
    for (const schema of SCHEMAS) {
      await migrate(opened.database, schema);
      const { tables = [] } = (await schemaContent(opened.database, schema)) ?? {};
      expect(tables.length).toBeGreaterThan(0);
      filled.push(...tables.filter(({ rowCount }) => rowCount > 0));
    }
    expect(filled).toEqual([]);
  });

  it("refuse a database that a newer Concord migrated", async () => {
    await migrate(opened.database, "erp");
    await opened.database.query(sql`insert into erp.migration (version, name, checksum) values (9999, 'future', 'x')`);
    await expect(migrate(opened.database, "erp")).rejects.toMatchObject({ code: "DATABASE_NEWER", path: "erp" });
    await opened.database.query(sql`delete from erp.migration where version = 9999`);
  });

  it("refuse a migration whose text changed after it ran", async () => {
    await migrate(opened.database, "mapping");
    const edited = readMigrations("mapping").map((migration) => ({ ...migration, checksum: "edited" }));
    await expect(migrate(opened.database, "mapping", edited)).rejects.toMatchObject({ code: "MIGRATION_CHANGED" });
  });

  it("leave nothing behind when one of them fails", async () => {
    const [first] = readMigrations("mapping");
    if (!first) throw new Error("no migration");
    const broken = {
      version: 9000,
      name: "broken",
      script: "create table mapping.half (id int); select 1/0;",
      checksum: "x",
    };
    await expect(migrate(opened.database, "mapping", [...readMigrations("mapping"), broken])).rejects.toThrow();
    const [found] = await opened.database.query(sql`select to_regclass('mapping.half')::text as relation`);
    expect(found?.["relation"]).toBeNull();
  });

  it("let a role that may only read its own schema start, and no other schema", async () => {
    if (!opened.url) return;
    await migrate(opened.database, "finance");
    await migrate(opened.database, "erp");
    const role = `concord_reader_${process.pid}`;
    await opened.database.execute(`create role ${role} login; grant usage on schema finance to ${role};
      grant select on all tables in schema finance to ${role}`);
    const url = new URL(opened.url);
    url.username = role;
    const reader = openPostgres({ url: url.href, poolSize: 1, statementTimeoutMs: 5000, connectTimeoutMs: 5000 });
    try {
      expect(await migrate(reader, "finance")).toBe(0);
      expect(await reader.query(sql`select count(*)::integer as count from finance.invoice`)).toEqual([{ count: 0 }]);
      await expect(reader.query(sql`select count(*) from erp.party`)).rejects.toThrow(/permission denied/);
    } finally {
      await reader.close();
      await opened.database.execute(`drop owned by ${role}`);
      await onServer(`drop role ${role}`);
    }
  });
});
