import { BillOfMaterials } from "../../schema/erp/bill-of-materials";
import { Company as ErpCompany } from "../../schema/erp/company";
import { Item } from "../../schema/erp/item";
import { ItemCategory } from "../../schema/erp/item-category";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { SalesOrderLine } from "../../schema/erp/sales-order-line";
import { Company } from "../../schema/finance/company";
import { Invoice } from "../../schema/finance/invoice";
import { InvoiceLine } from "../../schema/finance/invoice-line";
import { PartyAccount } from "../../schema/finance/party-account";
import { Payment } from "../../schema/finance/payment";
import { PaymentAllocation } from "../../schema/finance/payment-allocation";
import { Product } from "../../schema/finance/product";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";

const ERP_ROWS = [
  row(ErpCompany, { erp_id: "e:company:1", erp_name: "华东仪器", erp_number: "G1" }),
  row(Party, { erp_id: "e:party:1", name: "客户一", tax_id: "T1" }),
  row(Party, { erp_id: "e:party:2", name: "Customer two", tax_id: "T2" }),
  row(Party, { erp_id: "e:party:3", name: "ERP only" }),
  row(ItemCategory, { id: "e:item_category:top", name: "All" }),
  row(ItemCategory, { id: "e:item_category:bikes", name: "Bikes", parent_id: "e:item_category:top" }),
  row(Item, { erp_id: "e:item:1", name: "Bike", shared_number: "BK1", category_id: "e:item_category:bikes" }),
  row(Item, { erp_id: "e:item:2", name: "Wheel", category_id: "e:item_category:top" }),
  row(BillOfMaterials, {
    id: "e:bom:1",
    assembly_id: "e:item:1",
    component_id: "e:item:2",
    quantity: "2",
    unit: "C62",
    valid_to: "2025-12-31",
  }),
  ...["1", "2", "3"].map((number) =>
    row(SalesOrder, {
      id: `e:sales_order:${number}`,
      number: `SO${number}`,
      customer_id: `e:party:${number}`,
      company_id: "e:company:1",
      status: "CONFIRMED",
      net_amount: "100",
    }),
  ),
  row(SalesOrderLine, {
    id: "e:line:1",
    order_id: "e:sales_order:1",
    item_id: "e:item:1",
    net_amount: "100",
    quantity: "2",
    unit: "C62",
  }),
];

const FINANCE_ROWS = [
  row(Company, { finance_id: "f:company:01", name: "East Instruments", shared_number: "G1" }),
  row(PartyAccount, { id: "f:party:1a", name: "Customer one", tax_id: "T1", kind: "CUSTOMER" }),
  row(PartyAccount, { id: "f:party:1b", name: "Customer one, second", tax_id: "T1", kind: "CUSTOMER" }),
  row(PartyAccount, { id: "f:party:2", tax_id: "T2", kind: "CUSTOMER" }),
  row(PartyAccount, { id: "f:party:only", name: "Finance only", kind: "CUSTOMER" }),
  row(Product, { id: "f:product:1", code: "P1", shared_number: "BK1" }),
  row(Product, { id: "f:product:2", code: "P1-old", shared_number: "BK1", valid_to: "2024-12-31" }),
  ...[
    ["a", "f:party:1a", "SO1", "60"],
    ["b", "f:party:1b", "SO1", "20"],
    ["c", "f:party:only", "", "5"],
    ["d", "f:party:2", "SO2", "100"],
  ].map(([number = "", account = "", order, amount = ""]) =>
    row(Invoice, {
      id: `f:invoice:${number}`,
      number,
      company_id: "f:company:01",
      party_account_id: account,
      order_number: order || null,
      net_amount: amount,
      total_amount: amount,
      status: "POSTED",
      issued_on: "2026-02-01",
    }),
  ),
  row(InvoiceLine, {
    id: "f:line:1",
    invoice_id: "f:invoice:a",
    product_id: "f:product:1",
    net_amount: "60",
    cost_amount: "40",
  }),
  row(InvoiceLine, {
    id: "f:line:2",
    invoice_id: "f:invoice:b",
    product_id: "f:product:2",
    net_amount: "20",
    cost_amount: "15",
  }),
  row(InvoiceLine, {
    id: "f:line:3",
    invoice_id: "f:invoice:b",
    product_id: "f:product:unmapped",
    net_amount: "9",
    cost_amount: "8",
  }),
  row(Payment, {
    id: "f:payment:1",
    company_id: "f:company:01",
    party_account_id: "f:party:1a",
    direction: "INBOUND",
    amount: "50",
  }),
  row(PaymentAllocation, {
    id: "f:allocation:1",
    payment_id: "f:payment:1",
    document_type: "INVOICE",
    document_id: "f:invoice:a",
    amount: "50",
  }),
];

