import { currency, date, edge, entity, id, money, quantity, reference, unit } from "../model/decorators";
import { Item } from "./item";
import { Product } from "./product";

@entity({
  subgraph: "finance",
  standard: "SAF-T PhysicalStock; ISO 21378 INV_On_Hand_Inventory",
  doc: "Stock of a product as the finance system carries it on a day.",
  zh: "财务库存",
})
export class InventoryBalance {
  @id("Id.", "标识") id!: string;
  @reference(() => Product, "Product.", "产品", { required: true }) productId!: string;
  @edge(() => Product, "productId", "Product.", "产品") product!: Product | null;
  @edge(() => Item, "productId", "The item, over both systems.", "物料") item!: Item | null;
  @date("Day.", "日期", { required: true }) balanceOn!: string;
  @quantity("Balance at the day's end.", "结存", { required: true }) balance!: object;
  @quantity("Received on the day.", "入库") received!: object | null;
  @quantity("Issued on the day.", "出库") issued!: object | null;
  @unit("Unit of the quantities.", "单位") unit!: string | null;
  @money("Cost of one unit.", "单位成本") unitCost!: object | null;
  @currency("Currency of the cost.", "货币") currency!: string | null;
}
