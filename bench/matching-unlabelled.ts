import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { parse } from "csv-parse/sync";
import { z } from "zod";
import type { Database, Row } from "../store/database";
import { openPostgres } from "../store/postgres";
import { raw } from "../store/sql";
import type { Decision } from "../subgraphs/mapping/matching/decision";
import { engine } from "../subgraphs/mapping/matching/engine";
import { quality } from "../subgraphs/mapping/matching/evaluation";
import { ITEM_FIELDS, type MatchField, type MatchRecord, PARTY_FIELDS } from "../subgraphs/mapping/matching/record";

// Matching quality without any label: the weights are learned from the candidates, the labels only count the hits.

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: "../shared" },
    server: { type: "string", default: "postgresql://postgres@127.0.0.1:5432" },
    tryton: { type: "string", default: "src_tryton" },
    ledgersmb: { type: "string", default: "src_ledgersmb" },
    misses: { type: "boolean", default: false },
  },
});

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));
const keyOf = (left: string, right: string): string => `${left} = ${right}`;

function report(what: string, decisions: readonly Decision[], truth: ReadonlySet<string>, seconds: number): void {
  const of = (verdicts: readonly string[]) => {
    const chosen = decisions.filter(({ verdict }) => verdicts.includes(verdict));
    const hits = chosen.filter(({ leftId, rightId }) => truth.has(keyOf(leftId, rightId))).length;
    return { chosen, ...quality(hits, chosen.length - hits, truth.size - hits) };
  };
  const linked = of(["LINK"]);
  const found = of(["LINK", "QUEUE"]);
  const figures = [linked.precision, linked.recall, linked.f1].map((value) => value.toFixed(3)).join("  ");
  const queued = found.chosen.length - linked.chosen.length;
  console.log(
    `${what.padEnd(28)} ${figures}  queued ${queued}, recall with queue ${found.recall.toFixed(3)}  ${seconds.toFixed(1)} s`,
  );
  if (!options.misses) return;
  for (const decision of decisions) {
    const { leftId, rightId, verdict } = decision;
    if ((verdict === "LINK") !== truth.has(keyOf(leftId, rightId))) console.log(JSON.stringify(decision));
  }
}

function match(
  what: string,
  fields: readonly MatchField[],
  left: readonly MatchRecord[],
  right: readonly MatchRecord[],
  truth: ReadonlySet<string>,
): void {
  const begun = Date.now();
  // One list against itself: each pair once.
  const pairs = engine
    .candidatePairs(fields, left, right)
    .filter((pair) => left !== right || pair.left.id < pair.right.id);
  const decisions = engine.scorePairs(engine.learnWeights(fields, pairs, { onePartner: left !== right }), pairs);
  report(what, decisions, truth, (Date.now() - begun) / 1000);
}

const FEBRL: readonly MatchField[] = [
  { name: "given_name", kind: "personName" },
  { name: "surname", kind: "personName" },
  { name: "street_number", kind: "postalCode" },
  { name: "address_1", kind: "address" },
  { name: "address_2", kind: "personName" },
  { name: "suburb", kind: "city" },
  { name: "postcode", kind: "postalCode" },
  { name: "state", kind: "category" },
  { name: "date_of_birth", kind: "date" },
];

const febrlRows = z.array(z.record(z.string(), z.string()));

function febrl(file: string, name: string): void {
  const rows = febrlRows.parse(
    parse(readFileSync(file, "utf8"), {
      columns: (header: string[]) => header.map((column) => column.trim()),
      trim: true,
    }),
  );
  const records = rows.map((row) => ({ id: row["rec_id"] ?? "", values: row }));
  const people = new Map<string, string[]>();
  for (const { id } of records) {
    const person = id.split("-")[1] ?? "";
    people.set(person, [...(people.get(person) ?? []), id]);
  }
  const truth = new Set(
    [...people.values()].flatMap((ids) =>
      ids.flatMap((one) => ids.filter((other) => one < other).map((other) => keyOf(one, other))),
    ),
  );
  match(name, FEBRL, records, records, truth);
}

