import { restrictedIn } from "../../schema/decisions";
import { columnOf } from "../../schema/model/definition";
import { allEntities } from "../../schema/model/registry";
import type { Role } from "../../schema/roles";
import { roles } from "../../schema/roles";
import { rowRules, SCOPE_NAMES } from "../../schema/row-scope";
import { raw, sql } from "../../store/sql";
import { serverUrl } from "../databases";
import { compare, describeDifference, type Worlds } from "./differential";
import { inDimensions, ofHiddenTrade } from "./in-scope";
import { leaf, type Question, type Selection } from "./question";
import { COST_CENTERS, CUSTOMERS, READERS, readerName } from "./readers";
import { mayRead, type Reader } from "./secrets";
import { openPairOfWorlds } from "./worlds";

const SEED = 20_260;
/** Of each reader; `npm run bench:no-leak` asks as many as it is told. */
const QUESTIONS = 12;

let worlds: Worlds & { close(): Promise<void> };

beforeAll(async () => {
  worlds = await openPairOfWorlds(SEED, serverUrl());
});
afterAll(() => worlds.close());

describe("two worlds that differ only in what a reader may not learn", () => {
  it.each(READERS.map((reader, at) => ({ name: readerName(reader), reader, seed: SEED + at })))(
    "answer $name with the same bytes",
    async ({ reader, seed }) => {
      const { differences, asked } = await compare(worlds, { reader, seed, questions: QUESTIONS });
      expect(differences.map(describeDifference)).toEqual([]);
      expect(asked).toBe(QUESTIONS);
    },
  );
});

interface Column {
  readonly field: string;
  readonly kind: string;
}

const PARTS: Readonly<Record<string, readonly string[]>> = { money: ["amount"], quantity: ["value"] };

function rowsQuestion(many: string, columns: readonly Column[]): Question {
  const nodes: Selection = {
    name: "nodes",
    args: [],
    children: columns.map(({ field, kind }) => leaf(field, PARTS[kind] ?? [])),
  };
  const first = { name: "first", type: "Int", value: 1000, asVariable: false };
  return { selections: [{ name: many, args: [first], children: [nodes] }], headers: {} };
}

/** What the graph gives for a stored value: amounts and quantities stand in an object. */
function given(value: unknown): unknown {
  if (typeof value === "object" && value !== null) return Object.values(value)[0];
  return value;
}

describe("what the matrix allows", () => {
  const stored = allEntities.filter(({ importable }) => importable);
  it.each(roles)("is answered to %s with what the database holds", async (role: Role) => {
    for (const entity of stored) {
      const columns = entity.columns.filter(
        ({ field, sql: computed }) => !computed && mayRead(role, entity.name, field),
      );
      if (columns.length === 0) continue;
      const { body } = await worlds.graphs[0].ask(rowsQuestion(entity.many, columns), { role, companies: "*" });
      const { data, errors } = JSON.parse(body);
      expect(errors).toBeUndefined();
      const key = entity.columns.find(({ field }) => field === entity.key)?.column ?? "id";
      const list = columns.map(({ column, field }) => `t."${column}" as "${field}"`).join(", ");
      const table = `${entity.subgraph}.${entity.table}`;
      const held = await worlds.base.query(
        sql`select ${raw(list)} from ${raw(table)} t where not (${raw(ofHiddenTrade(table, { role }))})
          order by ${raw(`t."${key}"`)}`,
      );
      const rows = (data[entity.many].nodes as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(Object.entries(row).map(([field, value]) => [field, given(value)])),
      );
      expect(rows.map(withoutZone)).toEqual(held.map((row) => withoutZone({ ...row })));
    }
  });
});

/** What mapping tells of documents and identities. */
const IN_MAPPING = new Set(["Identifier", "MatchProposal", "DocumentLink", "DocumentLineLink", "Discrepancy"]);
const SOLD = ["SalesOrder", "Shipment", "Invoice", "InvoiceLine", "CreditNote", "Payment", "OpenItem", "DocumentLink"];
const SPENT = ["JournalEntry", "JournalLine", "Bill", "BillLine", "InvoiceLine", "Budget", "AccountBalance"];

describe("what is within the customers or cost centres of a reader", () => {
  const kept: readonly Reader[] = [
    { role: "cfo", companies: "*", customers: CUSTOMERS },
    { role: "cfo", companies: "*", costCenters: COST_CENTERS },
  ];
  const listed = allEntities.filter(({ name, subgraph }) => subgraph !== "mapping" || IN_MAPPING.has(name));

  it.each(kept.map((reader) => ({ name: readerName(reader), reader })))(
    "is answered to $name, or refused by the scope's name",
    async ({ reader }) => {
      const [dimension = "customers"] = restrictedIn(reader);
      const answered: string[] = [];
      for (const entity of listed) {
        const key = columnOf(entity, entity.key);
        const { body } = await worlds.graphs[0].ask(rowsQuestion(entity.many, [key]), reader);
        const { data, errors } = JSON.parse(body);
        if (rowRules[entity.name as keyof typeof rowRules][dimension] === "refused") {
          expect([entity.name, errors[0].extensions.code]).toEqual([entity.name, "FORBIDDEN"]);
          expect(errors[0].message).toContain(SCOPE_NAMES[dimension]);
          continue;
        }
        const rows = await worlds.base.query(sql`select t.${raw(`"${key.column}"`)} as key
          from ${raw(`${entity.subgraph}.${entity.table}`)} t where ${raw(inDimensions(entity, reader))} order by 1`);
        const keys = data[entity.many].nodes.map((row: Record<string, unknown>) => String(row[key.field]));
        expect([entity.name, keys]).toEqual([entity.name, rows.map((row) => String(row["key"]))]);
        if (keys.length > 0) answered.push(entity.name);
      }
      expect(answered).toEqual(expect.arrayContaining(dimension === "customers" ? SOLD : SPENT));
    },
  );
});

/** Moments are compared as moments, however they are written. */
function withoutZone(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([field, value]) => [
      field,
      typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? Date.parse(value) : value,
    ]),
  );
}
