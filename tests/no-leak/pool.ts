import { columnOf } from "../../schema/model/definition";
import { nodeIdOf } from "../../schema/model/node";
import { allEntities } from "../../schema/model/registry";
import type { Database } from "../../store/database";
import { raw, sql } from "../../store/sql";
import { type Argument, type Selection, type Value, write } from "./question";
import type { Random } from "./random";

const typeByList = new Map(allEntities.map((entity) => [entity.list, entity.name]));
const entityByOne = new Map(allEntities.map((entity) => [entity.one, entity]));

const CURRENCIES = ["CNY", "USD", "EUR"];
const COMPANY_REPORTS = new Set(["companyId"]);
const IDENTITY_TYPES = ["Party", "Item", "Company", "CostCenter"];
const IDENTITY_LOOKUPS = new Set([
  "party",
  "item",
  "company",
  "costCenter",
  "resolveIdentifier",
  "resolveIdentifiers",
  "translate",
  "translateAll",
]);

/** Values that occur in either world, the secret ones as well: a guess must be able to hit. */
export class Pool {
  private constructor(
    private readonly values: ReadonlyMap<string, readonly Value[]>,
    private readonly identities: readonly string[],
    private readonly documents: readonly string[],
    /** Both worlds stood as they are by then. */
    private readonly builtAt: string,
  ) {}

  static async of(databases: readonly Database[]): Promise<Pool> {
    const values = new Map<string, Value[]>();
    const identities: string[] = [];
    const documents: string[] = [];
    for (const database of databases) {
      await collect(database, values);
      identities.push(
        ...(await texts(
          database,
          "select source_id as v from mapping.identifier union select shared_id from mapping.identifier",
        )),
      );
      documents.push(...(await texts(database, "select source_id as v from mapping.document_record")));
    }
    return new Pool(values, identities, documents, new Date().toISOString());
  }

  /** Ids by which records of an entity type are referred to, in either system. */
  idsOf(type: string): readonly Value[] {
    const keys = allEntities
      .filter(({ name }) => name === type)
      .flatMap(({ list, key }) => this.values.get(`${list}.${key}`) ?? []);
    return keys.length > 0 ? keys : this.identities;
  }

  /** The GraphQL type of the rows that a derived type's list gives. */
  typeOf(list: string): string {
    return typeByList.get(list) ?? list;
  }

  /** A global id of any kind of object, of either world. */
  private nodeId(random: Random): string {
    const identity = { type: random.pick(IDENTITY_TYPES), id: random.pick(this.identities) };
    const { name, list } = random.pick(allEntities);
    const known = this.values.get(`${list}.id`);
    return nodeIdOf(known && known.length > 0 ? { type: name, id: String(random.pick(known)) } : identity);
  }

  scalar(type: string, list: string, field: string, random: Random): Value {
    if (type === "Boolean") return random.chance(0.5);
    const known = this.values.get(`${list}.${field}`);
    const found = known && known.length > 0 ? random.pick(known) : undefined;
    if (type === "Int") return typeof found === "number" ? found : random.below(20);
    if (found !== undefined && typeof found === "string") return found;
    if (type === "Decimal") return String(random.below(2000));
    if (type === "Date") return `2025-0${1 + random.below(9)}-10`;
    if (type === "DateTime") return "2025-06-01T00:00:00Z";
    if (type === "CurrencyCode") return random.pick(CURRENCIES);
    if (type === "UnitCode") return random.pick(["C62", "KGM"]);
    if (type === "CountryCode") return "CN";
    return random.pick(["secret", "a", "t-finance:invoice:1"]);
  }

