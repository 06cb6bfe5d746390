import { choice, date, edge, entity, id, integer, reference, text } from "../model/decorators";
import { Company } from "./company";

@entity({
  subgraph: "finance",
  scope: "companyId",
  standard: "ISO 21378 GL_Accounting_Period; SAF-T SelectionCriteria",
  doc: "A period that postings belong to.",
  zh: "会计期间",
})
export class FiscalPeriod {
  @id("Id.", "标识") id!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @text("Code such as 2026-01.", "期间", { required: true }) code!: string;
  @integer("Fiscal year.", "会计年度", { required: true }) fiscalYear!: number;
  @date("First day.", "开始日期", { required: true }) startsOn!: string;
  @date("Last day.", "结束日期", { required: true }) endsOn!: string;
  @choice("PeriodStatus", ["OPEN", "CLOSED"], "Whether it takes postings.", "状态", { required: true }) status!: string;
}
