// Which cells of budgets, and which documents, a term counts, and with what.
import { exact, groupBy, isIn, sumOf } from "./basics.mjs";
import { normalSign } from "./ledger.mjs";
import { isInScope, isOfCell } from "./ledger-terms.mjs";

export function budgetRows(term, asked, { tables, accounts }) {
  return tables.budget
    .filter(({ account_id }) => accounts.has(account_id))
    .map((cell) => ({ ...cell, kind: "BUDGET", account: accounts.get(cell.account_id) }))
    .filter(
      (cell) =>
        isInScope(cell, asked) &&
        isOfCell(term)(cell) &&
        (term.version === undefined || cell.version === term.version) &&
        term.from <= cell.starts_on &&
        cell.starts_on <= term.to,
    )
    .map((cell) => ({ ...cell, amount: BigInt(term.sign) * normalSign(cell.account) * exact(cell.amount) }));
}

const DOCUMENTS = {
  RECEIVABLE: [
    { table: "invoice", kind: "INVOICE", sign: 1n },
    { table: "credit_note", kind: "CREDIT_NOTE", sign: -1n, only: "SALES" },
  ],
  PAYABLE: [
    { table: "bill", kind: "BILL", sign: 1n },
    { table: "credit_note", kind: "CREDIT_NOTE", sign: -1n, only: "PURCHASE" },
  ],
};

/** A document that is not settled by the day counts with its total, and each allocation by then against it. */
export function documentRows(term, asked, { tables }) {
  return DOCUMENTS[term.kind].flatMap(({ table, kind, sign, only }) => {
    const allocated = groupBy(
      tables.payment_allocation.filter((row) => row.document_type === kind && row.allocated_on <= term.on),
      ({ document_id }) => document_id,
    );
    return tables[table]
      .filter((document) => (only === undefined || document.kind === only) && isAsked(document, term, asked))
      .map(({ id, currency, total_amount }) => [
        { kind, id, currency, amount: sign * exact(total_amount) },
        // In the document's currency: that is what the payment settles.
        ...(allocated.get(id) ?? []).map((row) => ({
          kind: "PAYMENT_ALLOCATION",
          id: row.id,
          currency,
          amount: -sign * exact(row.amount),
        })),
      ])
      .filter((rows) => sumOf(rows.map(({ amount }) => amount)) !== 0n)
      .flat();
  });
}

function isAsked(document, { on, partyAccountId, fromDays, toDays }, { companies, customers }) {
  const overdue = (Date.parse(on) - Date.parse(document.due_on ?? document.issued_on)) / 86_400_000;
  return (
    document.status === "POSTED" &&
    document.issued_on <= on &&
    isIn(companies, document.company_id) &&
    isIn(customers, document.party_account_id) &&
    (partyAccountId === undefined || document.party_account_id === partyAccountId) &&
    (fromDays === null || overdue >= fromDays) &&
    (toDays === null || overdue <= toDays)
  );
}
