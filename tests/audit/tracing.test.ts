import { once } from "node:events";
import pino from "pino";
import { subgraphOver } from "../../cli/graph";
import { readSupergraph } from "../../cli/schema";
import { startTracing } from "../../cli/tracing";
import { createGateway } from "../../gateway/server";
import { createHttpSource, createInProcessSource } from "../../gateway/sources";
import { createIdentitySigner } from "../../schema/identity";
import type { Subgraph } from "../../schema/model/definition";
import { createSubgraphServer } from "../../subgraphs/service/server";
import { migrateAll } from "../build";
import { openEmbedded } from "../embedded";
import { startHttp } from "../gateway/fixture";
import { KEY } from "./build";

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
}

/** An OpenTelemetry collector that keeps what it is sent. */
async function startCollector() {
  const texts: string[] = [];
  const server = await startHttp(async (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(request, "end");
    texts.push(Buffer.concat(chunks).toString());
    response.writeHead(200, { "content-type": "application/json" }).end("{}");
  });
  const spans = (): Span[] =>
    texts.flatMap((text) =>
      JSON.parse(text).resourceSpans.flatMap((resource: { scopeSpans: { spans: Span[] }[] }) =>
        resource.scopeSpans.flatMap((scope) => scope.spans),
      ),
    );
  return { endpoint: server.url.replace("/graphql", ""), close: server.close, text: () => texts.join("\n"), spans };
}

describe("a traced request", () => {
  it("is one trace from the gateway over HTTP and in this process to SQL, without a value", async () => {
    const collector = await startCollector();
    const tracing = startTracing(collector.endpoint, "all");
    const database = await openEmbedded();
    await migrateAll(database);
    const logger = pino({ level: "silent" });
    const erp = createSubgraphServer({
      name: "erp",
      execute: subgraphOver("erp", database, KEY),
      database,
      internalKey: KEY,
      logger,
    });
    const address = await erp.listen({ host: "127.0.0.1", port: 0 });
    const sign = createIdentitySigner(KEY);
    const gateway = await createGateway({
      supergraphSdl: readSupergraph(),
      sources: (name) =>
        name === "erp"
          ? createHttpSource({ name, urls: [`${address}/graphql`], sign, timeoutMs: 20_000, logger })
          : createInProcessSource({
              name,
              timeoutMs: 20_000,
              logger,
              execute: subgraphOver(name as Subgraph, database, KEY),
            }),
      verifyToken: async () => ({ subject: "li", role: "cfo", companies: "*" }),
      logger,
      production: false,
      introspection: false,
    });
    const query = `query Traced {
      salesOrders(filter: { number: { eq: "a-private-number" } }) { totalCount }
      invoices(filter: { number: { eq: "a-private-number" } }) { totalCount }
    }`;
    const answer = await gateway.app.inject({
      method: "POST",
      url: "/graphql",
      headers: { authorization: "Bearer x" },
      payload: { query },
    });
    expect(answer.json().data).toEqual({ salesOrders: { totalCount: 0 }, invoices: { totalCount: 0 } });
    await gateway.close();
    await erp.close();
    await database.close();
    await tracing?.close();
    await collector.close();

    const spans = collector.spans();
    const parentOf = (span: Span | undefined) => spans.find(({ spanId }) => spanId === span?.parentSpanId);
    const statements = spans.filter(({ name }) => name === "sql");
    expect(statements).toHaveLength(2);
    for (const statement of statements) {
      const subgraph = parentOf(statement);
      expect(subgraph?.name).toBe("subgraph");
      expect(parentOf(subgraph)?.name).toBe("gateway.fetch");
    }
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    expect(collector.text()).toContain("select");
    expect(collector.text()).not.toContain("a-private-number");
  });
});

describe("without a collector", () => {
  it("no tracing is started", () => {
    expect(startTracing(undefined, "all")).toBeUndefined();
  });
});
