import type { Database } from "../../store/database";
import { migrateAll } from "../build";
import { describeOnEveryEngine } from "../databases";
import type { EventReader } from "./event-reader";
import { type LiveGraph, loadCompanies, loadOrders, openLiveGraph, order, orderId, removeOrder } from "./live-graph";

const WHOLE = `subscription Watch($status: [OrderStatus!]) {
  change: salesOrderChanged(filter: { status: { in: $status } }) { id kind key ...More }
}
fragment More on SalesOrderChange { node { number netAmount { amount } buyer: customer { name displayName financeIds receivable { amount } } } }`;
const NUMBERS = `subscription { salesOrderChanged { kind key node { number } } }`;

describeOnEveryEngine("subscriptions to changes", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let database: Database;
  let graph: LiveGraph;
  const streams: EventReader[] = [];
  const subscribe: LiveGraph["subscribe"] = async (...how) => {
    const stream = await graph.subscribe(...how);
    streams.push(stream);
    return stream;
  };

  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    await migrateAll(database);
    await loadCompanies(database);
    graph = await openLiveGraph(database);
  });
  afterEach(async () => {
    await Promise.all(streams.splice(0).map((stream) => stream.close()));
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });

  it("tell what became of a row, with all that was selected over the whole graph", async () => {
    const stream = await subscribe(WHOLE, { variables: { status: ["CONFIRMED", "DRAFT"] } });
    await loadOrders(database, order("A1"));
    const first = await stream.next();
    expect(first).toEqual({
      id: first?.id,
      event: "next",
      data: {
        data: {
          change: {
            id: first?.id,
            kind: "CREATED",
            key: orderId("A1"),
            node: {
              number: "A1",
              netAmount: { amount: "100" },
              buyer: { name: "Acme", displayName: expect.any(String), financeIds: ["f:party:1"], receivable: [] },
            },
          },
        },
        extensions: { eventId: first?.id },
      },
    });
    await loadOrders(database, order("A1", { net_amount: "250.10", status: "CONFIRMED" }));
    // What is told of a row is the row as it stands when the event is answered.
    const [updated] = (await stream.take(1)).map(({ data }) => data.change);
    expect([updated.kind, updated.node.netAmount.amount]).toEqual(["UPDATED", "250.10"]);
    await loadOrders(database, order("A1", { net_amount: "250.10", status: "CANCELLED" }));
    await loadOrders(database, order("A1", { net_amount: "250.10", status: "DRAFT" }));
    await removeOrder(database, "A1");
    // Out of the filter is out of the list, and into it again is new there.
    expect((await stream.take(3)).map(({ data }) => data.change.kind)).toEqual(["DELETED", "CREATED", "DELETED"]);
  });

  it("are kept to the row that was asked for", async () => {
    const stream = await subscribe(`subscription($id: ID) { salesOrderChanged(id: $id) { kind node { number } } }`, {
      variables: { id: orderId("B2") },
    });
    await loadOrders(database, order("B1"), order("B2"), order("B3"));
    await loadOrders(database, order("B1", { channel: "ONLINE" }), order("B2", { net_amount: "1" }));
    expect((await stream.take(2)).map(({ data }) => data.salesOrderChanged)).toEqual([
      { kind: "CREATED", node: { number: "B2" } },
      { kind: "UPDATED", node: { number: "B2" } },
    ]);
  });

  it("give null and FORBIDDEN with its path for a field that the role may not read, in every event", async () => {
    const stream = await subscribe(`subscription { salesOrderChanged { node { number netAmount { amount } } } }`, {
      as: { role: "warehouse" },
    });
    await loadOrders(database, order("C1"));
    await loadOrders(database, order("C1", { status: "CONFIRMED" }));
    for (const answer of await stream.take(2)) {
      expect(answer.data).toEqual({ salesOrderChanged: { node: { number: "C1", netAmount: null } } });
      expect(answer.errors).toEqual([
        expect.objectContaining({
          path: ["salesOrderChanged", "node", "netAmount"],
          extensions: expect.objectContaining({ code: "FORBIDDEN" }),
        }),
      ]);
    }
  });

  it("say nothing of a change in what the role may not read", async () => {
    const stream = await subscribe(NUMBERS, { as: { role: "warehouse" } });
    await loadOrders(database, order("D1"));
    // A subscription begins with what its gateway has not heard of yet, so that the first change is awaited.
    await stream.take(1);
    await loadOrders(database, order("D1", { net_amount: "999" }));
    await loadOrders(database, order("D1", { net_amount: "999", status: "CONFIRMED" }));
    await loadOrders(database, order("D2"));
    expect((await stream.take(2)).map(({ data }) => data.salesOrderChanged)).toEqual([
      { kind: "UPDATED", key: orderId("D1"), node: { number: "D1" } },
      { kind: "CREATED", key: orderId("D2"), node: { number: "D2" } },
    ]);
  });

  it("say nothing of rows of another company, and of one that moves only that it came or went", async () => {
    const stream = await subscribe(NUMBERS, { as: { role: "sales", companies: ["e:company:01"] } });
    const other = { company_id: "e:company:02" };
    await loadOrders(database, order("E1", other), order("E2"));
    await loadOrders(database, order("E1", { ...other, status: "CONFIRMED" }), order("E2", other));
    await removeOrder(database, "E1");
    await loadOrders(database, order("E2"));
    const told = (await stream.take(3)).map(({ data }) => data.salesOrderChanged);
    expect(told.map(({ kind, key }) => [kind, key])).toEqual([
      ["CREATED", orderId("E2")],
      ["DELETED", orderId("E2")],
      ["CREATED", orderId("E2")],
    ]);
    expect(stream.text).not.toContain("E1");
  });

  it("tell of a removed row only whom it was shown to", async () => {
    const [own, all] = [
      await subscribe(NUMBERS, { as: { role: "sales", companies: ["e:company:01"] } }),
      await subscribe(NUMBERS),
    ];
    await loadOrders(database, order("F1", { company_id: "e:company:02" }), order("F2"));
    await Promise.all([all.take(2), own.take(1)]);
    await removeOrder(database, "F1");
    await removeOrder(database, "F2");
    expect((await all.take(2)).map(({ data }) => data.salesOrderChanged.key)).toEqual([orderId("F1"), orderId("F2")]);
    expect((await own.take(1)).map(({ data }) => data.salesOrderChanged)).toEqual([
      { kind: "DELETED", key: orderId("F2"), node: null },
    ]);
  });

  it("resume after an event without a gap and without repeating, by header and by argument", async () => {
    const first = await subscribe(NUMBERS);
    await loadOrders(database, order("G1"));
    const id = (await first.next())?.id ?? "";
    await first.close();
    await loadOrders(database, order("G2"), order("G3"));
    await loadOrders(database, order("G2", { status: "CONFIRMED" }));
    const byHeader = await subscribe(NUMBERS, { headers: { "last-event-id": id } });
    const byArgument = await subscribe(
      `subscription($after: ID) { salesOrderChanged(after: $after) { kind key node { number } } }`,
      {
        variables: { after: id },
      },
    );
    await loadOrders(database, order("G4"));
    for (const stream of [byHeader, byArgument]) {
      const told = (await stream.take(4)).map(
        ({ data }) => `${data.salesOrderChanged.kind} ${data.salesOrderChanged.key}`,
      );
      expect(told.slice(0, 2).sort()).toEqual(["CREATED e:sales_order:G2", "CREATED e:sales_order:G3"]);
      expect(told.slice(2)).toEqual(["UPDATED e:sales_order:G2", "CREATED e:sales_order:G4"]);
    }
  });

  it("resume at another gateway that starts later", async () => {
    const before = await subscribe(NUMBERS);
    await loadOrders(database, order("H1"));
    const id = (await before.next())?.id ?? "";
    await loadOrders(database, order("H2"));
    const later = await openLiveGraph(database);
    try {
      const stream = await later.subscribe(NUMBERS, { headers: { "last-event-id": id } });
      await loadOrders(database, order("H3"));
      expect((await stream.take(2)).map(({ data }) => data.salesOrderChanged.key)).toEqual([
        orderId("H2"),
        orderId("H3"),
      ]);
      await stream.close();
    } finally {
      await later.close();
    }
  });

  it("answer RESUME_TOO_OLD for an event that is not known", async () => {
    const stream = await subscribe(NUMBERS, { headers: { "last-event-id": "00000000-0000-4000-8000-000000000000" } });
    expect(await stream.refusal()).toMatchObject({
      status: 410,
      body: { errors: [{ extensions: { code: "RESUME_TOO_OLD" } }] },
    });
  });

  it("answer partly while another part is down, and wait for the part whose row it is", async () => {
    const stream = await subscribe(
      `subscription { salesOrderChanged { node { number customer { name displayName } } } }`,
    );
    graph.down.add("mapping");
    await loadOrders(database, order("I1"));
    const [partial] = await stream.take(1);
    expect(partial).toMatchObject({
      data: { salesOrderChanged: { node: { number: "I1", customer: { name: "Acme", displayName: null } } } },
      errors: [
        {
          path: ["salesOrderChanged", "node", "customer", "displayName"],
          extensions: { code: "SUBGRAPH_UNAVAILABLE" },
        },
      ],
    });
    graph.down.clear();
    graph.down.add("erp");
    await loadOrders(database, order("I2"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    graph.down.clear();
    expect((await stream.take(1))[0].data.salesOrderChanged.node.number).toBe("I2");
  });

  it("refuse a filter by what may not be read, a wrong document and a query, before anything is told", async () => {
    const code = async (query: string, as = "warehouse") =>
      (await (await subscribe(query, { as: { role: as as "warehouse" } })).refusal()).body.errors[0].extensions.code;
    expect(await code(`subscription { salesOrderChanged(filter: { netAmount: { gt: "5" } }) { kind } }`)).toBe(
      "FORBIDDEN",
    );
    expect(await code("subscription { nothingChanged { kind } }")).toBe("GRAPHQL_VALIDATION_FAILED");
    expect(await code("subscription { salesOrderChanged {")).toBe("GRAPHQL_PARSE_FAILED");
    expect(await code("{ salesOrders { totalCount } }")).toBe("OPERATION_RESOLUTION_FAILURE");
    expect(await code("subscription { journalEntryChanged { kind } }", "warehouse")).toBe("FORBIDDEN");
  });
});
