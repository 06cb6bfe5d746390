import { ObjectType } from "type-graphql";
import { Money } from "../../model/values";
import { DateScalar } from "../../scalars";
import { Account } from "../account";
import { ReportAnswer } from "./rated-in";
import { reportField } from "./report-field";
import { AccountLine } from "./statement-line";

@ObjectType({ description: "One account of a trial balance. ISO 21378 GL_Trial_Balance. 试算平衡表行" })
export class TrialBalanceLine extends AccountLine {
  @reportField(() => Account, "The account.", "科目") account!: Account | null;
  @reportField(() => Money, "Balance before the period, debit positive.", "期初余额") opening!: Money;
  @reportField(() => Money, "Debits of the period.", "借方发生额") debit!: Money;
  @reportField(() => Money, "Credits of the period.", "贷方发生额") credit!: Money;
  @reportField(() => Money, "Balance after the period, debit positive: opening + debit - credit.", "期末余额")
  closing!: Money;
}

@ObjectType({
  description:
    "Balances and turnover of every account; the closing balances of a double-entry ledger sum to zero. 试算平衡表",
})
export class TrialBalance extends ReportAnswer {
  @reportField(() => DateScalar, "First day; none: from the start of the books.", "起始日") from!: string | null;
  @reportField(() => DateScalar, "Last day.", "截止日") to!: string;
  @reportField(() => [TrialBalanceLine], "Accounts with any posting up to the last day, by number.", "明细")
  lines!: readonly TrialBalanceLine[];
  @reportField(() => Money, "Sum of the opening balances.", "期初合计") opening!: Money;
  @reportField(() => Money, "Sum of the debits.", "借方合计") debit!: Money;
  @reportField(() => Money, "Sum of the credits.", "贷方合计") credit!: Money;
  @reportField(() => Money, "Sum of the closing balances.", "期末合计") closing!: Money;
  @reportField(() => Money, "What is missing to zero; ready-made balances need not balance.", "差额")
  difference!: Money;
  @reportField(() => Boolean, "True when the difference is exactly zero.", "是否平衡") balanced!: boolean;
}
