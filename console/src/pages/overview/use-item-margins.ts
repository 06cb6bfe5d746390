import { graphql } from "../../graph/generated";
import { type Answer, useAnswer } from "../../graph/use-answer";
import { useWords } from "../../words/language";
import { type MarginRow, marginOf, topRows } from "./margin";
import type { Scope } from "./scope";

const ItemMarginDocument = graphql(`
  query ItemMargins($filter: InvoiceLineFilter!) {
    invoiceLines(filter: $filter) {
      groupBy(by: [productId]) {
        key {
          productId
        }
        aggregate {
          sum {
            ...MarginSums
          }
        }
      }
    }
  }
`);

const ProductNamesDocument = graphql(`
  query ProductNames($ids: [ID!]!) {
    products(first: 100, filter: { id: { in: $ids } }) {
      nodes {
        id
        name
        item {
          displayName
        }
      }
    }
  }
`);

/** The items with the most revenue, each with what its lines cost. */
export function useItemMargins({ companyId, currency, from, to }: Scope): Answer<readonly MarginRow[]> {
  const { say } = useWords();
  const filter = {
    issuedOn: { gte: from, lte: to },
    currency: { eq: currency },
    ...(companyId ? { invoice: { companyId: { eq: companyId } } } : {}),
  };
  const answer = useAnswer(ItemMarginDocument, { variables: { filter } });
  const groups = answer.data?.invoiceLines?.groupBy;
  const rows = topRows(
    (groups ?? []).map(({ key, aggregate }) => ({ id: key?.productId ?? "", ...marginOf(aggregate?.sum, currency) })),
  );
  const names = useAnswer(ProductNamesDocument, {
    variables: rows.length > 0 ? { ids: rows.flatMap(({ id }) => id || []) } : undefined,
  });
  const nameOf = new Map(
    (names.data?.products?.nodes ?? []).map(({ id, name, item }) => [id, item?.displayName ?? name ?? id]),
  );
  const named = rows.map((row) => ({ ...row, name: row.id ? (nameOf.get(row.id) ?? row.id) : say("noItem") }));
  return { ...answer, data: groups ? named : undefined };
}
