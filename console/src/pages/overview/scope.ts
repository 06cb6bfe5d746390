import { graphql } from "../../graph/generated";
import type { ScopeQuery } from "../../graph/generated/graphql";

export const ScopeDocument = graphql(`
  query Scope {
    companies(first: 200, orderBy: [{ field: code }]) {
      nodes {
        financeId
        name
        currency
      }
    }
    journalEntries {
      aggregate {
        maximum {
          postedOn
        }
      }
    }
    accountBalances(filter: { scenario: { eq: ACTUAL } }) {
      aggregate {
        maximum {
          balanceOn
        }
      }
    }
    invoices {
      aggregate {
        maximum {
          issuedOn
        }
      }
    }
  }
`);

/** What the whole page is about. */
export interface Scope {
  /** null: all that the caller sees. */
  readonly companyId: string | null;
  readonly currency: string;
  /** First and last day, both included: twelve whole months. */
  readonly from: string;
  readonly to: string;
}

/** The last day on which anything was booked; today where nothing tells. */
export function lastBookedDay({ journalEntries, accountBalances, invoices }: ScopeQuery): string {
  const days = [
    journalEntries?.aggregate?.maximum?.postedOn,
    accountBalances?.aggregate?.maximum?.balanceOn,
    invoices?.aggregate?.maximum?.issuedOn,
  ].filter((day) => typeof day === "string");
  return days.sort().at(-1) ?? new Date().toISOString().slice(0, 10);
}

const dayOf = (year: number, month: number, day: number): string =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** A month by its first and last day. */
export interface Month {
  readonly from: string;
  readonly to: string;
}

export function monthOf(day: string, offset = 0): Month {
  const [year = 0, month = 1] = day.split("-").map(Number);
  const at = month - 1 + offset;
  return { from: dayOf(year, at, 1), to: dayOf(year, at + 1, 0) };
}

/** The twelve months that end with the one of the day. */
export function yearTo(day: string): readonly Month[] {
  return Array.from({ length: 12 }, (_, position) => monthOf(day, position - 11));
}
