import fc from "fast-check";
import { type StoredTable, storedTables } from "../../store/backup/content";
import type { Database } from "../../store/database";
import { join, name, raw, sql } from "../../store/sql";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";
import { allIn, backUp, destroy, putBack, SCHEMAS, scratchFolder } from "./build";

/** Text that PostgreSQL can hold: anything but NUL and half a surrogate pair. */
const text = fc
  .oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom(
      "",
      "NULL",
      "null",
      '{"a"}',
      "\u2028\u2029\n\r\t",
      "\\",
      '"',
      "\\N",
      "💶 会计 Ä",
      "\u0001\u001f\u007f",
    ),
  )
  .map((value) => value.replaceAll("\u0000", ""));

const digits = (most: number) => fc.stringMatching(new RegExp(`^[0-9]{1,${most}}$`));
const decimal = fc.oneof(
  fc.tuple(fc.constantFrom("", "-"), digits(300), digits(200)).map(([sign, whole, rest]) => `${sign}${whole}.${rest}`),
  fc.constantFrom("NaN", "Infinity", "-Infinity", "0", "1.00", "1.0000", `9${"9".repeat(9000)}.1`),
);
const day = fc.oneof(
  fc
    .date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  fc.constantFrom("infinity", "-infinity", "4713-01-01 BC", "294276-12-31"),
);
const moment = fc.oneof(
  fc
    .tuple(fc.integer({ min: 1970, max: 2100 }), fc.integer({ min: 0, max: 999_999 }))
    .map(([year, micros]) => `${year}-03-29 01:59:59.${String(micros).padStart(6, "0")}+00`),
  fc.constantFrom("infinity", "-infinity", "0001-01-01 00:00:00+00"),
);

const byType: Readonly<Record<string, fc.Arbitrary<string>>> = {
  text,
  numeric: decimal,
  date: day,
  "timestamp with time zone": moment,
  integer: fc.integer().map(String),
  bigint: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
  boolean: fc.constantFrom("true", "false"),
};

/** Between them, every type that the store has. */
const TABLES = [
  "mapping.identifier",
  "mapping.import_batch",
  "finance.account",
  "finance.exchange_rate",
  "erp.sales_order",
];

interface Nullable extends StoredTable {
  readonly nullable: readonly boolean[];
}

async function tablesOf(database: Database): Promise<readonly Nullable[]> {
  const tables: Nullable[] = [];
  for (const schema of SCHEMAS)
    for (const table of await storedTables(database, schema)) {
      if (!TABLES.includes(table.name)) continue;
      const rows = await database.query(sql`select not attnotnull as nullable from pg_attribute
        where attrelid = ${table.name}::regclass and attnum > 0 and not attisdropped order by attnum`);
      tables.push({ ...table, nullable: rows.map((row) => row["nullable"] === true) });
    }
  return tables;
}

type Rows = readonly (readonly (string | null)[])[];

/** Rows of a table with ids that differ. */
function rowsFor(table: Nullable): fc.Arbitrary<Rows> {
  const columns = table.types.map((type, at) => {
    const value = byType[type];
    if (!value) throw new Error(`the test has no values of type ${type}`);
    return table.nullable[at] ? fc.option(value) : value;
  });
  return fc.array(fc.tuple(...columns), { maxLength: 4 }).map((rows) =>
    rows.map((row, at) => {
      const unique = (index: number): string => `${at}${table.types[index] === "text" ? row[index] : ""}`;
      const keys = ["id", "source_id", "erp_id"].map((key) => table.columns.indexOf(key));
      return row.map((value, index) => (keys.includes(index) ? unique(index) : value));
    }),
  );
}

async function contentOf(database: Database, { name: table, columns }: StoredTable): Promise<readonly string[]> {
  const texts = join(columns.map((column) => sql`${name(column)}::text`));
  const rows = await database.query(sql`select array[${texts}] as row from ${name(table)}`);
  return rows.map((row) => JSON.stringify(row["row"])).sort();
}

describeOnEveryEngine("values in a backup", (engine) => {
  const folder = scratchFolder();
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
    await migrateAll(opened.database);
  });
  afterAll(async () => {
    await opened.close();
    folder.remove();
  });

  it("come back as they were, whatever they are", async () => {
    const { database } = opened;
    const tables = await tablesOf(database);
    expect(tables.map((table) => table.name).sort()).toEqual([...TABLES].sort());
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.tuple(...tables.map(rowsFor)), async (filled) => {
        for (const [at, table] of tables.entries()) {
          await database.query(sql`truncate ${name(table.name)}`);
          for (const row of filled[at] ?? []) {
            const values = row.map((value, index) => sql`${value}::text::${raw(table.types[index] ?? "text")}`);
            await database.query(sql`insert into ${name(table.name)} overriding system value values (${join(values)})`);
          }
        }
        const before = await Promise.all(tables.map((table) => contentOf(database, table)));
        run += 1;
        const file = folder.file(`${run}.concord`);
        await backUp(allIn(database), file);
        await destroy(database);
        await putBack(allIn(database), file);
        expect(await Promise.all(tables.map((table) => contentOf(database, table)))).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
