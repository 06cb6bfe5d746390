import { Directive, Field, ID, Int, ObjectType } from "type-graphql";
import { Kpis } from "./reports/kpis";

@ObjectType({ description: "How long one report took when it was asked for this scorecard. 报表耗时" })
export class ReportTime {
  @Field(() => String, { nullable: true, description: "The report, by its root field. 报表" }) report!: string;
  @Field(() => Int, {
    nullable: true,
    description: "Milliseconds to read it, measured now; none: it could not be made. 毫秒",
  })
  milliseconds!: number | null;
  @Field(() => String, { nullable: true, description: "Why it could not be made. 原因" }) failure!: string | null;
}

/** What finance adds to the scorecard. */
@Directive('@key(fields: "id")')
@ObjectType("IntegrationScorecard")
export class IntegrationScorecard {
  @Field(() => ID) id!: string;
  @Field(() => Kpis, { nullable: true, description: "Gross and net margin of the period. 毛利与净利" })
  margins!: Kpis | null;
  @Field(() => Kpis, { nullable: true, description: "The same of the earlier period. 上期毛利与净利" })
  previousMargins!: Kpis | null;
  @Field(() => [ReportTime], {
    nullable: true,
    description: "Time to produce each report, measured when asked. 报表耗时",
  })
  reportTimes!: readonly ReportTime[] | null;
}
