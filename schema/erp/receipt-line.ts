import { edge, entity, id, integer, quantity, reference, unit } from "../model/decorators";
import { Item } from "./item";
import { PurchaseOrderLine } from "./purchase-order-line";
import { Receipt } from "./receipt";

@entity({
  subgraph: "erp",
  partOf: "receiptId",
  scope: "receipt.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "itemId",
    quantity: "quantity",
    orderLines: ["orderLineId"],
  },
  standard: "UBL ReceiptLine",
  doc: "One line of a receipt.",
  zh: "收货单行",
})
export class ReceiptLine {
  @id("Id.", "标识") id!: string;
  @reference(() => Receipt, "Its receipt.", "单据", { required: true }) receiptId!: string;
  @edge(() => Receipt, "receiptId", "Its receipt.", "单据") receipt!: Receipt | null;
  @integer("Position.", "行号", { required: true }) lineNumber!: number;
  @reference(() => PurchaseOrderLine, "The order line it fulfils.", "订单行") orderLineId!: string | null;
  @edge(() => PurchaseOrderLine, "orderLineId", "The order line it fulfils.", "订单行")
  orderLine!: PurchaseOrderLine | null;
  @reference(() => Item, "Item.", "物料") itemId!: string | null;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @quantity("Quantity moved.", "数量", { required: true }) quantity!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
}
