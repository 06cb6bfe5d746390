/** What is still open on a document `t`, in its own currency: its total less the payments and credits allocated to it. */
export function openAmountSql(documentType: "INVOICE" | "BILL" | "CREDIT_NOTE"): string {
  return `(t.total_amount - coalesce((select sum(a.amount) from finance.payment_allocation a
    where a.document_id = t.id and a.document_type = '${documentType}'), 0))`;
}
