import { ID, ObjectType } from "type-graphql";
import { CurrencyCodeScalar, DateScalar, DateTimeScalar, DecimalScalar } from "../../scalars";
import { reportField } from "./report-field";

@ObjectType({ description: "An exchange rate that a report used. 折算汇率" })
export class RateUsed {
  @reportField(() => CurrencyCodeScalar, "The currency that was converted.", "源货币") from!: string;
  @reportField(() => CurrencyCodeScalar, "The report's currency.", "报表货币") to!: string;
  @reportField(
    () => DecimalScalar,
    "Units of the report's currency for one unit; amounts are multiplied by it.",
    "汇率",
  )
  rate!: string;
  @reportField(() => DateScalar, "Day the rate is of; the older one when there are two legs.", "汇率日期")
  validOn!: string;
  @reportField(() => CurrencyCodeScalar, "Common currency it was reached through, if any.", "中间货币") via!:
    | string
    | null;
}

@ObjectType({ description: "The one currency of a report, and how amounts came into it. 报表货币与折算规则" })
export class RatedIn {
  @reportField(() => CurrencyCodeScalar, "ISO 4217 code of every amount.", "报表货币") currency!: string;
  @reportField(() => String, "The rule, in words.", "折算规则") rule!: string;
  @reportField(() => DateScalar, "The day whose closing rates were used.", "折算日") on!: string;
  @reportField(() => [RateUsed], "Rates used; empty when nothing had to be converted.", "所用汇率")
  rates!: readonly RateUsed[];
}

/** What every report says about itself. */
@ObjectType()
export class ReportAnswer {
  @reportField(
    () => [ID],
    "Companies it covers; several are consolidated by plain addition, without eliminations.",
    "所含公司",
  )
  companyIds!: readonly string[];
  @reportField(() => RatedIn, "Its currency and rates.", "折算") ratedIn!: RatedIn;
  @reportField(
    () => DateTimeScalar,
    "When the newest change that it knows of became known: asked again with it as `knownAt`, it is answered alike, whatever came since. Null where history begins later.",
    "所知时点",
  )
  knownAt!: string | null;
}
