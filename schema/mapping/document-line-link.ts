import { decimal, edge, entity, id, quantity, reference, text, unit } from "../model/decorators";
import { DocumentLink } from "./document-link";

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  otherDocument: { by: "toLineId", names: "line" },
  standard: "UBL OrderLineReference, DespatchLineReference",
  doc: "Two lines that belong together, the earlier first.",
  zh: "单据行关联",
})
export class DocumentLineLink {
  @id("Id.", "标识") id!: string;
  @reference(() => DocumentLink, "The link of their documents.", "单据关联") linkId!: string;
  @edge(() => DocumentLink, "linkId", "The link of their documents.", "单据关联") link!: DocumentLink | null;
  @text("Id of the earlier line in its system.", "前单据行") fromLineId!: string;
  @text("Id of the later line in its system.", "后单据行") toLineId!: string;
  @text("Company of the earlier document, as its system names it.", "公司") companyId!: string | null;
  @quantity("Quantity of the later line.", "数量") quantity!: object | null;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @decimal("Confidence from 0 to 1.", "置信度") confidence!: string;
  @text("What speaks for the link, in words.", "依据") reason!: string;
}
