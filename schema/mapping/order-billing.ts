import { choice, currency, date, edge, entity, id, integer, money, reference, text } from "../model/decorators";
import { SalesOrder } from "./sales-order";

@entity({
  subgraph: "mapping",
  importable: false,
  many: "orderBillings",
  scope: "companyId",
  standard: "UBL OrderReference",
  doc: "How far an order is billed: what the ERP sold beside what finance booked for it. A booked sale without an order stands alone.",
  zh: "订单开票情况",
})
export class OrderBilling {
  @id("Id.", "标识") id!: string;
  @reference(() => SalesOrder, "The order; none: finance booked without one.", "订单") orderId!: string | null;
  @edge(() => SalesOrder, "orderId", "The order.", "订单") order!: SalesOrder | null;
  @text("The ERP's id of the selling company; without an order, finance's.", "公司") companyId!: string | null;
  @text("Order number both print.", "订单号") orderNumber!: string;
  @date("Day of the order.", "订单日期") orderedOn!: string | null;
  @choice(
    "BillingStatus",
    ["UNBILLED", "BILLED", "BILLED_SHORT", "BILLED_OVER", "WITHOUT_ORDER", "CURRENCY_DIFFERS"],
    "How the amounts compare.",
    "状态",
  )
  status!: string;
  @integer("How many invoices bill it.", "发票数") invoiceCount!: number;
  @money("What the ERP sold, before tax.", "订单金额") orderedAmount!: object | null;
  @money("What finance booked for it, before tax.", "开票金额") billedAmount!: object | null;
  @money("Ordered less billed.", "差额") difference!: object | null;
  @currency("Currency of its amounts.", "货币") currency!: string;
}
