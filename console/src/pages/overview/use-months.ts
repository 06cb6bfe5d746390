import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { ask } from "../../graph/ask";
import type { Fault } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type { MonthFiguresQuery } from "../../graph/generated/graphql";
import type { Answer } from "../../graph/use-answer";
import type { Month, Scope } from "./scope";

const MonthDocument = graphql(`
  query MonthFigures($companyId: ID, $currency: CurrencyCode, $from: Date!, $to: Date!) {
    incomeStatement(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      revenue {
        amount
        currency
      }
      grossProfit {
        amount
        currency
      }
      netProfit {
        amount
        currency
      }
    }
    cashFlow(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      movement {
        amount
        currency
      }
      closing {
        amount
        currency
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
export function useMonths(scope: Scope, months: readonly Month[]): Answer<Months> {
  const client = useApolloClient();
  const [state, setState] = useState<Omit<Answer<Months>, "again">>({ data: undefined, loading: true, faults: [] });
  const [turn, setTurn] = useState(0);
  const key = JSON.stringify({ ...scope, months, turn });
  useEffect(() => {
    let wanted = true;
    const { companyId, currency, months: asked } = JSON.parse(key) as Scope & { months: readonly Month[] };
    setState({ data: undefined, loading: true, faults: [] });
    const askFor = async (month: Month): Promise<readonly [MonthFigures, readonly Fault[]]> => {
      const { data, faults } = await ask(client, MonthDocument, { companyId, currency, ...month });
      return [{ month, ...data }, faults];
    };
    void Promise.all(asked.map(askFor)).then((answers) => {
      if (!wanted) return;
      const figures = answers.map(([figure]) => figure);
      const having = (part: keyof MonthFiguresQuery) => (figures.some((figure) => figure[part]) ? figures : undefined);
      const data = { incomeStatement: having("incomeStatement"), cashFlow: having("cashFlow") };
      setState({ data, loading: false, faults: answers.flatMap(([, faults]) => faults) });
    });
    return () => {
      wanted = false;
    };
  }, [client, key]);
  return { ...state, again: () => setTurn((now) => now + 1) };
}
