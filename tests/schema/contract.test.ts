import { buildSchema, isObjectType } from "graphql";
import { checkPages } from "../../cli/generated-pages";
import { breakingChanges, checkSchema, readSchema, readSupergraph } from "../../cli/schema";
import { audienceOf } from "../../schema/decisions";
import { columnOf, sqlColumnsOf } from "../../schema/model/definition";
import { allEntities, entitiesBySubgraph } from "../../schema/model/registry";
import { operations, permissions } from "../../schema/permissions";
import { sql } from "../../store/sql";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";

describeOnEveryEngine("the model and the database", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
  });
  afterAll(() => opened.close());

  const PROVENANCE = ["source_system", "source_file", "source_line", "batch_id"];

  it.each(allEntities.map((entity) => [`${entity.subgraph}.${entity.table}`, entity] as const))(
    "%s has exactly the columns its class declares",
    async (_name, entity) => {
      const rows = await opened.database.query(sql`select column_name, is_nullable from information_schema.columns
        where table_schema = ${entity.subgraph} and table_name = ${entity.table}`);
      const declared = new Set(entity.columns.flatMap(sqlColumnsOf));
      const stored = new Set(rows.map((row) => String(row["column_name"])));
      for (const column of declared) expect(stored).toContain(column);
      if (!entity.importable) return;
      const history = entity.subgraph === "mapping" ? [] : ["moment_id"];
      expect(stored).toEqual(new Set([...declared, ...PROVENANCE, ...history]));
      const mandatory = rows.filter((row) => row["is_nullable"] === "NO").map((row) => String(row["column_name"]));
      const required = entity.columns.filter((column) => column.required && !column.sql).map(({ column }) => column);
      expect(new Set(mandatory)).toEqual(new Set([...required, ...PROVENANCE]));
    },
  );

  it("writes down the changes of every entity that is told live, under its name and key", async () => {
    const rows =
      await opened.database.query(sql`select n.nspname || '.' || c.relname as table, count(*)::integer as count,
        min(encode(t.tgargs, 'escape')) as arguments
      from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
      where t.tgname in ('note_inserted', 'note_updated', 'note_deleted') group by 1 order by 1`);
    const live = allEntities
      .filter((entity) => entity.live)
      .map((entity) => ({
        table: `${entity.subgraph}.${entity.table}`,
        count: 3,
        arguments: `${entity.list}\\000${columnOf(entity, entity.key).column}\\000`,
      }));
    expect(rows).toEqual(live.sort((left, right) => (left.table < right.table ? -1 : 1)));
  });

  it("keeps every number as numeric, never as a float", async () => {
    const floats =
      await opened.database.query(sql`select table_schema, table_name, column_name from information_schema.columns
      where table_schema in ('finance', 'erp', 'mapping') and data_type in ('real', 'double precision', 'money')`);
    expect(floats).toEqual([]);
  });
});

describe("the graph", () => {
  const schema = buildSchema(readSupergraph(), { assumeValid: true, assumeValidSDL: true });
  const objects = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith("__"));

  it("is what the classes say, and breaks no client of the last release", () => {
    expect(checkSchema()).toEqual([]);
  });

  it("tells a change that would break a client of the last release", () => {
    const released = readSchema("api");
    expect(breakingChanges(released, released)).toEqual([]);
    const renamed = released.replace(/^ {2}shippedOn: Date$/m, "  sentOn: Date");
    expect(renamed).not.toBe(released);
    expect(breakingChanges(renamed, released)).toEqual([expect.stringMatching(/shippedOn was removed/)]);
  });

  it("has a permission decision for every field of every type", () => {
    const undecided = objects.flatMap((type) =>
      Object.keys(type.getFields())
        .filter((field) => audienceOf(type.name, field).length === 0)
        .map((field) => `${type.name}.${field}`),
    );
    expect(undecided).toEqual([]);
  });

  it("has no decision for a field that does not exist", () => {
    const stale = Object.entries(permissions).flatMap(([type, fields]) => {
      const object = objects.find(({ name }) => name === type);
      return Object.keys(fields)
        .filter((field) => !object?.getFields()[field])
        .map((field) => `${type}.${field}`);
    });
    const root = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
    expect([...stale, ...Object.keys(operations).filter((name) => !root[name])]).toEqual([]);
  });

  it("describes every field in English and Chinese, and names the standard of every entity", () => {
    const silent = objects.flatMap((type) =>
      Object.values(type.getFields())
        .filter(({ description }) => !description)
        .map((field) => `${type.name}.${field.name}`),
    );
    const derived = /(Connection|Edge|Group|GroupKey|Aggregate|Totals|Extremes|PageInfo)\./;
    expect(silent.filter((name) => !derived.test(name))).toEqual([]);
    for (const entity of allEntities) {
      expect(entity.standard).toBeTruthy();
      for (const column of entity.columns) expect(column.zh).toMatch(/\p{Script=Han}/u);
    }
  });

  it("leads every reference, collection and scope to a column that exists", () => {
    for (const entity of allEntities) {
      for (const edge of entity.edges) columnOf(entity, edge.by);
      if (entity.scope && !entity.scope.includes(".")) columnOf(entity, entity.scope);
    }
    expect(Object.values(entitiesBySubgraph).every((entities) => entities.length > 0)).toBe(true);
  });

  it("has its pages on permissions, errors and changes up to date", () => {
    expect(checkPages()).toEqual([]);
  });
});
