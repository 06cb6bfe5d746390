// One of three plain subgraphs over the same tables, as Apollo's documentation builds them: batched by DataLoader, without callers and
// permissions. In the words of the first federation, which every gateway here understands. node subgraphs.mjs <name> <database url>
import { createServer } from "node:http";
import { ApolloServer, HeaderMap } from "@apollo/server";
import { ApolloServerPluginInlineTraceDisabled } from "@apollo/server/plugin/disabled";
import { buildSubgraphSchema } from "@apollo/subgraph";
import DataLoader from "dataloader";
import { parse } from "graphql";
import pg from "pg";
import { addressOf, serving } from "./served.mjs";
import { subgraphs } from "./subgraph-schemas.mjs";

const [name, url] = process.argv.slice(2);
for (const type of [pg.types.builtins.DATE, pg.types.builtins.NUMERIC]) pg.types.setTypeParser(type, (text) => text);
const pool = new pg.Pool({ connectionString: url, max: 8 });
const query = async (text, values) => (await pool.query(text, values)).rows;

const { typeDefs, resolvers, loaders } = subgraphs[name];
const schema = buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers });
const server = new ApolloServer({ schema, introspection: true, plugins: [ApolloServerPluginInlineTraceDisabled()] });
await server.start();
const context = async () => ({
  query,
  ...Object.fromEntries(Object.entries(loaders).map(([key, load]) => [key, new DataLoader((ids) => load(query, ids))])),
});

const http = createServer(async (request, response) => {
  let body = "";
  for await (const chunk of request) body += chunk;
  const answer = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: "POST",
      headers: new HeaderMap(Object.entries(request.headers)),
      search: "",
      body: JSON.parse(body),
    },
    context,
  });
  response.writeHead(answer.status ?? 200, Object.fromEntries(answer.headers)).end(answer.body.string);
});
// Longer than any gateway keeps a connection, so that none is closed just as it is used.
http.keepAliveTimeout = 600_000;
http.listen(0, "127.0.0.1", () => serving(addressOf(http)));
