import { Directive, Field, ID, ObjectType } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";

/** What the document links add to a credit note. */
@Directive('@key(fields: "id")')
@ObjectType("CreditNote")
export class CreditNote {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], { nullable: true, description: "Credit notes of the ERP that it books. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
}
