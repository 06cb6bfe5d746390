import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";

/** What the document links add to a credit note. */
@extension("CreditNote")
export class CreditNote {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], { nullable: true, description: "Credit notes of the ERP that it books. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
}
