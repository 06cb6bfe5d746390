import { type DocumentNode, type FragmentDefinitionNode, Kind, type OperationDefinitionNode } from "graphql";

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** A document of one operation, taken apart. */
export interface DocumentParts {
  readonly operation: OperationDefinitionNode;
  readonly fragments: Fragments;
}

/** A document's fragments by their names. */
export function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
}

/** @throws Error for a document without an operation */
export function partsOf(document: DocumentNode): DocumentParts {
  const operation = document.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
  if (!operation) throw new Error("The document has no operation.");
  return { operation, fragments: fragmentsOf(document) };
}
