const money = (amount, currency) => ({ amount, currency });
const page = async (query, table, { first = 50, after }) => {
  const rows = await query(`select * from ${table} where id > $1 order by id limit $2`, [after ?? "", first + 1]);
  const nodes = rows.slice(0, first);
  return { nodes, pageInfo: { hasNextPage: rows.length > first, endCursor: nodes.at(-1)?.id } };
};
const single = (rows, ids, key) => {
  const found = new Map(rows.map((row) => [row[key], row]));
  return ids.map((id) => found.get(id) ?? null);
};
const many = (rows, ids, key) => {
  const found = new Map(ids.map((id) => [id, []]));
  for (const row of rows) found.get(row[key])?.push(row);
  return ids.map((id) => found.get(id));
};

const erp = {
  typeDefs: `
    extend type Query { salesOrders(first: Int, after: String, orderBy: [SalesOrderOrder!]): SalesOrderConnection salesOrder(id: ID!): SalesOrder }
    input SalesOrderOrder { field: SalesOrderField! }
    enum SalesOrderField { id }
    type SalesOrderConnection { pageInfo: PageInfo! nodes: [SalesOrder!]! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type SalesOrder @key(fields: "id") {
      id: ID! number: String orderedOn: String status: String netAmount: Money customer: Party lines(first: Int): SalesOrderLineConnection
    }
    type SalesOrderLineConnection { nodes: [SalesOrderLine!]! }
    type SalesOrderLine { lineNumber: Int quantity: Quantity netAmount: Money item: Item }
    type Party @key(fields: "erpId") { erpId: ID! name: String city: String }
    type Item { erpId: ID! name: String }
    type Money { amount: String currency: String }
    type Quantity { value: String unit: String }`,
  resolvers: {
    Query: {
      salesOrders: (_, asked, { query }) => page(query, "erp.sales_order", asked),
      salesOrder: (_, { id }, { orders }) => orders.load(id),
    },
    SalesOrder: {
      __resolveReference: ({ id }, { orders }) => orders.load(id),
      orderedOn: (order) => order.ordered_on,
      netAmount: (order) => money(order.net_amount, order.currency),
      customer: (order, _, { parties }) => parties.load(order.customer_id),
      lines: async (order, _, { lines }) => ({ nodes: await lines.load(order.id) }),
    },
    SalesOrderLine: {
      lineNumber: (line) => line.line_number,
      quantity: (line) => ({ value: line.quantity, unit: line.unit }),
      netAmount: (line) => money(line.net_amount, line.currency),
      item: (line, _, { items }) => items.load(line.item_id),
    },
    Party: {
      __resolveReference: ({ erpId }, { parties }) => parties.load(erpId),
      erpId: (party) => party.erp_id,
    },
    Item: { erpId: (item) => item.erp_id },
  },
  loaders: {
    orders: async (query, ids) =>
      single(await query("select * from erp.sales_order where id = any($1)", [ids]), ids, "id"),
    lines: async (query, ids) =>
      many(
        await query("select * from erp.sales_order_line where order_id = any($1) order by id", [ids]),
        ids,
        "order_id",
      ),
    parties: async (query, ids) =>
      single(await query("select * from erp.party where erp_id = any($1)", [ids]), ids, "erp_id"),
    items: async (query, ids) =>
      single(await query("select * from erp.item where erp_id = any($1)", [ids]), ids, "erp_id"),
  },
};

const mapping = {
  typeDefs: `
    extend type SalesOrder @key(fields: "id") { id: ID! @external invoices: [Invoice!] }
    extend type Party @key(fields: "erpId") { erpId: ID! @external id: ID }
    extend type Invoice @key(fields: "id") { id: ID! @external }`,
  resolvers: {
    SalesOrder: {
      invoices: async ({ id }, _, { invoices }) => (await invoices.load(id)).map((link) => ({ id: link.to_id })),
    },
    Party: { id: async ({ erpId }, _, { identities }) => (await identities.load(erpId))?.shared_id },
  },
  loaders: {
    invoices: async (query, ids) =>
      many(
        await query(
          "select from_id, to_id from mapping.document_link where from_id = any($1) and to_kind = 'INVOICE' order by 1, 2",
          [ids],
        ),
        ids,
        "from_id",
      ),
    identities: async (query, ids) =>
      single(
        await query(
          "select source_id, shared_id from mapping.identifier where source_id = any($1) and status = 'CONFIRMED'",
          [ids],
        ),
        ids,
        "source_id",
      ),
  },
};

const finance = {
  typeDefs: `
    extend type Query { journalLines(first: Int, after: String, orderBy: [JournalLineOrder!]): JournalLineConnection }
    input JournalLineOrder { field: JournalLineField! }
    enum JournalLineField { id }
    type JournalLineConnection { pageInfo: PageInfo! nodes: [JournalLine!]! }
    type PageInfo { hasNextPage: Boolean! endCursor: String }
    type JournalLine {
      id: ID! entryId: ID lineNumber: Int accountId: ID postedOn: String debit: Money credit: Money
    }
    type Invoice @key(fields: "id") { id: ID! number: String issuedOn: String totalAmount: Money }
    type Money { amount: String currency: String }`,
  resolvers: {
    Query: {
      journalLines: (_, asked, { query }) => page(query, "finance.journal_line", asked),
    },
    JournalLine: {
      entryId: (line) => line.entry_id,
      lineNumber: (line) => line.line_number,
      accountId: (line) => line.account_id,
      postedOn: (line) => line.posted_on,
      debit: (line) => money(line.debit, line.currency),
      credit: (line) => money(line.credit, line.currency),
    },
    Invoice: {
      __resolveReference: ({ id }, { invoices }) => invoices.load(id),
      issuedOn: (invoice) => invoice.issued_on,
      totalAmount: (invoice) => money(invoice.total_amount, invoice.currency),
    },
  },
  loaders: {
    invoices: async (query, ids) =>
      single(await query("select * from finance.invoice where id = any($1)", [ids]), ids, "id"),
  },
};

export const subgraphs = { erp, mapping, finance };
