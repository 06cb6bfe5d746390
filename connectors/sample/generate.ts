import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expectedDiscrepancies } from "./errors/disagreements";
import type { PlantedDiscrepancy } from "./errors/planted-error";
import { erpInvoiceTables } from "./export-erp-invoices";
import { erpMasterTables } from "./export-erp-master";
import { erpStockTables } from "./export-erp-stock";
import { erpTradeTables } from "./export-erp-trade";
import { financeDocumentTables } from "./export-finance-documents";
import { financeLedgerTables } from "./export-finance-ledger";
import { financeMasterTables } from "./export-finance-master";
import { linksTable } from "./export-links";
import { bytesOf, type ExportTable } from "./export-table";
import { type PlantedFault, plantFaults, type RepeatedRecord } from "./faults";
import { type PlantedDisagreement, plantedDisagreements } from "./planted";
import { composeSampleCompany, type SampleBooks, type SampleOptions } from "./sample-company";

export interface WrittenFile {
  readonly system: ExportTable["system"];
  /** Relative to the folder. */
  readonly file: string;
  readonly entity: string;
  /** Records in the file, faulty and repeated ones too. */
  readonly records: number;
  /** Rows that must be in the store after a complete import. */
  readonly rows: number;
}

export interface SampleCompanyFiles {
  readonly folder: string;
  readonly files: readonly WrittenFile[];
  readonly planted: {
    readonly disagreements: readonly PlantedDisagreement[];
    /** What reconciliation must find, exactly. */
    readonly discrepancies: readonly PlantedDiscrepancy[];
    /** What must be set aside, exactly. */
    readonly faults: readonly PlantedFault[];
    readonly repeated: readonly RepeatedRecord[];
  };
}

function tablesOf(books: SampleBooks): readonly ExportTable[] {
  return [
    ...erpMasterTables(books),
    ...erpTradeTables(books),
    ...erpInvoiceTables(books),
    ...erpStockTables(books),
    ...financeMasterTables(books),
    ...financeLedgerTables(books),
    ...financeDocumentTables(books),
    linksTable(books),
  ];
}

function write(folder: string, table: ExportTable): void {
  const path = join(folder, table.file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytesOf(table));
}

/**
 * Writes the sample company's exports: `erp/…`, `finance/…` and `links.csv` in the folder, to be read with erp.yaml,
 * finance.yaml and links.yaml. The same seed gives the same bytes.
 */
export function generateSampleCompany({
  seed,
  folder,
  ...options
}: {
  readonly seed: number;
  readonly folder: string;
} & SampleOptions): SampleCompanyFiles {
  const books = composeSampleCompany(seed, options);
  const disagreements = plantedDisagreements(books);
  const planted = tablesOf(books).map(plantFaults);
  for (const { table } of planted) write(folder, table);
  return {
    folder,
    files: planted.map(({ table, faults, repeated }) => ({
      system: table.system,
      file: table.file,
      entity: table.entity,
      records: table.rows.length,
      rows: table.rows.length - faults.length - repeated.length,
    })),
    planted: {
      disagreements,
      discrepancies: expectedDiscrepancies(books, disagreements),
      faults: planted.flatMap(({ faults }) => faults),
      repeated: planted.flatMap(({ repeated }) => repeated),
    },
  };
}
