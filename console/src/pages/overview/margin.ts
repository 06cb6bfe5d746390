import { graphql } from "../../graph/generated";
import type { MarginSumsFragment } from "../../graph/generated/graphql";
import type { Amount } from "../../parts/figures";

graphql(`
  fragment MarginSums on InvoiceLineTotals {
    netAmount {
      ...MoneyFields
    }
    costAmount {
      ...MoneyFields
    }
  }
`);

/** What was sold, and what it cost. */
export interface Margin {
  readonly revenue: Amount | undefined;
  readonly cost: Amount | undefined;
}

/** The margin of an item or of a customer. */
export interface MarginRow extends Margin {
  readonly id: string;
  readonly name: string;
}

/** Of lines in one currency: what was sold in others is a margin of its own, and nothing here converts. */
export const marginOf = (sum: MarginSumsFragment | null | undefined, currency: string): Margin => ({
  revenue: oneAmount(sum?.netAmount, currency),
  cost: oneAmount(sum?.costAmount, currency),
});

export function oneAmount(amounts: readonly Amount[] | null | undefined, currency: string): Amount | undefined {
  return amounts?.find((amount) => amount.currency === currency);
}

const SHOWN = 8;

/** Those with the most revenue. */
export function topRows<Row extends Pick<Margin, "revenue">>(rows: readonly Row[]): readonly Row[] {
  const size = ({ revenue }: Row): number => Number(revenue?.amount ?? 0);
  return [...rows].sort((left, right) => size(right) - size(left)).slice(0, SHOWN);
}
