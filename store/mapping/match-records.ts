import type { Database } from "../database";
import { sql } from "../sql";

/** A source record as matching compares it. */
export interface ComparedRecord {
  readonly id: string;
  readonly side: "ERP" | "FINANCE";
  readonly batch: string;
  /** New or different since the last run. */
  readonly changed: boolean;
  readonly country: string | null;
  readonly values: Readonly<Record<string, string | null>>;
}

/** All records of a kind, of both sides. */
export async function readComparedRecords(
  database: Database,
  kind: "PARTY" | "ITEM",
): Promise<readonly ComparedRecord[]> {
  const rows = await database.query(sql`select *, matched_batch_id is distinct from batch_id as changed
    from mapping.source_record where kind = ${kind} order by side, source_id`);
  const columns: Readonly<Record<string, string>> = {
    name: "name",
    taxId: "tax_id",
    email: "email",
    phone: "phone",
    address: "street",
    postalCode: "postal_code",
    city: "city",
    code: "shared_number",
    unit: "unit",
    price: "price",
  };
  return rows.map((row) => ({
    id: String(row["source_id"]),
    side: row["side"] === "ERP" ? "ERP" : "FINANCE",
    batch: String(row["batch_id"]),
    changed: row["changed"] === true,
    country: row["country"] === null ? null : String(row["country"]),
    values: Object.fromEntries(
      Object.entries(columns).map(([field, column]) => [field, row[column] === null ? null : String(row[column])]),
    ),
  }));
}
