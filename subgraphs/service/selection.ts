import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";
import { collectionsOf } from "../../schema/model/decorators";
import type { EntityDefinition } from "../../schema/model/definition";
import { NODE_ID } from "../../schema/model/node";

export type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Field nodes of a selection, fragments opened; what a directive might skip counts, since reading it does no harm. */
function fieldNodes(selections: readonly SelectionNode[] | undefined, fragments: Fragments): readonly FieldNode[] {
  return (selections ?? []).flatMap((selection) =>
    selection.kind === Kind.FIELD ? [selection] : fieldNodes(bodyOf(selection, fragments)?.selections, fragments),
  );
}

type Spread = Exclude<SelectionNode, FieldNode>;

function bodyOf(selection: Spread, fragments: Fragments): SelectionSetNode | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT
    ? selection.selectionSet
    : fragments[selection.name.value]?.selectionSet;
}

function conditionOf(selection: Spread, fragments: Fragments): string | undefined {
  return selection.kind === Kind.INLINE_FRAGMENT
    ? selection.typeCondition?.name.value
    : fragments[selection.name.value]?.typeCondition.name.value;
}

/** What a document selects below a field. It is the same for every row, so what follows from it is worked out once. */
export class Selection {
  private readonly known = new Map<string, ReadonlySet<string>>();
  private readonly columnsBy = new Map<EntityDefinition, ReadonlySet<string>>();
  private readonly derived = new Map<unknown, unknown>();

  /** @param selections what stands below the field, over all nodes that ask for it */
  constructor(
    private readonly selections: readonly SelectionNode[],
    private readonly fragments: Fragments,
  ) {}

  /** Names of the fields selected under `path`. */
  names(...path: readonly string[]): ReadonlySet<string> {
    const key = path.join(".");
    const known = this.known.get(key);
    if (known) return known;
    const names = new Set(this.at(path).map((node) => node.name.value));
    this.known.set(key, names);
    return names;
  }

  /** Columns of the entity to read for what is selected here. */
  columns(entity: EntityDefinition): ReadonlySet<string> {
    const known = this.columnsBy.get(entity);
    if (known) return known;
    const columns = columnsFor(entity, this.names());
    this.columnsBy.set(entity, columns);
    return columns;
  }

  /** What is worked out of this selection and of `by` alone. */
  once<Value>(by: unknown, compute: () => Value): Value {
    if (!this.derived.has(by)) this.derived.set(by, compute());
    return this.derived.get(by) as Value;
  }

  /** The same for objects of one type: fragments on other types are left out. */
  on(type: string): Selection {
    const isOnOther = (selection: SelectionNode): boolean => {
      if (selection.kind === Kind.FIELD) return false;
      const condition = conditionOf(selection, this.fragments);
      return condition !== undefined && condition !== type && condition !== "_Entity";
    };
    return this.once(`on ${type}`, () => {
      const own = this.selections.filter((selection) => !isOnOther(selection));
      return new Selection(own, this.fragments);
    });
  }

  private at(path: readonly string[]): readonly FieldNode[] {
    let nodes = fieldNodes(this.selections, this.fragments);
    for (const step of path) {
      const inner = nodes.filter((node) => node.name.value === step);
      nodes = inner.flatMap((node) => fieldNodes(node.selectionSet?.selections, this.fragments));
    }
    return nodes;
  }
}

export function selectionBelow(nodes: readonly FieldNode[], fragments: Fragments): Selection {
  return new Selection(
    nodes.flatMap((node) => node.selectionSet?.selections ?? []),
    fragments,
  );
}

/** Executors hand every row of a field the same nodes. */
const selections = new WeakMap<readonly FieldNode[], Selection>();

/** The selection below the field being resolved. */
export function selectionOf({ fieldNodes: nodes, fragments }: GraphQLResolveInfo): Selection {
  const known = selections.get(nodes);
  if (known) return known;
  const selection = selectionBelow(nodes, fragments);
  selections.set(nodes, selection);
  return selection;
}

/** Names selected below the field being resolved. */
export const selectedNames = (info: GraphQLResolveInfo): ReadonlySet<string> => selectionOf(info).names();

/** Columns to read so that these GraphQL fields can be resolved. A field written by hand works from the key. */
export function columnsFor(entity: EntityDefinition, names: ReadonlySet<string>): ReadonlySet<string> {
  const columns = new Map(entity.columns.map((column) => [column.field, column.field]));
  const edges = new Map(entity.edges.map((edge) => [edge.field, edge.by]));
  const collections = new Set(collectionsOf(entity.type).map(({ field }) => field));
  const needed = new Set<string>();
  for (const name of names) {
    if (name === "__typename" || collections.has(name)) continue;
    if (name === entity.provenance) needed.add(name);
    // Who asks for it asks whether there is such a row: its key is read, even where the reference carries it.
    else if (name === NODE_ID) needed.add(entity.key);
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
