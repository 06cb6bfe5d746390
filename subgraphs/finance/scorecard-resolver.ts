import { Arg, Ctx, FieldResolver, ID, Resolver, Root } from "type-graphql";
import { audienceOf } from "../../schema/decisions";
import { ConcordError, graphError } from "../../schema/errors";
import { IntegrationScorecard } from "../../schema/finance/integration-scorecard";
import { CurrencyCodeScalar, isDateText } from "../../schema/scalars";
import { readAgeing } from "../../store/finance/reports/ageing";
import { readBalanceSheet } from "../../store/finance/reports/balance-sheet";
import { readCashFlow } from "../../store/finance/reports/cash-flow";
import { readIncomeStatement } from "../../store/finance/reports/income-statement";
import { readKpis } from "../../store/finance/reports/kpis";
import { readTrialBalance } from "../../store/finance/reports/trial-balance";
import type { ReadContext } from "../../store/read/page";
import type { SubgraphContext } from "../service/context";

type Optional = string | null;

interface Request {
  readonly companyId: Optional;
  readonly currency: Optional;
}

const Company = (): ReturnType<typeof Arg> =>
  Arg("companyId", () => ID, {
    nullable: true,
    description: "One company, by its financeId; none: all in your scope.",
  });
const Currency = (): ReturnType<typeof Arg> =>
  Arg("currency", () => CurrencyCodeScalar, {
    nullable: true,
    description: "Currency of the answer; none: the companies' own.",
  });

/** The days in a scorecard's id, as mapping writes it; null where the earlier period was not asked for. */
function daysOf(id: string): readonly [Optional, Optional, Optional, Optional] {
  const [from, to, compareFrom, compareTo] = id.split("/").map((day) => (isDateText(day) ? day : null));
  return [from ?? null, to ?? null, compareFrom ?? null, compareTo ?? null];
}

/** Reports by their root field, each over the period or on its last day. */
function reportsOf(
  read: ReadContext,
  request: Request,
  from: string,
  to: string,
): Readonly<Record<string, () => Promise<unknown>>> {
  const ageing = { ...request, on: to, buckets: [30, 60, 90], first: 1000, skip: 0 };
  return {
    trialBalance: () => readTrialBalance(read, { ...request, from, to }),
    incomeStatement: () => readIncomeStatement(read, { ...request, from, to }),
    balanceSheet: () => readBalanceSheet(read, { ...request, on: to }),
    cashFlow: () => readCashFlow(read, { ...request, from, to }),
    agedReceivables: () => readAgeing(read, { ...ageing, kind: "RECEIVABLE" }),
    agedPayables: () => readAgeing(read, { ...ageing, kind: "PAYABLE" }),
    kpis: () => readKpis(read, { ...request, from, to }),
  };
}

@Resolver(() => IntegrationScorecard as never)
export class FinanceScorecardResolver {
  @FieldResolver()
  margins(
    @Root() { id }: IntegrationScorecard,
    @Company() companyId: Optional,
    @Currency() currency: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<unknown> | null {
    const [from, to] = daysOf(id);
    return from && to ? readKpis(read, { companyId, currency, from, to }) : null;
  }

  @FieldResolver()
  previousMargins(
    @Root() { id }: IntegrationScorecard,
    @Company() companyId: Optional,
    @Currency() currency: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<unknown> | null {
    const [, , from, to] = daysOf(id);
    return from && to ? readKpis(read, { companyId, currency, from, to }) : null;
  }

  @FieldResolver()
  async reportTimes(
    @Root() { id }: IntegrationScorecard,
    @Company() companyId: Optional,
    @Currency() currency: Optional,
    @Ctx() { read }: SubgraphContext,
  ): Promise<readonly unknown[]> {
    const mayAsk = (report: string): boolean => audienceOf("Query", report).includes(read.role);
    const [from, to] = daysOf(id);
    if (!from || !to) throw graphError("BAD_USER_INPUT", "The scorecard names no period.");
    const times: unknown[] = [];
    for (const [report, make] of Object.entries(reportsOf(read, { companyId, currency }, from, to))) {
      // Whether a report can be made tells of the books it is made from.
      if (!mayAsk(report)) continue;
      const startedAt = performance.now();
      const failure = await make().then(
        () => null,
        (error: unknown) => explanationOf(error),
      );
      times.push({
        report,
        milliseconds: failure === null ? Math.round(performance.now() - startedAt) : null,
        failure,
      });
    }
    return times;
  }
}

/** Words of a fault that readers may see; any other is thrown on, to be masked. */
function explanationOf(error: unknown): string {
  const told = error instanceof ConcordError || (error instanceof Error && "extensions" in error);
  if (told) return error.message;
  throw error;
}
