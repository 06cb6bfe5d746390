import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import pg from "pg";
import { readSelects } from "../../connectors/postgres/selects";
import {
  createTrytonConnectors,
  type TrytonConnector,
  type TrytonOptions,
} from "../../connectors/tryton/tryton-connector";
import type { Database } from "../../store/database";
import { type ImportSummary, importRows } from "../../store/write/import";
import { countsAsNumbers, onServer } from "../databases";
import { copyOfDump, urlOf } from "./dump-copy";
import { type OtherCompany, otherTryton } from "./other-company";

const FOLDER = resolve(process.env["SOURCES_FOLDER"] ?? join(__dirname, "..", "..", "..", "shared", "sources"));
const DUMP = join(FOLDER, "tryton.sql.gz");

/** Why the suites cannot run here, if they cannot: the dump is never part of the repository. */
export const absence = existsSync(DUMP)
  ? null
  : `Tryton is skipped: ${DUMP} is not there; set SOURCES_FOLDER to the folder of the dumps.`;

export type Row = Readonly<Record<string, string | number>>;

interface Figure {
  readonly sql: string;
  readonly rows: readonly Row[];
}

const figures = (): Readonly<Record<string, Figure>> =>
  JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8")).tryton;

/** A figure that plain SQL gave on the dump. */
export function truth(name: string): readonly Row[] {
  return figures()[name]?.rows ?? [];
}

export function identityPairs(): readonly { readonly tryton_party_id: number | null }[] {
  return JSON.parse(readFileSync(join(FOLDER, "truth.json"), "utf8")).identity_parties;
}

let made = 0;
const freshName = (): string => {
  made += 1;
  return `concord_tryton_${process.pid}_${Date.now()}_${made}`;
};

/** A Tryton database of a test's own. */
export class TrytonDatabase {
  readonly url: string;

  private constructor(private readonly name: string) {
    this.url = urlOf(name);
  }

  static async restored(): Promise<TrytonDatabase> {
    const name = freshName();
    await copyOfDump(DUMP, name);
    return new TrytonDatabase(name);
  }

  /** The dump, turned into another company's database. */
  static async of(company: OtherCompany): Promise<TrytonDatabase> {
    const database = await TrytonDatabase.restored();
    await database.rows(otherTryton(database.name, company).join(";\n"));
    return database;
  }

  /** What the same plain SQL gives on this database as it is now. */
  async truth(): Promise<(figure: string) => readonly Row[]> {
    const known = new Map<string, readonly Row[]>();
    for (const [name, { sql }] of Object.entries(figures())) known.set(name, await this.rows(sql));
    return (figure) => known.get(figure) ?? [];
  }

  async copy(): Promise<TrytonDatabase> {
    const name = freshName();
    await onServer(`create database ${name} template ${this.name}`);
    return new TrytonDatabase(name);
  }

  open(options: Partial<TrytonOptions> = {}): readonly TrytonConnector[] {
    return createTrytonConnectors({ url: this.url, ...options });
  }

  erp(options: Partial<TrytonOptions> = {}): TrytonConnector["connector"] {
    const [first] = this.open(options);
    if (!first) throw new Error("Tryton is an ERP.");
    return first.connector;
  }

  async rows(statement: string): Promise<readonly Row[]> {
    const client = new pg.Client({ connectionString: this.url, types: countsAsNumbers });
    await client.connect();
    try {
      const result = await client.query<Row>(statement);
      return result.rows;
    } finally {
      await client.end();
    }
  }

  /** Records that the reads of the ERP's mapping see, counted by the source itself. */
  async recordCount(): Promise<number> {
    const selects = readSelects(join(__dirname, "..", "..", "connectors", "tryton", "selects.sql"));
    const counts = (this.open()[0]?.mapping.reads ?? []).map(
      ({ from }) => `select count(*)::int as n from (${selects.get(from ?? "")}) as records`,
    );
    const [row] = await this.rows(`select sum(n)::int as n from (${counts.join(" union all ")}) as counted`);
    return Number(row?.["n"]);
  }

  outage(begins: boolean): Promise<void> {
    return onServer(`alter database ${this.name} allow_connections ${!begins}`);
  }

  async drop(): Promise<void> {
    for (const { connector } of this.open({ ledger: true })) await connector.stopFollowing?.().catch(() => undefined);
    await onServer(`drop database if exists ${this.name} with (force)`);
  }
}

export async function load(database: Database, opened: readonly TrytonConnector[]): Promise<readonly ImportSummary[]> {
  const summaries: ImportSummary[] = [];
  for (const { mapping, connector } of opened) {
    const read = connector.read();
    const { system, subgraph } = mapping;
    summaries.push(
      await importRows(database, {
        system,
        subgraph,
        events: read,
        cursor: (unsettled) => read.cursor(unsettled),
        objects: () => read.objects(),
        codeMaps: [],
        dryRun: false,
      }),
    );
  }
  return summaries;
}
