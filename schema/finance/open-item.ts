import { choice, currency, date, edge, entity, id, money, reference, text } from "../model/decorators";
import { Company } from "./company";
import { Party } from "./party";
import { PartyAccount } from "./party-account";

@entity({
  subgraph: "finance",
  importable: false,
  scope: "companyId",
  standard: "SAF-T OpenItem; ISO 21378 SAL_Open_Accounts_Receivable, PUR_Open_Accounts_Payable",
  doc: "A posted document that is not settled in full; derived from documents and allocations.",
  zh: "未清项",
})
export class OpenItem {
  @id("Id of the document.", "标识") id!: string;
  @choice("OpenItemKind", ["RECEIVABLE", "PAYABLE"], "Owed to us or by us.", "类型") kind!: string;
  @text("Number of the document.", "单据号") number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => PartyAccount, "Sub-ledger account.", "往来账户") partyAccountId!: string;
  @edge(() => PartyAccount, "partyAccountId", "Sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @edge(() => Party, "partyAccountId", "The party, over both systems.", "往来单位") party!: Party | null;
  @date("Day of the document.", "单据日期") issuedOn!: string;
  @date("Day it is due; without a term the day of the document.", "到期日") dueOn!: string;
  @money("The document's total; negative for a credit note.", "原金额") totalAmount!: object;
  @money("What is still open; negative for a credit note.", "未清金额") openAmount!: object;
  @currency("Currency of its amounts.", "货币") currency!: string;
}
