import fc from "fast-check";
import { Company as ErpCompany } from "../../schema/erp/company";
import { Item } from "../../schema/erp/item";
import { Party } from "../../schema/erp/party";
import { SalesOrder } from "../../schema/erp/sales-order";
import { Company } from "../../schema/finance/company";
import { CostCenter } from "../../schema/finance/cost-center";
import { Invoice } from "../../schema/finance/invoice";
import { PartyAccount } from "../../schema/finance/party-account";
import { Product } from "../../schema/finance/product";
import { IdentityLink } from "../../schema/mapping/identity-link";
import type { Database } from "../../store/database";
import { cursorCodec } from "../../store/read/cursor";
import { type Anchor, decideIdentities } from "../../store/write/identity-decision";
import type { LinkInput } from "../../store/write/identity-evidence";
import { mappingSubgraph } from "../../subgraphs/mapping";
import { createSubgraph, type SubgraphExecute } from "../../subgraphs/service/execute";
import { load, migrateAll, row } from "../build";
import { describeOnEveryEngine } from "../databases";

describeOnEveryEngine("the crosswalk", (engine) => {
  let database: Database;
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let mapping: SubgraphExecute;
  beforeEach(async () => {
    opened = await engine.open();
    database = opened.database;
    await migrateAll(database);
    mapping = createSubgraph({ definition: mappingSubgraph, database, cursors: cursorCodec("a key for tests only") });
  });
  afterEach(() => opened.close());

  const ask = async (query: string, companies: readonly string[] | "*" = "*") => {
    const { data, errors } = await mapping({ query }, { subject: "t", role: "admin", companies, requestId: "t" });
    expect(errors ?? []).toEqual([]);
    return JSON.parse(JSON.stringify(data));
  };
  const party = (id: string, values = {}) => row(Party, { erp_id: `e:party:${id}`, ...values });
  const account = (id: string, values = {}) => row(PartyAccount, { id: `f:party:${id}`, ...values });
  const FACTS = "{ id displayName erpIds financeIds mappingStatus }";

  const erpFirst = async () => {
    await load(database, "erp", [party("1", { tax_id: "91-31 A", name: "华东仪器" })]);
    await load(database, "finance", [account("A", { tax_id: "9131a" }), account("B", { tax_id: "9131A" })]);
  };
  const financeFirst = async () => {
    await load(database, "finance", [account("A", { tax_id: "9131a" }), account("B", { tax_id: "9131A" })]);
    await load(database, "erp", [party("1", { tax_id: "91-31 A", name: "华东仪器" })]);
  };

  it.each([
    ["ERP", erpFirst],
    ["finance", financeFirst],
  ] as const)(
    "joins a customer with two finance accounts by tax id when the %s is loaded first",
    async (_first, loadBoth) => {
      await loadBoth();
      const { byErp, byFinance } = await ask(
        `{ byErp: party(id: "e:party:1") ${FACTS} byFinance: party(id: "f:party:B") ${FACTS} }`,
      );
      expect(byErp).toEqual({
        id: "P-1000001",
        displayName: "华东仪器",
        erpIds: ["e:party:1"],
        financeIds: ["f:party:A", "f:party:B"],
        mappingStatus: "LINKED",
      });
      expect(byFinance).toEqual(byErp);
    },
  );

  it("tells one-sided from unknown: an empty list and null", async () => {
    await load(database, "erp", [party("1")]);
    expect(await ask(`{ known: party(id: "e:party:1") ${FACTS} unknown: party(id: "e:party:9") ${FACTS} }`)).toEqual({
      known: { id: "P-1000001", displayName: "x", erpIds: ["e:party:1"], financeIds: [], mappingStatus: "ERP_ONLY" },
      unknown: null,
    });
  });

  it("merges two identities when later evidence joins them, and the older id keeps redirecting the younger", async () => {
    await load(database, "erp", [party("1", { shared_number: "C-77" })]);
    await load(database, "finance", [account("A", { tax_id: "T1" })]);
    const { younger } = await ask('{ younger: party(id: "f:party:A") { id } }');
    expect(younger.id).toBe("P-1000002");
    await load(database, "erp", [party("1", { shared_number: "C-77", tax_id: "T1" })]);
    const { after, redirected } = await ask(
      `{ after: party(id: "f:party:A") ${FACTS} redirected: party(id: "P-1000002") { id } }`,
    );
    expect(after).toEqual({
      id: "P-1000001",
      displayName: "x",
      erpIds: ["e:party:1"],
      financeIds: ["f:party:A"],
      mappingStatus: "LINKED",
    });
    expect(redirected).toEqual({ id: "P-1000001" });
  });

  it("takes a link back when the record's evidence changes, instead of joining two strangers", async () => {
    await load(database, "finance", [account("A", { tax_id: "TAX1" }), account("B", { tax_id: "TAX2" })]);
    await load(database, "erp", [party("1", { tax_id: "TAX1" })]);
    await load(database, "erp", [party("1", { tax_id: "TAX2" })]);
    const { one, a, b } = await ask(
      `{ one: party(id: "e:party:1") ${FACTS} a: party(id: "f:party:A") ${FACTS} b: party(id: "f:party:B") ${FACTS} }`,
    );
    expect(one).toMatchObject({ financeIds: ["f:party:B"] });
    expect(a).toMatchObject({ erpIds: [], financeIds: ["f:party:A"], mappingStatus: "FINANCE_ONLY" });
    expect(b.id).toBe(one.id);
    await load(database, "erp", [party("1", { tax_id: "TAX1" })]);
    expect((await ask(`{ one: party(id: "e:party:1") ${FACTS} }`)).one).toMatchObject({ financeIds: ["f:party:A"] });
  });

  it.each(["N/A", "0000000000", "000000-0000", "-", "none"])("takes %s for no tax id", async (tax_id) => {
    await load(database, "erp", [party("1", { tax_id }), party("2", { tax_id })]);
    expect((await ask(`{ one: party(id: "e:party:1") ${FACTS} }`)).one.erpIds).toEqual(["e:party:1"]);
  });

  it("never makes a party and an item one thing, whatever a link file says", async () => {
    await load(database, "erp", [party("1"), row(Item, { erp_id: "e:item:1" })]);
    await load(database, "mapping", [
      row(IdentityLink, { id: "l:1", kind: "PARTY", left_id: "e:party:1", right_id: "e:item:1" }),
    ]);
    const { one, item } = await ask('{ one: party(id: "e:party:1") { id } item(id: "e:item:1") { id } }');
    expect(one.id).toMatch(/^P-/);
    expect(item.id).toMatch(/^I-/);
  });

  it("joins two systems that are loaded at the same time", async () => {
    await Promise.all([
      load(database, "erp", [party("1", { tax_id: "T1" })]),
      load(database, "finance", [account("A", { tax_id: "T1" })]),
    ]);
    expect((await ask(`{ one: party(id: "e:party:1") ${FACTS} }`)).one.financeIds).toEqual(["f:party:A"]);
  });

  it("keeps links to another company's records from a reader who may not see that company", async () => {
    await load(database, "finance", [
      row(CostCenter, { finance_id: "f:cost_center:secret", company_id: "f:company:B", name: "B's plan" }),
      account("A", { tax_id: "T1", company_id: "f:company:A" }),
      account("B", { tax_id: "T1", company_id: "f:company:B" }),
    ]);
    const query = `{ costCenter(id: "f:cost_center:secret") { displayName } one: party(id: "f:party:A") { financeIds }
      identifiers { totalCount } resolveIdentifier(id: "f:cost_center:secret") { kind } }`;
    expect(await ask(query, ["f:company:A"])).toEqual({
      costCenter: null,
      one: { financeIds: ["f:party:A"] },
      identifiers: { totalCount: 1 },
      resolveIdentifier: { kind: null },
    });
    expect((await ask(query)).one.financeIds).toEqual(["f:party:A", "f:party:B"]);
  });

  it("takes links from a file, before or after the records they join", async () => {
    await load(database, "mapping", [
      row(IdentityLink, { id: "l:1", kind: "PARTY", left_id: "e:party:1", right_id: "f:party:Z" }),
    ]);
    await load(database, "erp", [party("1"), party("2")]);
    await load(database, "finance", [account("Z"), account("Y")]);
    await load(
      database,
      "mapping",
      [row(IdentityLink, { id: "l:2", kind: "PARTY", left_id: "e:party:2", right_id: "f:party:Y" })],
      { system: "later" },
    );
    const data = await ask(
      `{ one: party(id: "e:party:1") { financeIds identifiers { sourceId rule } } two: party(id: "e:party:2") { financeIds } }`,
    );
    expect(data.one.financeIds).toEqual(["f:party:Z"]);
    expect(data.one.identifiers).toContainEqual({ sourceId: "f:party:Z", rule: "IMPORTED" });
    expect(data.two.financeIds).toEqual(["f:party:Y"]);
  });

  it("joins the records of one group in one system, and through them another system", async () => {
    await load(database, "finance", [account("S", { shared_number: "AW1" })]);
    await load(database, "erp", [
      party("contact", { group_number: "934" }),
      party("store", { group_number: "934", shared_number: "AW1" }),
      party("other", { group_number: "935" }),
    ]);
    const { contact } = await ask(`{ contact: party(id: "e:party:contact") ${FACTS} }`);
    expect(contact).toMatchObject({
      erpIds: ["e:party:contact", "e:party:store"],
      financeIds: ["f:party:S"],
      mappingStatus: "LINKED",
    });
  });

  it("translates between systems as of a day, one by one and in batches, in the order asked", async () => {
    await load(database, "erp", [
      row(Item, { erp_id: "e:item:1", shared_number: "BK-1" }),
      row(Item, { erp_id: "e:item:2" }),
    ]);
    await load(database, "finance", [
      row(Product, { id: "f:product:10", shared_number: "BK-1", valid_from: "2024-01-01", valid_to: "2024-12-31" }),
      row(Product, { id: "f:product:11", shared_number: "BK-1", valid_from: "2025-01-01" }),
    ]);
    const data = await ask(`{
      now: translate(id: "e:item:1", to: "test-finance", asOf: "2026-01-01") { translated }
      before: translate(id: "e:item:1", to: "test-finance", asOf: "2024-06-30") { translated }
      ever: translate(id: "e:item:1", to: "test-finance") { translated }
      batch: translateAll(ids: ["f:product:10", "e:item:2", "nobody"], to: "test-erp") { requested translated mappingStatus }
      resolved: resolveIdentifiers(ids: ["f:product:11", "nobody"]) { requested kind sharedId item { erpId } }
    }`);
    expect(data).toEqual({
      now: { translated: ["f:product:11"] },
      before: { translated: ["f:product:10"] },
      ever: { translated: ["f:product:11", "f:product:10"] },
      batch: [
        { requested: "f:product:10", translated: ["e:item:1"], mappingStatus: "LINKED" },
        { requested: "e:item:2", translated: ["e:item:2"], mappingStatus: "ERP_ONLY" },
        { requested: "nobody", translated: null, mappingStatus: "UNKNOWN" },
      ],
      resolved: [
        { requested: "f:product:11", kind: "ITEM", sharedId: "I-1000001", item: { erpId: "e:item:1" } },
        { requested: "nobody", kind: null, sharedId: null, item: null },
      ],
    });
  });

  it("refuses a batch that is too large with the limit in the message", async () => {
    const ids = JSON.stringify(Array.from({ length: 1001 }, (_, at) => `x:${at}`));
    const { errors } = await mapping(
      { query: `{ resolveIdentifiers(ids: ${ids}) { kind } }` },
      { subject: "t", role: "admin", companies: "*", requestId: "t" },
    );
    expect(errors?.[0]).toMatchObject({
      extensions: { code: "BAD_USER_INPUT" },
      message: expect.stringContaining("1000"),
    });
  });

  it("compares what was ordered with what was booked, to the currency's smallest unit", async () => {
    const order = (number: string, net_amount: string, currency = "CNY") =>
      row(SalesOrder, {
        id: `e:sales_order:${number}`,
        number,
        customer_id: "e:party:1",
        net_amount,
        currency,
        status: "CONFIRMED",
      });
    const invoice = (number: string, order_number: string, net_amount: string, currency = "CNY") =>
      row(Invoice, {
        id: `f:invoice:${number}`,
        number,
        order_number,
        party_account_id: "f:party:A",
        net_amount,
        total_amount: net_amount,
        currency,
        status: "POSTED",
      });
    await load(database, "erp", [
      party("1"),
      order("1", "100"),
      order("2", "100"),
      order("3", "100"),
      order("4", "1.005", "KWD"),
      order("5", "10"),
      order("6", "7"),
    ]);
    await load(database, "finance", [
      account("A"),
      invoice("a", "1", "60"),
      invoice("b", "1", "39.9999"),
      invoice("c", "2", "99.99"),
      invoice("d", "4", "1.004", "KWD"),
      invoice("e", "5", "10", "USD"),
      invoice("f", "none", "5"),
      invoice("g", "6", "8"),
    ]);
    const { orderBillings } = await ask(
      "{ orderBillings(orderBy: [{field: orderNumber}]) { nodes { orderNumber status invoiceCount difference { amount } } } }",
    );
    expect(
      orderBillings.nodes.map((node: { orderNumber: string; status: string; invoiceCount: number }) => [
        node.orderNumber,
        node.status,
        node.invoiceCount,
      ]),
    ).toEqual([
      ["1", "BILLED", 2],
      ["2", "BILLED_SHORT", 1],
      ["3", "UNBILLED", 0],
      ["4", "BILLED_SHORT", 1],
      ["5", "CURRENCY_DIFFERS", 1],
      ["6", "BILLED_OVER", 1],
      ["none", "WITHOUT_ORDER", 1],
    ]);
  });

  it("bills an order by its own company's invoices alone, and shows no other company's to a limited reader", async () => {
    const companies = ["A", "B"].flatMap((name) => [
      load(database, "erp", [row(ErpCompany, { erp_id: `e:company:${name}`, erp_number: `G${name}1` })], {
        system: `e${name}`,
      }),
      load(database, "finance", [row(Company, { finance_id: `f:company:${name}`, shared_number: `G${name}1` })], {
        system: `f${name}`,
      }),
    ]);
    await Promise.all(companies);
    await load(database, "erp", [
      party("1"),
      ...["A", "B"].map((name) =>
        row(SalesOrder, {
          id: `e:sales_order:${name}`,
          number: "SO-1",
          company_id: `e:company:${name}`,
          customer_id: "e:party:1",
          status: "CONFIRMED",
          net_amount: "100",
        }),
      ),
    ]);
    const invoice = (name: string, net_amount: string, currency = "CNY") =>
      row(Invoice, {
        id: `f:invoice:${name}${currency}`,
        order_number: "SO-1",
        company_id: `f:company:${name}`,
        party_account_id: "f:party:1",
        net_amount,
        total_amount: net_amount,
        currency,
        status: "POSTED",
      });
    await load(database, "finance", [account("1"), invoice("A", "100"), invoice("B", "77", "USD")]);
    const query =
      "{ orderBillings(orderBy: [{field: id}]) { nodes { id status billedAmount { amount currency } } } documentLinks { totalCount } }";
    expect(await ask(query)).toEqual({
      orderBillings: {
        nodes: [
          { id: "e:sales_order:A", status: "BILLED", billedAmount: { amount: "100", currency: "CNY" } },
          { id: "e:sales_order:B", status: "CURRENCY_DIFFERS", billedAmount: null },
        ],
      },
      documentLinks: { totalCount: 2 },
    });
    const invoices = `{ _entities(representations: [{__typename: "SalesOrder", id: "e:sales_order:A"}, {__typename: "SalesOrder", id: "e:sales_order:B"}]) { ... on SalesOrder { invoices { id } } } }`;
    expect((await ask(invoices, ["e:company:A", "f:company:A"]))._entities).toEqual([
      { invoices: [{ id: "f:invoice:ACNY" }] },
      { invoices: [] },
    ]);
  });
});

