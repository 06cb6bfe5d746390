import { Directive, Field, Int, ObjectType } from "type-graphql";
import { CurrencyCodeScalar, DecimalScalar, UnitCodeScalar } from "../scalars";

@Directive("@shareable")
@ObjectType({ description: "An amount in one currency, exact. UBL Amount. 金额" })
export class Money {
  @Field(() => DecimalScalar, { description: "The number, at the source's own precision. 数额" })
  amount!: string;

  @Field(() => CurrencyCodeScalar, { description: "ISO 4217. 货币" })
  currency!: string;
}

@Directive("@shareable")
@ObjectType({ description: "A number of a unit, exact. UBL Quantity. 数量" })
export class Quantity {
  @Field(() => DecimalScalar, { description: "The number. 数值" })
  value!: string;

  @Field(() => UnitCodeScalar, { description: "UN/CEFACT Rec 20. 单位" })
  unit!: string;
}

@Directive("@shareable")
@ObjectType({ description: "Where a row came from, so that a figure can be checked at its source. 数据来源" })
export class Provenance {
  @Field(() => String, { description: "The source system. 来源系统" })
  system!: string;

  @Field(() => String, { description: "File or table it was read from. 文件" })
  file!: string;

  @Field(() => Int, { description: "1-based line or row in it. 行号" })
  line!: number;

  @Field(() => String, { description: "The import batch that wrote this version. 批次" })
  batch!: string;
}

@Directive("@shareable")
@ObjectType({ description: "Relay page information. 分页信息" })
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}
