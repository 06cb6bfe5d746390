import type { ApolloGateway } from "@apollo/gateway";
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLError,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import type { ExecutorAnswer, ExecutorRequest } from "./run";

type Gateway = Pick<ApolloGateway, "onSchemaLoadOrUpdate" | "stop"> & {
  load(options: Parameters<ApolloGateway["load"]>[0]): ReturnType<ApolloGateway["load"]>;
};

/** Response name under which the gateway asks for itself; no operation's own field is likely to have it. */
const EXISTS = "concordNodeId";

const nodeId: SelectionNode = {
  kind: Kind.FIELD,
  name: { kind: Kind.NAME, value: "nodeId" },
  alias: { kind: Kind.NAME, value: EXISTS },
};

/** An operation that asks for objects by global id, as it is executed. */
interface NodeOperation {
  readonly document: DocumentNode;
  /** Response names of its `node` and `nodes`. */
  readonly fields: ReadonlySet<string>;
}

/**
 * A global id names its type and key, and that is all that mapping knows of it. Whether there is such an object that the
 * caller may see is known to its owner, who alone gives the id: it is asked for whatever the operation asks, and where it
 * does not come the object is null, so that unknown, forbidden and out-of-scope ids are answered alike.
 */
export function answeringNodes(gateway: Gateway): Gateway {
  let operationOf: (document: DocumentNode) => NodeOperation | undefined = () => undefined;
  gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    operationOf = nodeOperations(apiSchema);
  });
  return {
    onSchemaLoadOrUpdate: (callback) => gateway.onSchemaLoadOrUpdate(callback),
    stop: () => gateway.stop(),
    async load(options) {
      const { schema, executor } = await gateway.load(options);
      return {
        schema,
        executor: async (given) => {
          const request = given as ExecutorRequest;
          const operation = operationOf(request.document);
          if (!operation) return executor(request);
          return existing(await executor({ ...request, document: operation.document }), operation.fields);
        },
      };
    },
  };
}

/** Remembers what is made of each document as long as the document is kept. */
function nodeOperations(schema: GraphQLSchema): (document: DocumentNode) => NodeOperation | undefined {
  const known = new WeakMap<DocumentNode, NodeOperation | "none">();
  return (document) => {
    const found = known.get(document) ?? asking(schema, document) ?? "none";
    known.set(document, found);
    return found === "none" ? undefined : found;
  };
}

function asking(schema: GraphQLSchema, document: DocumentNode): NodeOperation | undefined {
  const types = new TypeInfo(schema);
  const fields = new Set<string>();
  const changed = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(field): FieldNode | undefined {
          const type = types.getType();
          if (!field.selectionSet || !type || getNamedType(type).name !== "Node") return undefined;
          fields.add(field.alias?.value ?? field.name.value);
          const selections = [...field.selectionSet.selections, nodeId];
          return { ...field, selectionSet: { ...field.selectionSet, selections } };
        },
      },
    }),
  );
  return fields.size > 0 ? { document: changed, fields } : undefined;
}

type Data = Readonly<Record<string, unknown>>;

function existing(answer: ExecutorAnswer, fields: ReadonlySet<string>): ExecutorAnswer {
  if (!("data" in answer) || !answer.data) return answer;
  const data: Record<string, unknown> = { ...answer.data };
  for (const field of fields) {
    const value = data[field];
    if (Array.isArray(value)) data[field] = value.map(seen);
    else if (value) data[field] = seen(value);
  }
  const { errors, extensions, ...rest } = answer;
  const told = (errors ?? []).flatMap((error) => toldOf(error, data, fields) ?? []);
  // What else the answer would carry are completions of the nulls above, and they would tell the nulls apart.
  return { ...rest, data, ...(told.length > 0 ? { errors: told } : {}) } as ExecutorAnswer;
}

function seen(value: unknown): Data | null {
  if (typeof value !== "object" || value === null) return null;
  const { [EXISTS]: id, ...object } = value as Data;
  return id === null || id === undefined ? null : object;
}

/** An error within an object that is not there: not told if it is a refusal, told of the object if a part failed. */
function toldOf(error: GraphQLError, data: Data, fields: ReadonlySet<string>): GraphQLError | undefined {
  const [field, at] = error.path ?? [];
  if (!fields.has(String(field))) return error;
  const value = data[String(field)];
  const isListed = Array.isArray(value) && typeof at === "number";
  const object = isListed ? value[at] : value;
  if (object !== null && object !== undefined) return error;
  if (error.path?.length === 1) return error;
  if (error.extensions["code"] === "FORBIDDEN") return undefined;
  Object.defineProperty(error, "path", { value: error.path?.slice(0, isListed ? 2 : 1), enumerable: true });
  return error;
}