/** The statement of a name in a file of named SELECTs. */
function namedSelect(file: string, name: string): string {
  const part = readFileSync(file, "utf8")
    .split(/^-- name: /m)
    .find((block) => new RegExp(`^${name}\\b`).test(block));
  return (part ?? "")
    .split("\n")
    .slice(1)
    .join("\n")
    .replace(/^--.*$/gm, "");
}

const truthFile = z.object({
  identity_parties: z.array(
    z.object({ tryton_party_id: z.number().nullable(), finance: z.array(z.object({ ledgersmb_eca_id: z.number() })) }),
  ),
  identity_products: z.array(
    z.object({ tryton_product_id: z.number().nullable(), ledgersmb_parts_id: z.number().nullable() }),
  ),
});

function partyRecords(rows: readonly Row[], addresses: readonly Row[]): readonly MatchRecord[] {
  return rows.map((row) => {
    const own = addresses.filter((address) => String(address["party_id"]) === String(row["id"]));
    const column = (of: (address: Row) => string | null): readonly string[] =>
      own.flatMap((address) => of(address) ?? []);
    return {
      id: String(row["id"]),
      country: text(row["country"] ?? own[0]?.["country"]),
      values: {
        name: text(row["name"]),
        taxId: text(row["tax_id"]),
        email: text(row["email"]),
        address: column((address) => text(address["street"] ?? address["line_one"])),
        postalCode: column((address) => text(address["postal_code"] ?? address["mail_code"])),
        city: column((address) => text(address["city"])),
      },
    };
  });
}

const itemRecords = (rows: readonly Row[]): readonly MatchRecord[] =>
  rows.map((row) => ({
    id: String(row["id"]),
    values: { name: text(row["name"]), code: text(row["code"]), price: text(row["list_price"] ?? row["sellprice"]) },
  }));

async function twoSystems(folder: string): Promise<void> {
  const open = (name: string): Database =>
    openPostgres({
      url: `${options.server}/${name}`,
      poolSize: 2,
      statementTimeoutMs: 60_000,
      connectTimeoutMs: 5_000,
    });
  const [erp, finance] = [open(options.tryton), open(options.ledgersmb)];
  const rows = (database: Database, file: string, name: string) =>
    database.query(raw(namedSelect(join(folder, file), name)));
  const truth = truthFile.parse(JSON.parse(readFileSync(join(folder, "truth.json"), "utf8")));
  const [t, l] = ["selects-tryton.sql", "selects-ledgersmb.sql"] as const;
  match(
    "parties of two systems",
    PARTY_FIELDS,
    partyRecords(await rows(erp, t, "party"), await rows(erp, t, "party_address")),
    partyRecords(await rows(finance, l, "party"), await rows(finance, l, "party_address")),
    new Set(
      truth.identity_parties.flatMap(({ tryton_party_id, finance: accounts }) =>
        tryton_party_id === null
          ? []
          : accounts.map((account) => keyOf(String(tryton_party_id), String(account.ledgersmb_eca_id))),
      ),
    ),
  );
  match(
    "products of two systems",
    ITEM_FIELDS,
    itemRecords(await rows(erp, t, "product")),
    itemRecords(await rows(finance, l, "product")),
    new Set(
      truth.identity_products.flatMap(({ tryton_product_id, ledgersmb_parts_id }) =>
        tryton_product_id === null || ledgersmb_parts_id === null
          ? []
          : [keyOf(String(tryton_product_id), String(ledgersmb_parts_id))],
      ),
    ),
  );
  await Promise.all([erp.close(), finance.close()]);
}

async function main(): Promise<void> {
  console.log(`${"set".padEnd(28)} precision  recall  F1 of links`);
  const sources = join(options.data, "sources");
  if (existsSync(join(sources, "truth.json"))) await twoSystems(sources);
  for (const number of [1, 2, 3]) {
    const file = join(options.data, "data", "febrl", `dataset${number}.csv`);
    if (existsSync(file)) febrl(file, `febrl ${number}`);
  }
}

void main();
