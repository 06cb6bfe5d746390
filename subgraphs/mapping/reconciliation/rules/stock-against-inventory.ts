import Decimal from "decimal.js";
import type { ErpStock } from "../../../../store/erp/stock-checks";
import type { FinanceStock } from "../../../../store/finance/ledger-checks";
import { en, type Words, zh } from "../../bilingual";
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
    const difference = `${more.abs().toFixed()} ${[...units][0] ?? ""}`.trim();
    return [
      {
        verdict: "found",
        aspect: item,
        cause: {
          en: en`Finance carries ${difference} ${more.isPositive() ? "more" : "less"} of it than the ERP has on hand.`,
          zh: zh`财务账面数量比 ERP 现有库存${more.isPositive() ? "多" : "少"} ${difference}。`,
        },
        remedy: { en: "Count it, then adjust the system that is wrong.", zh: "盘点后调整有误的系统。" },
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

function uncostedText(stock: readonly ErpStock[]): Words {
  const { length } = stock.filter(({ standardCost }) => standardCost === null);
  return length === 0
    ? { en: "", zh: "" }
    : { en: en`; ${length} items have no cost`, zh: zh`；${length} 项物料没有成本` };
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
    const [worthText = "", bookedText = ""] = [value, new Decimal(account.balance)].map((amount) =>
      amount.toNearest(unit, Decimal.ROUND_HALF_UP).toFixed(),
    );
    const uncosted = uncostedText(stock);
    return [
      {
        verdict: "found",
        aspect: `${account.companyId} ${account.currency}`,
        cause: {
          en: en`Stock on hand at standard cost is worth ${worthText} ${account.currency}, the inventory accounts carry ${bookedText}${uncosted}.`,
          zh: zh`按标准成本计算，现有库存价值 ${worthText} ${account.currency}，存货科目余额为 ${bookedText}${uncosted}。`,
        },
        remedy: {
          en: "Compare item by item, count what differs, and book the difference.",
          zh: "逐项核对物料，盘点差异项，并将差额入账。",
        },
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
