import "reflect-metadata";
import { join } from "node:path";
import type { Connector } from "../../connectors/contract";
import { type MappingFile, readMappingFile } from "../../connectors/mapping/mapping-file";
import { createOdataConnector } from "../../connectors/odata/odata-connector";
import { odataOptions } from "../../connectors/odata/options";
import type { SourceEvent } from "../../schema/model/source-event";
import { describeConnector } from "./conformance";
import { ShopService } from "./odata-service";

const EXAMPLES = join(__dirname, "../../connectors/odata/examples");
const shop = readMappingFile(join(EXAMPLES, "shop.yaml"));

const open = (url: string, options: Readonly<Record<string, unknown>> = {}, mapping: MappingFile = shop): Connector =>
  createOdataConnector(
    odataOptions.parse({ url, mapping: "shop.yaml", firstWaitMs: 1, attempts: 3, ...options }),
    mapping,
  ).connector;

const services: ShopService[] = [];

async function filledShop(): Promise<ShopService> {
  const service = new ShopService();
  services.push(service);
  await service.start();
  for (const [id, city] of [
    ["C1", "Köln"],
    ["O'Neil", "Cork"],
    ["C3", ""],
  ] as const)
    service.put("Customers", {
      Id: id,
      Name: `Firm ${id}`,
      Address: city ? { City: city, Country: "DE" } : null,
      Changed: "2026-01-01T00:00:00Z",
    });
  for (const no of [1, 2, 3, 4, 5]) service.put("Orders", order(no));
  return service;
}

const order = (no: number, more: Readonly<Record<string, unknown>> = {}) => ({
  No: no,
  CustomerId: "C1",
  Placed: "2026-01-05",
  Amount: 1234.5,
  Currency: "EUR",
  Kind: no === 5 ? "quote" : "order",
  Changed: `2026-01-0${no}T00:00:00Z`,
  ...more,
});

afterAll(async () => {
  for (const service of services) await service.stop();
});

async function readAll(connector: Connector, since?: string) {
  const read = connector.read(since === undefined ? {} : { since });
  const events: SourceEvent[] = [];
  for await (const event of read) events.push(event);
  return { events, cursor: read.cursor(), objects: read.objects() };
}

/** What was said, in short: `SalesOrder shop-odata:sales_order:1`, `removed …`. */
const said = (events: readonly SourceEvent[]): string[] =>
  events.map((event) => {
    if (event.kind === "row") return String(event.values["id"] ?? event.values["erp_id"]);
    if (event.kind === "removed") return `removed ${event.id}`;
    if (event.kind === "complete") return `complete ${event.entity.name}${event.ids ? ` ${event.ids.length}` : ""}`;
    return event.kind;
  });

describeConnector("odata", async () => {
  const service = await filledShop();
  return {
    open: () => open(service.url),
    openMissing: () => open(`${service.url}elsewhere/`),
    change: async () => service.put("Orders", order(6)),
    changeSchema: async () => void service.behaviour.dropped.add("City"),
    recordCount: () => 8,
  };
});

