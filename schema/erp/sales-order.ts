import {
  type Collection,
  choice,
  collection,
  currency,
  date,
  edge,
  entity,
  id,
  money,
  reference,
  text,
} from "../model/decorators";
import { SALES_CHANNELS } from "../model/sales-channel";
import { Company } from "./company";
import { Party } from "./party";
import { SalesOrderLine } from "./sales-order-line";
import { Shipment } from "./shipment";

@entity({
  subgraph: "erp",
  scope: "companyId",
  document: {
    record: "document",
    kind: "SALES_ORDER",
    side: "SALES",
    number: "number",
    date: "orderedOn",
    status: "status",
    party: "customerId",
    reference: "customerReference",
    net: "netAmount",
    tax: "taxAmount",
    total: "totalAmount",
  },
  standard: "UBL 2.1 Order; ISO 21378 SAL_Sales_Order",
  doc: "A customer's order.",
  zh: "销售订单",
})
export class SalesOrder {
  @id("Id.", "标识") id!: string;
  @text("Order number.", "订单号", { required: true, standard: "UBL Order/ID" }) number!: string;
  @reference(() => Company, "Selling company.", "销售公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Selling company.", "销售公司") company!: Company | null;
  @reference(() => Party, "Customer.", "客户", { required: true }) customerId!: string;
  @edge(() => Party, "customerId", "Customer.", "客户") customer!: Party | null;
  @date("Day of the order.", "订单日期", { required: true, standard: "UBL Order/IssueDate" }) orderedOn!: string;
  @date("Day it is due.", "应交日期") dueOn!: string | null;
  @date("Day it was shipped.", "发货日期") shippedOn!: string | null;
  @choice(
    "OrderStatus",
    ["DRAFT", "CONFIRMED", "PARTLY_DELIVERED", "DELIVERED", "CLOSED", "CANCELLED"],
    "How far it has come.",
    "状态",
    { required: true },
  )
  status!: string;
  @choice("SalesChannel", SALES_CHANNELS, "How it was sold.", "销售渠道") channel!: string | null;
  @text("The customer's own order number.", "客户订单号", { standard: "UBL OrderReference/CustomerReference" })
  customerReference!: string | null;
  @text("Sales person or team.", "销售员") salesPerson!: string | null;
  @currency("Currency of its amounts.", "货币", { required: true }) currency!: string;
  @money("Sum of the lines before tax and freight.", "未税金额", { required: true }) netAmount!: object;
  @money("Tax.", "税额") taxAmount!: object | null;
  @money("Freight.", "运费") freightAmount!: object | null;
  @money("What the customer owes for it.", "总额", { standard: "UBL PayableAmount" }) totalAmount!: object | null;
  @collection(() => SalesOrderLine, "orderId", "Its lines.", "订单行") lines!: Collection<SalesOrderLine>;
  @collection(() => Shipment, "orderId", "Shipments for it.", "发货单") shipments!: Collection<Shipment>;
}
