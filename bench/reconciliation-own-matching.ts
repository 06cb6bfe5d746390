/**
 * Two real systems of one company, matched and reconciled as a user would: loaded, `concord match`, `concord reconcile`. The truth file only
 * counts: which links and questions matching made, and which planted differences reconciliation then finds.
 *
 *   npm run -s bench:reconciliation-own-matching -- --data ../shared --tryton src_tryton --ledgersmb src_ledgersmb
 */
import "reflect-metadata";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { z } from "zod";
import { SCHEMAS, sameForAll } from "../cli/databases";
import type { Database } from "../store/database";
import { migrate } from "../store/migrate";
import { openPostgres } from "../store/postgres";
import { sql } from "../store/sql";
import { runMatching } from "../subgraphs/mapping/match-run";
import { engine } from "../subgraphs/mapping/matching/engine";
import { quality } from "../subgraphs/mapping/matching/evaluation";
import { reconcile } from "../subgraphs/mapping/reconciliation/run";
import { invoiceLinks, loadPair, numberIn } from "./real-pair";

const { values: options } = parseArgs({
  options: {
    data: { type: "string", default: "../shared" },
    truth: { type: "string" },
    server: { type: "string", default: process.env["DATABASE_URL"] ?? "postgresql://postgres@127.0.0.1:5432/postgres" },
    tryton: { type: "string", default: "src_tryton" },
    ledgersmb: { type: "string", default: "src_ledgersmb" },
    "as-of": { type: "string", default: "2026-12-31" },
    details: { type: "boolean", default: false },
  },
});

const STORE = `concord_bench_own_matching_${process.pid}`;

const urlOf = (database: string): string => Object.assign(new URL(options.server), { pathname: `/${database}` }).href;

async function onServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: options.server });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

const truthFile = z.object({
  identity_parties: z.array(
    z.object({ tryton_party_id: z.number().nullable(), finance: z.array(z.object({ ledgersmb_eca_id: z.number() })) }),
  ),
  identity_products: z.array(
    z.object({ tryton_product_id: z.number().nullable(), ledgersmb_parts_id: z.number().nullable() }),
  ),
  special_cases: z.object({
    party_merged: z.object({ source: z.number(), destination: z.number() }).optional(),
  }),
  invoice_links: z.array(
    z.object({ erp_invoice: z.number(), case: z.string(), ledgersmb_trans_id: z.number().nullable() }),
  ),
});
type Truth = z.infer<typeof truthFile>;

type Pairs = ReadonlySet<string>;

/** Parties that the ERP itself merged are one, so that each is one with the other's accounts too. */
function mergedWith(truth: Truth, erp: number): readonly number[] {
  const merged = truth.special_cases.party_merged;
  return merged && [merged.source, merged.destination].includes(erp) ? [merged.source, merged.destination] : [erp];
}

function truePairs(truth: Truth): Readonly<Record<"PARTY" | "ITEM", Pairs>> {
  return {
    PARTY: new Set(
      truth.identity_parties.flatMap(({ tryton_party_id: erp, finance }) =>
        erp === null
          ? []
          : finance.flatMap(({ ledgersmb_eca_id: id }) =>
              mergedWith(truth, erp).map((party) => `tryton:party:${party}~ledgersmb:party:${id}`),
            ),
      ),
    ),
    ITEM: new Set(
      truth.identity_products.flatMap(({ tryton_product_id: erp, ledgersmb_parts_id: finance }) =>
        erp === null || finance === null ? [] : [`tryton:item:${erp}~ledgersmb:product:${finance}`],
      ),
    ),
  };
}

const column = async (database: Database, statement: ReturnType<typeof sql>): Promise<readonly string[]> =>
  (await database.query(statement)).map((row) => String(row["pair"]));

/** Pairs of both sides that one identity holds, and the pairs that wait for a person. */
async function reportMatching(database: Database, truth: Truth): Promise<void> {
  for (const [kind, pairs] of Object.entries(truePairs(truth))) {
    const linked = await column(
      database,
      sql`select e.source_id || '~' || f.source_id as pair from mapping.identifier e
        join mapping.identifier f on f.shared_id = e.shared_id and f.side = 'FINANCE' and f.status = 'CONFIRMED'
        where e.kind = ${kind} and e.side = 'ERP' and e.status = 'CONFIRMED' and e.source_id like 'tryton:%'
          and f.source_id like 'ledgersmb:%'`,
    );
    const queued = await column(
      database,
      sql`select left_id || '~' || right_id as pair from mapping.match where kind = ${kind} and status = 'PROPOSED' order by 1`,
    );
    const found = (list: readonly string[]): number => list.filter((pair) => pairs.has(pair)).length;
    const { precision, recall } = quality(found(linked), linked.length - found(linked), pairs.size - found(linked));
    const missed = [...pairs].filter((pair) => !linked.includes(pair));
    const asked = missed.filter((pair) => queued.includes(pair)).length;
    console.log(
      `${kind.toLowerCase()} pairs: ${linked.length} linked of ${pairs.size} true, precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}; ${queued.length} queued, of the ${missed.length} not linked ${asked} are asked about`,
    );
    if (!options.details) continue;
    for (const pair of missed) console.log(`  not linked: ${pair}`);
    for (const pair of linked) if (!pairs.has(pair)) console.log(`  wrongly linked: ${pair}`);
    for (const pair of queued) console.log(`  queued: ${pair}${pairs.has(pair) ? " (true)" : ""}`);
  }
}

