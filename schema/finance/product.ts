import { currency, date, edge, entity, id, money, text, unit } from "../model/decorators";
import { Item } from "./item";

@entity({
  subgraph: "finance",
  word: "product",
  crosswalk: {
    kind: "item",
    name: "name",
    sharedNumber: "sharedNumber",
    validFrom: "validFrom",
    validTo: "validTo",
    unit: "unit",
    price: "listPrice",
  },
  standard: "SAF-T MasterFiles/Product",
  doc: "A product as the finance system books it; one item may have several, by version.",
  zh: "财务产品",
})
export class Product {
  @id("Id; also the item's `financeId`.", "标识") id!: string;
  @edge(() => Item, "id", "The item it stands for, over both systems.", "物料") item!: Item | null;
  @text("Product code.", "产品编号", { required: true, standard: "SAF-T ProductCode" }) code!: string;
  @text("Name.", "名称", { required: true, standard: "SAF-T Description" }) name!: string;
  @text("Group it is reported in.", "产品组", { standard: "SAF-T ProductGroup" }) productGroup!: string | null;
  @text("Article number that the ERP prints too.", "共享编号") sharedNumber!: string | null;
  @unit("Unit it is booked in.", "计量单位") unit!: string | null;
  @money("Standard cost of one unit.", "标准成本") standardCost!: object | null;
  @money("List price of one unit.", "标价") listPrice!: object | null;
  @currency("Currency of its cost and price.", "货币") currency!: string | null;
  @date("First day this version is used.", "生效日期") validFrom!: string | null;
  @date("Last day this version is used.", "失效日期") validTo!: string | null;
}
