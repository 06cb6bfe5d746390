import type { Schema } from "@apollo/federation-internals";
import type { GraphQLDataSource } from "@apollo/gateway";
import type { FetchNode } from "@apollo/query-planner";
import { inSpan } from "../../schema/trace";
import { type Data, isData, merge } from "./merge";
import type { Place } from "./place";
import { compileRequires, identityOf, type Represent } from "./representation";
import { compileRewrites, type Rewrite } from "./rewrite";
import type { ExecutorRequest, Run } from "./run";
import { errorsInAnswer, type SentError } from "./subgraph-error";
import { Unsupported } from "./unsupported";

/** Asks a subgraph for the values at a place, and adds what it gives to them. */
export type Fetch = (place: Place, run: Run) => Promise<void>;

type Process = GraphQLDataSource["process"];
type Question = Parameters<Process>[0];

/** How a data source tells a client's operation from Apollo's own questions; the enum itself is not exported. */
const INCOMING_OPERATION = "incoming operation" as Question["kind"];

interface Compiled {
  readonly node: FetchNode;
  readonly received: Rewrite | undefined;
}

/** One entity to ask for, and all those of the place that are this entity. */
interface Asked {
  readonly representation: Data;
  readonly entities: Data[];
  /** Which of the place's values they are: others of them may be of types that this fetch does not ask for. */
  readonly positions: number[];
}

export function compileFetch(schema: Schema, node: FetchNode): Fetch {
  if (node.contextRewrites) throw new Unsupported("context");
  if (node.hasDefers || node.id) throw new Unsupported("incremental");
  const compiled = { node, received: compileRewrites(schema, node.outputRewrites) };
  const ask = node.requires ? entityFetch(schema, compiled, node.requires) : rootFetch(compiled);
  return async (place, run) => {
    if (place.values.length === 0) return;
    try {
      await inSpan("gateway.fetch", { service: node.serviceName }, () => ask(place, run));
    } catch (error) {
      run.errors.push(error as Error);
    }
  };
}

function rootFetch({ node, received }: Compiled): Fetch {
  return async (place, run) => {
    const data = await send(node, variablesFor(node, run.request), place, run, undefined);
    if (data) received?.(data);
    for (const entity of place.values) merge(entity as Data, data);
  };
}

function entityFetch(
  schema: Schema,
  { node, received }: Compiled,
  requires: NonNullable<FetchNode["requires"]>,
): Fetch {
  const represent = compileRequires(schema, requires);
  const sent = compileRewrites(schema, node.inputRewrites);
  return async (place, run) => {
    const variables = variablesFor(node, run.request);
    const asked = entitiesToAsk(place, represent, sent);
    if (asked.length === 0) return;
    if ("representations" in variables) throw new Error('Variables cannot contain key "representations"');
    variables["representations"] = asked.map(({ representation }) => representation);
    const data = await send(node, variables, place, run, (position) => asked[position]?.positions ?? [position]);
    if (data) addEntities(asked, data["_entities"], received);
  };
}

/** Each entity once, however often it stands at the place. */
function entitiesToAsk(place: Place, represent: Represent, sent: Rewrite | undefined): readonly Asked[] {
  const byIdentity = new Map<string, Asked>();
  for (const [position, value] of place.values.entries()) {
    const entity = value as Data;
    const representation = represent(entity);
    if (!representation?.["__typename"]) continue;
    sent?.(representation);
    // One representation may stand for entities of several types, which are then different objects of the answer.
    const identity = `${String(entity["__typename"])} ${identityOf(representation)}`;
    const known = byIdentity.get(identity);
    if (known) {
      known.entities.push(entity);
      known.positions.push(position);
    } else byIdentity.set(identity, { representation, entities: [entity], positions: [position] });
  }
  return [...byIdentity.values()];
}

function addEntities(asked: readonly Asked[], found: unknown, received: Rewrite | undefined): void {
  if (!Array.isArray(found)) throw new Error('Expected "data._entities" in response to be an array');
  if (found.length !== asked.length) throw new Error(`Expected "data._entities" to contain ${asked.length} elements`);
  for (const [at, { entities }] of asked.entries()) {
    const given: unknown = found[at];
    if (isData(given) && !given["__typename"]) given["__typename"] = entities[0]?.["__typename"];
    received?.(given);
    for (const entity of entities) merge(entity, given as Data | null);
  }
}

function variablesFor({ variableUsages = [] }: FetchNode, { request }: ExecutorRequest): Record<string, unknown> {
  const given = request.variables;
  const variables: Record<string, unknown> = Object.create(null);
  for (const name of variableUsages) {
    if (given && Object.hasOwn(given, name) && given[name] !== undefined) variables[name] = given[name];
  }
  return variables;
}

async function send(
  node: FetchNode,
  variables: Record<string, unknown>,
  place: Place,
  run: Run,
  requestersOf: ((position: number) => readonly number[]) | undefined,
): Promise<Data | null | undefined> {
  const source = run.sources[node.serviceName];
  if (!source) throw new Error(`Couldn't find service with name "${node.serviceName}"`);
  const answer = await source.process(question(node, variables, place, run));
  if (answer.errors) {
    run.errors.push(...errorsInAnswer(answer.errors as readonly SentError[], node.serviceName, place, requestersOf));
  }
  return answer.data as Data | null | undefined;
}

function question(node: FetchNode, variables: Record<string, unknown>, place: Place, { request }: Run): Question {
  return {
    kind: INCOMING_OPERATION,
    request: {
      query: node.operation,
      variables,
      ...(node.operationName === undefined ? {} : { operationName: node.operationName }),
    },
    incomingRequestContext: request as never,
    context: request.context,
    ...(node.operationDocumentNode ? { document: node.operationDocumentNode } : {}),
    pathInIncomingRequest: [...place.path],
  };
}
