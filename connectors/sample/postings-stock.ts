import { type Books, standardCost } from "./booking";
import { ACCOUNT } from "./chart-of-accounts";
import { costCenterFor } from "./companies";
import { type EntryDraft, entry } from "./ledger";
import { total } from "./money";
import type { WorkOrder } from "./production";
import type { StockMovement } from "./stock";

/** Made goods enter the stock at the cost of their parts and wages; the parts leave it on the day the work starts. */
export function postProduction(books: Books, order: WorkOrder): EntryDraft | null {
  if (order.status !== "DONE") return null;
  const made = standardCost(books, "CN", order.item, order.quantity);
  const parts = total(
    order.item.components.map(({ item, quantity }) => standardCost(books, "CN", item, quantity.times(order.quantity))),
  );
  return entry({
    company: "CN",
    journal: "GENERAL",
    postedOn: order.finishedOn,
    documentNumber: order.number,
    description: `完工入库 ${order.item.name}`,
    postings: [
      { account: ACCOUNT.inventory, amount: made },
      { account: ACCOUNT.inventory, amount: parts.negated() },
      { account: ACCOUNT.labourAbsorbed, amount: parts.minus(made), costCenterId: costCenterFor("CN", "PRODUCTION") },
    ],
  });
}

/** What the stock count found too little or too much. */
export function postCount(books: Books, movement: StockMovement): EntryDraft | null {
  if (movement.kind !== "ADJUSTMENT" || movement.documentNumber === "OPENING") return null;
  const value = standardCost(books, movement.company, movement.item, movement.quantity);
  return entry({
    company: movement.company,
    journal: "GENERAL",
    postedOn: movement.on,
    documentNumber: movement.documentNumber,
    description: `盘点差异 ${movement.item.name}`,
    postings: [
      { account: ACCOUNT.inventory, amount: value },
      {
        account: ACCOUNT.stockDifferences,
        amount: value.negated(),
        costCenterId: costCenterFor(movement.company, "ADMINISTRATION"),
      },
    ],
  });
}
