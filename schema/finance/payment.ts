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
import { Account } from "./account";
import { Company } from "./company";
import { JournalEntry } from "./journal-entry";
import { Party } from "./party";
import { PartyAccount } from "./party-account";
import { PaymentAllocation } from "./payment-allocation";

@entity({
  subgraph: "finance",
  scope: "companyId",
  document: {
    record: "document",
    kind: "PAYMENT",
    side: { field: "direction", sales: "INBOUND" },
    number: "number",
    date: "paidOn",
    party: "partyAccountId",
    journalEntry: "journalEntryId",
    reference: "reference",
    total: "amount",
    exchangeRate: "exchangeRate",
  },
  standard: "SAF-T Payments/Payment; ISO 21378 SAL_Cash_Received, PUR_Payments_Made",
  doc: "Money received or paid.",
  zh: "收付款",
})
export class Payment {
  @id("Id.", "标识") id!: string;
  @text("Payment number.", "单据号", { required: true, standard: "SAF-T PaymentRefNo" }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => PartyAccount, "Sub-ledger account.", "往来账户") partyAccountId!: string | null;
  @edge(() => PartyAccount, "partyAccountId", "Sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @edge(() => Party, "partyAccountId", "Who paid or was paid, over both systems.", "往来单位") party!: Party | null;
  @choice("PaymentDirection", ["INBOUND", "OUTBOUND"], "Received or paid.", "方向", { required: true })
  direction!: string;
  @date("Day it was paid.", "日期", { required: true }) paidOn!: string;
  @money("Amount, positive.", "金额", { required: true }) amount!: object;
  @currency("Currency.", "货币", { required: true }) currency!: string;
  @decimal("Company currency per unit of its currency, as booked.", "汇率") exchangeRate!: string | null;
  @text("How it was paid.", "方式", { standard: "SAF-T PaymentMethod" }) method!: string | null;
  @text("Bank's or payer's reference.", "参考号") reference!: string | null;
  @reference(() => Account, "Bank or cash account.", "银行科目") accountId!: string | null;
  @edge(() => Account, "accountId", "Bank or cash account.", "银行科目") account!: Account | null;
  @reference(() => JournalEntry, "The entry that books it.", "记账凭证") journalEntryId!: string | null;
  @edge(() => JournalEntry, "journalEntryId", "The entry that books it.", "记账凭证")
  journalEntry!: JournalEntry | null;
  @collection(() => PaymentAllocation, "paymentId", "What it settles.", "核销")
  allocations!: Collection<PaymentAllocation>;
}
