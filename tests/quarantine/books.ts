import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { type AskOptions, openGraph } from "../graph";

/** A finance system's exports: customers, invoices, and their lines. */
const MAPPING = `
system: books
subgraph: finance
title: A small company's books
reads:
  - entity: PartyAccount
    file: customers.csv
    id: [No]
    fields: { number: No, name: Name, kind: { constant: CUSTOMER } }
  - entity: Invoice
    file: invoices.csv
    id: [No]
    fields:
      number: No
      partyAccountId: { reference: Customer }
      issuedOn: Date
      status: { constant: POSTED }
      currency: Currency
      netAmount: Net
      totalAmount: Net
  - entity: InvoiceLine
    file: lines.csv
    id: [Invoice, Line]
    fields:
      invoiceId: { reference: Invoice }
      lineNumber: Line
      quantity: Pieces
      unit: Unit
      netAmount: Net
      currency: { constant: EUR }
`;

export interface Exports {
  readonly customers?: readonly string[];
  readonly invoices?: readonly string[];
  readonly lines?: readonly string[];
}

const HEADS = {
  customers: "No,Name",
  invoices: "No,Customer,Date,Currency,Net",
  lines: "Invoice,Line,Pieces,Unit,Net",
};

/** Exports without a fault. */
export const SOUND = {
  customers: ["C-001,Ann", "C-002,Bob"],
  invoices: ["A,C-001,2026-01-05,EUR,30", "B,C-002,2026-01-06,EUR,5"],
  lines: ["A,1,2,C62,10", "A,2,4,C62,20", "B,1,1,KGM,5"],
} as const satisfies Exports;

export class Books {
  readonly folder = mkdtempSync(join(tmpdir(), "concord-quarantine-"));
  readonly mapping = join(this.folder, "books.yaml");

  constructor() {
    writeFileSync(this.mapping, MAPPING);
    this.write({});
  }

  /** Writes all exports anew; sound where nothing else is said. */
  write(exports: Exports): void {
    for (const name of ["customers", "invoices", "lines"] as const)
      writeFileSync(
        join(this.folder, `${name}.csv`),
        `${[HEADS[name], ...(exports[name] ?? SOUND[name])].join("\n")}\n`,
      );
  }
}

export type Node = Readonly<Record<string, ReturnType<typeof JSON.parse>>>;

const ROWS = `{ quarantinedRows(orderBy: [{ field: id }]) { nodes { id system state entity code path reason expected remedy file line rowId
  documentId recordKind record proposedField proposedValue correction decisionReason decidedBy version
  decisions { nodes { kind reason decidedBy } } } } }`;

/** The graph as a steward and others see it, with the books beside it. */
export async function openBooks(database: Database) {
  const graph = await openGraph({ database });
  const books = new Books();
  const ask = async (
    query: string,
    variables: Record<string, unknown> = {},
    options: AskOptions = { role: "steward" },
  ) => {
    const { data, errors } = await graph.query(query, variables, options);
    return { data, errors: errors.map(({ message, extensions }) => ({ message, ...extensions }) as Node) };
  };
  const rows = async (): Promise<readonly Node[]> => (await ask(ROWS)).data["quarantinedRows"].nodes;
  return {
    graph,
    books,
    ask,
    rows,
    async row(state: string, where: Node = {}): Promise<Node> {
      const found = (await rows()).filter(
        (row) => row["state"] === state && Object.entries(where).every(([field, value]) => row[field] === value),
      );
      if (found.length !== 1 || !found[0])
        throw new Error(`${found.length} rows are ${state} ${JSON.stringify(where)}`);
      return found[0];
    },
    import: () => graph.import(books.mapping, books.folder),
    correct: (id: string, values: Readonly<Record<string, string>>, more: Node = {}, options?: AskOptions) =>
      ask(
        `mutation($id: ID!, $values: [CorrectedValue!]!, $reason: String!, $version: Int) {
          correctQuarantinedRow(id: $id, values: $values, reason: $reason, version: $version) { id state correction decidedBy version } }`,
        { id, values: Object.entries(values).map(([field, value]) => ({ field, value })), reason: "a slip", ...more },
        options,
      ),
    decide: (kind: "dismiss" | "reopen", id: string, more: Node = {}, options?: AskOptions) =>
      ask(
        `mutation($id: ID!, $reason: String!, $version: Int) {
          ${kind}QuarantinedRow(id: $id, reason: $reason, version: $version) { id state decidedBy decisionReason version } }`,
        { id, reason: "as agreed", ...more },
        options,
      ),
    /** What finance people see of the books. */
    async facts(): Promise<Node> {
      const { data } = await ask(
        `{ invoices(orderBy: [{ field: id }]) { totalCount aggregate { sum { netAmount { amount } } }
            nodes { number netAmount { amount } partyAccountId lines(orderBy: [{ field: lineNumber }]) { nodes { lineNumber netAmount { amount } unit quantity { value } } } } }
          invoiceLines { totalCount } partyAccounts { totalCount } }`,
        {},
        { role: "cfo" },
      );
      return data;
    },
    /** Everything of the books is gone, with all that was decided. */
    async empty(): Promise<void> {
      await database.query(sql`select 1`);
      for (const table of [
        "finance.party_account",
        "finance.invoice",
        "finance.invoice_line",
        "mapping.quarantined_row",
      ])
        await database.execute(`delete from ${table}`);
      await database.execute("delete from mapping.quarantine_correction");
      await database.execute("truncate mapping.import_batch, mapping.code_mapping, mapping.quarantine_decision");
    },
  };
}

export type OpenBooks = Awaited<ReturnType<typeof openBooks>>;
