import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ApiKeyFile } from "../../gateway/api-key-file";
import { mintApiKey } from "../../gateway/api-keys";
import { documentHash } from "../../gateway/document-hash";
import { type OutletClient, openOutlets } from "./outlet-client";
import { readCsv } from "./read-csv";

const page = readFileSync(join(__dirname, "..", "..", "docs", "bi.md"), "utf8");
const mutation = /```graphql\n([\s\S]+?)```/.exec(page)?.[1] ?? "";
const document = /document: """\n([\s\S]+?)"""/.exec(mutation)?.[1] ?? "";

let client: OutletClient;
let expected: Record<string, unknown>[];
beforeAll(async () => {
  client = await openOutlets();
  const saved = await client.graph(mutation, {}, "cfo");
  expect(saved.data["saveOperation"]).toMatchObject({ name: "open_orders", version: 1 });
  expected = JSON.parse((await client.get("/bi/open_orders", { role: "analyst" })).text);
  expect(expected.length).toBeGreaterThan(10);
});
afterAll(() => client.server.close());

async function apiKey(
  changes: { readonly operations?: readonly { name: string; sha256: string }[] } = {},
): Promise<string> {
  const { id, key, sha256 } = mintApiKey();
  const now = Date.now();
  await new ApiKeyFile(join(client.server.dataFolder, "api-keys.json")).add({
    id,
    name: `tool-${id}`,
    sha256,
    role: "analyst",
    companies: "*",
    createdAt: new Date(now).toISOString(),
    expiresAt: new Date(now + 60_000).toISOString(),
    ...changes,
  });
  return key;
}

const basic = (key: string): string => `Basic ${Buffer.from(`anyone:${key}`).toString("base64")}`;
const withoutKey = ({ _row, ...row }: Record<string, unknown>): Record<string, unknown> => row;

describe("a tool of the documentation", () => {
  it("Power Query: service, metadata, a folded filter, then page after page", async () => {
    const headers = {
      authorization: basic(await apiKey()),
      accept: "application/json;odata.metadata=minimal;q=1.0,application/json;odata=minimalmetadata;q=0.9",
      "odata-maxversion": "4.0",
      "mashup-odata": "2.0",
      "accept-encoding": "gzip, deflate",
    };
    const service = JSON.parse((await client.get("/odata", { headers })).text);
    expect(service.value).toContainEqual({ name: "open_orders", kind: "EntitySet", url: "open_orders" });
    expect(
      (await client.get("/odata/$metadata", { headers: { ...headers, accept: "application/xml" } })).text,
    ).toContain("open_orders");
    const filtered = await client.get(
      "/odata/open_orders?$filter=status%20eq%20%27DELIVERED%27&$select=number%2Cstatus&$top=1000",
      { headers },
    );
    expect(expected.some(({ status }) => status === "DELIVERED")).toBe(true);
    expect(JSON.parse(filtered.text).value).toEqual(
      expected.filter(({ status }) => status === "DELIVERED").map(({ number, status }) => ({ number, status })),
    );
  });

  it("Tableau: the set alone, its rows counted first", async () => {
    const headers = { authorization: basic(await apiKey()), accept: "application/json" };
    expect((await client.get("/odata/open_orders/$count", { headers })).text).toBe(String(expected.length));
    const rows = JSON.parse((await client.get("/odata/open_orders?$format=json", { headers })).text).value;
    expect(rows.map(withoutKey).map(({ number }: Record<string, unknown>) => number)).toEqual(
      expected.map(({ number }) => number),
    );
  });

  it("Grafana Infinity: JSON by a key in a header", async () => {
    const answer = await client.get("/bi/open_orders", {
      headers: { "x-api-key": await apiKey(), accept: "application/json;q=0.9,text/plain" },
    });
    expect(JSON.parse(answer.text)).toEqual(expected);
  });

  it("pandas: CSV", async () => {
    const answer = await client.get("/bi/open_orders.csv", {
      headers: { "x-api-key": await apiKey(), "user-agent": "Python-urllib/3.12", "accept-encoding": "identity" },
    });
    expect(
      readCsv(answer.text)
        .slice(1)
        .map(([number]) => number),
    ).toEqual(expected.map(({ number }) => number));
  });

  it("curl: NDJSON with a parameter, compressed", async () => {
    const answer = await client.get("/bi/open_orders.ndjson?from=2026-04-01", {
      headers: { "x-api-key": await apiKey(), "accept-encoding": "deflate, gzip", accept: "*/*" },
    });
    const rows = answer.text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(rows).toEqual(expected.filter(({ orderedOn }) => String(orderedOn) >= "2026-04-01"));
  });

  it("curl: CSV as a stream", async () => {
    const answer = await client.get("/bi/open_orders.csv?stream=1", {
      headers: { "x-api-key": await apiKey(), accept: "*/*" },
    });
    expect(answer.headers["transfer-encoding"]).toBe("chunked");
    const [, ...rows] = readCsv(answer.text);
    expect(rows.map(([number]) => number)).toEqual(expected.map(({ number }) => number));
  });

  it("anything: the key as a parameter, which the next page's address does not repeat", async () => {
    const key = await apiKey();
    const answer = await client.get(`/bi/open_orders?api_key=${key}&page_size=2`, {});
    expect(answer.status).toBe(200);
    expect(answer.headers["link"]).not.toContain(key);
  });
});

describe("a key that is bound to operations", () => {
  it("reads these and does not learn of others", async () => {
    const stored = (
      await client.graph('{ savedOperations(filter: {name: {eq: "open_orders"}}) { nodes { document } } }')
    ).data;
    const text: string = stored["savedOperations"].nodes[0].document;
    expect(text.replace(/\s+/g, " ").trim()).toBe(document.replace(/\s+/g, " ").trim());
    await client.save("other", "{ items { nodes { name } } }");
    const headers = {
      "x-api-key": await apiKey({ operations: [{ name: "open_orders", sha256: documentHash(text) }] }),
    };
    expect((await client.get("/bi/open_orders", { headers })).status).toBe(200);
    expect((await client.get("/bi/other", { headers })).status).toBe(404);
    expect((await client.get("/odata/other", { headers })).status).toBe(404);
    expect(JSON.parse((await client.get("/bi", { headers })).text)).toHaveLength(1);
  });
});
