import type { ReconciliationRule } from "../../../schema/mapping/discrepancy";

/** One discrepancy that reconciliation must find in the sample company, once. */
export interface PlantedDiscrepancy {
  readonly rule: ReconciliationRule;
  /**
   * Full id of what it is found on: the first document, else the item, party or cost centre; of a balance, the account
   * and the company.
   */
  readonly on: string;
  readonly about: string;
}

export const financeId = (type: string, id: string): string => `sample-fin:${type}:${id}`;
export const erpId = (type: string, id: string): string => `sample-erp:${type}:${id}`;
