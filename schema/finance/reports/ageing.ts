import { ID, Int, ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar } from "../../scalars";
import { Party } from "../party";
import { PartyAccount } from "../party-account";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";

@ObjectType({ description: "What is overdue by a number of days. 账龄段" })
export class AgeingBucket {
  @reportField(() => Int, "First day overdue; none: not due yet.", "起始逾期天数") fromDays!: number | null;
  @reportField(() => Int, "Last day overdue; none: no end. 0: due on the day or later.", "截止逾期天数") toDays!:
    | number
    | null;
  @reportField(() => Money, "Open amount; credit notes count against it.", "未清金额") amount!: Money;
  @reportField(() => Int, "Open documents.", "单据数") documents!: number;
}

@ObjectType({ description: "What is open on one party account, by days overdue. 账龄行" })
export class AgeingLine {
  @reportField(() => ID, "Id of the sub-ledger account.", "往来账户标识") partyAccountId!: string;
  @reportField(() => PartyAccount, "The sub-ledger account.", "往来账户") partyAccount!: PartyAccount | null;
  @reportField(() => Party, "The party, over both systems.", "往来单位") party!: Party | null;
  @reportField(() => [AgeingBucket], "Not due first, then the buckets asked for, then all that is older.", "账龄段")
  buckets!: readonly AgeingBucket[];
  @reportField(() => Money, "Sum of its buckets.", "合计") total!: Money;
  @reportField(() => Int, "Open documents.", "单据数") documents!: number;
}

@ObjectType({ description: "Open items as they stood on a day, by party account and days overdue. 账龄分析" })
export class Ageing extends ReportAnswer {
  @reportField(() => DateScalar, "The day.", "日期") on!: string;
  @reportField(
    () => [AgeingLine],
    "Party accounts, the largest amount first; `first` and `skip` page through them.",
    "明细",
  )
  lines!: readonly AgeingLine[];
  @reportField(() => Int, "Party accounts with open items, all pages.", "行数") lineCount!: number;
  @reportField(() => [AgeingBucket], "Totals by bucket, over all party accounts.", "账龄段合计")
  buckets!: readonly AgeingBucket[];
  @reportField(() => Money, "Everything open on the day.", "合计") total!: Money;
  @reportField(() => Int, "Open documents.", "单据数") documents!: number;
}
