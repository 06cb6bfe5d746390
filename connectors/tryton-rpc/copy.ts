import { PGlite } from "@electric-sql/pglite";
import { z } from "zod";
import { ConcordError } from "../../schema/errors";
import type { Finding } from "../contract";
import { isUnknownName, RpcFault, type TrytonClient } from "./client";
import type { TrytonRpcOptions } from "./options";
import { COPIED_TABLES, type CopiedTable, DERIVED_TABLES } from "./tables";
import { momentOf, textOf } from "./values";

const record = z.looseObject({ id: z.number() });
const records = z.array(record);
const ids = z.array(z.number());
const fieldsAnswer = z.record(z.string(), z.looseObject({ type: z.string() }));

/** PostgreSQL's type for a kind of field; others are texts. */
const TYPES: Readonly<Record<string, string>> = {
  many2one: "integer",
  integer: "integer",
  numeric: "numeric",
  float: "float8",
  boolean: "boolean",
  date: "date",
  datetime: "timestamp",
  timestamp: "timestamp",
};

/** PostgreSQL's own number of the type boolean. */
const BOOLEAN = 16;

const quoted = (name: string): string => `"${name}"`;

interface Loaded {
  readonly of: CopiedTable;
  readonly columns: readonly string[];
  readonly types: readonly string[];
}

/**
 * A copy of the tables behind Tryton's models in an embedded database: over it the same selects give the same rows as over
 * Tryton's own. It is brought up to date by what changed, and by comparing which ids there are.
 */
export class TrytonCopy {
  /** Types of the fields that Tryton has, by table. */
  private readonly types = new Map<string, ReadonlyMap<string, string>>();

  private constructor(
    private readonly database: PGlite,
    private readonly client: TrytonClient,
    private readonly options: TrytonRpcOptions,
    private readonly tables: readonly CopiedTable[],
  ) {}

  static async open(client: TrytonClient, options: TrytonRpcOptions, needed: ReadonlySet<string>): Promise<TrytonCopy> {
    const database = await PGlite.create(options.copyFolder === undefined ? {} : { dataDir: options.copyFolder });
    await database.query("select set_config('concord.company', $1, false)", [options.company ?? ""]);
    await database.exec("set time zone 'UTC'; set extra_float_digits = 1");
    const tables = COPIED_TABLES.filter(({ table }) => needed.has(table));
    return new TrytonCopy(database, client, options, tables);
  }

