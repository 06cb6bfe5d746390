import { Directive, Field, ID, ObjectType } from "type-graphql";
import { SalesOrder } from "./sales-order";

/** What the document links add to a finance invoice. */
@Directive('@key(fields: "id")')
@ObjectType("Invoice")
export class Invoice {
  @Field(() => ID) id!: string;
  @Field(() => [SalesOrder], { nullable: true, description: "Orders it bills. 订单" }) orders!:
    | readonly SalesOrder[]
    | null;
}
