import { useApolloClient } from "@apollo/client/react";
import { useEffect, useState } from "react";
import { ask } from "../../graph/ask";
import type { Fault } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { type MarginRow, oneAmount } from "./margin-table";
import type { Scope } from "./scope";

const CustomerRevenueDocument = graphql(`
  query CustomerRevenue($filter: InvoiceFilter!) {
    invoices(filter: $filter) {
      groupBy(by: [partyAccountId]) {
        key {
          partyAccountId
        }
        aggregate {
          sum {
            netAmount {
              amount
              currency
            }
          }
        }
      }
    }
  }
`);

const CustomerMarginDocument = graphql(`
  query CustomerMargin($id: ID!, $filter: InvoiceLineFilter!) {
    partyAccount(id: $id) {
      name
      party {
        displayName
      }
    }
    invoiceLines(filter: $filter) {
      aggregate {
        sum {
          netAmount {
            amount
            currency
          }
          costAmount {
            amount
            currency
          }
        }
      }
    }
  }
`);

interface Ranked {
  readonly id: string;
  readonly revenue: MarginRow["revenue"];
}

/** The customers with the most revenue, each with what its lines cost. */
export function useCustomerMargins(
  { companyId, currency, from, to }: Scope,
  top: (rows: readonly Ranked[]) => readonly Ranked[],
): Answer<readonly MarginRow[]> {
  const client = useApolloClient();
  const [margins, setMargins] = useState<{ key: string; rows: readonly MarginRow[]; faults: readonly Fault[] }>();
  const filter = {
    issuedOn: { gte: from, lte: to },
    currency: { eq: currency },
    ...(companyId ? { companyId: { eq: companyId } } : {}),
  };
  const answer = useAnswer(CustomerRevenueDocument, { variables: { filter } });
  const groups = answer.data?.invoices?.groupBy;
  const ranked = top(
    (groups ?? []).map(({ key, aggregate }) => ({
      id: key?.partyAccountId ?? "",
      revenue: oneAmount(aggregate?.sum?.netAmount, currency),
    })),
  );
  const key = JSON.stringify({ ids: ranked.map(({ id }) => id), filter });
  useEffect(() => {
    let wanted = true;
    const { ids, filter: invoice } = JSON.parse(key) as { ids: string[]; filter: typeof filter };
    const askFor = async (id: string): Promise<readonly [MarginRow, readonly Fault[]]> => {
      const lines = { invoice: { ...invoice, partyAccountId: { eq: id } } };
      const { data, faults } = await ask(client, CustomerMarginDocument, { id, filter: lines });
      const sum = data?.invoiceLines?.aggregate?.sum;
      const { currency: wantedCurrency } = invoice;
      const row = {
        id,
        name: data?.partyAccount?.party?.displayName ?? data?.partyAccount?.name ?? id,
        revenue: oneAmount(sum?.netAmount, wantedCurrency.eq),
        cost: oneAmount(sum?.costAmount, wantedCurrency.eq),
      };
      return [row, faults];
    };
    void Promise.all(ids.map(askFor)).then((rows) => {
      if (wanted) setMargins({ key, rows: rows.map(([row]) => row), faults: rows.flatMap(([, faults]) => faults) });
    });
    return () => {
      wanted = false;
    };
  }, [client, key]);
  const current = groups && margins?.key === key ? margins : undefined;
  return {
    data: current?.rows,
    loading: answer.loading || (groups !== null && groups !== undefined && !current),
    faults: [...answer.faults, ...(current?.faults ?? [])],
    again: answer.again,
  };
}
