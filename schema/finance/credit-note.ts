import {
  type Collection,
  choice,
  collection,
  currency,
  date,
  decimal,
  edge,
  entity,
  id,
  money,
  reference,
  text,
} from "../model/decorators";
import { Company } from "./company";
import { CreditNoteLine } from "./credit-note-line";
import { Invoice } from "./invoice";
import { JournalEntry } from "./journal-entry";
import { Party } from "./party";
import { PartyAccount } from "./party-account";
import { PaymentTerm } from "./payment-term";
import { openAmountSql } from "./settlement";

@entity({
  subgraph: "finance",
  scope: "companyId",
  document: {
    record: "document",
    kind: "CREDIT_NOTE",
    side: { field: "kind", sales: "SALES" },
    origin: "invoiceId",
    number: "number",
    date: "issuedOn",
    status: "status",
    party: "partyAccountId",
    orderNumber: "orderNumber",
    journalEntry: "journalEntryId",
    net: "netAmount",
    tax: "taxAmount",
    total: "totalAmount",
    exchangeRate: "exchangeRate",
  },
  standard: "UBL 2.1 CreditNote; ISO 21378 SAL_Invoice",
  doc: "A document that takes back an invoice or a bill, in part or whole. Its amounts are positive.",
  zh: "红字发票",
})
export class CreditNote {
  @id("Id.", "标识") id!: string;
  @text("Document number.", "单据号", { required: true, standard: "UBL ID; SAF-T InvoiceNo" }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => PartyAccount, "Sub-ledger account.", "往来账户", { required: true }) partyAccountId!: string;
  @edge(() => PartyAccount, "partyAccountId", "Sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @edge(() => Party, "partyAccountId", "The customer or supplier, over both systems.", "往来单位") party!: Party | null;
  @date("Day it was issued.", "开票日期", { required: true, standard: "UBL IssueDate" }) issuedOn!: string;
  @date("Day it is due.", "到期日", { standard: "UBL DueDate" }) dueOn!: string | null;
  @choice("DocumentStatus", ["DRAFT", "POSTED", "CANCELLED"], "Only posted documents count.", "状态", {
    required: true,
  })
  status!: string;
  @reference(() => PaymentTerm, "Payment term.", "付款条件") paymentTermId!: string | null;
  @edge(() => PaymentTerm, "paymentTermId", "Payment term.", "付款条件") paymentTerm!: PaymentTerm | null;
  @reference(() => JournalEntry, "The entry that books it.", "记账凭证") journalEntryId!: string | null;
  @edge(() => JournalEntry, "journalEntryId", "The entry that books it.", "记账凭证")
  journalEntry!: JournalEntry | null;
  @text("Number of the order it bills, as the ERP prints it.", "订单号", { standard: "UBL OrderReference/ID" })
  orderNumber!: string | null;
  @choice("CreditNoteKind", ["SALES", "PURCHASE"], "Whom it credits: a customer, or us.", "类型", { required: true })
  kind!: string;
  @reference(() => Invoice, "The invoice it corrects.", "原发票", { standard: "UBL BillingReference" }) invoiceId!:
    | string
    | null;
  @edge(() => Invoice, "invoiceId", "The invoice it corrects.", "原发票") invoice!: Invoice | null;
  @currency("Currency of its amounts.", "货币", { required: true, standard: "ISO 4217" }) currency!: string;
  @money("Before tax and freight.", "未税金额", { required: true, standard: "UBL TaxExclusiveAmount" })
  netAmount!: object;
  @money("Tax.", "税额", { standard: "UBL TaxTotal/TaxAmount" }) taxAmount!: object | null;
  @money("Freight.", "运费") freightAmount!: object | null;
  @money("What is owed for it.", "价税合计", { required: true, standard: "UBL PayableAmount" }) totalAmount!: object;
  @money("What is still owed: the total less what payments were allocated.", "未清金额", {
    sql: openAmountSql("CREDIT_NOTE"),
  })
  openAmount!: object | null;
  @decimal("Company currency per unit of its currency, as booked.", "汇率") exchangeRate!: string | null;
  @collection(() => CreditNoteLine, "creditNoteId", "Its lines.", "明细") lines!: Collection<CreditNoteLine>;
}
