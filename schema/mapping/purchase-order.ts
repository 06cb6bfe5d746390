import { Field, ID } from "type-graphql";
import { Bill } from "./bill";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";

/** What the document links add to a purchase order. */
@extension("PurchaseOrder")
export class PurchaseOrder {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], { nullable: true, description: "Supplier invoices in the ERP. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
  @Field(() => [Bill], { nullable: true, description: "Bills finance booked for it. 采购发票" })
  bills!: readonly Bill[] | null;
}
