import { Field, Int, ObjectType } from "type-graphql";
import { Quantity } from "../model/values";
import { Item } from "./item";

@ObjectType({ description: "One component in the exploded bill of materials of an item. 物料清单展开节点" })
export class ComponentNode {
  @Field(() => Int, { nullable: true, description: "Depth below the item, 1 for its direct components. 层级" })
  level!: number;

  @Field(() => Item, { nullable: true, description: "The component. 子件" })
  component!: Item;

  @Field(() => Quantity, { nullable: true, description: "Quantity for one assembly above it. 用量" })
  quantity!: Quantity | null;

  @Field(() => [String], { nullable: true, description: "Items from the top down to the component. 路径" })
  path!: readonly string[];
}
