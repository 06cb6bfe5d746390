import { ID, Int, ObjectType } from "type-graphql";
import { type Collection, collection } from "../../model/decorators";
import { Money } from "../../model/values";
import { DateScalar, DateTimeScalar } from "../../scalars";
import { AccountBalance } from "../account-balance";
import { Bill } from "../bill";
import { Budget } from "../budget";
import { CreditNote } from "../credit-note";
import { Invoice } from "../invoice";
import { JournalLine } from "../journal-line";
import { PartyAccount } from "../party-account";
import { Payment } from "../payment";
import { PaymentAllocation } from "../payment-allocation";
import { RateUsed } from "./rated-in";
import { reportField } from "./report-field";

@ObjectType({
  description:
    "Of what a reported figure is made, with a digest that anybody with the store can compute again. 数字溯源",
})
export class FigureExplanation {
  @reportField(() => String, "The report's type.", "报表") report!: string;
  @reportField(() => String, "The figure's field.", "数字") figure!: string;
  @reportField(() => Money, "The rows' amounts, converted and added up: the figure.", "金额") amount!: Money;
  @reportField(() => String, "Version of the rules by which figures are made of rows.", "规则版本")
  ruleVersion!: string;
  @reportField(
    () => String,
    "Which rows count and how, as JSON: terms of ledger postings, budget cells or documents, and the scope of whoever asked.",
    "取数规则",
  )
  selection!: string;
  @reportField(() => [RateUsed], "Rates by which amounts were converted.", "所用汇率") rates!: readonly RateUsed[];
  @reportField(() => DateScalar, "Business date: the day whose closing rates convert.", "业务日期") asOf!: string;
  @reportField(() => DateTimeScalar, "Of the newest change that it knows of.", "所知时点") knownAt!: string | null;
  @reportField(() => Int, "Rows that count; FORBIDDEN where some may not be seen by who asks.", "行数")
  lineCount!: number;
  @reportField(
    () => ID,
    "SHA-256, in hexadecimal, over rules, selection, rates, amount and every row that counts; FORBIDDEN where some of them may not be seen by who asks.",
    "摘要",
  )
  digest!: string;
  @collection(() => JournalLine, "id", "Postings that count.", "凭证行", { ids: "journalLineRows" })
  journalLines!: Collection<JournalLine>;
  @collection(() => AccountBalance, "id", "Ready-made balances that count.", "科目余额", { ids: "balanceRows" })
  accountBalances!: Collection<AccountBalance>;
  @collection(() => Budget, "id", "Budget cells that count.", "预算", { ids: "budgetRows" })
  budgets!: Collection<Budget>;
  @collection(() => PaymentAllocation, "id", "Allocations that count against documents.", "核销", {
    ids: "allocationRows",
  })
  paymentAllocations!: Collection<PaymentAllocation>;
  @collection(() => Invoice, "id", "Invoices that count, or that its postings book.", "销售发票", {
    ids: "invoiceRows",
  })
  invoices!: Collection<Invoice>;
  @collection(() => Bill, "id", "Bills that count, or that its postings book.", "采购发票", { ids: "billRows" })
  bills!: Collection<Bill>;
  @collection(() => CreditNote, "id", "Credit notes that count, or that its postings book.", "贷项通知单", {
    ids: "creditNoteRows",
  })
  creditNotes!: Collection<CreditNote>;
  @collection(() => Payment, "id", "Payments that its postings book.", "收付款", { ids: "paymentRows" })
  payments!: Collection<Payment>;
  @collection(
    () => PartyAccount,
    "id",
    "Sub-ledger accounts of its postings and documents; each one's party tells its identifiers in both systems.",
    "往来账户",
    { ids: "partyAccountRows" },
  )
  partyAccounts!: Collection<PartyAccount>;
}
