import { Directive, Field, ID, ObjectType } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";

/** What the document links add to a receipt. */
@Directive('@key(fields: "id")')
@ObjectType("Receipt")
export class Receipt {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], {
    nullable: true,
    description: "Supplier invoices in the ERP for what it brought. ERP 发票",
  })
  erpInvoices!: readonly ErpInvoice[] | null;
}
