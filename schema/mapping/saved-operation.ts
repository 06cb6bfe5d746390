import { dateTime, entity, id, integer, text } from "../model/decorators";

@entity({
  subgraph: "mapping",
  importable: false,
  readers: "roles",
  standard: "GraphQL (operation); OData 4.01 (entity set)",
  doc: "A query that people saved under a name, so that tools that know no GraphQL can read it as rows: /bi and /odata.",
  zh: "已保存的查询",
})
export class SavedOperation {
  @id("Id.", "标识") id!: string;
  @text("Its name in addresses: a to z, digits and _, from a letter on.", "名称") name!: string;
  @text("What its rows are, in the owner's words.", "说明") description!: string;
  @text("The GraphQL document: one query.", "查询文本") document!: string;
  @text("Values of its variables where a request gives none, as a JSON object.", "默认参数") defaults!: string;
  @text("Roles that may ask it, separated by spaces; each is answered what it may read.", "可用角色") roles!: string;
  @text("Who saved it first; only they and administrators change it.", "所有者") owner!: string;
  @integer("How often it was saved.", "版本") version!: number;
  @dateTime("When it was saved last.", "更新时间") savedAt!: string;
}

/** Parameters that the outlets read themselves, so that no variable may have their names. */
export const OUTLET_PARAMETERS = ["format", "bom", "stream", "page_size", "page", "api_key"] as const;
