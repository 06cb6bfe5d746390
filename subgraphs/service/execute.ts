import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import type { Identity } from "../../schema/identity";
import { type Database, observed } from "../../store/database";
import type { CursorCodec } from "../../store/read/cursor";
import type { SubgraphContext } from "./context";
import { Loaders } from "./loaders";
import { guard } from "./permissions";
import { buildSubgraph, type SubgraphDefinition } from "./schema";

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

export type SubgraphExecute = (request: SubgraphRequest, identity: Identity) => Promise<ExecutionResult>;

export interface SubgraphParts {
  readonly definition: SubgraphDefinition;
  readonly database: Database;
  readonly cursors: CursorCodec;
}

/** Most documents kept parsed; the gateway's plans send the same few again and again. */
const DOCUMENT_CACHE_SIZE = 1000;

/** Parsed and validated documents by their text, the oldest dropped first. */
function documentCache(schema: GraphQLSchema): (query: string) => DocumentNode | ExecutionResult {
  const documents = new Map<string, DocumentNode>();
  return (query) => {
    const cached = documents.get(query);
    if (cached) return cached;
    const document = parse(query, { maxTokens: 100_000 });
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    const [oldest] = documents.keys();
    if (documents.size >= DOCUMENT_CACHE_SIZE && oldest !== undefined) documents.delete(oldest);
    documents.set(query, document);
    return document;
  };
}

/** One subgraph as a function: the gateway's process calls it directly, the HTTP service wraps it. */
export function createSubgraph({ definition, database, cursors }: SubgraphParts): SubgraphExecute {
  const schema = guard(buildSubgraph(definition));
  const documentOf = documentCache(schema);
  return async ({ query, variables, operationName }, identity) => {
    const document = documentOf(query);
    if (!("kind" in document)) return document;
    let statements = 0;
    const counted = observed(database, () => {
      statements += 1;
    });
    const read = { database: counted, scope: identity.companies, cursors };
    const contextValue: SubgraphContext = { identity, read, loaders: new Loaders(read) };
    const result = await execute({
      schema,
      document,
      contextValue,
      variableValues: variables ?? {},
      ...(operationName ? { operationName } : {}),
    });
    return { ...result, extensions: { ...result.extensions, sqlStatements: statements } };
  };
}
