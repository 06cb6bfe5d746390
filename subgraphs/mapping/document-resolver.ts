import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Invoice } from "../../schema/mapping/invoice";
import { ItemCategory } from "../../schema/mapping/item-category";
import { SalesOrder } from "../../schema/mapping/sales-order";
import { readBillings, readLinkedDocuments } from "../../store/mapping/billing";
import { readIdentities } from "../../store/mapping/identities";
import type { SubgraphContext } from "../service/context";

@Resolver(() => SalesOrder as never)
export class SalesOrderResolver {
  @FieldResolver()
  async invoices(@Root() order: SalesOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    const ids = await context.loaders
      .custom<string, readonly string[]>("invoicesOfOrders", (read, keys) => readLinkedDocuments(read, "order", keys))
      .load(order.id);
    return ids.map((id) => ({ __typename: "Invoice", id }));
  }

  @FieldResolver()
  billing(@Root() order: SalesOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("billings", readBillings).load(order.id);
  }
}

@Resolver(() => Invoice as never)
export class InvoiceResolver {
  @FieldResolver()
  async orders(@Root() invoice: Invoice, @Ctx() context: SubgraphContext): Promise<unknown> {
    const ids = await context.loaders
      .custom<string, readonly string[]>("ordersOfInvoices", (read, keys) => readLinkedDocuments(read, "invoice", keys))
      .load(invoice.id);
    return ids.map((id) => ({ __typename: "SalesOrder", id }));
  }
}

@Resolver(() => ItemCategory as never)
export class ItemCategoryResolver {
  @FieldResolver()
  async financeIds(@Root() category: ItemCategory, @Ctx() context: SubgraphContext): Promise<readonly string[] | null> {
    if (!category.itemIds) return null;
    const identities = context.loaders.custom("identities", readIdentities);
    const links = await identities.loadMany(category.itemIds.map((value) => ({ kind: "item" as const, value })));
    const ids = links.flatMap((found) => {
      if (found instanceof Error) throw found;
      return found.filter(({ side }) => side === "FINANCE").map(({ sourceId }) => sourceId);
    });
    return [...new Set(ids)].sort();
  }
}
