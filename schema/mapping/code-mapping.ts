import { Field, ID, ObjectType } from "type-graphql";
import { choice, date, dateTime, entity, id, integer, text } from "../model/decorators";
import { Quantity } from "../model/values";
import { DecimalScalar } from "../scalars";

@entity({
  subgraph: "mapping",
  importable: false,
  many: "codeMappings",
  standard: "ISO 8000-110 (code lists)",
  doc: "One version of how a code of a system reads in the unified model: by a mapping file or by a person.",
  zh: "代码对照版本",
})
export class CodeMapping {
  @id("Id.", "标识") id!: string;
  @text("The source system.", "来源系统") system!: string;
  @text("Name of the code list.", "代码表") list!: string;
  @text("Code in the source.", "来源代码") sourceCode!: string;
  @text("Code in the unified model; none: retired.", "统一代码") unifiedCode!: string | null;
  @date("First day it is valid; none: always was.", "生效日期") validFrom!: string | null;
  @date("Last day it is valid; none: still is.", "失效日期") validTo!: string | null;
  @integer("Number of the version of this code.", "版本") version!: number;
  @choice("CodeOrigin", ["FILE", "PERSON"], "Who says so; a person speaks before a file.", "来源") origin!: string;
  @text("Why, in the person's words.", "理由") reason!: string | null;
  @text("Who decided.", "决定人") decidedBy!: string;
  @dateTime("When.", "决定时间") decidedAt!: string;
}

@entity({
  subgraph: "mapping",
  importable: false,
  many: "unmappedCodes",
  withoutCompany: "hidden",
  standard: "ISO 8000-8 (data quality)",
  doc: "A code that records were set aside for, since no code map knows it.",
  zh: "未对照代码",
})
export class UnmappedCode {
  @id("Id.", "标识") id!: string;
  @text("The source system.", "来源系统") system!: string;
  @text("Entity the records were meant for.", "实体") entity!: string | null;
  @text("Field the code stood in.", "字段") field!: string;
  @text("The code list where it may be mapped.", "代码表") list!: string | null;
  @text("The code; none: the record does not tell it.", "代码") code!: string | null;
  @integer("Records that wait for it.", "记录数") recordCount!: number;
  @dateTime("When it was met first.", "首次出现") firstMetAt!: string;
  @dateTime("When it was met last.", "最近出现") lastMetAt!: string;
}

const described = (description: string) => ({ nullable: true, description });

@ObjectType({ description: "A code of one system in terms of another. 代码转换结果" })
export class CodeConversion {
  @Field(() => String, described("The code that was given. 原代码")) requested!: string;
  @Field(() => String, described("Its code in the unified model; none: it is not mapped. 统一代码"))
  unifiedCode!: string | null;
  @Field(() => String, described("The code in the target; none: there is none, or several. 目标代码"))
  code!: string | null;
  @Field(() => [String], described("All codes of the target that mean the same. 全部候选")) codes!: readonly string[];
  @Field(() => Boolean, described("True: the target has several codes for it. 是否有歧义")) ambiguous!: boolean;
  @Field(() => Boolean, described("True: the way back gives the same code again. 可逆")) reversible!: boolean;
}

@ObjectType({ description: "A quantity in another unit. 数量换算结果" })
export class QuantityConversion {
  @Field(() => Quantity, described("The quantity in the target unit. 换算后数量")) quantity!: object;
  @Field(() => String, described("Units of the target for one unit, as an exact fraction. 换算系数")) factor!: string;
  @Field(() => String, described("Where the factor is from. 系数来源")) source!: string;
  @Field(() => Boolean, described("True: nothing was rounded, and the way back gives the same. 精确")) exact!: boolean;
  @Field(() => String, described("What rounding left out, as an exact fraction of the target unit. 余数"))
  remainder!: string;
}

@ObjectType({ description: "A factor between two units of one item. 物料单位系数" })
export class ItemUnitFactor {
  @Field(() => ID, described("The item's shared id. 物料标识")) itemId!: string;
  @Field(() => String, described("The unit that is converted. 源单位")) fromUnit!: string;
  @Field(() => String, described("The unit it is converted to. 目标单位")) toUnit!: string;
  @Field(() => DecimalScalar, described("This many of the target … 分子")) numerator!: string;
  @Field(() => DecimalScalar, described("… for this many of the source. 分母")) denominator!: string;
}
