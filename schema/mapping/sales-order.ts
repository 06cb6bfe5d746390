import { Directive, Field, ID, ObjectType } from "type-graphql";
import { Invoice } from "./invoice";
import { OrderBilling } from "./order-billing";

/** What the document links add to an ERP order. */
@Directive('@key(fields: "id")')
@ObjectType("SalesOrder")
export class SalesOrder {
  @Field(() => ID) id!: string;
  @Field(() => [Invoice], { nullable: true, description: "Invoices that bill it. 发票" }) invoices!:
    | readonly Invoice[]
    | null;
  @Field(() => OrderBilling, { nullable: true, description: "How far it is billed. 开票情况" })
  billing!: OrderBilling | null;
}
