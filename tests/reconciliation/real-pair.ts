import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { gunzipSync } from "node:zlib";
import { loadPair } from "../../bench/real-pair";
import { IdentityLink } from "../../schema/mapping/identity-link";
import type { Database } from "../../store/database";
import { load, row } from "../build";
import { onServer, SERVER } from "../databases";

const FOLDER = resolve(process.env["SOURCES_FOLDER"] ?? join(__dirname, "..", "..", "..", "shared", "sources"));

/** Why the suite cannot run here, if it cannot: the dumps are never part of the repository. */
export const absence = ["tryton.sql.gz", "ledgersmb.sql.gz", "truth.json"].every((file) =>
  existsSync(join(FOLDER, file)),
)
  ? null
  : `The real pair is skipped: its dumps are not in ${FOLDER}; set SOURCES_FOLDER to their folder.`;

export interface InvoiceTruth {
  readonly erp_invoice: number;
  readonly case: string;
  readonly ledgersmb_trans_id: number | null;
}

interface Truth {
  readonly invoice_links: readonly InvoiceTruth[];
  readonly identity_parties: readonly {
    readonly tryton_party_id: number | null;
    readonly finance: readonly { readonly ledgersmb_eca_id: number }[];
  }[];
  readonly tryton: {
    readonly order_vs_invoice_differences: {
      readonly rows: readonly { readonly sale_id: number; readonly number: string }[];
    };
  };
}

export const readTruth = (): Truth => JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8"));

async function restore(file: string, name: string): Promise<string> {
  await onServer(`create database ${name}`);
  const url = new URL(SERVER);
  url.pathname = `/${name}`;
  const restored = spawnSync("psql", ["-Xqd", url.href], {
    input: gunzipSync(readFileSync(join(FOLDER, file))),
    encoding: "utf8",
  });
  if (restored.status !== 0) throw new Error(`psql is needed to restore ${file}: ${restored.stderr}`);
  return url.href;
}

/** Loads the ERP and the finance system from their dumps, each in a database of the test's own that is gone afterwards. */
export async function loadRealPair(database: Database): Promise<void> {
  const names = [`rec_tryton_${process.pid}`, `rec_ledgersmb_${process.pid}`] as const;
  try {
    const tryton = await restore("tryton.sql.gz", names[0]);
    const ledgersmb = await restore("ledgersmb.sql.gz", names[1]);
    await loadPair(database, { tryton, ledgersmb });
  } finally {
    for (const name of names) await onServer(`drop database if exists ${name} with (force)`);
  }
}

/** Who is who, as a person would have linked them: matching is another suite's matter. */
export async function linkParties(database: Database, truth: Truth): Promise<void> {
  const links = truth.identity_parties.flatMap(({ tryton_party_id: erp, finance }) =>
    erp === null
      ? []
      : finance.map(({ ledgersmb_eca_id: account }) =>
          row(IdentityLink, {
            id: `test:link:${erp}-${account}`,
            kind: "PARTY",
            left_id: `tryton:party:${erp}`,
            right_id: `ledgersmb:party:${account}`,
          }),
        ),
  );
  await load(database, "mapping", links, { system: "test-links" });
}
