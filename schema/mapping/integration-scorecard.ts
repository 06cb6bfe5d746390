import { Directive, Field, ID, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import { DateScalar, DecimalScalar } from "../scalars";

export const SCORECARD_MEASURES = [
  "ACCURACY",
  "ERP_FOUND_IN_FINANCE",
  "FINANCE_FOUND_IN_ERP",
  "BOOKING_DELAY_P50",
  "BOOKING_DELAY_P95",
  "SYNC_DELAY_P50",
  "SYNC_DELAY_P95",
  "MAPPED_PARTIES",
  "MAPPED_ITEMS",
  "MAPPED_CODES",
] as const;
export type ScorecardMeasure = (typeof SCORECARD_MEASURES)[number];

const Measure = enumOf("ScorecardMeasure", SCORECARD_MEASURES, "What a figure measures. 指标");

type GraphType = () => object;

const told = (type: GraphType, description: string): PropertyDecorator =>
  Field(type as () => ObjectConstructor, { nullable: true, description }) as PropertyDecorator;

@ObjectType({ description: "One figure of the scorecard, with how it was computed. 指标值" })
export class ScorecardFigure {
  @told(() => Measure, "What it measures. 指标") measure!: string;
  @told(() => DecimalScalar, "Its value; none: there was nothing to measure. 数值") value!: string | null;
  @told(() => DecimalScalar, "The same of the earlier period; none: not asked for, or not kept. 上期数值") previous!:
    | string
    | null;
  @told(() => DecimalScalar, "Value less previous. 变化") change!: string | null;
  @told(() => String, "share (0 to 1), days or seconds. 单位") unit!: string;
  @told(() => String, "How it was computed, with the numbers behind it. 计算方法") how!: string;
}

/** How well the two systems agree over a period; finance adds margins and the time its reports take. */
@Directive('@key(fields: "id")')
@ObjectType({ description: "How well the two systems agree over a period, against an earlier one. 集成评分卡" })
export class IntegrationScorecard {
  @Field(() => ID, { description: "The periods it is of. 标识" }) id!: string;
  @told(() => DateScalar, "First day. 起始日") from!: string;
  @told(() => DateScalar, "Last day. 截止日") to!: string;
  @told(() => DateScalar, "First day of the earlier period. 上期起始日") compareFrom!: string | null;
  @told(() => DateScalar, "Last day of the earlier period. 上期截止日") compareTo!: string | null;
  @told(() => [ScorecardFigure], "The figures. 指标列表") figures!: readonly ScorecardFigure[];
}
