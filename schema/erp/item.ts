import {
  type Collection,
  choice,
  collection,
  currency,
  date,
  edge,
  entity,
  externalIds,
  flag,
  id,
  money,
  reference,
  text,
  unit,
} from "../model/decorators";
import type { ComponentNode } from "./component-node";
import { ItemCategory } from "./item-category";
import { PurchaseOrderLine } from "./purchase-order-line";
import { SalesOrderLine } from "./sales-order-line";
import { StockLevel } from "./stock-level";
import { StockMovement } from "./stock-movement";

@entity({
  subgraph: "erp",
  key: "erpId",
  one: "itemByErpId",
  many: "items",
  crosswalk: { kind: "item", name: "name", sharedNumber: "sharedNumber", unit: "unit", price: "listPrice" },
  standard: "ISO 21378 INV_Product; UBL Item",
  doc: "A product, part or service. Its own columns are the ERP's; other parts of the graph add theirs.",
  zh: "物料",
})
export class Item {
  @id("The ERP's id of the item.", "ERP 物料标识") erpId!: string;
  @externalIds("All of its ERP ids, from mapping.", "全部 ERP 标识") erpIds!: readonly string[] | null;
  @text("Item number in the ERP.", "物料编号", { required: true, standard: "UBL SellersItemIdentification" })
  number!: string;
  @text("Name.", "名称", { required: true, standard: "UBL Item/Name" }) name!: string;
  @choice("ItemKind", ["PRODUCT", "COMPONENT", "SERVICE"], "What it is to the company.", "类型") kind!: string | null;
  @reference(() => ItemCategory, "Its category.", "分类") categoryId!: string | null;
  @edge(() => ItemCategory, "categoryId", "Its category.", "分类") category!: ItemCategory | null;
  @text("Article number that the finance system prints too.", "共享编号") sharedNumber!: string | null;
  @unit("Unit it is stocked in.", "计量单位") unit!: string | null;
  @money("Standard cost of one unit.", "标准成本") standardCost!: object | null;
  @money("List price of one unit.", "标价") listPrice!: object | null;
  @currency("Currency of its cost and price.", "货币") currency!: string | null;
  @date("First day of sale.", "开始销售日") soldFrom!: string | null;
  @date("Last day of sale.", "停止销售日") soldTo!: string | null;
  @flag("False once discontinued.", "有效") active!: boolean | null;

  @collection(() => StockLevel, "itemId", "Stock by warehouse, over all of its ERP ids.", "库存", {
    ids: "erpIds",
    requires: true,
  })
  stockLevels!: Collection<StockLevel>;
  @collection(() => StockMovement, "itemId", "Movements, over all of its ERP ids.", "出入库", {
    ids: "erpIds",
    requires: true,
  })
  stockMovements!: Collection<StockMovement>;
  @collection(() => SalesOrderLine, "itemId", "Order lines, over all of its ERP ids.", "销售订单行", {
    ids: "erpIds",
    requires: true,
  })
  salesOrderLines!: Collection<SalesOrderLine>;
  @collection(() => PurchaseOrderLine, "itemId", "Purchase lines, over all of its ERP ids.", "采购订单行", {
    ids: "erpIds",
    requires: true,
  })
  purchaseOrderLines!: Collection<PurchaseOrderLine>;

  /** What it is made of, level by level; resolved in the erp subgraph. */
  componentTree!: readonly ComponentNode[];
}
