import { date, edge, entity, id, quantity, reference, text, unit } from "../model/decorators";
import { Item } from "./item";
import { Warehouse } from "./warehouse";

@entity({
  subgraph: "erp",
  scope: "warehouse.companyId",
  standard: "ISO 21378 INV_On_Hand_Inventory; SAF-T PhysicalStock",
  doc: "How much of an item lies in a place.",
  zh: "库存",
})
export class StockLevel {
  @id("Id.", "标识") id!: string;
  @reference(() => Item, "Item.", "物料", { required: true }) itemId!: string;
  @edge(() => Item, "itemId", "Item.", "物料") item!: Item | null;
  @reference(() => Warehouse, "Warehouse.", "仓库", { required: true }) warehouseId!: string;
  @edge(() => Warehouse, "warehouseId", "Warehouse.", "仓库") warehouse!: Warehouse | null;
  @text("Shelf and bin.", "库位") bin!: string | null;
  @quantity("Pieces on hand.", "在库数量", { required: true }) onHand!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @date("Day it was counted or computed.", "日期") countedOn!: string | null;
}
