import { choice, currency, date, edge, entity, id, money, reference, text } from "../model/decorators";
import { Payment } from "./payment";

@entity({
  subgraph: "finance",
  scope: "payment.companyId",
  document: {
    record: "settlement",
    payment: "paymentId",
    document: "documentId",
    amount: "amount",
    date: "allocatedOn",
  },
  standard: "SAF-T Payment/Line/SourceDocumentID",
  doc: "The part of a payment that settles one document.",
  zh: "核销",
})
export class PaymentAllocation {
  @id("Id.", "标识") id!: string;
  @reference(() => Payment, "Payment.", "收付款", { required: true }) paymentId!: string;
  @edge(() => Payment, "paymentId", "Payment.", "收付款") payment!: Payment | null;
  @choice("SettledDocumentType", ["INVOICE", "BILL", "CREDIT_NOTE"], "What it settles.", "单据类型", { required: true })
  documentType!: string;
  @text("Id of the document.", "单据标识", { required: true }) documentId!: string;
  @money("Amount settled, in the document's currency.", "核销金额", { required: true }) amount!: object;
  @currency("The document's currency.", "货币", { required: true }) currency!: string;
  @date("Day it counts from.", "核销日期", { required: true }) allocatedOn!: string;
}
