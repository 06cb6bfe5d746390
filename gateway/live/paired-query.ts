import {
  type DefinitionNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLSchema,
  getArgumentValues,
  getNamedType,
  getOperationAST,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from "graphql";
import { graphError } from "../../schema/errors";
import { fragmentsOf } from "../document-parts";

export interface SubscriptionQuestion {
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** A subscription as the questions that answer it. */
export interface PairedQuery {
  /** List name of the entity whose changes are followed. */
  readonly entity: string;
  /** Name of the answer's one field. */
  readonly responseName: string;
  /** Only this row. */
  readonly id: string | undefined;
  /** Only what came after this event. */
  readonly after: string | undefined;
  /** What these events are to the caller, with all that the client selected. */
  question(events: readonly string[]): { readonly query: string; readonly variables: Record<string, unknown> };
  /** Which of these events are anything to the caller. */
  lookup(events: readonly string[]): { readonly query: string; readonly variables: Record<string, unknown> };
}

/** Arguments that the gateway itself answers to. */
const OWN_ARGUMENTS = ["id", "after"];

/**
 * Turns `salesOrderChanged(filter: …) { … }` into `salesOrderChanges(events: $events, filter: …) { … }`: selection, fragments and
 * variables stay the client's. The document must be valid; throws a GraphQLError for what it asks otherwise.
 */
export function pairedQuery(schema: GraphQLSchema, question: SubscriptionQuestion): PairedQuery {
  const { document, variables } = question;
  const operation = operationIn(question);
  const fragments = fragmentsOf(document);
  const field = rootField(operation.selectionSet, fragments);
  const definition = schema.getSubscriptionType()?.getFields()[field.name.value];
  if (!definition) throw new Error("the document was not validated");
  const coerced = getVariableValues(schema, operation.variableDefinitions ?? [], { ...variables });
  if (coerced.errors) throw graphError("BAD_USER_INPUT", coerced.errors[0]?.message ?? "A variable is not usable.");
  const given = getArgumentValues(definition, field, coerced.coerced);
  const text = (name: string): string | undefined => (typeof given[name] === "string" ? given[name] : undefined);
  const ask = (selectionSet: SelectionSetNode | undefined) => {
    const paired = pairedDocument(operation, field, selectionSet, fragments);
    const sent = Object.fromEntries(
      paired.variables.flatMap((name) => (name in variables ? [[name, variables[name]]] : [])),
    );
    return (events: readonly string[]) => ({ query: paired.query, variables: { ...sent, [paired.events]: events } });
  };
  return {
    entity: getNamedType(definition.type).name.replace(/Change$/, ""),
    responseName: (field.alias ?? field.name).value,
    id: text("id"),
    after: text("after"),
    question: ask(field.selectionSet),
    lookup: ask({
      kind: Kind.SELECTION_SET,
      selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: "id" } }],
    }),
  };
}

function operationIn({ document, operationName }: SubscriptionQuestion): OperationDefinitionNode {
  const operation = getOperationAST(document, operationName);
  if (!operation)
    throw graphError("OPERATION_RESOLUTION_FAILURE", "Expected one operation, or its name in operationName.");
  if (operation.operation === OperationTypeNode.SUBSCRIPTION) return operation;
  throw graphError("OPERATION_RESOLUTION_FAILURE", "Expected a subscription here; queries are answered at /graphql.");
}

/** The one field of a subscription, which may stand in a fragment. */
function rootField(set: SelectionSetNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>): FieldNode {
  const fields = fieldsOf(set.selections, fragments);
  const [first] = fields;
  if (first && fields.length === 1) return first;
  throw new GraphQLError("A subscription has one field, named once.", {
    extensions: graphError("GRAPHQL_VALIDATION_FAILED", "").extensions,
  });
}

function fieldsOf(
  selections: readonly SelectionNode[],
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
): readonly FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    const inside = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments[selection.name.value];
    return inside ? fieldsOf(inside.selectionSet.selections, fragments) : [];
  });
}

function pairedDocument(
  operation: OperationDefinitionNode,
  field: FieldNode,
  selectionSet: SelectionSetNode | undefined,
  fragments: Readonly<Record<string, FragmentDefinitionNode>>,
) {
  const events = freeName("events", operation);
  const kept = (field.arguments ?? []).filter(({ name }) => !OWN_ARGUMENTS.includes(name.value));
  const paired: FieldNode = {
    ...field,
    // The answer keeps the name that the client gave it.
    alias: field.alias ?? field.name,
    name: { kind: Kind.NAME, value: field.name.value.replace(/Changed$/, "Changes") },
    arguments: [{ kind: Kind.ARGUMENT, name: nameNode("events"), value: variableNode(events) }, ...kept],
    ...(selectionSet ? { selectionSet } : {}),
  };
  const used = usedBy(paired, fragments);
  const definitions = (operation.variableDefinitions ?? []).filter(({ variable }) =>
    used.variables.has(variable.name.value),
  );
  const query: OperationDefinitionNode = {
    ...operation,
    operation: OperationTypeNode.QUERY,
    variableDefinitions: [eventsDefinition(events), ...definitions],
    selectionSet: { kind: Kind.SELECTION_SET, selections: [paired] },
  };
  const all: DefinitionNode[] = [query, ...used.fragments];
  return {
    query: print({ kind: Kind.DOCUMENT, definitions: all }),
    events,
    variables: definitions.map(({ variable }) => variable.name.value),
  };
}

const nameNode = (value: string) => ({ kind: Kind.NAME, value }) as const;
const variableNode = (value: string) => ({ kind: Kind.VARIABLE, name: nameNode(value) }) as const;

/** `$events: [ID!]!` */
function eventsDefinition(events: string) {
  const id = { kind: Kind.NAMED_TYPE, name: nameNode("ID") } as const;
  const ids = { kind: Kind.LIST_TYPE, type: { kind: Kind.NON_NULL_TYPE, type: id } } as const;
  return {
    kind: Kind.VARIABLE_DEFINITION,
    variable: variableNode(events),
    type: { kind: Kind.NON_NULL_TYPE, type: ids },
  } as const;
}

function freeName(wanted: string, { variableDefinitions = [] }: OperationDefinitionNode): string {
  const taken = new Set(variableDefinitions.map(({ variable }) => variable.name.value));
  let name = wanted;
  while (taken.has(name)) name = `${name}_`;
  return name;
}

/** Fragments and variables that a field reaches. */
function usedBy(field: FieldNode, fragments: Readonly<Record<string, FragmentDefinitionNode>>) {
  const variables = new Set<string>();
  const reached = new Set<FragmentDefinitionNode>();
  const open: (FieldNode | FragmentDefinitionNode)[] = [field];
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node, {
      Variable: ({ name }) => void variables.add(name.value),
      FragmentSpread: ({ name }) => {
        const fragment = fragments[name.value];
        if (fragment && !reached.has(fragment)) open.push(fragment);
        if (fragment) reached.add(fragment);
      },
    });
  }
  return { variables, fragments: [...reached] };
}
