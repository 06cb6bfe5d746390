import type { ReactNode } from "react";
import { graphql } from "../../graph/generated";
import { useAnswer } from "../../graph/use-answer";
import { Panel } from "../../parts/panel";
import { useWords } from "../../words/language";
import { type MarginRow, MarginTable, oneAmount } from "./margin-table";
import type { Scope } from "./scope";
import { useCustomerMargins } from "./use-customer-margins";

const ItemMarginDocument = graphql(`
  query ItemMargins($filter: InvoiceLineFilter!) {
    invoiceLines(filter: $filter) {
      groupBy(by: [productId]) {
        key {
          productId
        }
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

const SHOWN = 8;

interface PanelProps {
  readonly scope: Scope;
}

/** Lines in the chosen currency: what was sold in others is a margin of its own, and nothing here converts. */
export function ItemMarginPanel({ scope: { companyId, currency, from, to } }: PanelProps): ReactNode {
  const { say } = useWords();
  const filter = {
    issuedOn: { gte: from, lte: to },
    currency: { eq: currency },
    ...(companyId ? { invoice: { companyId: { eq: companyId } } } : {}),
  };
  const answer = useAnswer(ItemMarginDocument, { variables: { filter } });
  const rows = topRows(
    (answer.data?.invoiceLines?.groupBy ?? []).map(({ key, aggregate }) => ({
      id: key?.productId ?? "",
      revenue: oneAmount(aggregate?.sum?.netAmount, currency),
      cost: oneAmount(aggregate?.sum?.costAmount, currency),
    })),
  );
  const names = useAnswer(ProductNamesDocument, {
    variables: rows.length > 0 ? { ids: rows.flatMap(({ id }) => id || []) } : undefined,
  });
  const nameOf = new Map(
    (names.data?.products?.nodes ?? []).map(({ id, name, item }) => [id, item?.displayName ?? name ?? id]),
  );
  return (
    <Panel
      title={say("marginByItem")}
      note={say("invoicedIn", { currency })}
      answer={answer}
      path="invoiceLines.groupBy"
      of={(data) => data.invoiceLines?.groupBy}
      isEmpty={() => rows.length === 0}
    >
      {() => (
        <MarginTable
          head={say("item")}
          rows={rows.map((row) => ({ ...row, name: row.id ? (nameOf.get(row.id) ?? row.id) : say("noItem") }))}
          faults={answer.faults}
          costPath="invoiceLines.groupBy.aggregate.sum.costAmount"
        />
      )}
    </Panel>
  );
}

export function CustomerMarginPanel({ scope }: PanelProps): ReactNode {
  const { say } = useWords();
  const answer = useCustomerMargins(scope, topRows);
  return (
    <Panel
      title={say("marginByCustomer")}
      note={say("invoicedIn", { currency: scope.currency })}
      answer={answer}
      path="invoices.groupBy"
      of={(data) => data}
      isEmpty={(rows) => rows.length === 0}
    >
      {(rows) => (
        <MarginTable
          head={say("customer")}
          rows={rows}
          faults={answer.faults}
          costPath="invoiceLines.aggregate.sum.costAmount"
        />
      )}
    </Panel>
  );
}

/** Those with the most revenue. */
function topRows<Row extends Pick<MarginRow, "revenue">>(rows: readonly Row[]): readonly Row[] {
  const size = ({ revenue }: Row): number => Number(revenue?.amount ?? 0);
  return [...rows].sort((left, right) => size(right) - size(left)).slice(0, SHOWN);
}
