import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { execute, type GraphQLSchema, isObjectType, parse } from "graphql";
import { createGateway, type PlainGateway } from "../../gateway/index";
import { catalogueSchemas, catalogueSupergraph } from "./catalogue";

const supergraphSdl = catalogueSupergraph();
const WELL = { seed: 9, empty: 0, failing: 0, lost: 0 };

interface Served {
  readonly url: string;
  readonly connections: () => number;
  readonly requests: () => number;
  close(): void;
}

/** A subgraph as anybody's server answers it. */
async function serve(schema: GraphQLSchema): Promise<Served> {
  let [connections, requests] = [0, 0];
  const server: Server = createServer(async (request, response) => {
    requests += 1;
    let body = "";
    for await (const chunk of request) body += chunk;
    const { query, variables } = JSON.parse(body);
    const answer = await execute({ schema, document: parse(query), variableValues: variables });
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(answer));
  });
  server.on("connection", () => {
    connections += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, connections: () => connections, requests: () => requests, close };
}

const QUERY = `query ($first: Int) {
  products(first: $first) { id shipping parcel old stock(min: 1) { amount product { sku } } }
  media { __typename id title reviews { body by { name email } } ... on Film { cast { id } } }
}`;

const asked = (gateway: PlainGateway) => gateway.execute({ query: QUERY, variables: { first: 3 } });
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe("the executor over a supergraph of anybody's", () => {
  it("answers over HTTP as in this process, on connections that stay open", async () => {
    const served: Record<string, Served> = {};
    for (const [name, schema] of Object.entries(catalogueSchemas(WELL))) served[name] = await serve(schema);
    const urls = Object.fromEntries(Object.entries(served).map(([name, { url }]) => [name, url]));
    const remote = await createGateway({ supergraphSdl, urls });
    const local = await createGateway({ supergraphSdl, subgraphs: catalogueSchemas(WELL) });

    const expected = plain(await asked(local));
    expect(expected).toMatchObject({ data: { products: expect.any(Array) } });
    for (let round = 0; round < 5; round += 1) expect(plain(await asked(remote))).toEqual(expected);

    const total = (what: "connections" | "requests"): number =>
      Object.values(served).reduce((sum, server) => sum + server[what](), 0);
    expect(total("requests")).toBeGreaterThan(3 * total("connections"));
    await remote.close();
    await local.close();
    for (const server of Object.values(served)) server.close();
  });

  it("names the row of an error in a list of several types, although the call asked for one type alone", async () => {
    // A book, and two films.
    const schemas = catalogueSchemas({ ...WELL, seed: 1 });
    const media = schemas["reviews"]?.getType("Media");
    if (!isObjectType(media)) throw new Error("The reviews know no media.");
    Object.assign(media.getFields()["reviews"] ?? {}, {
      resolve: () => {
        throw new Error("lost");
      },
    });
    const gateway = await createGateway({ supergraphSdl, subgraphs: schemas });
    const { data, errors } = await gateway.execute({
      query: "{ media { __typename id ... on Film { reviews { body } } } }",
    });
    await gateway.close();
    const rows = (data?.["media"] ?? []) as { __typename: string; reviews?: unknown }[];
    const films = rows.flatMap(({ __typename: type }, at) => (type === "Film" ? [at] : []));
    expect(films.length).toBeGreaterThan(0);
    expect(films).not.toEqual(films.map((_, at) => at));
    expect(errors?.map(({ path }) => path?.slice(0, 3))).toEqual(films.map((at) => ["media", at, "reviews"]));
  });

  it("is served at an address, and compiles a document once", async () => {
    const gateway = await createGateway({ supergraphSdl, subgraphs: catalogueSchemas(WELL) });
    const url = await gateway.listen(0);
    const answers = [];
    for (let round = 0; round < 3; round += 1) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ query: "{ products { id inStock } }" }),
      });
      answers.push(await response.json());
    }
    expect(answers[0]).toEqual({ data: { products: expect.any(Array) } });
    expect(answers[2]).toEqual(answers[0]);
    const metrics = await gateway.metrics();
    expect(metrics).toContain('concord_compiled_operations_total{result="miss"} 1');
    expect(metrics).toContain('concord_compiled_operations_total{result="hit"} 2');
    await gateway.close();
  });

  it("asks for an entity once, however often it stands in the answer", async () => {
    const sent: number[] = [];
    const { reviews, ...others } = catalogueSchemas(WELL);
    const counting = {
      close: async () => undefined,
      async process({ request }: { readonly request: { readonly query?: string; readonly variables?: object } }) {
        const variables = (request.variables ?? {}) as { representations?: object[] };
        if (variables.representations) sent.push(variables.representations.length);
        return (await execute({
          schema: reviews as GraphQLSchema,
          document: parse(request.query ?? ""),
          variableValues: variables as Record<string, unknown>,
        })) as never;
      },
    };
    const gateway = await createGateway({ supergraphSdl, subgraphs: { ...others, reviews: counting } });
    const lists = Array.from({ length: 12 }, (_, at) => `p${at}: products(first: ${at}) { id old }`);
    const { data } = await gateway.execute({ query: `{ ${lists.join(" ")} }` });
    const products = Object.values(plain(data) as Record<string, readonly { readonly id: string }[]>);
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    const distinct = sum(products.map((list) => new Set(list.map(({ id }) => id)).size));
    expect(sum(sent)).toBe(distinct);
    expect(distinct).toBeLessThan(sum(products.map((list) => list.length)));
    await gateway.close();
  });

  it.each([
    ["introspection", "{ __schema { queryType { name } } products { id } }", {}],
    ["name", "{ constructor: products { id } }", {}],
    ["condition", "query ($c: Boolean = true) { products { id @include(if: $c) } }", { c: null }],
  ])("leaves to Apollo's executor what it does not compile: %s", async (reason, query, variables) => {
    const own = await createGateway({ supergraphSdl, subgraphs: catalogueSchemas(WELL) });
    const stock = await createGateway({ supergraphSdl, subgraphs: catalogueSchemas(WELL), stockExecutor: true });
    expect(plain(await own.execute({ query, variables }))).toEqual(plain(await stock.execute({ query, variables })));
    expect(await own.metrics()).toContain(`concord_operations_left_to_apollo_total{reason="${reason}"} 1`);
    await own.close();
    await stock.close();
  });
});
