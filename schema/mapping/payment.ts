import { Field, ID } from "type-graphql";
import { Bill } from "./bill";
import { extension } from "./extension";
import { Invoice } from "./invoice";

/** What the document links add to a payment. */
@extension("Payment")
export class Payment {
  @Field(() => ID) id!: string;
  @Field(() => [Invoice], { nullable: true, description: "Invoices it settles. 发票" })
  invoices!: readonly Invoice[] | null;
  @Field(() => [Bill], { nullable: true, description: "Bills it settles. 采购发票" })
  bills!: readonly Bill[] | null;
}
