import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";

/** What the document links add to a receipt. */
@extension("Receipt")
export class Receipt {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], {
    nullable: true,
    description: "Supplier invoices in the ERP for what it brought. ERP 发票",
  })
  erpInvoices!: readonly ErpInvoice[] | null;
}
