import { mkdtempSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { composeServices } from "@apollo/composition";
import { buildSubgraphSchema } from "@apollo/subgraph";
import { execute, GraphQLError, parse } from "graphql";
import pino, { type Logger } from "pino";
import { developmentKeyFile, mintToken, publicKeyOf, type TokenRequest } from "../../gateway/development-keys";
import { createGateway, type Gateway, type GatewaySettings } from "../../gateway/server";
import {
  createInProcessSource,
  type InProcessSourceSettings,
  type SourceRequest,
  type SubgraphSource,
} from "../../gateway/sources";
import { createTokenVerifier } from "../../gateway/tokens";
import { ConcordError, graphError } from "../../schema/errors";
import type { Identity } from "../../schema/identity";

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])`;

const erpText = (more = ""): string => `${LINK}
  type Query {
    orders: [Order!]
    whoAmI: String
    broken: String
    refused: String
    stopped: String
    misconfigured: String
    promised: Order
  }
  type Order @key(fields: "id") { id: ID! number: String! note(text: String): String ${more} }
`;
const erpTypes = parse(erpText());
const financeTypes = parse(`${LINK}
  type Query { rate(currency: String!): String }
  type Mutation { setRate(currency: String!): String }
  type Order @key(fields: "id") { id: ID! owed: String billed: String! }
