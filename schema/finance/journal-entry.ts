import { type Collection, choice, collection, date, edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";
import { FiscalPeriod } from "./fiscal-period";
import { Journal } from "./journal";
import { JournalLine } from "./journal-line";

@entity({
  subgraph: "finance",
  many: "journalEntries",
  table: "journal_entry",
  scope: "companyId",
  document: {
    record: "document",
    kind: "JOURNAL_ENTRY",
    number: "number",
    date: "postedOn",
    status: "status",
    reference: "documentNumber",
    description: "description",
  },
  standard: "SAF-T Transaction; ISO 21378 GL_Journal_Entry",
  doc: "A balanced set of postings.",
  zh: "记账凭证",
})
export class JournalEntry {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company.", "公司", { required: true }) companyId!: string;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => Journal, "Journal.", "日记账") journalId!: string | null;
  @edge(() => Journal, "journalId", "Journal.", "日记账") journal!: Journal | null;
  @reference(() => FiscalPeriod, "Period.", "会计期间") periodId!: string | null;
  @edge(() => FiscalPeriod, "periodId", "Period.", "会计期间") period!: FiscalPeriod | null;
  @text("Entry number.", "凭证号", { required: true, standard: "SAF-T TransactionID" }) number!: string;
  @date("Day it counts for.", "记账日期", { required: true, standard: "SAF-T GLPostingDate" }) postedOn!: string;
  @text("Description.", "摘要") description!: string | null;
  @choice("EntryStatus", ["DRAFT", "POSTED"], "Only posted entries count in reports.", "状态", { required: true })
  status!: string;
  @text("Number of the document it books.", "单据号", { standard: "SAF-T SourceDocumentID" }) documentNumber!:
    | string
    | null;
  @collection(() => JournalLine, "entryId", "Its postings.", "凭证行") lines!: Collection<JournalLine>;
}
