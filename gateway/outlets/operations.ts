import { type GraphQLError, type GraphQLSchema, parse, validate } from "graphql";
import { BoundedMemory } from "../../schema/bounded-memory";
import { graphError } from "../../schema/errors";
import { documentHash } from "../document-hash";
import { type DocumentParts, partsOf } from "../document-parts";
import type { Caller } from "../tokens";
import { type PagedDocument, pagedDocument } from "./paged-document";
import { type Shape, shapeOf } from "./shape";

/** A query that was saved in the graph, as it stands. */
export interface SavedOperation {
  readonly name: string;
  readonly description: string;
  readonly document: string;
  readonly defaults: Readonly<Record<string, unknown>>;
  readonly owner: string;
  readonly version: number;
  readonly savedAt: string;
}

/** A saved operation made ready to be read as rows. */
export interface ReadableOperation {
  readonly saved: SavedOperation;
  readonly source: DocumentParts;
  readonly shape: Shape;
  readonly paged: PagedDocument;
}

/** Asks the graph as a caller; gives its data, and throws its first error. */
export type AskGraph = (
  query: string,
  variables: Readonly<Record<string, unknown>>,
) => Promise<Readonly<Record<string, unknown>>>;

const FIELDS = "name description document defaults owner version savedAt";
const LISTED_MAX = 1_000;

/** @throws OPERATION_UNKNOWN when there is none of that name for the caller's role, or none for their key */
export async function findOperation(ask: AskGraph, caller: Caller, name: string): Promise<SavedOperation> {
  const query = `query ($name: String!) { savedOperations(filter: {name: {eq: $name}}, first: 1) { nodes { ${FIELDS} } } }`;
  const [found] = await operationsIn(ask, query, { name });
  if (found && isForKey(caller, found)) return found;
  throw graphError("OPERATION_UNKNOWN", `There is no saved operation ${name.slice(0, 80)} for you.`);
}

/** Those that the caller may ask, by name. */
export async function listOperations(ask: AskGraph, caller: Caller): Promise<readonly SavedOperation[]> {
  const query = `query { savedOperations(orderBy: [{field: name}], first: ${LISTED_MAX}) { nodes { ${FIELDS} } } }`;
  return (await operationsIn(ask, query, {})).filter((operation) => isForKey(caller, operation));
}

async function operationsIn(ask: AskGraph, query: string, variables: Readonly<Record<string, unknown>>) {
  const data = await ask(query, variables);
  const { nodes } = data["savedOperations"] as { nodes: (Omit<SavedOperation, "defaults"> & { defaults: string })[] };
  return nodes.map((node): SavedOperation => ({ ...node, defaults: JSON.parse(node.defaults) }));
}

/** A key that is bound to operations asks these alone, by their text. */
function isForKey({ operations }: Caller, { document }: SavedOperation): boolean {
  return !operations || operations.has(documentHash(document));
}

const REMEMBERED_MAX = 500;

/**
 * Makes saved operations ready once, as long as text and graph are the same.
 * @returns throws BAD_USER_INPUT for one that the graph cannot answer any more, or whose answer is not rows
 */
export function createPreparation(schema: () => GraphQLSchema): (saved: SavedOperation) => ReadableOperation {
  const known = new BoundedMemory<{ readonly schema: GraphQLSchema; readonly parts: Omit<ReadableOperation, "saved"> }>(
    REMEMBERED_MAX,
  );
  return (saved) => {
    const now = schema();
    const key = documentHash(saved.document);
    const found = known.get(key);
    const { parts } =
      found?.schema === now ? found : known.set(key, { schema: now, parts: prepare(now, saved.document) });
    return { saved, ...parts };
  };
}

function prepare(schema: GraphQLSchema, text: string): Omit<ReadableOperation, "saved"> {
  const document = parse(text, { noLocation: true });
  const [fault] = validate(schema, document);
  if (fault)
    throw graphError("BAD_USER_INPUT", `The saved document does not fit the graph: ${told(fault)}`, {
      argument: "document",
    });
  const source = partsOf(document);
  return { source, shape: shapeOf(schema, source), paged: pagedDocument(schema, source) };
}

/** graphql-js helps with names of the schema, which the saved document's reader may not be told. */
function told({ message }: GraphQLError): string {
  return message.replace(/ ?Did you mean [^?]*\?/g, "");
}
