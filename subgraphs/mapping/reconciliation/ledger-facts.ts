import type { ErpStock } from "../../../store/erp/stock-checks";
import type { ControlBalance, FaultyEntry, FinanceStock, InventoryAccount } from "../../../store/finance/ledger-checks";
import type { OneSided } from "../../../store/mapping/reconciliation/unmapped";

/** What the books say as a whole: judged anew at every run, since any entry may change it. */
export interface LedgerFacts {
  readonly asOf: string;
  readonly faultyEntries: readonly FaultyEntry[];
  readonly controlBalances: readonly ControlBalance[];
  readonly inventoryAccounts: readonly InventoryAccount[];
  readonly financeStock: readonly FinanceStock[];
  readonly erpStock: readonly ErpStock[];
  readonly oneSided: readonly OneSided[];
  /** The shared id of a company, an item or a product. */
  readonly sharedId: (id: string) => string;
  /** The smallest unit of a currency. */
  readonly smallestUnit: (currency: string) => string;
}
