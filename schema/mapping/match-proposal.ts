import { Field, ObjectType } from "type-graphql";
import { choice, dateTime, decimal, entity, id, text } from "../model/decorators";
import { DecimalScalar } from "../scalars";
import { IDENTITY_KINDS, LINK_STATUSES } from "./identifier";

@ObjectType({ description: "One reason for or against two records being one. 依据" })
export class EvidenceNote {
  @Field(() => Boolean, { nullable: true, description: "True: speaks for it; false: against. 支持与否" })
  supports!: boolean;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: "Bits of evidence, negative against; none: it decides alone. 权重",
  })
  weight!: string | null;

  @Field(() => String, { nullable: true, description: "The weight in words. 权重说明" })
  strength!: string;

  @Field(() => String, {
    nullable: true,
    description: "The weight in Chinese words; none: told in English alone. 权重的中文说明",
  })
  strengthZh!: string | null;

  @Field(() => String, { nullable: true, description: "What was compared and what came of it. 说明" })
  text!: string;

  @Field(() => String, { nullable: true, description: "The same in Chinese; none: told in English alone. 中文说明" })
  textZh!: string | null;
}

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  withoutCompany: "shared",
  standard: "ISO 8000-115; Fellegi-Sunter record linkage",
  doc: "Two records of the two sides that a match run takes for one: linked, waiting for a person, or decided by one.",
  zh: "匹配建议",
})
export class MatchProposal {
  @id("Id.", "标识") id!: string;
  @choice("IdentityKind", IDENTITY_KINDS, "What the records are.", "类型") kind!: string;
  @text("The ERP's record.", "ERP 记录标识") leftId!: string;
  @text("The finance system's record.", "财务记录标识") rightId!: string;
  @text("Name in the ERP.", "ERP 名称") leftName!: string | null;
  @text("Name in the finance system.", "财务名称") rightName!: string | null;
  @choice("LinkStatus", LINK_STATUSES, "PROPOSED waits for a person.", "状态") status!: string;
  @decimal("Confidence from 0 to 1.", "置信度") confidence!: string;
  @text("The verdict in one sentence.", "结论（英文）") reason!: string;
  @text("The same in Chinese; none: told in English alone.", "结论") reasonZh!: string | null;
  @dateTime("When it was found first.", "提出时间") proposedAt!: string;
  @text("Who decided; none: nobody yet.", "决定人") decidedBy!: string | null;
  @dateTime("When it was decided.", "决定时间") decidedAt!: string | null;
  @text("The company it concerns; none: shared by all.", "公司") companyId!: string | null;

  /** Why, for and against; resolved in the mapping subgraph. */
  explain!: readonly EvidenceNote[];
}
