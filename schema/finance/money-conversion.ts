import { Field, ObjectType } from "type-graphql";
import { Money } from "../model/values";
import { CurrencyCodeScalar, DateScalar, DecimalScalar } from "../scalars";

const described = (description: string) => ({ nullable: true, description });

@ObjectType({ description: "An amount in another currency, and the rate that was used. 金额折算结果" })
export class MoneyConversion {
  @Field(() => Money, described("The amount, to the currency's smallest unit. 折算后金额")) money!: object;
  @Field(() => DecimalScalar, described("Units of the target currency for one unit. 汇率")) rate!: string;
  @Field(() => DateScalar, described("Day the rate is of. 汇率日期")) validOn!: string;
  @Field(() => Boolean, described("True: the stored rate is of the other direction. 是否反向")) inverted!: boolean;
  @Field(() => CurrencyCodeScalar, described("Common currency it was reached through, if any. 中间货币"))
  via!: string | null;
  @Field(() => Boolean, described("True: nothing was rounded and the rate is the stored one. 精确")) exact!: boolean;
  @Field(() => DecimalScalar, described("What rounding left out, in the target currency. 余数")) remainder!: string;
}
