import { edge, entity, id, integer, quantity, reference, unit } from "../model/decorators";
import { Item } from "./item";
import { SalesOrderLine } from "./sales-order-line";
import { Shipment } from "./shipment";

@entity({
  subgraph: "erp",
  partOf: "shipmentId",
  scope: "shipment.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "itemId",
    quantity: "quantity",
    orderLines: ["orderLineId"],
  },
  standard: "UBL DespatchLine",
  doc: "One line of a shipment.",
  zh: "发货单行",
})
export class ShipmentLine {
  @id("Id.", "标识") id!: string;
  @reference(() => Shipment, "Its shipment.", "单据", { required: true }) shipmentId!: string;
  @edge(() => Shipment, "shipmentId", "Its shipment.", "单据") shipment!: Shipment | null;
  @integer("Position.", "行号", { required: true }) lineNumber!: number;
  @reference(() => SalesOrderLine, "The order line it fulfils.", "订单行") orderLineId!: string | null;
  @edge(() => SalesOrderLine, "orderLineId", "The order line it fulfils.", "订单行") orderLine!: SalesOrderLine | null;
  @reference(() => Item, "Item.", "物料") itemId!: string | null;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @quantity("Quantity moved.", "数量", { required: true }) quantity!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
}
