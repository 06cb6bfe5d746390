import { useApolloClient } from "@apollo/client/react";
import { type Asked, ask } from "../../graph/ask";
import { graphql } from "../../graph/generated";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { useGathered } from "../../graph/use-gathered";
import { type MarginRow, marginOf, oneAmount, topRows } from "./margin";
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
              ...MoneyFields
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
          ...MarginSums
        }
      }
    }
  }
`);

/** The customers with the most revenue, each with what its lines cost. */
export function useCustomerMargins({ companyId, currency, from, to }: Scope): Answer<readonly MarginRow[]> {
  const client = useApolloClient();
  const filter = {
    issuedOn: { gte: from, lte: to },
    currency: { eq: currency },
    ...(companyId ? { companyId: { eq: companyId } } : {}),
  };
  const answer = useAnswer(CustomerRevenueDocument, { variables: { filter } });
  const groups = answer.data?.invoices?.groupBy;
  const ranked = topRows(
    (groups ?? []).map(({ key, aggregate }) => ({
      id: key?.partyAccountId ?? "",
      revenue: oneAmount(aggregate?.sum?.netAmount, currency),
    })),
  );
  const askFor = async (id: string): Promise<Asked<MarginRow>> => {
    const lines = { invoice: { ...filter, partyAccountId: { eq: id } } };
    const { data, faults } = await ask(client, CustomerMarginDocument, { id, filter: lines });
    const name = data?.partyAccount?.party?.displayName ?? data?.partyAccount?.name ?? id;
    return { data: { id, name, ...marginOf(data?.invoiceLines?.aggregate?.sum, currency) }, faults };
  };
  const ids = ranked.map(({ id }) => id);
  const key = JSON.stringify({ ids, filter });
  const margins = useGathered(groups ? key : undefined, async () => {
    const rows = await Promise.all(ids.map(askFor));
    return { data: rows.flatMap(({ data }) => data ?? []), faults: rows.flatMap(({ faults }) => faults) };
  });
  return {
    data: margins.data,
    loading: answer.loading || margins.loading,
    faults: [...answer.faults, ...margins.faults],
    again: answer.again,
  };
}
