import { currency, date, edge, entity, id, integer, money, reference, text } from "../model/decorators";
import { Account } from "./account";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { JournalEntry } from "./journal-entry";
import { PartyAccount } from "./party-account";
import { TaxCode } from "./tax-code";

@entity({
  subgraph: "finance",
  partOf: "entryId",
  scope: "companyId",
  standard: "SAF-T Transaction/Line; ISO 21378 GL_Journal_Entry",
  doc: "One posting: a debit or a credit to an account.",
  zh: "凭证行",
})
export class JournalLine {
  @id("Id.", "标识") id!: string;
  @reference(() => JournalEntry, "Its entry.", "凭证", { required: true }) entryId!: string;
  @edge(() => JournalEntry, "entryId", "Its entry.", "凭证") entry!: JournalEntry | null;
  @integer("Position in the entry.", "行号", { required: true }) lineNumber!: number;
  @reference(() => Company, "Company.", "公司", { required: true }) companyId!: string;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => Account, "Account.", "科目", { required: true }) accountId!: string;
  @edge(() => Account, "accountId", "Account.", "科目") account!: Account | null;
  @date("Day it counts for, as on the entry.", "记账日期", { required: true }) postedOn!: string;
  @reference(() => PartyAccount, "Sub-ledger account.", "往来账户") partyAccountId!: string | null;
  @edge(() => PartyAccount, "partyAccountId", "Sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @reference(() => CostCenter, "Cost centre.", "成本中心") costCenterId!: string | null;
  @edge(() => CostCenter, "costCenterId", "Cost centre.", "成本中心") costCenter!: CostCenter | null;
  @reference(() => TaxCode, "Tax code.", "税码") taxCodeId!: string | null;
  @edge(() => TaxCode, "taxCodeId", "Tax code.", "税码") taxCode!: TaxCode | null;
  @money("Debit in the company's currency; zero on a credit.", "借方", { required: true }) debit!: object;
  @money("Credit in the company's currency; zero on a debit.", "贷方", { required: true }) credit!: object;
  @currency("The company's currency.", "本位币", { required: true }) currency!: string;
  @money("Debit positive, credit negative, in the document's currency.", "原币金额", {
    unitColumn: "transaction_currency",
  })
  transactionAmount!: object | null;
  @currency("The document's currency.", "原币") transactionCurrency!: string | null;
  @text("Description.", "摘要") description!: string | null;
}