`);

export const SECRET = "s3cret-inside";

const erpResolvers = {
  Query: {
    orders: () => [
      { id: "1", number: "SO-1" },
      { id: "2", number: "SO-2" },
    ],
    whoAmI: (_source: unknown, _arguments: unknown, context: unknown) => {
      const { role, companies, subject } = context as Identity;
      return JSON.stringify({ role, companies, subject });
    },
    broken: () => {
      throw new Error(`connection to ${SECRET} failed`);
    },
    refused: () => {
      throw new GraphQLError("You may not read this.", { extensions: { ...graphError("FORBIDDEN", "").extensions } });
    },
    stopped: () => {
      throw new ConcordError("STATEMENT_TIMEOUT", "The statement took too long.");
    },
    misconfigured: () => {
      throw new ConcordError("CONFIG_INVALID", `the file /etc/${SECRET} is missing`);
    },
    promised: () => ({ id: "3" }),
  },
  Order: { note: (_source: unknown, { text }: { text?: string }) => text ?? null },
};
const financeResolvers = {
  Query: { rate: () => "1.0" },
  Order: {
    // Order 3 is the dangling one: finance has never heard of it.
    __resolveReference: ({ id }: { id: string }) => (id === "3" ? null : { id }),
    owed: ({ id }: { id: string }) => `${id}0.00`,
    billed: ({ id }: { id: string }) => `${id}1.00`,
  },
};

export type Execute = (request: SourceRequest, identity: Identity) => Promise<unknown>;

const schemas = {
  erp: buildSubgraphSchema({ typeDefs: erpTypes, resolvers: erpResolvers }),
  finance: buildSubgraphSchema({ typeDefs: financeTypes, resolvers: financeResolvers }),
};

/** The subgraph as `createSubgraph` of Concord answers: an execution result that counts its SQL statements. */
export function executeOf(name: keyof typeof schemas): Execute {
  return async ({ query, variables, operationName }, identity) => {
    const result = await execute({
      schema: schemas[name],
      document: parse(query),
      variableValues: variables,
      contextValue: identity,
      ...(operationName ? { operationName } : {}),
    });
    return { ...result, extensions: { sqlStatements: 2 } };
  };
}

/** @param more fields of an order that this supergraph promises, whether or not the ERP has them */
export function supergraphSdl(more?: string): string {
  const { supergraphSdl: sdl, errors } = composeServices([
    { name: "erp", typeDefs: parse(erpText(more)), url: "http://erp.invalid" },
    { name: "finance", typeDefs: financeTypes, url: "http://finance.invalid" },
  ]);
  if (!sdl) throw new Error(`the fixture does not compose: ${errors}`);
  return sdl;
}

/** A logger whose lines a test can read. */
export function captureLog(): { logger: Logger; text: () => string; lines: () => Record<string, unknown>[] } {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += chunk;
      done();
    },
  });
  const logger = pino({ level: "debug" }, stream);
  const lines = (): Record<string, unknown>[] =>
    text
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  return { logger, text: () => text, lines };
}

export const ISSUER = "https://issuer.test";
export const AUDIENCE = "concord-test";

export interface TestGateway {
  readonly gateway: Gateway;
  readonly log: ReturnType<typeof captureLog>;
  readonly token: (request?: Partial<TokenRequest>) => Promise<string>;
  /** Asks over HTTP as a role (cfo unless told), and reads the answer. */
  readonly ask: (query: string, options?: AskOptions) => Promise<Asked>;
}

export interface AskOptions {
  readonly headers?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly anonymous?: boolean;
}

export interface Asked {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: { data?: unknown; errors?: AskedError[]; extensions?: Record<string, unknown> };
}

export interface AskedError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface TestGatewayOptions {
  readonly erp?: (logger: Logger) => SubgraphSource;
  readonly finance?: (logger: Logger) => SubgraphSource;
  readonly settings?: Partial<GatewaySettings>;
}

/** A subgraph of this process that answers by a function. */
export const answering =
  (name: "erp" | "finance", timeoutMs: number, execute: InProcessSourceSettings["execute"]) =>
  (logger: Logger): SubgraphSource =>
    createInProcessSource({ name, timeoutMs, logger, execute });

export async function startGateway(options: TestGatewayOptions = {}): Promise<TestGateway> {
  const log = captureLog();
  const keyFile = developmentKeyFile({ production: false, dataFolder: mkdtempSync(join(tmpdir(), "concord-keys-")) });
  const gateway = await createGateway({
    supergraphSdl: supergraphSdl(),
    sources: (name) => {
      const subgraph = name === "erp" ? "erp" : "finance";
      return (options[subgraph] ?? answering(subgraph, 2_000, executeOf(subgraph)))(log.logger);
    },
    verifyToken: createTokenVerifier({
      issuer: ISSUER,
      audience: AUDIENCE,
      keys: { kind: "public-key", key: publicKeyOf(keyFile) },
    }),
    logger: log.logger,
    production: false,
    introspection: true,
    ...options.settings,
  });
  const token = (request: Partial<TokenRequest> = {}): Promise<string> =>
    mintToken({ role: "cfo", companies: "*", issuer: ISSUER, audience: AUDIENCE, ...request }, keyFile);
  return { gateway, log, token, ask: (query, how) => ask(gateway, token, query, how) };
}

export interface HeldGateway {
  readonly test: TestGateway;
  /** How often the ERP was asked. */
  readonly calls: () => number;
  /** Resolves when it was asked first. */
  readonly begun: Promise<void>;
  readonly release: () => void;
}

/** A gateway whose ERP begins to answer when it is released. */
export async function startHeld(): Promise<HeldGateway> {
  let calls = 0;
  const [held, begun] = [signal(), signal()];
  const test = await startGateway({
    erp: answering("erp", 10_000, async (request, identity) => {
      calls += 1;
      begun.give();
      await held.given;
      return executeOf("erp")(request, identity);
    }),
  });
  return { test, calls: () => calls, begun: begun.given, release: held.give };
}

function signal(): { readonly given: Promise<void>; readonly give: () => void } {
  let give: () => void = () => undefined;
  const given = new Promise<void>((resolve) => {
    give = resolve;
  });
  return { given, give };
}

async function ask(
  { app }: Gateway,
  token: () => Promise<string>,
  query: string,
  { headers = {}, variables = {}, anonymous = false }: AskOptions = {},
): Promise<Asked> {
  const response = await app.inject({
    method: "POST",
    url: "/graphql",
    headers: { ...(anonymous ? {} : { authorization: `Bearer ${await token()}` }), ...headers },
    payload: { query, variables },
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    body: response.json(),
  };
}

/** A real HTTP server that answers as the test says. */
export async function startHttp(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/graphql`, close };
}