describeOnEveryEngine("one graph over both systems", (engine) => {
  let graph: TestGraph;
  let opened: Awaited<ReturnType<typeof engine.open>>;
  beforeAll(async () => {
    opened = await engine.open();
    graph = await openGraph({ database: opened.database });
    await load(opened.database, "erp", ERP_ROWS);
    await load(opened.database, "finance", FINANCE_ROWS);
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });

  const ORDERS = `{ salesOrders(orderBy: [{field: number}]) { nodes {
    number customer { id displayName mappingStatus erpIds financeIds receivable { amount currency } }
    invoices { number openAmount { amount } } billing { status difference { amount } } } } }`;

  it("answers a customer's orders, their invoices and what is still owed, in one question through all three subgraphs", async () => {
    const { data, errors } = await graph.query(ORDERS);
    expect(errors).toEqual([]);
    expect(data["salesOrders"].nodes).toEqual([
      {
        number: "SO1",
        customer: {
          id: expect.stringMatching(/^P-\d{7}$/),
          displayName: "客户一",
          mappingStatus: "LINKED",
          erpIds: ["e:party:1"],
          financeIds: ["f:party:1a", "f:party:1b"],
          receivable: [{ amount: "30", currency: "CNY" }],
        },
        invoices: [
          { number: "a", openAmount: { amount: "10" } },
          { number: "b", openAmount: { amount: "20" } },
        ],
        billing: { status: "BILLED_SHORT", difference: { amount: "20" } },
      },
      {
        number: "SO2",
        customer: {
          id: expect.stringMatching(/^P-\d{7}$/),
          displayName: "Customer two",
          mappingStatus: "LINKED",
          erpIds: ["e:party:2"],
          financeIds: ["f:party:2"],
          receivable: [{ amount: "100", currency: "CNY" }],
        },
        invoices: [{ number: "d", openAmount: { amount: "100" } }],
        billing: { status: "BILLED", difference: { amount: "0" } },
      },
      {
        number: "SO3",
        customer: {
          id: expect.stringMatching(/^P-\d{7}$/),
          displayName: "ERP only",
          mappingStatus: "ERP_ONLY",
          erpIds: ["e:party:3"],
          financeIds: [],
          receivable: [],
        },
        invoices: [],
        billing: { status: "UNBILLED", difference: { amount: "100" } },
      },
    ]);
  });

  it("costs as many statements for three orders as for one: none is made a row", async () => {
    const three = await graph.query(ORDERS);
    const one = await graph.query(ORDERS.replace("salesOrders(", "salesOrders(first: 1, "));
    expect(three.sqlStatements).toBe(one.sqlStatements);
    expect(three.subgraphCalls).toBe(one.subgraphCalls);
  });

  it("finds the way from an invoice back to its party and orders", async () => {
    const { data, errors } = await graph.query(`{ invoices(orderBy: [{field: number}]) { nodes {
      number party { id displayName erpId name mappingStatus salesOrders { nodes { number } } } orders { number netAmount { amount } } } } }`);
    expect(errors).toEqual([]);
    expect(data["invoices"].nodes[1]).toEqual({
      number: "b",
      party: {
        id: expect.stringMatching(/^P-\d{7}$/),
        displayName: "客户一",
        erpId: "e:party:1",
        name: "客户一",
        mappingStatus: "LINKED",
        salesOrders: { nodes: [{ number: "SO1" }] },
      },
      orders: [{ number: "SO1", netAmount: { amount: "100" } }],
    });
    // Known to finance alone: what only the ERP could say is null, never an empty list or a zero.
    expect(data["invoices"].nodes[2]).toEqual({
      number: "c",
      party: {
        id: expect.stringMatching(/^P-/),
        displayName: "Finance only",
        erpId: null,
        name: null,
        mappingStatus: "FINANCE_ONLY",
        salesOrders: null,
      },
      orders: [],
    });
  });

  it("comes back to finance from one of its own documents, through mapping, over all of the party's accounts", async () => {
    const { data, errors } = await graph.query(
      '{ invoice(id: "f:invoice:b") { party { receivable { amount } invoices { totalCount } } } }',
    );
    expect(errors).toEqual([]);
    expect(data["invoice"].party).toEqual({ receivable: [{ amount: "30" }], invoices: { totalCount: 2 } });
  });

  it("tells an unknown identity from a one-sided one", async () => {
    const { data, errors } = await graph.query(
      `{ invoiceLines(filter: {id: {in: ["f:line:1", "f:line:3"]}}) { nodes { item { id displayName mappingStatus erpIds invoiceLines { totalCount } } } } }`,
    );
    expect(errors).toEqual([]);
    expect(data["invoiceLines"].nodes.map((node: { item: object }) => node.item)).toEqual([
      {
        id: expect.stringMatching(/^I-/),
        displayName: "Bike",
        mappingStatus: "LINKED",
        erpIds: ["e:item:1"],
        invoiceLines: { totalCount: 2 },
      },
      { id: null, displayName: null, mappingStatus: "UNKNOWN", erpIds: null, invoiceLines: null },
    ]);
  });

  it("totals a category of the ERP over the lines of finance, many finance ids to one item", async () => {
    const { data, errors } =
      await graph.query(`{ itemCategories(orderBy: [{field: name}]) { nodes { name itemIds financeIds
      invoiceLines { totalCount aggregate { sum { netAmount { amount } costAmount { amount } } } } } } }`);
    expect(errors).toEqual([]);
    const total = {
      totalCount: 2,
      aggregate: { sum: { netAmount: [{ amount: "80" }], costAmount: [{ amount: "55" }] } },
    };
    expect(data["itemCategories"].nodes).toEqual([
      {
        name: "All",
        itemIds: ["e:item:1", "e:item:2"],
        financeIds: ["f:product:1", "f:product:2"],
        invoiceLines: total,
      },
      { name: "Bikes", itemIds: ["e:item:1"], financeIds: ["f:product:1", "f:product:2"], invoiceLines: total },
    ]);
  });

  it("bridges companies, and reaches from one system's document to the other's company", async () => {
    const { data, errors } =
      await graph.query(`{ salesOrders(first: 1) { nodes { company { id erpName name currency displayName financeId } } }
      invoices(first: 1) { nodes { company { id name erpName erpId } } } company(id: "e:company:1") { name erpName } }`);
    expect(errors).toEqual([]);
    expect(data["salesOrders"].nodes[0].company).toEqual({
      id: expect.stringMatching(/^C-\d{7}$/),
      erpName: "华东仪器",
      name: "East Instruments",
      currency: "CNY",
      displayName: "华东仪器",
      financeId: "f:company:01",
    });
    expect(data["invoices"].nodes[0].company).toEqual({
      id: expect.stringMatching(/^C-\d{7}$/),
      name: "East Instruments",
      erpName: "华东仪器",
      erpId: "e:company:1",
    });
    expect(data["company"]).toEqual({ name: "East Instruments", erpName: "华东仪器" });
  });

  it("explodes a bill of materials as of a day", async () => {
    const query = (day: string) =>
      `{ itemByErpId(erpId: "e:item:1") { componentTree(validOn: "${day}") { level quantity { value unit } component { name } } } }`;
    expect((await graph.query(query("2025-06-30"))).data["itemByErpId"].componentTree).toEqual([
      { level: 1, quantity: { value: "2", unit: "C62" }, component: { name: "Wheel" } },
    ]);
    expect((await graph.query(query("2026-01-01"))).data["itemByErpId"].componentTree).toEqual([]);
  });

  it("answers sales the same question with the denied fields null and FORBIDDEN at their path", async () => {
    const query = `{ salesOrders(first: 1) { nodes { number customer { displayName creditLimit { amount } }
      invoices { number journalEntry { number } lines { nodes { netAmount { amount } costAmount { amount } } } } } } }`;
    const { data, errors } = await graph.query(query, {}, { role: "sales" });
    expect(data["salesOrders"].nodes[0]).toMatchObject({
      number: "SO1",
      invoices: [
        { number: "a", journalEntry: null, lines: { nodes: [{ netAmount: { amount: "60" }, costAmount: null }] } },
        { number: "b" },
      ],
    });
    expect(errors.map(({ extensions }) => extensions?.["code"])).toEqual(errors.map(() => "FORBIDDEN"));
    expect(errors.map(({ path }) => path?.join("."))).toContain(
      "salesOrders.nodes.0.invoices.0.lines.nodes.0.costAmount",
    );
    expect(JSON.stringify(errors)).not.toMatch(/serviceName|stacktrace/);
    const allowed = await graph.query(query, {}, { role: "cfo" });
    expect(allowed.errors).toEqual([]);
  });

  it("keeps company scope on both sides of a question", async () => {
    const query = "{ salesOrders { totalCount } invoices { totalCount aggregate { sum { netAmount { amount } } } } }";
    expect((await graph.query(query, {}, { companies: ["e:company:1"] })).data).toEqual({
      salesOrders: { totalCount: 3 },
      invoices: { totalCount: 0, aggregate: { sum: { netAmount: [] } } },
    });
    expect(
      (await graph.query(query, {}, { companies: ["e:company:1", "f:company:01"] })).data["invoices"].totalCount,
    ).toBe(4);
  });

  it("says where a figure came from", async () => {
    const { data } = await graph.query('{ invoice(id: "f:invoice:a") { provenance { system file line batch } } }');
    expect(data["invoice"].provenance).toEqual({ system: "test-finance", file: "test.csv", line: 1, batch: "2" });
  });

  it("refuses what is not a decimal, a day, a currency or a page, with what was expected", async () => {
    for (const [query, message] of [
      ['{ invoices(filter: {netAmount: {gt: "1,5"}}) { totalCount } }', /Decimal expects/],
      ['{ invoices(filter: {issuedOn: {eq: "2026-02-30"}}) { totalCount } }', /Date expects an existing day/],
      ['{ invoices(filter: {netAmount: {currency: "EURO"}}) { totalCount } }', /CurrencyCode expects an ISO 4217 code/],
      ["{ invoices(first: 5000) { nodes { id } } }", /1 to 1000/],
    ] as const) {
      const { errors } = await graph.query(query);
      expect(errors[0]?.message).toMatch(message);
    }
  });
});