describe("identity decisions", () => {
  const record = fc.record({
    sourceId: fc.integer({ min: 0, max: 40 }).map((number) => `r${String(number).padStart(2, "0")}`),
    system: fc.constantFrom("erp", "fin"),
    taxId: fc.constantFrom(null, "T1", "T2", "T3"),
    sharedNumber: fc.constantFrom(null, "N1", "N2", "N3"),
    group: fc.constantFrom(null, null, "G1", "G2"),
  });
  const records = fc
    .uniqueArray(record, { selector: ({ sourceId }) => sourceId, minLength: 1, maxLength: 20 })
    .map((list) =>
      list.map(
        (part): LinkInput => ({
          ...part,
          kind: "PARTY",
          side: "ERP",
          name: null,
          country: null,
          companyId: null,
          validFrom: null,
          validTo: null,
          sharedId: null,
        }),
      ),
    );

  /** Applies decisions batch by batch as the store does, and gives the sets of records that share an identity. */
  const partition = (batches: readonly (readonly LinkInput[])[]): string[] => {
    const anchors: Anchor[] = [];
    let sets: string[][] = [];
    const known: LinkInput[] = [];
    for (const batch of batches) {
      known.push(...batch);
      const { identities } = decideIdentities(known, { imported: [], matched: [], constraints: [] }, anchors);
      sets = identities.map(({ links }) => links.map(({ record: { sourceId } }) => sourceId).sort());
      for (const { id, links } of identities)
        if (id === null)
          anchors.push({
            id: `P-${String(anchors.length).padStart(6, "0")}`,
            anchorId: links[0]?.record.sourceId ?? "",
          });
    }
    return sets.map((set) => set.join(" ")).sort();
  };

  it("come out alike in whichever order and batches the systems are loaded", () => {
    fc.assert(
      fc.property(records, fc.infiniteStream(fc.boolean()), (list, splits) => {
        const whole = partition([list]);
        const batches: LinkInput[][] = [[]];
        for (const entry of [...list].reverse()) {
          if (splits.next().value) batches.push([]);
          batches.at(-1)?.push(entry);
        }
        expect(partition(batches)).toEqual(whole);
      }),
      { numRuns: 300 },
    );
  });

  it("give every record one identity, and join no two without evidence", () => {
    fc.assert(
      fc.property(records, (list) => {
        const apart = list.map((entry, at) => ({ ...entry, taxId: `T${at}`, sharedNumber: null, group: null }));
        expect(partition([apart])).toEqual(list.map(({ sourceId }) => sourceId).sort());
      }),
    );
  });
});
