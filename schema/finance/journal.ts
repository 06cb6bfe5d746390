import { type Collection, choice, collection, edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";
import { JournalEntry } from "./journal-entry";

@entity({
  subgraph: "finance",
  scope: "companyId",
  standard: "SAF-T GeneralLedgerEntries/Journal",
  doc: "A book that journal entries are kept in.",
  zh: "日记账",
})
export class Journal {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @text("Code.", "代码", { required: true, standard: "SAF-T JournalID" }) code!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @choice("JournalKind", ["SALES", "PURCHASE", "CASH", "GENERAL", "OPENING"], "What it records.", "类型", {
    required: true,
  })
  kind!: string;
  @collection(() => JournalEntry, "journalId", "Its entries.", "凭证") entries!: Collection<JournalEntry>;
}
