import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from "graphql";
import { collectionsOf } from "../../schema/model/decorators";
import type { EntityDefinition } from "../../schema/model/definition";

type Fragments = GraphQLResolveInfo["fragments"];

/** Field nodes of a selection, fragments opened; what a directive might skip counts, since reading it does no harm. */
function fieldNodes(selectionSet: SelectionSetNode | undefined, fragments: Fragments): readonly FieldNode[] {
  return (selectionSet?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldNodes(selection.selectionSet, fragments);
    return fieldNodes(fragments[selection.name.value]?.selectionSet, fragments);
  });
}

function descend(nodes: readonly FieldNode[], path: readonly string[], fragments: Fragments): readonly FieldNode[] {
  const [step, ...rest] = path;
  if (step === undefined) return nodes;
  const inner = nodes
    .flatMap((node) => fieldNodes(node.selectionSet, fragments))
    .filter((node) => node.name.value === step);
  return descend(inner, rest, fragments);
}

/** Names selected under `path` below the field being resolved. */
export function selectedNames(info: GraphQLResolveInfo, path: readonly string[] = []): ReadonlySet<string> {
  const nodes = descend(info.fieldNodes, path, info.fragments);
  return new Set(nodes.flatMap((node) => fieldNodes(node.selectionSet, info.fragments)).map((node) => node.name.value));
}

/** Columns to read so that these GraphQL fields can be resolved. A field written by hand works from the key. */
export function columnsFor(entity: EntityDefinition, names: ReadonlySet<string>): ReadonlySet<string> {
  const columns = new Map(entity.columns.map((column) => [column.field, column.field]));
  const edges = new Map(entity.edges.map((edge) => [edge.field, edge.by]));
  const collections = new Set(collectionsOf(entity.type).map(({ field }) => field));
  const needed = new Set<string>();
  for (const name of names) {
    if (name === "__typename" || collections.has(name)) continue;
    if (name === entity.provenance) needed.add(name);
    else {
      const column = columns.get(name) ?? edges.get(name);
      if (column) needed.add(column);
    }
  }
  return needed;
}

/** True when nothing is asked of an entity but the key its reference already carries. */
export function onlyKey(names: ReadonlySet<string>, key: string): boolean {
  return [...names].every((name) => name === key || name === "__typename");
}
