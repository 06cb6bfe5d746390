import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";
import { Invoice } from "./invoice";
import { OrderBilling } from "./order-billing";

/** What the document links add to an ERP order. */
@extension("SalesOrder")
export class SalesOrder {
  @Field(() => ID) id!: string;
  @Field(() => [Invoice], { nullable: true, description: "Invoices that bill it. 发票" }) invoices!:
    | readonly Invoice[]
    | null;
  @Field(() => OrderBilling, { nullable: true, description: "How far it is billed. 开票情况" })
  billing!: OrderBilling | null;
  @Field(() => [ErpInvoice], { nullable: true, description: "Invoices of the ERP that bill it. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
}
