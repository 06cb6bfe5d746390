import { choice, dateTime, entity, id, text } from "../model/decorators";
import { IDENTITY_KINDS, type Identifier } from "./identifier";

export const CONFLICT_CAUSES = ["TAX_ID_DIFFERS", "EVIDENCE_DISAGREES", "COUNTRY_DIFFERS", "NOT_ONE_TO_ONE"] as const;

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  withoutCompany: "shared",
  standard: "ISO 8000-8 (data quality)",
  doc: "Evidence that contradicts itself over a group of records. Nothing is merged by it until a person decides.",
  zh: "标识冲突",
})
export class IdentityConflict {
  @id("Id.", "标识") id!: string;
  @choice("IdentityKind", IDENTITY_KINDS, "What the records are.", "类型") kind!: string;
  @choice("ConflictCause", CONFLICT_CAUSES, "What does not fit together.", "原因") cause!: string;
  @choice("ConflictState", ["OPEN", "SETTLED"], "SETTLED: decided, or no longer so in the sources.", "状态")
  state!: string;
  @text("The contradiction in words.", "说明") description!: string;
  @dateTime("When it was found.", "发现时间") foundAt!: string;
  @dateTime("When it was settled.", "解决时间") resolvedAt!: string | null;
  @text("The company it concerns; none: shared by all.", "公司") companyId!: string | null;

  /** The records it is about, with the identities they are in now; resolved in the mapping subgraph. */
  members!: readonly Identifier[];
}
