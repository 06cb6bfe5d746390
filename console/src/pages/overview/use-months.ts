import { useApolloClient } from "@apollo/client/react";
import { ask } from "../../graph/ask";
import { graphql } from "../../graph/generated";
import type { MonthFiguresQuery } from "../../graph/generated/graphql";
import type { Answer } from "../../graph/use-answer";
import { useGathered } from "../../graph/use-gathered";
import type { Month, Scope } from "./scope";

const MonthDocument = graphql(`
  query MonthFigures($companyId: ID, $currency: CurrencyCode, $from: Date!, $to: Date!) {
    incomeStatement(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      revenue {
        ...MoneyFields
      }
      grossProfit {
        ...MoneyFields
      }
      netProfit {
        ...MoneyFields
      }
    }
    cashFlow(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      movement {
        ...MoneyFields
      }
      closing {
        ...MoneyFields
      }
    }
  }
`);

export interface MonthFigures extends MonthFiguresQuery {
  readonly month: Month;
}

export interface Months {
  readonly incomeStatement: readonly MonthFigures[] | undefined;
  readonly cashFlow: readonly MonthFigures[] | undefined;
}

/** Statements month by month; each is a question of its own, so that none of them is large. */
export function useMonths({ companyId, currency }: Scope, months: readonly Month[]): Answer<Months> {
  const client = useApolloClient();
  return useGathered(JSON.stringify({ companyId, currency, months }), async () => {
    const answers = await Promise.all(
      months.map((month) => ask(client, MonthDocument, { companyId, currency, ...month })),
    );
    const figures = months.map((month, at) => ({ month, ...answers[at]?.data }));
    const having = (part: keyof MonthFiguresQuery) => (figures.some((figure) => figure[part]) ? figures : undefined);
    const data = { incomeStatement: having("incomeStatement"), cashFlow: having("cashFlow") };
    return { data, faults: answers.flatMap(({ faults }) => faults) };
  });
}
