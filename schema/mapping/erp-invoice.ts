import { Field, ID } from "type-graphql";
import { DocumentLink } from "./document-link";
import { extension } from "./extension";

/** What the document links add to an invoice of the ERP. */
@extension("ErpInvoice")
export class ErpInvoice {
  @Field(() => ID) id!: string;
  @Field(() => [DocumentLink], {
    nullable: true,
    description: "How finance booked it: the link and, behind it, the document. 入账关联",
  })
  bookedAs!: readonly DocumentLink[] | null;
}
