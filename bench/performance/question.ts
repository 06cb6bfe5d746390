/** What is asked of every contestant. Variables are values of the made-up company (data.ts). */
export type QuestionName = "orders" | "small" | "ledger";

const ORDER = `id number orderedOn status
      netAmount { amount currency }
      customer { id erpId name city }`;
const INVOICES = "invoices { id number issuedOn totalAmount { amount currency } }";

/** A page of orders with their lines, items and customer from the ERP, its canonical id and their invoices by mapping, which finance has. */
const ORDERS = `query Orders($first: Int, $after: String) {
  salesOrders(first: $first, after: $after, orderBy: [{ field: id }]) {
    pageInfo { hasNextPage endCursor }
    nodes {
      ${ORDER}
      lines(first: 100) {
        nodes { lineNumber quantity { value unit } netAmount { amount currency } item { erpId name } }
      }
      ${INVOICES}
    }
  }
}`;

const SMALL = `query Order($id: ID!) {
  salesOrder(id: $id) {
      ${ORDER}
      ${INVOICES}
  }
}`;

const POSTING = "id entryId lineNumber accountId postedOn debit { amount currency } credit { amount currency }";

/** One page of the ledger, as a program that takes all of it asks for it. */
const LEDGER = `query Ledger($first: Int, $after: String) {
  journalLines(first: $first, after: $after, orderBy: [{ field: id }]) {
    pageInfo { hasNextPage endCursor }
    nodes { ${POSTING} }
  }
}`;

export const QUESTIONS: Readonly<Record<QuestionName, string>> = { orders: ORDERS, small: SMALL, ledger: LEDGER };

/** Who may save an operation. */
export const ADMINISTRATOR = "Bearer administrator";

/** The whole ledger, saved under this name to be streamed as rows (docs/bi.md). */
export const STREAMED = "ledger";
const ROWS = `query Rows {
  journalLines(orderBy: [{ field: id }]) {
    nodes { ${POSTING} }
  }
}`;
export const SAVE_STREAMED = `mutation { saveOperation(name: "${STREAMED}", description: "All lines of the ledger.",
  document: ${JSON.stringify(ROWS)}, roles: [cfo]) { version } }`;

/** In the words of PostGraphile, whose answers `answers.ts` brings into the graph's shape. */
export const POSTGRAPHILE: Readonly<Partial<Record<QuestionName, string>>> = {
  orders: `query ($first: Int, $after: Cursor) {
    allSalesOrders(first: $first, after: $after, orderBy: ID_ASC) { pageInfo { hasNextPage endCursor } nodes {
      id number orderedOn status netAmount currency
      customer: partyByCustomerId { id erpId name city }
      lines: salesOrderLinesByOrderId(first: 100, orderBy: ID_ASC) { nodes {
        lineNumber quantity unit netAmount currency item: itemByItemId { erpId name }
      } }
      invoices: orderInvoicesByOrderId(orderBy: INVOICE_ID_ASC) { nodes {
        invoice: invoiceByInvoiceId { id number issuedOn totalAmount currency }
      } }
    } }
  }`,
  small: `query ($id: String!) {
    salesOrderById(id: $id) {
      id number orderedOn status netAmount currency
      customer: partyByCustomerId { id erpId name city }
      invoices: orderInvoicesByOrderId(orderBy: INVOICE_ID_ASC) { nodes {
        invoice: invoiceByInvoiceId { id number issuedOn totalAmount currency }
      } }
    }
  }`,
};
