import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, getNamedType, isObjectType } from "graphql";
import pino from "pino";
import { allSubgraphsOver } from "../../cli/graph";
import { readSupergraph } from "../../cli/schema";
import { createGateway, type Gateway } from "../../gateway/server";
import { createInProcessSource } from "../../gateway/sources";
import type { Subgraph } from "../../schema/model/definition";
import type { Database } from "../../store/database";
import type { SubgraphExecute } from "../../subgraphs/service/execute";
import { type Question, write } from "./question";
import type { Reader } from "./secrets";

/** All of an answer that a client can see. */
export interface Seen {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** How a test plants a leak between gateway and subgraph; production has no such place. */
export type Tap = (name: Subgraph, execute: SubgraphExecute) => SubgraphExecute;

/** Who runs the plans: Concord, or Apollo's gateway as it comes. */
export type Executor = "own" | "stock";

const REQUEST_ID = "the-same-for-both";
/** One key for all, so that cursors are equal where what they hold is. */
const CURSOR_KEY = "a key for tests only";

/** The whole graph as a client meets it over HTTP, over a database that can be exchanged. */
export class WorldGraph {
  private constructor(
    private readonly gateway: Gateway,
    private readonly use: { database: Database },
    private readonly name: string,
  ) {}

  static async over(database: Database, tap?: Tap, executor?: Executor): Promise<WorldGraph> {
    const [graph] = await WorldGraph.sharing([database], tap, executor);
    if (!graph) throw new Error("there is no database");
    return graph;
  }

  /** Several worlds behind one gateway, which then plans a question once for all; the caller's name tells the world. */
  static async sharing(
    databases: readonly Database[],
    tap: Tap = (_name, execute) => execute,
    executor: Executor = "own",
  ): Promise<WorldGraph[]> {
    const uses = databases.map((database) => ({ database }));
    const worlds = uses.map((use) => {
      const exchanged = exchangeable(use);
      return allSubgraphsOver({ finance: exchanged, erp: exchanged, mapping: exchanged }, CURSOR_KEY);
    });
    const logger = pino({ level: "silent" });
    const gateway = await createGateway({
      supergraphSdl: readSupergraph(),
      sources: (name) => {
        const byWorld = worlds.map((subgraphs) => tap(name as Subgraph, subgraphs[name as Subgraph]));
        const execute: SubgraphExecute = async (request, identity) => {
          const chosen = byWorld[Number(identity.subject)];
          if (!chosen) throw new Error("the reader names no world");
          return chosen(request, { ...identity, subject: "reader" });
        };
        return createInProcessSource({ name, timeoutMs: 60_000, logger, execute });
      },
      verifyToken: async (header) => JSON.parse(header ?? "{}") as Reader & { subject: string },
      logger,
      production: false,
      introspection: true,
      stockExecutor: executor === "stock",
    });
    return uses.map((use, at) => new WorldGraph(gateway, use, String(at)));
  }

  over(database: Database): void {
    this.use.database = database;
  }

  async schema(): Promise<GraphQLSchema> {
    const asked = { query: getIntrospectionQuery(), variables: {} };
    return buildClientSchema(JSON.parse((await this.send(asked, {}, { role: "admin", companies: "*" })).body).data);
  }

  ask(question: Question, reader: Reader): Promise<Seen> {
    return this.send(write(question), question.headers, reader);
  }

  async send(payload: object, headers: Readonly<Record<string, string>>, reader: Reader): Promise<Seen> {
    const answer = await this.gateway.app.inject({
      method: "POST",
      url: "/graphql",
      payload,
      headers: {
        ...headers,
        authorization: JSON.stringify({ ...reader, subject: this.name }),
        "x-request-id": REQUEST_ID,
      },
    });
    const { date: _moment, ...rest } = answer.headers;
    return { status: answer.statusCode, headers: rest, body: answer.body };
  }

  close(): Promise<void> {
    return this.gateway.close();
  }
}

function exchangeable(use: { database: Database }): Database {
  return {
    engine: use.database.engine,
    query: (statement) => use.database.query(statement),
    execute: (script) => use.database.execute(script),
    transaction: (work) => use.database.transaction(work),
    close: async () => undefined,
  };
}

/** The type that stands at a path of field names below the query. */
export function typeAt(schema: GraphQLSchema, path: readonly string[]): string {
  let type = schema.getQueryType()?.name ?? "";
  for (const name of path) {
    const found = schema.getType(type);
    const field = isObjectType(found) ? found.getFields()[name] : undefined;
    type = field ? getNamedType(field.type).name : "";
  }
  return type;
}
