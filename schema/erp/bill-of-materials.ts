import { date, edge, entity, id, integer, quantity, reference, unit } from "../model/decorators";
import { Item } from "./item";

@entity({
  subgraph: "erp",
  name: "BillOfMaterials",
  many: "billsOfMaterials",
  table: "bill_of_materials",
  standard: "IEC 62264 bill of material; ISO 21378 INV_Product",
  doc: "One component of an assembly, valid over a time: the lines of an assembly are its bill of materials.",
  zh: "物料清单",
})
export class BillOfMaterials {
  @id("Id.", "标识") id!: string;
  @reference(() => Item, "The item that is made.", "父件", { required: true }) assemblyId!: string;
  @edge(() => Item, "assemblyId", "The item that is made.", "父件") assembly!: Item | null;
  @reference(() => Item, "The item that goes in.", "子件", { required: true }) componentId!: string;
  @edge(() => Item, "componentId", "The item that goes in.", "子件") component!: Item | null;
  @quantity("Quantity for one assembly.", "用量", { required: true }) quantity!: object;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @integer("Level the source gives.", "层级") level!: number | null;
  @date("Valid from this day on.", "生效日期") validFrom!: string | null;
  @date("Valid to this day.", "失效日期") validTo!: string | null;
}
