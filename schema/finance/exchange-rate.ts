import { choice, currency, date, decimal, entity, id } from "../model/decorators";

@entity({
  subgraph: "finance",
  standard: "ISO 4217; SAF-T ExchangeRate; ISO 21378 BAS_Currency",
  doc: "One unit of the source currency in the target currency, valid from a day until the next rate.",
  zh: "汇率",
})
export class ExchangeRate {
  @id("Id.", "标识") id!: string;
  @currency("The currency that is converted.", "源货币", { required: true }) fromCurrency!: string;
  @currency("The currency it is converted to.", "目标货币", { required: true }) toCurrency!: string;
  @date("First day it is valid.", "日期", { required: true }) validOn!: string;
  @choice("RateKind", ["CLOSING", "AVERAGE"], "The day's closing rate or its average.", "类型", { required: true })
  kind!: string;
  @decimal("Units of the target currency for one unit of the source currency.", "汇率", { required: true })
  rate!: string;
}
