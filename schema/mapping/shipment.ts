import { Field, ID } from "type-graphql";
import { ErpInvoice } from "./erp-invoice";
import { extension } from "./extension";
import { Invoice } from "./invoice";

/** What the document links add to an ERP shipment. */
@extension("Shipment")
export class Shipment {
  @Field(() => ID) id!: string;
  @Field(() => [ErpInvoice], { nullable: true, description: "Invoices of the ERP that bill what it carried. ERP 发票" })
  erpInvoices!: readonly ErpInvoice[] | null;
  @Field(() => [Invoice], { nullable: true, description: "Invoices of finance that name it. 发票" })
  invoices!: readonly Invoice[] | null;
}
