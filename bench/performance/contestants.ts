import { join } from "node:path";
import { PEERS } from "./peers";
import { POSTGRAPHILE, QUESTIONS, type QuestionName } from "./question";

/** What a contestant is started over. */
export interface World {
  readonly databaseUrl: string;
  /** Composed of the plain subgraphs, with their addresses. */
  readonly supergraphFile: string;
  /** Of the plain subgraphs, by name. */
  readonly subgraphUrls: Readonly<Record<string, string>>;
}

export interface Contestant {
  readonly name: string;
  /** One line for readers of the table. */
  readonly is: string;
  /** The way of server.ts or the script of bench/peers, with its arguments; `npm` marks what needs the peers' packages. */
  command(world: World): readonly string[];
  readonly npm?: true;
  /** Whether its work is done by the plain subgraphs too, so that their CPU counts. */
  readonly overSubgraphs?: true;
  /** Whether it gives all rows of a saved operation as one stream. */
  readonly streams?: true;
  readonly speaks: "graph" | "postgraphile" | "by hand" | "copy";
}

const RUN = join(__dirname, "..", "run.mjs");
const way = (name: string, ...given: string[]): readonly string[] => [RUN, "performance/server", name, ...given];
const script = (name: string, ...given: string[]): readonly string[] => [join(PEERS, `${name}.mjs`), ...given];

export const BATCHED = "four statements by hand";
export const STOCK = "stock Apollo";
export const CONCORD = "Concord";

export const CONTESTANTS: readonly Contestant[] = [
  {
    name: CONCORD,
    is: "one process, with permissions, limits and audit",
    command: ({ databaseUrl }) => way("concord", databaseUrl),
    streams: true,
    speaks: "graph",
  },
  {
    name: "Concord, Apollo's executor",
    is: "the same process, plans run by `@apollo/gateway`",
    command: ({ databaseUrl }) => way("apollo-executor", databaseUrl),
    speaks: "graph",
  },
  {
    name: "Concord, not audited",
    is: "the same process without the audit, for what that costs",
    command: ({ databaseUrl }) => way("unaudited", databaseUrl),
    speaks: "graph",
  },
  {
    name: "one statement by hand",
    is: "`node:http`, the JSON written by PostgreSQL; no caller, no permission, no other question",
    command: ({ databaseUrl }) => way("in-one", databaseUrl),
    speaks: "by hand",
  },
  {
    name: BATCHED,
    is: "`node:http`, batched statements put together in JavaScript; no caller, no permission, no other question",
    command: ({ databaseUrl }) => way("batched", databaseUrl),
    speaks: "by hand",
  },
  {
    name: "PostGraphile",
    is: "version 4 over views of one database (version 5 wants Node 22); no permission",
    command: ({ databaseUrl }) => script("postgraphile/postgraphile", databaseUrl),
    npm: true,
    speaks: "postgraphile",
  },
  {
    name: "Concord's executor over HTTP",
    is: "`createGateway({ supergraphSdl })` before three plain subgraphs",
    command: ({ databaseUrl, supergraphFile }) => way("over-subgraphs", databaseUrl, supergraphFile),
    overSubgraphs: true,
    speaks: "graph",
  },
  {
    name: STOCK,
    is: "Apollo Server and Gateway before the same three subgraphs",
    command: ({ supergraphFile }) => script("apollo", supergraphFile),
    npm: true,
    overSubgraphs: true,
    speaks: "graph",
  },
  {
    name: "Hive Gateway",
    is: "its own command before the same three subgraphs",
    command: ({ supergraphFile }) => script("hive", supergraphFile),
    npm: true,
    overSubgraphs: true,
    speaks: "graph",
  },
  {
    name: "Mercurius",
    is: "its gateway, compiled, before the same three subgraphs",
    command: ({ subgraphUrls }) =>
      script("mercurius/mercurius", ...Object.entries(subgraphUrls).map(([name, url]) => `${name}=${url}`)),
    npm: true,
    overSubgraphs: true,
    speaks: "graph",
  },
  {
    name: "COPY",
    is: "PostgreSQL's COPY of JSON lines, passed on as it comes",
    command: ({ databaseUrl }) => script("copy", databaseUrl),
    npm: true,
    speaks: "copy",
  },
];

export interface HttpQuestion {
  readonly url: string;
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

const HEADERS = { "content-type": "application/json", accept: "application/json", authorization: "Bearer bench" };

/** A question as this contestant is asked it; undefined: it does not answer such. */
export function questionFor(
  { speaks }: Contestant,
  address: string,
  question: QuestionName,
  variables: Readonly<Record<string, string | number>>,
): HttpQuestion | undefined {
  const values = Object.fromEntries(Object.entries(variables).map(([name, value]) => [name, String(value)]));
  if (speaks === "copy") return question === "ledger" ? { url: address, method: "GET", headers: {} } : undefined;
  if (speaks === "by hand")
    return { url: `${address}/${question}?${new URLSearchParams(values)}`, method: "GET", headers: {} };
  const query = speaks === "postgraphile" ? POSTGRAPHILE[question] : QUESTIONS[question];
  return query === undefined
    ? undefined
    : { url: address, method: "POST", headers: HEADERS, body: JSON.stringify({ query, variables }) };
}
