import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionSetNode,
  TypeInfo,
  type ValueNode,
  visit,
  visitWithTypeInfo,
} from "graphql";
import { sha256 } from "./canonical";

/** What an operation asks for, by names alone. */
export interface OperationFacts {
  readonly type: "query" | "mutation" | "subscription";
  /** The name in the document, which only the document gives. */
  readonly name: string | undefined;
  /** SHA-256 of the document printed without its literals: who reads it cannot try values out on it. */
  readonly document: string;
  /** `Type.field` of all that is selected, sorted. */
  readonly fields: readonly string[];
  /** The `Type.field` at a path of the answer; list positions do not count. */
  fieldAt(path: readonly (string | number)[]): string | undefined;
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Works out an operation's facts once for a document and keeps them as long as the document is kept. */
export function createOperationFacts(): (
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
) => OperationFacts {
  const known = new WeakMap<OperationDefinitionNode, OperationFacts>();
  return (schema, document, operation) => {
    const facts = known.get(operation) ?? factsOf(schema, document, operation);
    known.set(operation, facts);
    return facts;
  };
}

function factsOf(schema: GraphQLSchema, document: DocumentNode, operation: OperationDefinitionNode): OperationFacts {
  const fragments: Fragments = new Map(
    document.definitions.flatMap((node) => (node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node]] : [])),
  );
  const owners = ownersOf(schema, operation, fragments);
  const at = new Map<string, string | undefined>();
  return {
    type: operation.operation,
    name: operation.name?.value,
    document: sha256(print(withoutLiterals(document))),
    fields: [...new Set(owners.values())].sort(),
    fieldAt(path) {
      const names = path.filter((step): step is string => typeof step === "string");
      const place = names.join(".");
      if (!at.has(place)) at.set(place, ownerAt(operation.selectionSet, names, fragments, owners));
      return at.get(place);
    },
  };
}

/** The `Type.field` of every field node of the operation and of the fragments it reaches; each fragment once. */
function ownersOf(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  fragments: Fragments,
): ReadonlyMap<FieldNode, string> {
  const owners = new Map<FieldNode, string>();
  const reached = new Set<string>();
  const open: (OperationDefinitionNode | FragmentDefinitionNode)[] = [operation];
  for (let root = open.pop(); root; root = open.pop()) {
    const types = new TypeInfo(schema);
    visit(
      root,
      visitWithTypeInfo(types, {
        Field(node) {
          const type = types.getParentType();
          if (type) owners.set(node, `${type.name}.${node.name.value}`);
        },
        FragmentSpread({ name: { value } }) {
          const fragment = fragments.get(value);
          if (fragment && !reached.has(value)) open.push(fragment);
          reached.add(value);
        },
      }),
    );
  }
  return owners;
}

/** Goes down a path of response names; of several fields of one response name, all have one type and field. */
function ownerAt(
  selections: SelectionSetNode,
  names: readonly string[],
  fragments: Fragments,
  owners: ReadonlyMap<FieldNode, string>,
): string | undefined {
  let level: readonly FieldNode[] = [];
  let open: readonly SelectionSetNode[] = [selections];
  for (const name of names) {
    level = fieldsNamed(name, open, fragments);
    open = level.flatMap(({ selectionSet }) => (selectionSet ? [selectionSet] : []));
  }
  const [field] = level;
  return field && owners.get(field);
}

function fieldsNamed(name: string, selectionSets: readonly SelectionSetNode[], fragments: Fragments): FieldNode[] {
  const found: FieldNode[] = [];
  const open = [...selectionSets];
  const spread = new Set<string>();
  for (let set = open.pop(); set; set = open.pop()) {
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        if ((selection.alias ?? selection.name).value === name) found.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) open.push(selection.selectionSet);
      else {
        const fragment = spread.has(selection.name.value) ? undefined : fragments.get(selection.name.value);
        spread.add(selection.name.value);
        if (fragment) open.push(fragment.selectionSet);
      }
    }
  }
  return found;
}

/** Literals become one of their kind; lists and objects become empty, since their length and names tell of values too. */
function withoutLiterals(document: DocumentNode): DocumentNode {
  const blank = (value: ValueNode): ValueNode => {
    switch (value.kind) {
      case Kind.INT:
      case Kind.FLOAT:
        return { kind: Kind.INT, value: "0" };
      case Kind.STRING:
        return { kind: Kind.STRING, value: "" };
      case Kind.LIST:
        return { kind: Kind.LIST, values: [] };
      default:
        return value;
    }
  };
  return visit(document, {
    IntValue: blank,
    FloatValue: blank,
    StringValue: blank,
    ListValue: blank,
  });
}
