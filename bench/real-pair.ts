import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMapping } from "../cli/connectors";
import { loadAll, loadSource } from "../cli/load";
import { createLedgersmbConnector } from "../connectors/ledgersmb/ledgersmb-connector";
import { createTrytonConnectors } from "../connectors/tryton/tryton-connector";
import type { ReconciliationRule } from "../schema/mapping/discrepancy";
import type { Database } from "../store/database";
import { sql } from "../store/sql";
import { reconcile } from "../subgraphs/mapping/reconciliation/run";

interface Truth {
  readonly invoice_links: readonly {
    readonly erp_invoice: number;
    readonly case: string;
    readonly ledgersmb_trans_id: number | null;
  }[];
  readonly identity_parties: readonly {
    readonly tryton_party_id: number | null;
    readonly finance: readonly { readonly ledgersmb_eca_id: number }[];
  }[];
}

/** What the truth file calls a case, the rule that must find it, and how its cause is worded. */
const CASES: readonly (readonly [title: string, rule: ReconciliationRule, cause: RegExp])[] = [
  ["missing in finance", "ERP_INVOICE_NOT_BOOKED", /is not booked in finance\.$/],
  ["party not in finance", "ERP_INVOICE_NOT_BOOKED", /does not know its party/],
  ["amount off", "BOOKED_DIFFERENTLY", /books .* says/],
  ["booked in next month", "BOOKED_DIFFERENTLY", /another month/],
  ["draft in finance", "BOOKED_DIFFERENTLY", /only as a draft/],
];

/** Who is who, as the truth file has it, loaded as any file of links is. */
async function linkParties(database: Database, { identity_parties: parties }: Truth): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "concord-links-"));
  const mapping = join(folder, "links.yaml");
  const rows = parties.flatMap(({ tryton_party_id: erp, finance }) =>
    erp === null ? [] : finance.map(({ ledgersmb_eca_id: id }) => `PARTY,tryton:party:${erp},ledgersmb:party:${id}`),
  );
  writeFileSync(join(folder, "links.csv"), ["KIND,LEFT,RIGHT", ...rows, ""].join("\n"));
  writeFileSync(
    mapping,
    `system: truth-links
subgraph: mapping
title: Links of the truth file
defaults: { encoding: utf-8, delimiter: ",", dateFormat: yyyy-MM-dd, timeZone: "+00:00", decimal: { point: ".", group: "" } }
reads:
  - entity: IdentityLink
    file: links.csv
    id: [LEFT, RIGHT]
    fields: { kind: KIND, leftId: LEFT, rightId: RIGHT }
`,
  );
  try {
    await loadSource(database, mapping, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The number that a source gave the record of an id. */
export const numberIn = (id: unknown): number => Number(String(id).split(":").at(-1));

/** Loads both systems, given by the urls of their databases, into an empty, migrated one. */
export async function loadPair(
  database: Database,
  { tryton, ledgersmb }: { readonly tryton: string; readonly ledgersmb: string },
): Promise<void> {
  const parts = [...createTrytonConnectors({ url: tryton }), createLedgersmbConnector({ url: ledgersmb })];
  await loadAll(
    database,
    parts.map(({ mapping, connector }) => openMapping(mapping, () => connector)),
    {},
  );
  for (const { connector } of parts) await connector.close?.();
}

/** The finance document that evidence links each invoice of the ERP to, by their numbers. */
export async function invoiceLinks(database: Database): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query(
    sql`select from_id, to_id from mapping.evidence_link where from_id like 'tryton:erp_invoice:%'`,
  );
  return new Map(rows.map((row) => [numberIn(row["from_id"]), numberIn(row["to_id"])]));
}

export interface CaseScore {
  readonly title: string;
  readonly rule: string;
  readonly planted: number;
  readonly found: number;
  readonly falseAlarms: number;
}

/**
 * Loads Tryton and LedgerSMB into an empty, migrated database, reconciles them, and compares with the truth file: what is
 * found of each case, and what is found that is none.
 */
export async function scoreRealPair(
  database: Database,
  { tryton, ledgersmb, truth: file }: { readonly tryton: string; readonly ledgersmb: string; readonly truth: string },
): Promise<readonly CaseScore[]> {
  const truth: Truth = JSON.parse(readFileSync(file, "utf8"));
  await loadPair(database, { tryton, ledgersmb });
  await linkParties(database, truth);
  await reconcile({ finance: database, erp: database, mapping: database }, { asOf: "2026-12-31" });
  return [await scoreLinks(database, truth), ...(await scoreCases(database, truth))];
}

async function scoreLinks(database: Database, { invoice_links: links }: Truth): Promise<CaseScore> {
  const made = await invoiceLinks(database);
  const booked = links.filter(({ ledgersmb_trans_id: id }) => id !== null);
  const found = booked.filter((one) => made.get(one.erp_invoice) === one.ledgersmb_trans_id).length;
  const judged = links.filter(({ erp_invoice: id }) => made.has(id)).length;
  return {
    title: "links by evidence",
    rule: "EVIDENCE",
    planted: booked.length,
    found,
    falseAlarms: judged - found,
  };
}

async function scoreCases(database: Database, { invoice_links: links }: Truth): Promise<readonly CaseScore[]> {
  const rows = await database.query(
    sql`select rule, cause, document_ids[1] as document_id from mapping.discrepancy where present`,
  );
  const known = new Set(links.map(({ erp_invoice: id }) => id));
  return CASES.map(([title, rule, cause]) => {
    const expected = new Set(links.filter((one) => one.case === title).map(({ erp_invoice: id }) => id));
    const told = rows
      .filter((row) => row["rule"] === rule && cause.test(String(row["cause"])))
      .map((row) => numberIn(row["document_id"]))
      .filter((id) => known.has(id));
    const found = told.filter((id) => expected.has(id)).length;
    return { title, rule, planted: expected.size, found, falseAlarms: told.length - found };
  });
}
