import {
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  typeFromAST,
} from "graphql";

/** What fields are collected by: the document, and the booleans by which its directives decide. */
export interface CollectContext {
  readonly schema: GraphQLSchema;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Values of all variables that `@skip` and `@include` use. */
  readonly conditions: Readonly<Record<string, unknown>>;
}

/** Fields by response name, in the order in which an answer has them; several nodes of one name are one field. */
export type Collected = ReadonlyMap<string, readonly FieldNode[]>;

/** CollectFields of the specification, for objects of one type. */
export function collectFields(
  context: CollectContext,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): Collected {
  const fields = new Map<string, FieldNode[]>();
  const visited = new Set<string>();
  const collect = (selections: readonly SelectionNode[]): void => {
    for (const selection of selections) {
      if (!isIncluded(selection.directives ?? [], context.conditions)) continue;
      if (selection.kind === Kind.FIELD) add(fields, selection);
      else collect(opened(selection, type, context, visited));
    }
  };
  for (const { selections } of sets) collect(selections);
  return fields;
}

function add(fields: Map<string, FieldNode[]>, node: FieldNode): void {
  const name = node.alias?.value ?? node.name.value;
  const known = fields.get(name);
  if (known) known.push(node);
  else fields.set(name, [node]);
}

/** What a fragment selects of objects of the type; a named one counts once. */
function opened(
  selection: Exclude<SelectionNode, FieldNode>,
  type: GraphQLObjectType,
  context: CollectContext,
  visited: Set<string>,
): readonly SelectionNode[] {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    return meets(context.schema, selection.typeCondition, type) ? selection.selectionSet.selections : [];
  }
  const name = selection.name.value;
  const fragment = context.fragments[name];
  if (!fragment || visited.has(name)) return [];
  visited.add(name);
  return meets(context.schema, fragment.typeCondition, type) ? fragment.selectionSet.selections : [];
}

function meets(
  schema: GraphQLSchema,
  condition: FragmentDefinitionNode["typeCondition"] | undefined,
  type: GraphQLObjectType,
): boolean {
  if (!condition) return true;
  const wanted = typeFromAST(schema, condition);
  return wanted === type || (isAbstractType(wanted) && schema.isSubType(wanted, type));
}

function isIncluded(directives: readonly DirectiveNode[], conditions: Readonly<Record<string, unknown>>): boolean {
  return directives.every((directive) => {
    const { value: name } = directive.name;
    if (name !== "skip" && name !== "include") return true;
    return conditionOf(directive, conditions) === (name === "include");
  });
}

function conditionOf({ arguments: args = [] }: DirectiveNode, conditions: Readonly<Record<string, unknown>>): boolean {
  const [condition] = args;
  if (condition?.value.kind === Kind.VARIABLE) return conditions[condition.value.name.value] === true;
  return condition?.value.kind === Kind.BOOLEAN && condition.value.value;
}
