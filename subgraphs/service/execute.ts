import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from "graphql";
import { BoundedMemory } from "../../schema/bounded-memory";
import { restrictedIn } from "../../schema/decisions";
import { type Identity, rowScopesOf } from "../../schema/identity";
import { inSpan } from "../../schema/trace";
import { type Database, observed, until } from "../../store/database";
import type { CursorCodec } from "../../store/read/cursor";
import { traced } from "../../store/traced";
import { CompiledDocument } from "./compiled/document";
import type { Reason } from "./compiled/unsupported";
import type { SubgraphContext } from "./context";
import { JointReads } from "./joint-reads";
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

/** Most documents kept parsed and compiled; the gateway's plans send the same few again and again. */
const DOCUMENTS_MAX = 1000;

/** A document that is valid, and what is compiled of it; undefined: it has several operations. */
interface Known {
  readonly document: DocumentNode;
  readonly compiled: CompiledDocument | undefined;
  readonly name: string | undefined;
}

/** Documents by their text, the oldest dropped first. */
function documentCache(schema: GraphQLSchema): (query: string) => Known | ExecutionResult {
  const documents = new BoundedMemory<Known>(DOCUMENTS_MAX);
  return (query) => {
    const cached = documents.get(query);
    if (cached) return cached;
    const document = parse(query, { maxTokens: 100_000 });
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors };
    return documents.set(query, knownOf(schema, document));
  };
}

function knownOf(schema: GraphQLSchema, document: DocumentNode): Known {
  const operation = getOperationAST(document);
  const compiled = operation ? new CompiledDocument(schema, document, operation) : undefined;
  return { document, compiled, name: operation?.name?.value };
}

/** How a question is answered: by a plan of our own, or by graphql-js, over the guarded schema where anything is denied. */
type Way =
  | { readonly result: "hit" | "miss"; readonly run: (context: SubgraphContext) => Promise<ExecutionResult> }
  | { readonly result: Reason; readonly schema: GraphQLSchema };

/** One subgraph as a function: the gateway's process calls it directly, the HTTP service wraps it. */
export function createSubgraph(parts: SubgraphParts): SubgraphExecute {
  const { definition } = parts;
  const open = buildSubgraph(definition);
  // Built when something is denied for the first time: a start need not wait for it.
  let guardedSchema: GraphQLSchema | undefined;
  const guarded = (): GraphQLSchema => {
    guardedSchema ??= guard(open);
    return guardedSchema;
  };
  const mayReadAll = verdicts(open, audienceIn);
  const documentOf = documentCache(open);
  const joint = new JointReads();

  const wayOf = ({ document, compiled, name }: Known, request: SubgraphRequest, identity: Identity) => {
    const isMeant = !request.operationName || request.operationName === name;
    if (!compiled || !isMeant) return { result: "operation", schema: guarded() } as const;
    const planned = compiled.plan(request.variables ?? {});
    if (!("plan" in planned)) return planned;
    const { plan, variables, known } = planned;
    const asker = { role: identity.role, restricted: restrictedIn(identity) };
    if (!mayReadAll(document, asker, variables)) return { result: "denied", schema: guarded() } as const;
    if (typeof plan === "string") return { result: plan, schema: open };
    return {
      result: known ? "hit" : "miss",
      run: (context: SubgraphContext) => compiled.run(plan, variables, context),
    } as const;
  };

  return async (request, identity, signal) => {
    const known = documentOf(request.query);
    if (!("document" in known)) return known;
    const way: Way | ExecutionResult = wayOf(known, request, identity);
    if (!("result" in way)) return way;
    const { context, statements } = contextFor(parts, joint, identity, signal);
    const answer = (): Promise<ExecutionResult> =>
      "run" in way ? way.run(context) : byGraphql(way.schema, known.document, request, context);
    const attributes = { "concord.subgraph": definition.name, "concord.request_id": identity.requestId };
    const result = await inSpan("subgraph", attributes, answer);
    return { ...result, extensions: { ...result.extensions, sqlStatements: statements(), compiled: way.result } };
  };
}

function contextFor(
  { database, cursors, minGroupSize = MIN_GROUP_SIZE }: SubgraphParts,
  joint: JointReads,
  identity: Identity,
  signal: AbortSignal | undefined,
): { readonly context: SubgraphContext; readonly statements: () => number } {
  let statements = 0;
  const counted = observed(traced(signal ? until(signal, database) : database), () => {
    statements += 1;
  });
  const { companies: scope, ...dimensions } = rowScopesOf(identity);
  const read = { database: counted, scope, ...dimensions, role: identity.role, cursors, minGroupSize };
  return { context: { identity, read, loaders: new Loaders(read, joint) }, statements: () => statements };
}

async function byGraphql(
  schema: GraphQLSchema,
  document: DocumentNode,
  { variables, operationName }: SubgraphRequest,
  contextValue: SubgraphContext,
): Promise<ExecutionResult> {
  const named = operationName ? { operationName } : {};
  return execute({ schema, document, contextValue, variableValues: variables ?? {}, ...named });
}
