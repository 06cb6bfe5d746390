import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { Forecast, ForecastFigure, type ForecastFigureName } from "../../schema/finance/reports/forecast";
import { CurrencyCodeScalar, DateScalar } from "../../schema/scalars";
import { readMonthlyFigure } from "../../store/finance/reports/monthly-figure";
import type { SubgraphContext } from "../service/context";
import { KNOWN_AT } from "../service/entity";
import { answerAt } from "./answer-at";
import { forecast, requireHorizon } from "./forecasting/forecast";

@Resolver()
export class ForecastResolver {
  @Query(() => Forecast, {
    nullable: true,
    description:
      "Months to come of a figure, with prediction intervals, by the method that a back-test against the seasonal naive one chooses. 预测",
  })
  forecast(
    @Arg("figure", () => ForecastFigure, { description: "What to forecast." }) figure: ForecastFigureName,
    @Arg("to", () => DateScalar, { description: "Last day of the history; its closing rates convert." }) to: string,
    @Arg("months", () => Int, { defaultValue: 6, description: "Months to come, 1 to 36." }) months: number,
    @Arg("level", () => Int, { defaultValue: 95, description: "Coverage of the intervals: 80, 90, 95 or 99 per cent." })
    level: number,
    @Arg("companyId", () => ID, {
      nullable: true,
      description: "One company, by its financeId; none: all in your scope, added up.",
    })
    companyId: string | null,
    @Arg("currency", () => CurrencyCodeScalar, {
      nullable: true,
      description: "Currency of the answer; none: the companies' own, if they have one in common.",
    })
    currency: string | null,
    @Arg("knownAt", KNOWN_AT.type, { nullable: true, description: KNOWN_AT.description }) knownAt: string | null,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    requireHorizon({ months, level });
    const request = { figure, to, companyId, currency };
    return answerAt(loaders, knownAt, request, async (read) => {
      const { companyIds, ratedIn, knownAt: newest, ...history } = await readMonthlyFigure(read, request);
      return { companyIds, ratedIn, knownAt: newest, figure, ...(forecast(history, { months, level }) as object) };
    });
  }
}
