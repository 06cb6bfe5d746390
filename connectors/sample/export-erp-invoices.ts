import { slashed } from "./calendar";
import type { DocumentLine, TradeDocument } from "./documents";
import { erpInvoiceIdOf } from "./errors/erp-invoices";
import { companyIdOf, orderIdOf } from "./export-erp-trade";
import { columns, type ExportTable } from "./export-table";
import { erpMoney, plain } from "./number-formats";
import type { SampleBooks } from "./sample-company";

const ERP = { system: "sample-erp", encoding: "utf-8", delimiter: "," } as const;

/** The ERP's party behind an order; several share finance's collective account. */
function partiesByOrder({ sales, purchases }: SampleBooks): ReadonlyMap<string, string> {
  return new Map([
    ...sales.map(({ number, customer }) => [number, customer.erpId ?? ""] as const),
    ...purchases.map(({ number, supplier }) => [number, supplier.erpId ?? ""] as const),
  ]);
}

const isSale = ({ type }: TradeDocument): boolean => type === "INVOICE";

function lineRow(document: TradeDocument, line: DocumentLine): readonly string[] {
  const orderId = line.orderLineNumber === null ? "" : orderIdOf({ number: line.orderNumber });
  return [
    erpInvoiceIdOf(document),
    String(line.lineNumber),
    isSale(document) ? orderId : "",
    isSale(document) ? "" : orderId,
    line.orderLineNumber === null ? "" : String(line.orderLineNumber),
    line.item?.erpId ?? "",
    line.description,
    plain(line.quantity),
    line.item?.unit ?? "次",
    erpMoney(line.unitPrice, document.currency),
    erpMoney(line.netAmount, document.currency),
    document.currency,
  ];
}

/** Invoices the ERP keeps itself, with the order lines they bill; only headers where billing is left to finance. */
export function erpInvoiceTables(books: SampleBooks): readonly ExportTable[] {
  const parties = partiesByOrder(books);
  const money = (document: TradeDocument, amount: TradeDocument["netAmount"]) => erpMoney(amount, document.currency);
  return [
    {
      ...ERP,
      file: "erp/invoices.csv",
      entity: "ErpInvoice",
      header: columns("发票ID 发票号 类型 公司ID 往来ID 开票日期 到期日期 状态 对方单号 币种 未税金额 税额 总额"),
      rows: books.erpInvoices.map((document) => [
        erpInvoiceIdOf(document),
        `FP${erpInvoiceIdOf(document).slice(1)}`,
        isSale(document) ? "销售" : "采购",
        companyIdOf(books, document.company),
        parties.get(document.orderNumber) ?? "",
        slashed(document.issuedOn),
        slashed(document.dueOn),
        "已开",
        isSale(document) ? "" : document.number,
        document.currency,
        money(document, document.netAmount),
        money(document, document.taxAmount),
        money(document, document.totalAmount),
      ]),
    },
    {
      ...ERP,
      file: "erp/invoice_lines.csv",
      entity: "ErpInvoiceLine",
      header: columns("发票ID 行号 销售订单ID 采购ID 订单行号 物料ID 描述 数量 单位 单价 未税金额 币种"),
      rows: books.erpInvoices.flatMap((document) => document.lines.map((line) => lineRow(document, line))),
    },
  ];
}
