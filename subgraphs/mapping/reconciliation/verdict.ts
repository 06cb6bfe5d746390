import type Decimal from "decimal.js";
import type { ReconciliationRule } from "../../../schema/mapping/discrepancy";
import type { ReconciledDocument } from "../../../store/mapping/reconciliation/documents";
import type { Words } from "../bilingual";

/** Something that disagrees. The aspect and the ids it speaks of are its identity, whatever its amount becomes. */
export interface Finding {
  readonly verdict: "found";
  readonly aspect: string;
  readonly cause: Words;
  readonly remedy: Words;
  readonly amount: Decimal | null;
  readonly currency: string | null;
  readonly sinceOn: string;
  readonly companyId: string | null;
  readonly documents: readonly Pick<ReconciledDocument, "id" | "kind">[];
  readonly partyId?: string | null;
  readonly itemId?: string | null;
  readonly costCenterId?: string | null;
  readonly accountId?: string | null;
}

/** A difference that is as it should be. */
export interface Explained {
  readonly verdict: "explained";
  readonly because: string;
}

/** A difference that time may settle: judged again on a day. */
export interface Waiting {
  readonly verdict: "waiting";
  readonly documentId: string;
  readonly until: string;
}

export type Verdict = Finding | Explained | Waiting;

export const explained = (because: string): Explained => ({ verdict: "explained", because });

/** One rule of the reconciliation: pure over the facts it is given. */
export interface Rule<Facts> {
  readonly name: ReconciliationRule;
  readonly check: (facts: Facts) => readonly Verdict[];
}
