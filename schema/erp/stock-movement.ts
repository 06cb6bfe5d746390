import { choice, dateTime, edge, entity, id, quantity, reference, text, unit } from "../model/decorators";
import { Item } from "./item";
import { Warehouse } from "./warehouse";

@entity({
  subgraph: "erp",
  scope: "warehouse.companyId",
  standard: "ISO 21378 INV_Inventory_Transaction; SAF-T MovementOfGoods",
  doc: "One change of stock: positive in, negative out.",
  zh: "出入库记录",
})
export class StockMovement {
  @id("Id.", "标识") id!: string;
  @reference(() => Item, "Item.", "物料", { required: true }) itemId!: string;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @reference(() => Warehouse, "Warehouse.", "仓库", { required: true }) warehouseId!: string;
  @edge(() => Warehouse, "warehouseId", "Warehouse.", "仓库") warehouse!: Warehouse | null;
  @choice(
    "StockMovementKind",
    ["RECEIPT", "SHIPMENT", "PRODUCTION", "CONSUMPTION", "TRANSFER", "ADJUSTMENT"],
    "Why stock changed.",
    "类型",
    {
      required: true,
    },
  )
  kind!: string;
  @dateTime("When it moved.", "时间", { required: true }) movedAt!: string;
  @quantity("Change of stock.", "数量", { required: true }) quantity!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @text("Number of the document that caused it.", "单据号") documentNumber!: string | null;
}