describe("An OData service", () => {
  it("is read page by page, complex properties flattened, only what is needed asked for", async () => {
    const service = await filledShop();
    const { events, objects } = await readAll(open(service.url));
    expect(said(events)).toEqual([
      "shop-odata:party:C1",
      "shop-odata:party:O'Neil",
      "shop-odata:party:C3",
      "complete Party",
      "shop-odata:sales_order:1",
      "shop-odata:sales_order:2",
      "shop-odata:sales_order:3",
      "shop-odata:sales_order:4",
      "skipped",
      "complete SalesOrder",
    ]);
    expect(objects).toEqual(["Customers", "Orders"]);
    expect(events[0]).toMatchObject({ values: { city: "Köln", country: "DE" } });
    expect(events[2]).toMatchObject({ values: { city: null } });
    expect(events[4]).toMatchObject({ values: { net_amount: "1234.5" } });
    const asked = service.requests.find(({ url }) => url.startsWith("/shop/Customers"));
    expect(decodeURIComponent(asked?.url ?? "")).toContain("$select=Id,Name,Address");
    expect(asked?.headers["prefer"]).toContain("odata.track-changes");
  });

  it.each(["4.0", "4.01"] as const)(
    "gives changes and deletions since a delta link, as OData %s writes them",
    async (version) => {
      const service = await filledShop();
      service.behaviour.removed = version;
      const { cursor } = await readAll(open(service.url));
      service.remove("Customers", "O'Neil");
      service.remove("Orders", "2");
      service.put("Orders", order(1, { Amount: 7 }));
      service.put("Orders", order(3, { Kind: "quote" }));
      const later = await readAll(open(service.url), cursor);
      expect(said(later.events)).toEqual([
        "removed shop-odata:party:O'Neil",
        "shop-odata:sales_order:1",
        "skipped",
        "removed shop-odata:sales_order:3",
        "removed shop-odata:sales_order:2",
      ]);
      expect(later.objects).toEqual([]);
      expect((await readAll(open(service.url), later.cursor)).events).toEqual([]);
      // From the older cursor everything comes again: nothing is lost when the newer one was.
      expect(said((await readAll(open(service.url), cursor)).events)).toEqual(said(later.events));
    },
  );

  it("asks for the whole entity where a delta tells only what changed of it", async () => {
    const service = await filledShop();
    service.behaviour.partial = ["Amount"];
    const { cursor } = await readAll(open(service.url));
    service.put("Orders", order(4, { Amount: 99 }));
    const { events } = await readAll(open(service.url), cursor);
    expect(events).toMatchObject([{ kind: "row", values: { net_amount: "99", ordered_on: "2026-01-05" } }]);
  });

  it("reads a set whole when its delta link has expired, or the mapping has changed", async () => {
    const service = await filledShop();
    const { cursor } = await readAll(open(service.url));
    service.put("Customers", { Id: "C4", Name: "Firm C4", Address: null });
    service.behaviour.oldestToken = service.now;
    const later = await readAll(open(service.url), cursor);
    expect(later.events.filter(({ kind }) => kind === "row")).toHaveLength(8);
    expect(later.events.filter(({ kind }) => kind === "complete")).toHaveLength(2);
    const title = { ...shop, title: "Another" };
    expect((await readAll(open(service.url, {}, title), later.cursor)).events).toHaveLength(11);
  });

  it("falls back to a moment of change with an overlap, each record once, deletions by comparing ids", async () => {
    const service = await filledShop();
    service.behaviour.tracks = false;
    const options = {
      sets: { Customers: { changedAt: "Changed" }, Orders: { changedAt: "Changed" } },
      overlapSeconds: 86_400,
    };
    const { cursor } = await readAll(open(service.url, options));
    expect((await readAll(open(service.url, options), cursor)).events).toEqual([]);
    // Committed late: its moment lies before the newest that was read.
    service.put("Orders", order(6, { Changed: "2026-01-04T12:00:00Z" }));
    const late = await readAll(open(service.url, options), cursor);
    expect(said(late.events)).toEqual(["shop-odata:sales_order:6", "complete SalesOrder 6"]);
    service.remove("Orders", "1");
    const gone = await readAll(open(service.url, options), late.cursor);
    expect(gone.events).toMatchObject([
      { kind: "complete", ids: expect.not.arrayContaining(["shop-odata:sales_order:1"]) },
    ]);
    expect((await readAll(open(service.url, options), gone.cursor)).events).toEqual([]);
  });

  it("is read whole each time where it tells no changes", async () => {
    const service = await filledShop();
    service.behaviour.tracks = false;
    const { cursor, events } = await readAll(open(service.url));
    expect(said((await readAll(open(service.url), cursor)).events)).toEqual(said(events));
  });

  it("takes columns of a linked entity by $expand, and keeps to a filter", async () => {
    const service = await filledShop();
    const [party, orders] = shop.reads;
    if (!party || !orders) throw new Error("the example has two reads");
    const mapping = {
      ...shop,
      reads: [party, { ...orders, fields: { ...orders.fields, customerReference: "Customer/Name" } }],
    };
    const options = { sets: { Orders: { filter: "Kind eq 'order'" } } };
    expect(await open(service.url, options, mapping).check()).toEqual([]);
    const { events } = await readAll(open(service.url, options, mapping));
    expect(events.filter(({ kind }) => kind === "skipped")).toEqual([]);
    expect(events.at(-2)).toMatchObject({ values: { customer_reference: "Firm C1" } });
  });

  it("waits as long as a busy service asks, and tries again what failed", async () => {
    const service = await filledShop();
    service.behaviour.refusals.push({ status: 429, retryAfter: "0" }, { status: 503 });
    expect((await readAll(open(service.url))).events).toHaveLength(10);
    service.behaviour.refusals.push({ status: 503, retryAfter: "9999" });
    await expect(readAll(open(service.url))).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
  });

  it("says when it is gone, and goes on from the same cursor when it is back", async () => {
    const service = await filledShop();
    const { cursor } = await readAll(open(service.url));
    service.behaviour.down = true;
    await expect(readAll(open(service.url), cursor)).rejects.toMatchObject({ code: "SOURCE_UNAVAILABLE" });
    expect(await open(service.url).check()).toMatchObject([{ code: "SOURCE_UNAVAILABLE" }]);
    service.behaviour.down = false;
    service.put("Orders", order(7));
    expect(said((await readAll(open(service.url), cursor)).events)).toEqual(["shop-odata:sales_order:7"]);
  });

  it("refuses the cursor of another source", async () => {
    const service = await filledShop();
    await expect(readAll(open(service.url), "17")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });
});

describe("Credentials for an OData service", () => {
  const secret = "very secret";
  const ways = [
    [
      "basic",
      { kind: "basic", user: "u", password: secret },
      "authorization",
      `Basic ${Buffer.from(`u:${secret}`).toString("base64")}`,
    ],
    ["bearer", { kind: "bearer", token: secret }, "authorization", `Bearer ${secret}`],
    ["an API key", { kind: "apiKey", header: "x-api-key", key: secret }, "x-api-key", secret],
  ] as const;

  it.each(ways)("go into a header by %s, and nowhere else", async (_, auth, header, value) => {
    const service = await filledShop();
    service.behaviour.allowed = { header, value };
    const connector = open(service.url, { auth });
    const { events, cursor } = await readAll(connector);
    expect(JSON.stringify([events, cursor, connector.describe()])).not.toContain(secret);
    expect(service.requests.every(({ url }) => !decodeURIComponent(url).includes(secret))).toBe(true);
    service.behaviour.allowed = { header, value: "changed" };
    const findings = await open(service.url, { auth }).check();
    expect(findings).toMatchObject([{ code: "SOURCE_FORBIDDEN" }]);
    expect(JSON.stringify(findings)).not.toContain(secret);
  });

  it("become a token by OAuth2, which is renewed when the service no longer takes it", async () => {
    const service = await filledShop();
    const tokenUrl = new URL("/token", service.url).href;
    const auth = { kind: "oauth2", tokenUrl, clientId: "concord", clientSecret: secret };
    service.behaviour.allowed = { header: "authorization", value: `Bearer t${service.now}` };
    const connector = open(service.url, { auth });
    const { cursor } = await readAll(connector);
    service.put("Orders", order(8));
    service.behaviour.allowed = { header: "authorization", value: `Bearer t${service.now}` };
    expect(said((await readAll(connector, cursor)).events)).toEqual(["shop-odata:sales_order:8"]);
    const wrong = await open(service.url, { auth: { ...auth, clientSecret: "wrong secret" } }).check();
    expect(wrong).toMatchObject([{ code: "SOURCE_FORBIDDEN" }]);
    expect(JSON.stringify(wrong)).not.toContain("wrong secret");
  });

  it("are not shown to another server that a link leads to", async () => {
    const service = await filledShop();
    const other = await filledShop();
    service.behaviour.linksTo = new URL(other.url).origin;
    const before = other.requests.length;
    await expect(readAll(open(service.url, { auth: { kind: "bearer", token: secret } }))).rejects.toMatchObject({
      code: "SOURCE_FORBIDDEN",
    });
    expect(other.requests).toHaveLength(before);
  });

  it("have no place in the url", () => {
    expect(() => odataOptions.parse({ url: "https://u:p@example.org/", mapping: "shop.yaml" })).toThrow(/auth/);
  });
});

describe("The examples over SAP's and Microsoft's sets", () => {
  it.each(["s4hana-sales.yaml", "dynamics-sales.yaml"])("%s fits the unified model", async (file) => {
    const service = await filledShop();
    const findings = await open(service.url, {}, readMappingFile(join(EXAMPLES, file))).check();
    // The shop has none of their sets; the mapping itself is sound.
    expect(findings.map(({ code }) => code)).toEqual(findings.map(() => "SOURCE_MISSING"));
  });
});
