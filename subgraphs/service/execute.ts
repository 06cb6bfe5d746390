import { type DocumentNode, type ExecutionResult, execute, type GraphQLSchema, parse, validate } from "graphql";
import { restrictedIn } from "../../schema/decisions";
import { type Identity, rowScopesOf } from "../../schema/identity";
import { inSpan } from "../../schema/trace";
import { type Database, observed, until } from "../../store/database";
import type { CursorCodec } from "../../store/read/cursor";
import { traced } from "../../store/traced";
import type { SubgraphContext } from "./context";
import { Loaders } from "./loaders";
import { audienceIn, guard } from "./permissions";
import { buildSubgraph, type SubgraphDefinition } from "./schema";
import { verdicts } from "./verdict";

export interface SubgraphRequest {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string | null;
}

/** With a signal, what is read for the answer stops when nobody waits for it any more. */
export type SubgraphExecute = (
  request: SubgraphRequest,
  identity: Identity,
  signal?: AbortSignal,
) => Promise<ExecutionResult>;

export interface SubgraphParts {
  readonly definition: SubgraphDefinition;
  readonly database: Database;
  readonly cursors: CursorCodec;
  /** Fewest values of a total for roles that read the field as totals only; 5 if absent. */
  readonly minGroupSize?: number;
}

const MIN_GROUP_SIZE = 5;

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
export function createSubgraph({
  definition,
  database,
  cursors,
  minGroupSize = MIN_GROUP_SIZE,
}: SubgraphParts): SubgraphExecute {
  const open = buildSubgraph(definition);
  const schema = guard(open);
  const mayReadAll = verdicts(schema, audienceIn);
  const documentOf = documentCache(schema);
  return async ({ query, variables, operationName }, identity, signal) => {
    const document = documentOf(query);
    if (!("kind" in document)) return document;
    let statements = 0;
    const awaited = signal ? until(signal, database) : database;
    const counted = observed(traced(awaited), () => {
      statements += 1;
    });
    const { companies: scope, ...dimensions } = rowScopesOf(identity);
    const read = { database: counted, scope, ...dimensions, role: identity.role, cursors, minGroupSize };
    const contextValue: SubgraphContext = { identity, read, loaders: new Loaders(read) };
    const execution = {
      schema: mayReadAll(document, { role: identity.role, restricted: restrictedIn(identity) }, variables)
        ? open
        : schema,
      document,
      contextValue,
      variableValues: variables ?? {},
      ...(operationName ? { operationName } : {}),
    };
    const attributes = { "concord.subgraph": definition.name, "concord.request_id": identity.requestId };
    const result = await inSpan("subgraph", attributes, async () => execute(execution));
    return { ...result, extensions: { ...result.extensions, sqlStatements: statements } };
  };
}
