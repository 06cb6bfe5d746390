import { currency, date, edge, entity, id, integer, money, quantity, reference, unit } from "../model/decorators";
import { Item } from "./item";
import { PurchaseOrder } from "./purchase-order";

@entity({
  subgraph: "erp",
  partOf: "orderId",
  scope: "order.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "itemId",
    quantity: "quantity",
    net: "netAmount",
  },
  standard: "UBL OrderLine; ISO 21378 PUR_Purchase_Order_Detail",
  doc: "One line of a purchase order.",
  zh: "采购订单行",
})
export class PurchaseOrderLine {
  @id("Id.", "标识") id!: string;
  @reference(() => PurchaseOrder, "Its order.", "订单", { required: true }) orderId!: string;
  @edge(() => PurchaseOrder, "orderId", "Its order.", "订单") order!: PurchaseOrder | null;
  @integer("Position in the order.", "行号", { required: true }) lineNumber!: number;
  @reference(() => Item, "Item.", "物料") itemId!: string | null;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @date("Day it is due.", "应交日期") dueOn!: string | null;
  @quantity("Ordered quantity.", "数量", { required: true }) quantity!: object;
  @quantity("Received so far.", "收货数量") receivedQuantity!: object | null;
  @quantity("Rejected on receipt.", "拒收数量") rejectedQuantity!: object | null;
  @unit("Unit of the quantities.", "单位") unit!: string | null;
  @money("Price of one unit.", "单价") unitPrice!: object | null;
  @money("Line amount before tax.", "未税金额", { required: true }) netAmount!: object;
  @currency("Currency of its amounts.", "货币") currency!: string | null;
}
