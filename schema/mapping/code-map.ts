import { dateTime, entity, id, text } from "../model/decorators";

@entity({
  subgraph: "mapping",
  importable: false,
  many: "codeMaps",
  standard: "ISO 8000-110 (code lists)",
  doc: "How one code of a source reads in the unified model, as its mapping file says.",
  zh: "代码对照",
})
export class CodeMap {
  @id("Id.", "标识") id!: string;
  @text("The source system.", "来源系统") system!: string;
  @text("Name of the code list.", "代码表") list!: string;
  @text("Code in the source.", "来源代码") sourceCode!: string;
  @text("Code in the unified model.", "统一代码") unifiedCode!: string;
  @dateTime("When it was last loaded.", "更新时间") loadedAt!: string;
}
