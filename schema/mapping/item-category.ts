import { Directive, Field, ID } from "type-graphql";
import { externalIds } from "../model/decorators";
import { extension } from "./extension";

/** Carries an ERP category over to finance: the finance ids of the items in it. */
@extension("ItemCategory")
export class ItemCategory {
  @Field(() => ID) id!: string;
  @externalIds("ERP ids of the items in it, from the ERP.", "分类内物料的 ERP 标识") itemIds!: readonly string[] | null;
  @Directive('@requires(fields: "itemIds")')
  @Field(() => [ID], { nullable: true, description: "Finance ids of the items in it. 分类内物料的财务标识" })
  financeIds!: readonly string[] | null;
}
