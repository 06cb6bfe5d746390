import { currency, edge, entity, id, integer, money, quantity, reference, text, unit } from "../model/decorators";
import { ErpInvoice } from "./erp-invoice";
import { Item } from "./item";
import { PurchaseOrderLine } from "./purchase-order-line";
import { SalesOrderLine } from "./sales-order-line";

@entity({
  subgraph: "erp",
  partOf: "invoiceId",
  scope: "invoice.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "itemId",
    quantity: "quantity",
    description: "description",
    net: "netAmount",
    orderLines: ["orderLineId", "purchaseOrderLineId"],
  },
  standard: "UBL InvoiceLine",
  doc: "One line of an invoice of the ERP, with the order line it bills.",
  zh: "ERP 发票行",
})
export class ErpInvoiceLine {
  @id("Id.", "标识") id!: string;
  @reference(() => ErpInvoice, "Its invoice.", "发票", { required: true }) invoiceId!: string;
  @edge(() => ErpInvoice, "invoiceId", "Its invoice.", "发票") invoice!: ErpInvoice | null;
  @integer("Position.", "行号", { required: true }) lineNumber!: number;
  @reference(() => SalesOrderLine, "The sales order line it bills.", "销售订单行") orderLineId!: string | null;
  @edge(() => SalesOrderLine, "orderLineId", "The sales order line it bills.", "销售订单行")
  orderLine!: SalesOrderLine | null;
  @reference(() => PurchaseOrderLine, "The purchase order line it bills.", "采购订单行") purchaseOrderLineId!:
    | string
    | null;
  @edge(() => PurchaseOrderLine, "purchaseOrderLineId", "The purchase order line it bills.", "采购订单行")
  purchaseOrderLine!: PurchaseOrderLine | null;
  @reference(() => Item, "Item.", "物料") itemId!: string | null;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @text("Text on the invoice.", "描述") description!: string | null;
  @quantity("Quantity; negative on a credit note.", "数量") quantity!: object | null;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @money("Price of one unit.", "单价") unitPrice!: object | null;
  @money("Line amount before tax.", "未税金额", { required: true }) netAmount!: object;
  @currency("Currency of its amounts.", "货币", { required: true }) currency!: string;
}
