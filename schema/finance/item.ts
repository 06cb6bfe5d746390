import { Directive, Field, ID, ObjectType } from "type-graphql";
import { type Collection, collection, externalIds } from "../model/decorators";
import { BillLine } from "./bill-line";
import { InventoryBalance } from "./inventory-balance";
import { InvoiceLine } from "./invoice-line";
import { Product } from "./product";

/** What finance adds to an item; the item itself is identified by mapping, over all of its finance ids. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "financeId", resolvable: false)')
@ObjectType("Item")
export class Item {
  @Directive("@external")
  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => ID, { nullable: true, description: "The finance system's id: a product. 财务标识" })
  financeId!: string | null;

  @externalIds("All of its finance ids, from mapping.", "全部财务标识") financeIds!: readonly string[] | null;

  @collection(() => Product, "id", "Its products in the finance system.", "财务产品", {
    ids: "financeIds",
    requires: true,
  })
  products!: Collection<Product>;
  @collection(() => InvoiceLine, "productId", "Invoice lines that sell it.", "销售发票行", {
    ids: "financeIds",
    requires: true,
  })
  invoiceLines!: Collection<InvoiceLine>;
  @collection(() => BillLine, "productId", "Bill lines that buy it.", "采购发票行", {
    ids: "financeIds",
    requires: true,
  })
  billLines!: Collection<BillLine>;
  @collection(() => InventoryBalance, "productId", "Its stock as finance carries it.", "财务库存", {
    ids: "financeIds",
    requires: true,
  })
  inventoryBalances!: Collection<InventoryBalance>;
}
