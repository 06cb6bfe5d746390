import { Arg, Ctx, Query, Resolver } from "type-graphql";
import { MoneyConversion } from "../../schema/finance/money-conversion";
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from "../../schema/scalars";
import { convertMoney } from "../../store/finance/convert-money";
import type { SubgraphContext } from "../service/context";

@Resolver()
export class MoneyResolver {
  @Query(() => MoneyConversion, {
    nullable: true,
    description: "An amount in another currency by the closing rate on or before a day. 金额折算",
  })
  convertMoney(
    @Arg("amount", () => DecimalScalar, { description: "The amount." }) amount: string,
    @Arg("from", () => CurrencyCodeScalar, { description: "Its currency." }) from: string,
    @Arg("to", () => CurrencyCodeScalar, { description: "The target currency." }) to: string,
    @Arg("on", () => DateScalar, { description: "The day." }) on: string,
    @Ctx() { read }: SubgraphContext,
  ): Promise<unknown> {
    return convertMoney(read.database, amount, from, to, on);
  }
}
