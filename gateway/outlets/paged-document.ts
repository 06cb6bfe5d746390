import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  print,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { type DocumentParts, partsOf } from "../document-parts";

/** The response names that the outlets add; no operation's own field is likely to have them. */
export const PAGE = "concordPage";
const FIRST = "concordFirst";
const AFTER = "concordAfter";

const PAGE_ARGUMENTS = ["first", "last", "after", "before"];

/** An operation as the outlets ask it. */
export interface PagedDocument {
  readonly text: string;
  readonly parts: DocumentParts;
  /** Whether its rows come page by page: by the variables that `pageVariables` gives. */
  readonly isPaged: boolean;
  /** Whether there are lists of which a row may show a part only. */
  readonly hasInnerPages: boolean;
  /** Response name of the root field. */
  readonly root: string;
}

/**
 * Lets a document be read to its end: the root connection takes its page from the outlet, unless the document says which
 * page it wants, and every other connection tells whether it holds more than it shows.
 */
export function pagedDocument(schema: GraphQLSchema, { operation, fragments }: DocumentParts): PagedDocument {
  const rootField = operation.selectionSet.selections[0] as FieldNode;
  const isPaged = isConnectionField(schema, rootField) && !hasPage(rootField);
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      isPaged ? { ...operation, ...pagedOperation(operation, rootField) } : operation,
      ...Object.values(fragments),
    ],
  };
  const { told, pages } = tellingMore(schema, document);
  const hasInnerPages = pages > (isPaged ? 1 : 0);
  return {
    text: print(told),
    parts: partsOf(told),
    isPaged,
    hasInnerPages,
    root: rootField.alias?.value ?? rootField.name.value,
  };
}

export function pageVariables(size: number, after: string | undefined): Readonly<Record<string, unknown>> {
  return { [FIRST]: size, [AFTER]: after ?? null };
}

function isConnectionField(schema: GraphQLSchema, field: FieldNode): boolean {
  const definition = schema.getQueryType()?.getFields()[field.name.value];
  return definition !== undefined && getNamedType(definition.type).name.endsWith("Connection");
}

function hasPage({ arguments: given = [] }: FieldNode): boolean {
  return given.some(({ name }) => PAGE_ARGUMENTS.includes(name.value));
}

function pagedOperation(operation: DocumentParts["operation"], rootField: FieldNode): Partial<typeof operation> {
  const variable = (name: string) => ({ kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: name } }) as const;
  const named = (name: string) => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } }) as const;
  const argument = (name: string, value: string): ArgumentNode => ({
    kind: Kind.ARGUMENT,
    name: { kind: Kind.NAME, value: name },
    value: variable(value),
  });
  return {
    variableDefinitions: [
      ...(operation.variableDefinitions ?? []),
      { kind: Kind.VARIABLE_DEFINITION, variable: variable(FIRST), type: named("Int") },
      { kind: Kind.VARIABLE_DEFINITION, variable: variable(AFTER), type: named("String") },
    ],
    selectionSet: {
      kind: Kind.SELECTION_SET,
      selections: [
        {
          ...rootField,
          arguments: [...(rootField.arguments ?? []), argument("first", FIRST), argument("after", AFTER)],
        },
      ],
    },
  };
}

/** Adds `pageInfo` to the connections whose page the document does not choose itself, and counts them. */
function tellingMore(
  schema: GraphQLSchema,
  document: DocumentNode,
): { readonly told: DocumentNode; readonly pages: number } {
  const types = new TypeInfo(schema);
  let pages = 0;
  const told = visit(
    document,
    visitWithTypeInfo(types, {
      Field: {
        leave(field) {
          const type = types.getType();
          const named = type && getNamedType(type);
          if (!field.selectionSet || !isObjectType(named) || !named.name.endsWith("Connection")) return undefined;
          if (hasPage(field) && !isOutletPage(field)) return undefined;
          pages += 1;
          const selections = [...field.selectionSet.selections, PAGE_INFO];
          return { ...field, selectionSet: { ...field.selectionSet, selections } };
        },
      },
    }),
  );
  return { told, pages };
}

function isOutletPage({ arguments: given = [] }: FieldNode): boolean {
  return given.some(({ value }) => value.kind === Kind.VARIABLE && value.name.value === FIRST);
}

const leaf = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } });

const PAGE_INFO: SelectionNode = {
  ...leaf("pageInfo"),
  alias: { kind: Kind.NAME, value: PAGE },
  selectionSet: { kind: Kind.SELECTION_SET, selections: [leaf("hasNextPage"), leaf("endCursor")] },
};
