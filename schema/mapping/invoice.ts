import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";
import { Payment } from "./payment";
import { SalesOrder } from "./sales-order";

/** What the document links add to a finance invoice. */
@extension("Invoice")
export class Invoice {
  @Field(() => ID) id!: string;
  @Field(() => [SalesOrder], { nullable: true, description: "Orders it bills. 订单" }) orders!:
    | readonly SalesOrder[]
    | null;
  @Field(() => [ErpInvoice], { nullable: true, description: "Invoices of the ERP that it books. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
  @Field(() => [Payment], { nullable: true, description: "Payments that settle it. 收款" })
  payments!: readonly Payment[] | null;
}
