import { slashed } from "./calendar";
import { warehouseOf } from "./companies";
import { columns, type ExportTable } from "./export-table";
import { erpMoney, fullWidth, percent, plain } from "./number-formats";
import { type PurchaseOrder, purchaseNet, purchaseTax } from "./purchasing";
import { netOf, type SalesOrder, taxOf } from "./sales";
import type { SampleBooks } from "./sample-company";

const ERP = { system: "sample-erp", encoding: "utf-8", delimiter: "," } as const;

const SALES_STATUS = {
  DRAFT: "草稿",
  CONFIRMED: "已确认",
  PARTLY_DELIVERED: "部分发货",
  DELIVERED: "已发货",
  CANCELLED: "已取消",
} as const;
const PURCHASE_STATUS = { PENDING: "待审批", APPROVED: "已审批", RECEIVED: "已收货" } as const;
const CHANNELS = { DIRECT: "直销", RESELLER: "经销", ONLINE: "网店" } as const;

/** The ERP's own key of a document is not the number it prints. */
export function orderIdOf(order: { readonly number: string }): string {
  return order.number.slice(2);
}

export function companyIdOf(books: SampleBooks, key: string): string {
  return books.companies.find((company) => company.key === key)?.erpId ?? "";
}

function salesOrderRow(books: SampleBooks, order: SalesOrder): readonly string[] {
  const [net, tax] = [netOf(order), taxOf(order)];
  const money = (amount: typeof net) => erpMoney(amount, order.currency);
  return [
    orderIdOf(order),
    order.number,
    companyIdOf(books, order.company),
    order.customer.erpId ?? "",
    slashed(order.orderedOn),
    slashed(order.dueOn),
    slashed(order.shipments.at(-1)?.shippedOn ?? ""),
    SALES_STATUS[order.status],
    CHANNELS[order.channel],
    order.customerReference,
    order.salesPerson,
    order.currency,
    money(net),
    money(tax),
    money(order.freightAmount),
    money(net.plus(tax).plus(order.freightAmount)),
  ];
}

function salesTables(books: SampleBooks): readonly ExportTable[] {
  return [
    {
      ...ERP,
      file: "erp/sales_orders.csv",
      entity: "SalesOrder",
      header: columns(
        "订单ID 订单号 公司ID 客户ID 订单日期 应交日期 发货日期 状态 渠道 客户单号 销售员 币种 未税金额 税额 运费 总额",
      ),
      rows: books.sales.map((order) => salesOrderRow(books, order)),
    },
    {
      ...ERP,
      file: "erp/sales_order_lines.csv",
      entity: "SalesOrderLine",
      encoding: "gb18030",
      header: columns("订单ID 行号 物料ID 描述 数量 单位 单价 折扣率 未税金额 币种"),
      rows: books.sales.flatMap((order) =>
        order.lines.map((line) => [
          orderIdOf(order),
          String(line.lineNumber),
          line.item.erpId,
          line.item.name,
          plain(line.quantity),
          line.item.unit,
          erpMoney(line.unitPrice, order.currency),
          percent(line.discountRate),
          erpMoney(line.netAmount, order.currency),
          order.currency,
        ]),
      ),
    },
  ];
}

function shipmentTables(books: SampleBooks): readonly ExportTable[] {
  const shipments = books.sales.flatMap((order) => order.shipments.map((shipment) => ({ order, shipment })));
  return [
    {
      ...ERP,
      file: "erp/shipments.csv",
      entity: "Shipment",
      header: columns("发货ID 发货单号 公司ID 订单ID 客户ID 仓库ID 发货日期 状态 运单号"),
      rows: shipments.map(({ order, shipment }) => [
        shipment.number.slice(2),
        shipment.number,
        companyIdOf(books, order.company),
        orderIdOf(order),
        order.customer.erpId ?? "",
        warehouseOf(order.company).id,
        slashed(shipment.shippedOn),
        "完成",
        `YD${shipment.number.replace(/\D/g, "")}`,
      ]),
    },
    {
      ...ERP,
      file: "erp/shipment_lines.csv",
      entity: "ShipmentLine",
      header: columns("发货ID 行号 订单ID 订单行号 物料ID 数量 单位"),
      rows: shipments.flatMap(({ order, shipment }) =>
        shipment.lines.map(({ orderLine, quantity }, index) => [
          shipment.number.slice(2),
          String(index + 1),
          orderIdOf(order),
          String(orderLine.lineNumber),
          orderLine.item.erpId,
          plain(quantity),
          orderLine.item.unit,
        ]),
      ),
    },
  ];
}

