import {
  currency,
  decimal,
  edge,
  entity,
  id,
  integer,
  money,
  quantity,
  reference,
  text,
  unit,
} from "../model/decorators";
import { Item } from "./item";
import { SalesOrder } from "./sales-order";

@entity({
  subgraph: "erp",
  partOf: "orderId",
  scope: "order.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "itemId",
    quantity: "quantity",
    description: "description",
    net: "netAmount",
  },
  standard: "UBL OrderLine; ISO 21378 SAL_Sales_Order_Detail",
  doc: "One line of a sales order.",
  zh: "销售订单行",
})
export class SalesOrderLine {
  @id("Id.", "标识") id!: string;
  @reference(() => SalesOrder, "Its order.", "订单", { required: true }) orderId!: string;
  @edge(() => SalesOrder, "orderId", "Its order.", "订单") order!: SalesOrder | null;
  @integer("Position in the order.", "行号", { required: true }) lineNumber!: number;
  @reference(() => Item, "Item.", "物料") itemId!: string | null;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @text("Text on the order.", "描述") description!: string | null;
  @quantity("Ordered quantity.", "数量", { required: true }) quantity!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @money("Price of one unit before discount.", "单价") unitPrice!: object | null;
  @decimal("Discount as a fraction of the price, 0.02 for 2 %.", "折扣率") discountRate!: string | null;
  @money("Line amount before tax.", "未税金额", { required: true }) netAmount!: object;
  @currency("Currency of its amounts.", "货币") currency!: string | null;
}