/** How each planted case is told. */
const CASES: readonly { readonly planted: string; readonly rule: string; readonly cause: RegExp }[] = [
  { planted: "missing in finance", rule: "ERP_INVOICE_NOT_BOOKED", cause: /not booked/ },
  { planted: "party not in finance", rule: "ERP_INVOICE_NOT_BOOKED", cause: /not booked/ },
  { planted: "amount off", rule: "BOOKED_DIFFERENTLY", cause: /books .* says/ },
  { planted: "booked in next month", rule: "BOOKED_DIFFERENTLY", cause: /another month/ },
  { planted: "draft in finance", rule: "BOOKED_DIFFERENTLY", cause: /only as a draft/ },
];

async function reportReconciliation(database: Database, truth: Truth): Promise<void> {
  const links = await invoiceLinks(database);
  const judged = truth.invoice_links.filter(({ erp_invoice: id }) => links.has(id));
  const right = judged.filter((one) => links.get(one.erp_invoice) === one.ledgersmb_trans_id).length;
  const booked = truth.invoice_links.filter(({ ledgersmb_trans_id: id }) => id !== null).length;
  console.log(`invoice links: ${right} right of ${judged.length} made, ${booked} true`);
  const rows = await database.query(
    sql`select rule, cause, document_ids from mapping.discrepancy where present order by rule, cause`,
  );
  const told = rows.map((row) => ({
    rule: String(row["rule"]),
    cause: String(row["cause"]),
    invoice: numberIn((row["document_ids"] as readonly string[])[0]),
  }));
  const caseOf = new Map(truth.invoice_links.map((one) => [one.erp_invoice, one.case]));
  for (const { planted, rule, cause } of CASES) {
    const expected = truth.invoice_links.filter((one) => one.case === planted).map(({ erp_invoice: id }) => id);
    const found = expected.filter((id) =>
      told.some((one) => one.rule === rule && one.invoice === id && cause.test(one.cause)),
    );
    console.log(`${planted}: ${found.length} found of ${expected.length} planted`);
  }
  const about = told.filter(({ rule }) => CASES.some((one) => one.rule === rule));
  const alarms = about.filter(({ invoice }) => (caseOf.get(invoice) ?? "same") === "same");
  console.log(`false alarms about invoices: ${alarms.length} of ${about.length} told`);
  const byRule = new Map<string, number>();
  for (const { rule } of told) byRule.set(rule, (byRule.get(rule) ?? 0) + 1);
  console.log(`discrepancies: ${told.length} (${[...byRule].map(([rule, count]) => `${rule} ${count}`).join(", ")})`);
  if (options.details) for (const one of alarms) console.log(`  false alarm: ${JSON.stringify(one)}`);
}

async function main(): Promise<void> {
  const file = options.truth ?? join(options.data, "sources", "truth.json");
  const truth = truthFile.parse(JSON.parse(readFileSync(file, "utf8")));
  await onServer(`create database ${STORE}`);
  const database = openPostgres({
    url: urlOf(STORE),
    poolSize: 4,
    statementTimeoutMs: 120_000,
    connectTimeoutMs: 5_000,
  });
  try {
    for (const schema of SCHEMAS) await migrate(database, schema);
    await loadPair(database, { tryton: urlOf(options.tryton), ledgersmb: urlOf(options.ledgersmb) });
    const summaries = await runMatching(database, engine, {});
    for (const { kind, compared, linked, queued } of summaries)
      console.log(`match ${kind}: ${compared} compared, ${linked} linked, ${queued} queued`);
    await reportMatching(database, truth);
    await reconcile(sameForAll(database), { asOf: options["as-of"] });
    await reportReconciliation(database, truth);
  } finally {
    await database.close();
    await onServer(`drop database if exists ${STORE} with (force)`);
  }
}

void main();
