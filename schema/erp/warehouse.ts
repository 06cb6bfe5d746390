import { type Collection, collection, edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";
import { StockLevel } from "./stock-level";

@entity({
  subgraph: "erp",
  scope: "companyId",
  standard: "ISO 21378 INV_Location; SAF-T WarehouseID",
  doc: "A place where stock is kept.",
  zh: "仓库",
})
export class Warehouse {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company it belongs to.", "所属公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company it belongs to.", "所属公司") company!: Company | null;
  @text("Code.", "代码", { required: true }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @text("City.", "城市") city!: string | null;
  @collection(() => StockLevel, "warehouseId", "Stock kept here.", "库存") stockLevels!: Collection<StockLevel>;
}
