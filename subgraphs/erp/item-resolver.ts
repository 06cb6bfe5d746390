import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, FieldResolver, Info, Int, Resolver, Root } from "type-graphql";
import { ComponentNode } from "../../schema/erp/component-node";
import { Item } from "../../schema/erp/item";
import { ItemCategory } from "../../schema/erp/item-category";
import { requireDefinition } from "../../schema/model/decorators";
import { DateScalar } from "../../schema/scalars";
import { type ComponentRow, readCategoryItems, readComponentTrees } from "../../store/erp/component-tree";
import type { SubgraphContext } from "../service/context";
import { columnsFor, selectedNames } from "../service/selection";

const DEEPEST_TREE = 50;

@Resolver(() => Item as never)
export class ItemResolver {
  @FieldResolver(() => [ComponentNode], {
    nullable: true,
    description:
      "Its bill of materials exploded: every component valid on the day, once a path, level by level. 物料清单展开",
  })
  componentTree(
    @Root() item: Item,
    @Arg("validOn", () => DateScalar) validOn: string,
    @Arg("maxDepth", () => Int, { defaultValue: DEEPEST_TREE }) maxDepth: number,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    const depth = Math.min(Math.max(maxDepth, 1), DEEPEST_TREE);
    return context.loaders
      .custom("componentTree", readComponentTrees)
      .load({ itemId: item.erpId, validOn, maxDepth: depth });
  }
}

@Resolver(() => ItemCategory as never)
export class ItemCategoryResolver {
  @FieldResolver()
  itemIds(@Root() category: ItemCategory, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("categoryItems", readCategoryItems).load(category.id);
  }
}

@Resolver(() => ComponentNode as never)
export class ComponentNodeResolver {
  @FieldResolver()
  component(@Root() node: ComponentRow, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): unknown {
    const item = requireDefinition(Item);
    return context.loaders.row(item, node.componentId, columnsFor(item, selectedNames(info)));
  }
}
