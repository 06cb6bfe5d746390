import { Resolver } from "type-graphql";
import { type DerivedClass, derive } from "../../schema/derived/derive";
import { graphError } from "../../schema/errors";
import { Ageing, AgeingBucket, AgeingLine } from "../../schema/finance/reports/ageing";
import { BalanceSheet } from "../../schema/finance/reports/balance-sheet";
import { BudgetVarianceLine, BudgetVarianceSum } from "../../schema/finance/reports/budget-variance";
import { CashFlow, CashFlowLine } from "../../schema/finance/reports/cash-flow";
import { FigureExplanation } from "../../schema/finance/reports/explanation";
import { ForecastHistory } from "../../schema/finance/reports/forecast";
import { IncomeStatement } from "../../schema/finance/reports/income-statement";
import { Kpis } from "../../schema/finance/reports/kpis";
import { StatementLine, StatementSection } from "../../schema/finance/reports/statement-line";
import { TrialBalance, TrialBalanceLine } from "../../schema/finance/reports/trial-balance";
import { readExplanation } from "../../store/finance/explain/explanation";
import { figuresOf } from "../../store/finance/explain/terms";
import { addField } from "../service/methods";
import { originOf } from "./answer-at";

/** Types of reports' answers that have figures. */
const explained = [
  TrialBalance,
  TrialBalanceLine,
  IncomeStatement,
  BalanceSheet,
  StatementSection,
  StatementLine,
  CashFlow,
  CashFlowLine,
  Ageing,
  AgeingLine,
  AgeingBucket,
  BudgetVarianceLine,
  BudgetVarianceSum,
  Kpis,
  ForecastHistory,
] as const;

/** Gives every type of a report's answer the explanation of its figures. */
export const explanationResolvers: readonly DerivedClass[] = explained.map((answer) =>
  derive(`${answer.name}ExplanationResolver`, (type) => {
    Resolver(() => answer as never)(type);
    const spec = {
      name: "explain",
      returns: () => FigureExplanation,
      description: "Of what one of its figures is made. 数字溯源",
      args: {
        figure: { type: () => String, required: true, description: "Name of the amount's field, such as closing." },
      },
    };
    addField(type, spec, (root, args) => explain(answer.name, root, String(args["figure"])));
  }),
);

async function explain(type: string, object: Record<string, unknown>, figure: string): Promise<unknown> {
  const origin = originOf(object);
  const figures = origin && figuresOf[type]?.({ type, object, ...origin });
  // A report within another answer, as in the scorecard, is explained where it is asked by itself.
  if (!figures) throw graphError("BAD_USER_INPUT", "Ask for the report by its own root field to have it explained.");
  const terms = figures[figure];
  if (!terms)
    throw graphError("BAD_USER_INPUT", `figure must be one of ${Object.keys(figures).join(", ")}.`, {
      argument: "figure",
    });
  const { companyId, currency, to, on } = origin.request as Readonly<Record<string, string | null>>;
  const explanation = await readExplanation(origin.loaders.read, {
    report: type,
    figure,
    terms,
    on: String(on ?? to),
    companyId: companyId ?? null,
    currency: currency ?? null,
  });
  return origin.loaders.marked(explanation as Record<string, unknown>);
}
