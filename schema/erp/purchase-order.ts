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
import { Company } from "./company";
import { Party } from "./party";
import { PurchaseOrderLine } from "./purchase-order-line";
import { Receipt } from "./receipt";

@entity({
  subgraph: "erp",
  scope: "companyId",
  document: {
    record: "document",
    kind: "PURCHASE_ORDER",
    side: "PURCHASE",
    number: "number",
    date: "orderedOn",
    status: "status",
    party: "supplierId",
    net: "netAmount",
    tax: "taxAmount",
    total: "totalAmount",
  },
  standard: "UBL 2.1 Order; ISO 21378 PUR_Purchase_Order",
  doc: "An order to a supplier.",
  zh: "采购订单",
})
export class PurchaseOrder {
  @id("Id.", "标识") id!: string;
  @text("Order number.", "订单号", { required: true, standard: "UBL Order/ID" }) number!: string;
  @reference(() => Company, "Buying company.", "采购公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Buying company.", "采购公司") company!: Company | null;
  @reference(() => Party, "Supplier.", "供应商", { required: true }) supplierId!: string;
  @edge(() => Party, "supplierId", "Supplier.", "供应商") supplier!: Party | null;
  @date("Day of the order.", "订单日期", { required: true }) orderedOn!: string;
  @date("Day the supplier shipped.", "发货日期") shippedOn!: string | null;
  @choice(
    "PurchaseOrderStatus",
    ["DRAFT", "PENDING", "APPROVED", "REJECTED", "RECEIVED", "CLOSED", "CANCELLED"],
    "How far it has come.",
    "状态",
    {
      required: true,
    },
  )
  status!: string;
  @currency("Currency of its amounts.", "货币", { required: true }) currency!: string;
  @money("Sum of the lines before tax and freight.", "未税金额", { required: true }) netAmount!: object;
  @money("Tax.", "税额") taxAmount!: object | null;
  @money("Freight.", "运费") freightAmount!: object | null;
  @money("What is owed for it.", "总额") totalAmount!: object | null;
  @collection(() => PurchaseOrderLine, "orderId", "Its lines.", "订单行") lines!: Collection<PurchaseOrderLine>;
  @collection(() => Receipt, "orderId", "Goods received for it.", "收货单") receipts!: Collection<Receipt>;
}
