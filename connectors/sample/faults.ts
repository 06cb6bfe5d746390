import { type ExportRow, type ExportTable, lineNumberOf } from "./export-table";

/** A record that must be set aside, and why. */
export interface PlantedFault {
  readonly system: "sample-erp" | "sample-fin";
  readonly file: string;
  readonly line: number;
  readonly entity: string;
  readonly code: string;
  /** Field the reason concerns; empty when it is the whole record. */
  readonly path: string;
  /** References are only known to be wrong when the other records are stored. */
  readonly foundWhen: "READING" | "STORING";
}

/** A record that the export gives twice: it must count once. */
export interface RepeatedRecord {
  readonly system: "sample-erp" | "sample-fin";
  readonly file: string;
  readonly line: number;
  readonly entity: string;
}

interface FaultPlan {
  readonly file: string;
  readonly code: string;
  readonly path: string;
  readonly foundWhen?: "STORING";
  /** Values by column that make a copy of the row before it faulty; or the text of the whole line. */
  readonly change: Readonly<Record<string, string>> | { readonly line: string };
}

/** Each stands alone: no good record refers to a faulty one, so what is set aside is exactly these. */
const PLANS: readonly FaultPlan[] = [
  {
    file: "erp/parties.csv",
    code: "IMPORT_VALUE_MISSING",
    path: "number",
    change: { 往来ID: "199001", 编号: "", 税号: "", 集团编号: "" },
  },
  {
    file: "erp/sales_orders.csv",
    code: "IMPORT_DATE_INVALID",
    path: "orderedOn",
    change: { 订单ID: "20269001", 订单号: "SO20269001", 订单日期: "2026/2/30" },
  },
  {
    file: "erp/sales_order_lines.csv",
    code: "IMPORT_RECORD_MALFORMED",
    path: "",
    change: { line: "20250001,99,50031" },
  },
  {
    file: "erp/sales_order_lines.csv",
    code: "IMPORT_REFERENCE_UNKNOWN",
    path: "orderId",
    foundWhen: "STORING",
    change: { 订单ID: "20269002", 行号: "1" },
  },
  {
    file: "erp/purchase_orders.txt",
    code: "IMPORT_NUMBER_INVALID",
    path: "netAmount",
    change: { 采购ID: "269001", 采购单号: "CG269001", 未税金额: "待定" },
  },
  {
    file: "erp/stock_movements.txt",
    code: "IMPORT_CODE_UNKNOWN",
    path: "unit",
    change: { 流水号: "999001", 单位: "打" },
  },
  {
    file: "finance/invoices.jsonl",
    code: "IMPORT_DATE_INVALID",
    path: "issuedOn",
    change: { id: "AR99001", number: "INV-2026-99001", issued: "20260231", orderNo: "" },
  },
  {
    file: "finance/invoices.jsonl",
    code: "IMPORT_RECORD_MALFORMED",
    path: "",
    change: { line: '{"id":"AR99002","number":"INV-2026-99002","bukrs":"C0' },
  },
  {
    file: "finance/bills.jsonl",
    code: "IMPORT_NUMBER_INVALID",
    path: "totalAmount",
    change: { id: "AP99001", number: "7777/269001", amtTotal: "n/a" },
  },
  { file: "finance/payments.csv", code: "IMPORT_VALUE_MISSING", path: "number", change: { ID: "SK99001", NUMBER: "" } },
  {
    file: "finance/invoice_lines.jsonl",
    code: "IMPORT_REFERENCE_UNKNOWN",
    path: "invoiceId",
    foundWhen: "STORING",
    change: { doc: "AR99003", line: "1" },
  },
];

const REPEATED_FILES: ReadonlySet<string> = new Set(["erp/stock_movements.txt", "finance/payment_allocations.csv"]);

function faultyRow(table: ExportTable, plan: FaultPlan, before: ExportRow | undefined): ExportRow {
  const { change } = plan;
  if ("line" in change && typeof change.line === "string" && Object.keys(change).length === 1)
    return { text: change.line };
  if (!before || "text" in before) throw new Error(`${table.file} has no row to make a faulty copy of`);
  const changes: Readonly<Record<string, string>> = { ...change };
  return table.header.map((name, index) => changes[name] ?? before[index] ?? "");
}

export interface Planted {
  readonly table: ExportTable;
  readonly faults: readonly PlantedFault[];
  readonly repeated: readonly RepeatedRecord[];
}

/** Puts the faulty and the repeated rows into a file, at about two thirds of it and at its end. */
export function plantFaults(table: ExportTable): Planted {
  const { system, file, entity } = table;
  if (system === "sample-links") return { table, faults: [], repeated: [] };
  const plans = PLANS.filter((plan) => plan.file === file);
  const at = Math.floor((table.rows.length * 2) / 3);
  const faulty = plans.map((plan) => faultyRow(table, plan, table.rows[at - 1]));
  const rows: ExportRow[] = [...table.rows.slice(0, at), ...faulty, ...table.rows.slice(at)];
  const faults = plans.map(
    (plan, index): PlantedFault => ({
      system,
      file,
      entity,
      code: plan.code,
      path: plan.path,
      line: lineNumberOf(table, at + index),
      foundWhen: plan.foundWhen ?? "READING",
    }),
  );
  const last = rows.at(-1);
  if (!REPEATED_FILES.has(file) || !last) return { table: { ...table, rows }, faults, repeated: [] };
  rows.push(last);
  return {
    table: { ...table, rows },
    faults,
    repeated: [{ system, file, entity, line: lineNumberOf(table, rows.length - 1) }],
  };
}
