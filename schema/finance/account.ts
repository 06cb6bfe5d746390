import { type Collection, choice, collection, edge, entity, flag, id, reference, text } from "../model/decorators";
import { AccountBalance } from "./account-balance";
import { Company } from "./company";
import { JournalLine } from "./journal-line";

export const ACCOUNT_TYPES = ["ASSET", "LIABILITY", "EQUITY", "REVENUE", "EXPENSE", "STATISTICAL"] as const;

/** What an account is to the reports; the statements group by it. */
export const ACCOUNT_CLASSES = [
  "CASH",
  "RECEIVABLE",
  "INVENTORY",
  "OTHER_CURRENT_ASSET",
  "FIXED_ASSET",
  "PAYABLE",
  "TAX",
  "OTHER_CURRENT_LIABILITY",
  "LONG_TERM_LIABILITY",
  "CAPITAL",
  "RETAINED_EARNINGS",
  "SALES",
  "COST_OF_SALES",
  "OPERATING_EXPENSE",
  "DEPRECIATION",
  "OTHER_INCOME",
  "INTEREST",
  "INCOME_TAX",
  "STATISTICAL",
] as const;

@entity({
  subgraph: "finance",
  scope: "companyId",
  withoutCompany: "shared",
  standard: "SAF-T GeneralLedgerAccounts/Account; ISO 21378 GL_Chart_Of_Accounts",
  doc: "An account of the chart of accounts.",
  zh: "会计科目",
})
export class Account {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company whose chart it is; none: a chart shared by all.", "所属公司") companyId!:
    | string
    | null;
  @edge(() => Company, "companyId", "Company whose chart it is.", "所属公司") company!: Company | null;
  @text("Account number.", "科目编号", { required: true, standard: "SAF-T AccountID" }) code!: string;
  @text("Name.", "科目名称", { required: true, standard: "SAF-T AccountDescription" }) name!: string;
  @choice("AccountType", ACCOUNT_TYPES, "Which statement and side it belongs to.", "科目类型", { required: true })
  type!: string;
  @choice("AccountClass", ACCOUNT_CLASSES, "What it is to the reports.", "报表类别") class!: string | null;
  @choice("DebitCredit", ["DEBIT", "CREDIT"], "The side that increases it.", "余额方向", { required: true })
  normalSide!: string;
  @flag("True for the control account of a sub-ledger.", "统驭科目") control!: boolean | null;
  @flag("False for a heading that only sums up others.", "可记账") postable!: boolean | null;
  @reference(() => Account, "The account above.", "上级科目") parentId!: string | null;
  @edge(() => Account, "parentId", "The account above.", "上级科目") parent!: Account | null;
  @collection(() => JournalLine, "accountId", "Its postings.", "凭证行") journalLines!: Collection<JournalLine>;
  @collection(() => AccountBalance, "accountId", "Its imported balances.", "科目余额")
  balances!: Collection<AccountBalance>;
}
