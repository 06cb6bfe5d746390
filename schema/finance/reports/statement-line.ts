import { ID, ObjectType } from "type-graphql";
import { enumOf } from "../../model/decorators";
import { Money } from "../../model/values";
import { ACCOUNT_CLASSES, ACCOUNT_TYPES, Account } from "../account";
import { reportField } from "./report-field";

const AccountClass = enumOf("AccountClass", ACCOUNT_CLASSES, "What it is to the reports. 报表类别");
const AccountType = enumOf("AccountType", ACCOUNT_TYPES, "Which statement and side it belongs to. 科目类型");

/** The account a line of a report is about. The edge to it stands on each line: type-graphql resolves no inherited field. */
@ObjectType()
export class AccountLine {
  @reportField(() => ID, "Id of the account.", "科目标识") accountId!: string;
  @reportField(() => String, "Account number.", "科目编号") code!: string;
  @reportField(() => String, "Name of the account.", "科目名称") name!: string;
  @reportField(() => AccountType, "Type of the account.", "科目类型") type!: string;
  @reportField(
    () => AccountClass,
    "Class it is reported in; by its type where the account has none that fits.",
    "报表类别",
  )
  class!: string;
}

@ObjectType({ description: "One account of an income statement or balance sheet. 报表行" })
export class StatementLine extends AccountLine {
  @reportField(() => Account, "The account.", "科目") account!: Account | null;
  @reportField(() => Money, "Amount on the side of its section.", "金额") amount!: Money;
}

@ObjectType({ description: "A class of accounts on a statement with its subtotal. 报表项目" })
export class StatementSection {
  @reportField(() => AccountClass, "The class.", "报表类别") class!: string;
  @reportField(() => Money, "Sum of its lines.", "小计") amount!: Money;
  @reportField(() => [StatementLine], "Its accounts, by number.", "明细") lines!: readonly StatementLine[];
}