  async query(
    text: string,
    parameters: readonly unknown[] = [],
  ): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return (await this.database.query<Record<string, unknown>>(text, [...parameters])).rows;
  }

  /** Columns of a select, and which of them are yes or no. */
  async columnsOf(select: string): Promise<ReadonlyMap<string, { readonly isFlag: boolean }>> {
    const { fields } = await this.database.query(`select * from (${select}) as described limit 0`);
    return new Map(fields.map(({ name, dataTypeID }) => [name, { isFlag: dataTypeID === BOOLEAN }]));
  }

  async close(): Promise<void> {
    await this.database.close();
  }

  /** Makes the tables that Tryton has the fields of. @returns what is missing from it */
  async prepare(): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    this.types.clear();
    for (const table of this.tables) {
      const types = await this.typesOf(table);
      if (types) this.types.set(table.table, types);
      else if (!table.optional) findings.push(missingModel(table, this.client.place));
      const lacking = types ? table.fields.filter((field) => !types.has(field)) : [];
      for (const field of lacking) findings.push(missingField(table, field));
      const columns = table.fields.map((field) => `${quoted(field)} ${types?.get(field) ?? "text"}`);
      await this.database.exec(
        `create table if not exists ${quoted(table.table)} (id integer primary key, ${columns.join(", ")}, create_date timestamp, write_date timestamp)`,
      );
    }
    const names = new Set(this.tables.map(({ table }) => table));
    for (const [view, { from, select }] of Object.entries(DERIVED_TABLES))
      if (names.has(from)) await this.database.exec(`create or replace view ${quoted(view)} as ${select}`);
    return findings;
  }

  /** What may not be read although Tryton has it. */
  async probe(): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    for (const table of this.tables)
      if (this.types.has(table.table) && !(await this.isReadable(table, table.fields)))
        for (const field of table.fields)
          if (!(await this.isReadable(table, [field]))) findings.push(missingField(table, field));
    return findings;
  }

  private async isReadable({ model }: CopiedTable, fields: readonly string[]): Promise<boolean> {
    try {
      await this.client.call(model, "search_read", [], 0, 1, [["id", "ASC"]], fields);
      return true;
    } catch (error) {
      if (error instanceof RpcFault) return false;
      throw error;
    }
  }

  private async typesOf({ model, fields }: CopiedTable): Promise<ReadonlyMap<string, string> | undefined> {
    try {
      const wanted = [...fields, "create_date", "write_date"];
      const known = fieldsAnswer.parse(await this.client.call(model, "fields_get", wanted));
      return new Map(Object.entries(known).map(([name, { type }]) => [name, TYPES[type] ?? "text"]));
    } catch (error) {
      if (isUnknownName(error, model)) return undefined;
      throw error;
    }
  }

  /** Brings the copy up to date, table by table. */
  async refresh(): Promise<void> {
    for (const table of this.tables) {
      const types = this.types.get(table.table);
      if (types) await this.refreshTable({ of: table, ...columnsFor(table, types) });
    }
  }

  private async refreshTable(loaded: Loaded): Promise<void> {
    const { table } = loaded.of;
    const [newest] = await this.query(
      `select (max(coalesce(write_date, create_date)) - make_interval(secs => $1))::text as since from ${quoted(table)}`,
      [this.options.overlapSeconds],
    );
    const since = newest?.["since"];
    await this.fetch(loaded, typeof since === "string" ? changedSince(since) : []);
    const present = await this.presentIds(loaded.of);
    await this.query(`delete from ${quoted(table)} where not id = any($1::integer[])`, [present]);
    const known = new Set((await this.query(`select id from ${quoted(table)}`)).map((row) => Number(row["id"])));
    // Whatever came into sight without a newer date: a right that was given, a clock that was set back.
    const unknown = present.filter((id) => !known.has(id));
    for (let at = 0; at < unknown.length; at += this.options.pageSize)
      await this.fetch(loaded, [["id", "in", unknown.slice(at, at + this.options.pageSize)]]);
  }

  private async presentIds({ model, only = [] }: CopiedTable): Promise<readonly number[]> {
    const { pageSize } = this.options;
    const found: number[] = [];
    for (;;) {
      const after = found.at(-1) ?? 0;
      const page = ids.parse(
        await this.client.call(model, "search", [...only, ["id", ">", after]], 0, pageSize, [["id", "ASC"]]),
      );
      found.push(...page);
      if (page.length < pageSize) return found;
    }
  }

  /** Pages by id: rows that come or go meanwhile shift no page. */
  private async fetch(loaded: Loaded, domain: readonly unknown[]): Promise<void> {
    const { model, fields, only = [] } = loaded.of;
    const { pageSize } = this.options;
    const wanted = [...fields, "create_date", "write_date"];
    let after = 0;
    for (;;) {
      const clause = [...only, ...domain, ["id", ">", after]];
      const answer = await this.read(model, [clause, 0, pageSize, [["id", "ASC"]], wanted]);
      const page = records.parse(answer);
      await this.store(loaded, page);
      const last = page.at(-1);
      if (!last || page.length < pageSize) return;
      after = last.id;
    }
  }

  private async read(model: string, parameters: readonly unknown[]): Promise<unknown> {
    try {
      return await this.client.call(model, "search_read", ...parameters);
    } catch (error) {
      if (!(error instanceof RpcFault)) throw error;
      const reason = `Expected records of ${model} from ${this.client.place}, got Tryton's fault ${error.message}. Check its fields and rights.`;
      throw new ConcordError("IMPORT_COLUMN_MISSING", reason, model);
    }
  }

  private async store(
    { of: { table }, columns, types }: Loaded,
    page: readonly z.infer<typeof record>[],
  ): Promise<void> {
    if (page.length === 0) return;
    const all = ["id", ...columns];
    const arrays = all.map((column) => page.map((row) => textOf(row[column])));
    const casts = ["integer", ...types].map((type, at) => `$${at + 1}::text[]::${type}[]`);
    const updates = columns.map((column) => `${quoted(column)} = excluded.${quoted(column)}`);
    await this.query(
      `insert into ${quoted(table)} (${all.map(quoted).join(", ")}) select * from unnest(${casts.join(", ")})
       on conflict (id) do update set ${updates.join(", ")}`,
      arrays,
    );
  }
}

function columnsFor({ fields }: CopiedTable, known: ReadonlyMap<string, string>): Omit<Loaded, "of"> {
  const columns = [...fields, "create_date", "write_date"];
  return {
    columns,
    types: columns.map((field) => known.get(field) ?? (field.endsWith("_date") ? "timestamp" : "text")),
  };
}

function changedSince(moment: string): readonly unknown[] {
  const since = momentOf(moment);
  return [["OR", ["write_date", ">=", since], ["create_date", ">=", since]]];
}

function missingModel({ model }: CopiedTable, place: string): Finding {
  return { code: "SOURCE_MISSING", path: model, message: `${model} is not in ${place}. Activate its module.` };
}

function missingField({ model }: CopiedTable, field: string): Finding {
  const message = `${model} has no field ${field} that the user may read. Give the right, or use a Tryton that has it.`;
  return { code: "IMPORT_COLUMN_MISSING", path: model, message };
}
