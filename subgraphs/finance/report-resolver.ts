import { Arg, Ctx, ID, Int, Query, Resolver } from "type-graphql";
import { Ageing } from "../../schema/finance/reports/ageing";
import { BalanceSheet } from "../../schema/finance/reports/balance-sheet";
import { BudgetVariance } from "../../schema/finance/reports/budget-variance";
import { CashFlow } from "../../schema/finance/reports/cash-flow";
import { IncomeStatement } from "../../schema/finance/reports/income-statement";
import { Kpis } from "../../schema/finance/reports/kpis";
import { TrialBalance } from "../../schema/finance/reports/trial-balance";
import { CurrencyCodeScalar, DateScalar } from "../../schema/scalars";
import { readAgeing } from "../../store/finance/reports/ageing";
import { readBalanceSheet } from "../../store/finance/reports/balance-sheet";
import { readBudgetVariance } from "../../store/finance/reports/budget-variance";
import { readCashFlow } from "../../store/finance/reports/cash-flow";
import { readIncomeStatement } from "../../store/finance/reports/income-statement";
import { readKpis } from "../../store/finance/reports/kpis";
import { readTrialBalance } from "../../store/finance/reports/trial-balance";
import { LARGEST_PAGE } from "../../store/read/page";
import type { SubgraphContext } from "../service/context";
import { KNOWN_AT } from "../service/entity";
import { answerAt } from "./answer-at";

type Optional = string | null;
type Argument = ReturnType<typeof Arg>;

const AGEING_BUCKETS = [30, 60, 90];

const Company = (): Argument =>
  Arg("companyId", () => ID, {
    nullable: true,
    description: "One company, by its financeId; none: all in your scope, added up.",
  });
const Currency = (): Argument =>
  Arg("currency", () => CurrencyCodeScalar, {
    nullable: true,
    description: "Currency of the answer; none: the companies' own, if they have one in common.",
  });
const From = (nullable = false): Argument =>
  Arg("from", () => DateScalar, {
    nullable,
    description: `First day${nullable ? "; none: from the start of the books" : ""}.`,
  });
const To = (): Argument => Arg("to", () => DateScalar, { description: "Last day; its closing rates convert." });
const On = (): Argument => Arg("on", () => DateScalar, { description: "The day; its closing rates convert." });
const First = (): Argument =>
  Arg("first", () => Int, {
    defaultValue: LARGEST_PAGE,
    description: `Most lines to return, 1 to ${LARGEST_PAGE}; totals cover all.`,
  });
const Skip = (): Argument =>
  Arg("skip", () => Int, { defaultValue: 0, description: "Lines to leave out from the start." });
const Buckets = (): Argument =>
  Arg("buckets", () => [Int], {
    defaultValue: AGEING_BUCKETS,
    description: "Last day of each bucket, in days overdue, rising.",
  });

const KnownAt = (): Argument => Arg("knownAt", KNOWN_AT.type, { nullable: true, description: KNOWN_AT.description });

/** The finance reports: each reads its books in SQL; what a caller may not see is kept out by scope and matrix. */
@Resolver()
export class ReportResolver {
  @Query(() => TrialBalance, { nullable: true, description: "Balances and turnover of every account. 试算平衡表" })
  trialBalance(
    @Company() companyId: Optional,
    @From(true) from: Optional,
    @To() to: string,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(loaders, knownAt, { companyId, from, to, currency }, readTrialBalance);
  }

  @Query(() => IncomeStatement, { nullable: true, description: "Revenue, expense and profit of a period. 利润表" })
  incomeStatement(
    @Company() companyId: Optional,
    @From() from: string,
    @To() to: string,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(loaders, knownAt, { companyId, from, to, currency }, readIncomeStatement);
  }

  @Query(() => BalanceSheet, { nullable: true, description: "Assets, liabilities and equity on a day. 资产负债表" })
  balanceSheet(
    @Company() companyId: Optional,
    @On() on: string,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(loaders, knownAt, { companyId, on, currency }, readBalanceSheet);
  }

  @Query(() => CashFlow, { nullable: true, description: "Where cash came from and went, direct method. 现金流量表" })
  cashFlow(
    @Company() companyId: Optional,
    @From() from: string,
    @To() to: string,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(loaders, knownAt, { companyId, from, to, currency }, readCashFlow);
  }

  @Query(() => Ageing, { nullable: true, description: "What customers owed on a day, by days overdue. 应收账龄分析" })
  agedReceivables(
    @Company() companyId: Optional,
    @On() on: string,
    @Buckets() buckets: number[],
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @First() first: number,
    @Skip() skip: number,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(
      loaders,
      knownAt,
      {
        kind: "RECEIVABLE",
        companyId,
        on,
        buckets,
        currency,
        first,
        skip,
      },
      readAgeing,
    );
  }

  @Query(() => Ageing, {
    nullable: true,
    description: "What was owed to suppliers on a day, by days overdue. 应付账龄分析",
  })
  agedPayables(
    @Company() companyId: Optional,
    @On() on: string,
    @Buckets() buckets: number[],
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @First() first: number,
    @Skip() skip: number,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(
      loaders,
      knownAt,
      {
        kind: "PAYABLE",
        companyId,
        on,
        buckets,
        currency,
        first,
        skip,
      },
      readAgeing,
    );
  }

  @Query(() => BudgetVariance, {
    nullable: true,
    description: "Budget against actual by account and cost centre. 预算执行分析",
  })
  budgetVariance(
    @Company() companyId: Optional,
    @From() from: string,
    @To() to: string,
    @Arg("accountId", () => ID, { nullable: true, description: "One account only." }) accountId: Optional,
    @Arg("costCenterId", () => ID, { nullable: true, description: "One cost centre only." }) costCenterId: Optional,
    @Arg("version", () => String, {
      nullable: true,
      description: "Version of the budget; needed where several plan the same.",
    })
    version: Optional,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @First() first: number,
    @Skip() skip: number,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(
      loaders,
      knownAt,
      {
        companyId,
        from,
        to,
        accountId,
        costCenterId,
        version,
        currency,
        first,
        skip,
      },
      readBudgetVariance,
    );
  }

  @Query(() => Kpis, { nullable: true, description: "Margins, and days of sales and purchases outstanding. 关键指标" })
  kpis(
    @Company() companyId: Optional,
    @From() from: string,
    @To() to: string,
    @Currency() currency: Optional,
    @KnownAt() knownAt: Optional,
    @Ctx() { loaders }: SubgraphContext,
  ): Promise<unknown> {
    return answerAt(loaders, knownAt, { companyId, from, to, currency }, readKpis);
  }
}
