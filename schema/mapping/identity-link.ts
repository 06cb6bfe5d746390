import { choice, date, entity, id, text } from "../model/decorators";
import { IDENTITY_KINDS } from "./identifier";

@entity({
  subgraph: "mapping",
  standard: "ISO 8000-115",
  doc: "A link between two source records that people decided and a file brought in.",
  zh: "导入的标识对应",
})
export class IdentityLink {
  @id("Id.", "标识") id!: string;
  @choice("IdentityKind", IDENTITY_KINDS, "What it identifies.", "类型", { required: true }) kind!: string;
  @text("One source id, `system:type:value`.", "标识一", { required: true }) leftId!: string;
  @text("The other source id.", "标识二", { required: true }) rightId!: string;
  @date("First day it is valid.", "生效日期") validFrom!: string | null;
  @date("Last day it is valid.", "失效日期") validTo!: string | null;
  @text("Who decided it.", "决定人") decidedBy!: string | null;
}
