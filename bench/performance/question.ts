/** 50 orders with their lines, items and customer from the ERP, by mapping to their invoices, which finance has. */
export const QUESTION = `query Orders {
  salesOrders(first: 50, orderBy: [{ field: id }]) {
    nodes {
      id number orderedOn status
      netAmount { amount currency }
      customer { erpId name city }
      lines(first: 100) {
        nodes { lineNumber quantity { value unit } netAmount { amount currency } item { erpId name } }
      }
      invoices { id number issuedOn totalAmount { amount currency } }
    }
  }
}`;
