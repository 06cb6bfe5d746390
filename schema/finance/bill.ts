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
import { BillLine } from "./bill-line";
import { Company } from "./company";
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
    kind: "BILL",
    side: "PURCHASE",
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
  standard: "UBL 2.1 Invoice; ISO 21378 PUR_Invoice_Received",
  doc: "A supplier's invoice.",
  zh: "采购发票",
})
export class Bill {
  @id("Id.", "标识") id!: string;
  @text("Document number.", "单据号", { required: true, standard: "UBL ID; SAF-T InvoiceNo" }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => PartyAccount, "Sub-ledger account.", "往来账户", { required: true }) partyAccountId!: string;
  @edge(() => PartyAccount, "partyAccountId", "Sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @edge(() => Party, "partyAccountId", "The supplier, over both systems.", "供应商") party!: Party | null;
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
  @currency("Currency of its amounts.", "货币", { required: true, standard: "ISO 4217" }) currency!: string;
  @money("Before tax and freight.", "未税金额", { required: true, standard: "UBL TaxExclusiveAmount" })
  netAmount!: object;
  @money("Tax.", "税额", { standard: "UBL TaxTotal/TaxAmount" }) taxAmount!: object | null;
  @money("Freight.", "运费") freightAmount!: object | null;
  @money("What is owed for it.", "价税合计", { required: true, standard: "UBL PayableAmount" }) totalAmount!: object;
  @money("What is still owed: the total less what payments were allocated.", "未清金额", { sql: openAmountSql("BILL") })
  openAmount!: object | null;
  @decimal("Company currency per unit of its currency, as booked.", "汇率") exchangeRate!: string | null;
  @collection(() => BillLine, "billId", "Its lines.", "明细") lines!: Collection<BillLine>;
}
