import { choice, date, edge, entity, id, quantity, reference, text, unit } from "../model/decorators";
import { Company } from "./company";
import { Item } from "./item";

@entity({
  subgraph: "erp",
  scope: "companyId",
  standard: "ISA-95 / IEC 62264 production order",
  doc: "An order to make an item.",
  zh: "生产订单",
})
export class WorkOrder {
  @id("Id.", "标识") id!: string;
  @text("Number.", "单号", { required: true }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => Item, "Item to make.", "物料", { required: true }) itemId!: string;
  @edge(() => Item, "itemId", "Item to make.", "物料") item!: Item | null;
  @quantity("Quantity to make.", "计划数量", { required: true }) plannedQuantity!: object;
  @quantity("Quantity made.", "完成数量") madeQuantity!: object | null;
  @quantity("Quantity scrapped.", "报废数量") scrappedQuantity!: object | null;
  @unit("Unit of the quantities.", "单位") unit!: string | null;
  @date("Planned start.", "开始日期", { required: true }) startsOn!: string;
  @date("Planned end.", "到期日期") dueOn!: string | null;
  @date("Day it was finished.", "完成日期") finishedOn!: string | null;
  @choice("WorkOrderStatus", ["PLANNED", "RELEASED", "DONE", "CANCELLED"], "How far it has come.", "状态", {
    required: true,
  })
  status!: string;
}