  /** Values for arguments that are no conditions; undefined: whatever the type allows. */
  argument(type: string, field: string, name: string, given: readonly Argument[], random: Random): Value | undefined {
    if (type === "Query" && IDENTITY_LOOKUPS.has(field)) {
      if (name === "id") return random.pick(this.identities);
      if (name === "ids") return [random.pick(this.identities), random.pick(this.identities)];
      if (name === "to") return random.pick(["t-finance", "t-erp"]);
    }
    if (type === "Query" && field === "node" && name === "id") return this.nodeId(random);
    if (type === "Query" && field === "nodes" && name === "ids") return [this.nodeId(random), this.nodeId(random)];
    if (field === "documentChain") return random.pick(this.documents);
    const entity = type === "Query" ? entityByOne.get(field) : undefined;
    if (entity && name === entity.key) return this.scalar("ID", entity.list, entity.key, random);
    if (COMPANY_REPORTS.has(name)) return random.pick(this.values.get("Company.financeId") ?? ["none"]);
    if (name === "accountId") return this.scalar("ID", "Account", "id", random);
    if (name === "costCenterId") return this.scalar("ID", "CostCenter", "financeId", random);
    if (name === "itemId") return random.pick(this.identities);
    if (field === "convertCode")
      return { system: "t-finance", list: "status", code: `s${random.below(7)}`, to: "t-erp" }[name];
    if (name === "from" && given.length >= 0 && field.startsWith("convert")) return undefined;
    if (name === "from" || name === "compareFrom") return "2025-01-01";
    if (name === "to" || name === "compareTo" || name === "on" || name === "validOn")
      return field.startsWith("convert") && name === "to" ? undefined : "2025-12-31";
    if (name === "asOf") return "2025-05-05";
    if (name === "knownAt") {
      const ahead = "2030-01-01T00:00:00Z";
      return IDENTITY_LOOKUPS.has(field) ? ahead : random.pick([ahead, this.builtAt, this.builtAt]);
    }
    if (name === "buckets") return [30, 60];
    if (name === "months") return 1 + random.below(4);
    if (name === "level") return random.pick([80, 95]);
    if (name === "first" || name === "skip" || name === "maxDepth") return 1 + random.below(4);
    return undefined;
  }
}

async function texts(database: Database, query: string): Promise<readonly string[]> {
  return (await database.query(sql`select v from (${raw(query)}) x order by v`)).map((row) => String(row["v"]));
}

async function collect(database: Database, values: Map<string, Value[]>): Promise<void> {
  for (const entity of allEntities) {
    const stored = entity.columns.filter(({ sql: computed }) => !computed);
    const list = stored.map(({ column, field }) => `t."${column}" as "${field}"`).join(", ");
    const key = columnOf(entity, entity.key).column;
    const rows = await database.query(
      sql`select ${raw(list)} from ${raw(`${entity.subgraph}.${entity.table}`)} t order by t.${raw(`"${key}"`)}`,
    );
    for (const { field } of stored) {
      const found = rows
        .map((row) => row[field])
        .filter((value) => typeof value === "string" || typeof value === "number");
      const name = `${entity.list}.${field}`;
      values.set(name, [...new Set([...(values.get(name) ?? []), ...(found as Value[])])]);
    }
  }
}

/** Cursors met in answers, by the list and the order they were made for. */
export class Cursors {
  private readonly met = new Map<string, string[]>();

  pick(connection: string, args: readonly Argument[], random: Random): string | undefined {
    const known = this.met.get(nameOf(connection, args));
    return known && known.length > 0 ? random.pick(known) : undefined;
  }

  /** Takes the cursors of every list in an answer. */
  learn(
    selections: readonly Selection[],
    data: unknown,
    connectionOf: (path: readonly string[]) => string,
    path: readonly string[] = [],
  ): void {
    if (Array.isArray(data)) {
      for (const item of data) this.learn(selections, item, connectionOf, path);
      return;
    }
    if (typeof data !== "object" || data === null) return;
    for (const selection of selections) {
      const value = (data as Record<string, unknown>)[selection.alias ?? selection.name];
      const at = [...path, selection.name];
      if (selection.args.some(({ name }) => name === "first" || name === "last"))
        for (const cursor of cursorsIn(selection.children, value))
          this.keep(nameOf(connectionOf(at), selection.args), cursor);
      this.learn(selection.children, value, connectionOf, at);
    }
  }

  private keep(name: string, cursor: string): void {
    const known = this.met.get(name) ?? [];
    if (known.length < 50) this.met.set(name, [...known, cursor]);
  }
}

function cursorsIn(children: readonly Selection[], value: unknown): readonly string[] {
  if (typeof value !== "object" || value === null) return [];
  return children.flatMap((child) => {
    const part = (value as Record<string, unknown>)[child.alias ?? child.name];
    const parts = Array.isArray(part) ? part : [part];
    if (child.name !== "edges" && child.name !== "pageInfo") return [];
    return parts.flatMap((each) =>
      child.children
        .filter(({ name }) => /cursor$/i.test(name))
        .map((leaf) => (each as Record<string, unknown> | null)?.[leaf.alias ?? leaf.name])
        .filter((cursor): cursor is string => typeof cursor === "string"),
    );
  });
}

function nameOf(connection: string, args: readonly Argument[]): string {
  const order = args
    .filter(({ name }) => name === "orderBy")
    .map(
      (arg) =>
        write({ selections: [{ name: "x", args: [{ ...arg, asVariable: false }], children: [] }], headers: {} }).query,
    );
  return `${connection} ${order.join()}`;
}
