import { decimal, entity, id, integer, text } from "../model/decorators";

@entity({
  subgraph: "finance",
  standard: "UBL PaymentTerms; ISO 21378 BAS_Payment_Terms",
  doc: "When a document is due, and the discount for paying early.",
  zh: "付款条件",
})
export class PaymentTerm {
  @id("Id.", "标识") id!: string;
  @text("Code.", "代码", { required: true }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @integer("Days from the document to the due day.", "付款天数", { required: true }) netDays!: number;
  @integer("Days within which the discount is granted.", "折扣天数") discountDays!: number | null;
  @decimal("Discount as a fraction.", "折扣率") discountRate!: string | null;
}
