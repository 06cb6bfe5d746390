import { Field, ID } from "type-graphql";
import { type Collection, collection, edge, entity, id, reference, text } from "../model/decorators";
import { Item } from "./item";

@entity({
  subgraph: "erp",
  many: "itemCategories",
  standard: "ISO 21378 INV_Product_Group; UBL CommodityClassification",
  doc: "A node of the item hierarchy.",
  zh: "物料分类",
})
export class ItemCategory {
  @id("Id.", "标识") id!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @reference(() => ItemCategory, "The category above.", "上级分类") parentId!: string | null;
  @edge(() => ItemCategory, "parentId", "The category above.", "上级分类") parent!: ItemCategory | null;
  @collection(() => Item, "categoryId", "Items directly in it.", "物料") items!: Collection<Item>;

  @Field(() => [ID], {
    nullable: true,
    description: "ERP ids of the items in it and in the categories below it. 分类内物料",
  })
  itemIds!: readonly string[] | null;
}
