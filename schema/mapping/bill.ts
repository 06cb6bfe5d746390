import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";
import { Payment } from "./payment";

/** What the document links add to a bill. */
@extension("Bill")
export class Bill {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], { nullable: true, description: "Supplier invoices in the ERP that it books. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
  @Field(() => [Payment], { nullable: true, description: "Payments that settle it. 付款" })
  payments!: readonly Payment[] | null;
}
