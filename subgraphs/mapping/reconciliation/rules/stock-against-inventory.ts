import Decimal from "decimal.js";
import type { ErpStock } from "../../../../store/erp/stock-checks";
import type { FinanceStock } from "../../../../store/finance/ledger-checks";
import { push } from "../facts";
import type { LedgerFacts } from "../ledger-facts";
import { sumOf } from "../sums";
import { explained, type Rule, type Verdict } from "../verdict";

/** Item by item, where finance keeps stock of its own. */
function byItem({ erpStock, financeStock, sharedId }: LedgerFacts): readonly Verdict[] {
  const erp = new Map<string, ErpStock[]>();
  for (const stock of erpStock) push(erp, sharedId(stock.itemId), stock);
  const finance = new Map<string, FinanceStock[]>();
  for (const stock of financeStock) push(finance, sharedId(stock.productId), stock);
  return [...finance].flatMap(([item, booked]): readonly Verdict[] => {
    const counted = erp.get(item) ?? [];
    const units = new Set([...counted, ...booked].map(({ unit }) => unit));
    if (units.size > 1) return [explained("Stock is kept in different units by the two systems.")];
    const more = sumOf(booked.map(({ quantity }) => new Decimal(quantity))).minus(
      sumOf(counted.map(({ quantity }) => new Decimal(quantity))),
    );
    const [first] = booked;
    if (more.isZero() || !first) return [];
    const cost = first.unitCost ?? counted[0]?.standardCost ?? null;
    const unit = [...units][0] ?? "";
    return [
      {
        verdict: "found",
        aspect: item,
        cause: `Finance carries ${more.abs().toFixed()} ${unit} ${more.isPositive() ? "more" : "less"} of it than the ERP has on hand.`,
        remedy: "Count it, then adjust the system that is wrong.",
        amount: cost ? more.times(cost) : null,
        currency: first.currency ?? counted[0]?.currency ?? null,
        sinceOn: first.balanceOn,
        companyId: counted[0]?.companyId ?? null,
        documents: [],
        itemId: item,
      },
    ];
  });
}

/** Quantity times cost over a company's stock, against what its inventory accounts carry. */
function byCompany({ erpStock, inventoryAccounts, sharedId, smallestUnit }: LedgerFacts): readonly Verdict[] {
  const worth = new Map<string, ErpStock[]>();
  for (const stock of erpStock) if (stock.companyId) push(worth, sharedId(stock.companyId), stock);
  return inventoryAccounts.flatMap((account): readonly Verdict[] => {
    const stock = worth.get(sharedId(account.companyId));
    if (!stock) return [];
    const foreign = stock.filter(
      ({ currency, standardCost }) => standardCost !== null && currency !== account.currency,
    );
    if (foreign.length > 0) return [explained("Standard costs are kept in another currency than the company's books.")];
    const value = sumOf(
      stock.map(({ quantity, standardCost }) => (standardCost ? new Decimal(quantity).times(standardCost) : null)),
    );
    const unit = smallestUnit(account.currency);
    const off = new Decimal(account.balance).minus(value).toNearest(unit, Decimal.ROUND_HALF_UP);
    if (off.abs().lessThanOrEqualTo(new Decimal(unit).times(stock.length)))
      return off.isZero() ? [] : [explained("Stock and inventory account differ by rounding of costs.")];
    const uncosted = stock.filter(({ standardCost }) => standardCost === null).length;
    const [worthText, bookedText] = [value, new Decimal(account.balance)].map((amount) =>
      amount.toNearest(unit, Decimal.ROUND_HALF_UP).toFixed(),
    );
    return [
      {
        verdict: "found",
        aspect: `${account.companyId} ${account.currency}`,
        cause: `Stock on hand at standard cost is worth ${worthText} ${account.currency}, the inventory accounts carry ${bookedText}${uncosted > 0 ? `; ${uncosted} items have no cost` : ""}.`,
        remedy: "Compare item by item, count what differs, and book the difference.",
        amount: off,
        currency: account.currency,
        sinceOn: account.lastPostedOn,
        companyId: account.companyId,
        documents: [],
        accountId: account.accountId,
      },
    ];
  });
}

export const stockAgainstInventory: Rule<LedgerFacts> = {
  name: "STOCK_AGAINST_INVENTORY",
  check: (facts) => [...byItem(facts), ...byCompany(facts)],
};