function purchaseOrderRow(books: SampleBooks, order: PurchaseOrder): readonly string[] {
  const [net, tax] = [purchaseNet(order), purchaseTax(order)];
  const money = (amount: typeof net) => erpMoney(amount, order.currency);
  return [
    orderIdOf(order),
    order.number,
    companyIdOf(books, order.company),
    order.supplier.erpId ?? "",
    slashed(order.orderedOn),
    PURCHASE_STATUS[order.status],
    order.currency,
    money(net),
    money(tax),
    money(net.plus(tax)),
  ];
}

function purchaseTables(books: SampleBooks): readonly ExportTable[] {
  return [
    {
      ...ERP,
      file: "erp/purchase_orders.txt",
      entity: "PurchaseOrder",
      encoding: "utf-16le",
      delimiter: "\t",
      header: columns("采购ID 采购单号 公司ID 供应商ID 订单日期 状态 币种 未税金额 税额 总额"),
      rows: books.purchases.map((order) => purchaseOrderRow(books, order)),
    },
    {
      // The buyers' keyboards write quantities in full width.
      ...ERP,
      file: "erp/purchase_order_lines.csv",
      entity: "PurchaseOrderLine",
      header: columns("采购ID 行号 物料ID 交货日期 数量 收货数量 拒收数量 单位 单价 未税金额 币种"),
      rows: books.purchases.flatMap((order) =>
        order.lines.map((line) => [
          orderIdOf(order),
          String(line.lineNumber),
          line.item.erpId,
          slashed(order.dueOn),
          fullWidth(plain(line.quantity)),
          fullWidth(order.status === "RECEIVED" ? plain(line.quantity) : "0"),
          "0",
          line.item.unit,
          erpMoney(line.unitPrice, order.currency),
          erpMoney(line.netAmount, order.currency),
          order.currency,
        ]),
      ),
    },
  ];
}

function receiptTables(books: SampleBooks): readonly ExportTable[] {
  const receipts = books.purchases.flatMap((order) => order.receipts.map((receipt) => ({ order, receipt })));
  return [
    {
      ...ERP,
      file: "erp/receipts.csv",
      entity: "Receipt",
      header: columns("收货ID 收货单号 公司ID 采购ID 供应商ID 仓库ID 收货日期 状态"),
      rows: receipts.map(({ order, receipt }) => [
        receipt.number.slice(2),
        receipt.number,
        companyIdOf(books, order.company),
        orderIdOf(order),
        order.supplier.erpId ?? "",
        warehouseOf(order.company).id,
        slashed(receipt.receivedOn),
        "完成",
      ]),
    },
    {
      ...ERP,
      file: "erp/receipt_lines.csv",
      entity: "ReceiptLine",
      header: columns("收货ID 行号 采购ID 采购行号 物料ID 数量 单位"),
      rows: receipts.flatMap(({ order, receipt }) =>
        receipt.lines.map((line, index) => [
          receipt.number.slice(2),
          String(index + 1),
          orderIdOf(order),
          String(line.lineNumber),
          line.item.erpId,
          plain(line.quantity),
          line.item.unit,
        ]),
      ),
    },
  ];
}

export function erpTradeTables(books: SampleBooks): readonly ExportTable[] {
  return [...salesTables(books), ...purchaseTables(books), ...shipmentTables(books), ...receiptTables(books)];
}
