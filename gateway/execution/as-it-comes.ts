import { isListType, isNonNullType, isObjectType, type SelectionSet, type Type } from "@apollo/federation-internals";
import type { FetchNode, PlanNode } from "@apollo/query-planner";
import { type FieldNode, getOperationAST, Kind, parse, type SelectionSetNode } from "graphql";

/** Fields that one call gives, by their names in the answer. */
export type Given = ReadonlyMap<string, FieldNode>;

export const NOTHING_GIVEN: Given = new Map();

/**
 * Root fields that calls to subgraphs give which complete their answers by the schema, as one in this process does.
 * @param completes whether a subgraph does so
 */
export function givenAtRoot(plan: PlanNode, completes: (subgraph: string) => boolean): Given {
  const given = new Map<string, FieldNode>();
  const twice = new Set<string>();
  for (const fetch of rootFetches(plan)) {
    for (const [name, field] of fieldsOf(rootSelections(fetch))) {
      if (given.has(name)) twice.add(name);
      if (completes(fetch.serviceName)) given.set(name, field);
      else twice.add(name);
    }
  }
  for (const name of twice) given.delete(name);
  return given;
}

/** Calls that ask for the root of the answer, whichever others come before or beside them. */
function rootFetches(node: PlanNode): readonly FetchNode[] {
  if (node.kind === "Fetch") return node.requires ? [] : [node];
  return node.kind === "Sequence" || node.kind === "Parallel" ? node.nodes.flatMap(rootFetches) : [];
}

function rootSelections({ operation, operationDocumentNode }: FetchNode): SelectionSetNode | undefined {
  return getOperationAST(operationDocumentNode ?? parse(operation))?.selectionSet;
}

function fieldsOf(set: SelectionSetNode | undefined): Given {
  const fields = (set?.selections ?? []).flatMap((each) => (each.kind === Kind.FIELD ? [each] : []));
  return new Map(fields.map((field) => [field.alias?.value ?? field.name.value, field]));
}

/** What a call gives below one of its fields. */
export const givenBelow = (given: Given, name: string): Given => fieldsOf(given.get(name)?.selectionSet);

/**
 * Whether a call gives of an object field just what is selected there, in that order, so that its value is the answer's as it
 * comes: nothing else is asked or told of the objects, no other call adds to them, and no condition takes away from them.
 */
export function comesAsSelected(type: Type, selected: SelectionSet, field: FieldNode | undefined): boolean {
  const given = field?.selectionSet?.selections ?? [];
  const selections = selected.selections();
  if (!isObjectType(namedType(type)) || given.length !== selections.length) return false;
  return selections.every((selection, at) => {
    const same = given[at];
    if (selection.kind !== "FieldSelection" || same?.kind !== Kind.FIELD) return false;
    const { element, selectionSet } = selection;
    const isSame =
      element.responseName() === (same.alias?.value ?? same.name.value) && element.name === same.name.value;
    const isPlain = element.appliedDirectives.length === 0 && (same.directives ?? []).length === 0;
    if (!isSame || !isPlain || element.name === "__typename") return false;
    return selectionSet === undefined || comesAsSelected(element.definition.type as Type, selectionSet, same);
  });
}

function namedType(type: Type): Type {
  return isNonNullType(type) || isListType(type) ? namedType(type.ofType) : type;
}
