import { Directive, Field, ID, ObjectType } from "type-graphql";
import { type Collection, collection, externalIds } from "../model/decorators";
import { InvoiceLine } from "./invoice-line";

/** What finance adds to an ERP category: the booked lines of the items in it, found through mapping. */
@Directive('@key(fields: "id")')
@ObjectType("ItemCategory")
export class ItemCategory {
  @Field(() => ID)
  id!: string;

  @externalIds("Finance ids of the items in it, from mapping.", "分类内物料的财务标识") financeIds!:
    | readonly string[]
    | null;

  @collection(() => InvoiceLine, "productId", "Invoice lines that sell its items.", "销售发票行", {
    ids: "financeIds",
    requires: true,
  })
  invoiceLines!: Collection<InvoiceLine>;
}
