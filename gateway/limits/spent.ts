import { type DocumentNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { type Fragments, fragmentsOf } from "../document-parts";
import { type Estimate, MUTATION_COST, STATEMENT_COST, STATEMENT_FIELDS } from "./cost";

export type Spent = Pick<Estimate, "cost" | "rows">;

interface Tally {
  cost: number;
  rows: number;
}

/** Adds what an object of an answer did cost. */
type Count = (object: object, tally: Tally) => void;

interface Counter {
  readonly count: Count;
  /** By the answer's data, which one run may give to several requests. */
  readonly known: WeakMap<object, Spent>;
}

const counters = new WeakMap<OperationDefinitionNode, Counter>();

/**
 * What an answer did cost, by the rules of the estimate with the lists as they came: never more than was estimated, lists
 * without pages apart.
 */
export function spentOn(document: DocumentNode, operation: OperationDefinitionNode, data: unknown): Spent {
  const counter = counters.get(operation) ?? createCounter(document, operation);
  counters.set(operation, counter);
  const known = isObject(data) ? counter.known.get(data) : undefined;
  if (known) return known;
  const mutations = operation.operation === "mutation" ? operation.selectionSet.selections.length : 0;
  const tally: Tally = { cost: mutations * MUTATION_COST, rows: 0 };
  if (isObject(data)) {
    counter.count(data, tally);
    counter.known.set(data, tally);
  }
  return tally;
}

function createCounter(document: DocumentNode, operation: OperationDefinitionNode): Counter {
  return { count: countOf(operation.selectionSet, fragmentsOf(document)), known: new WeakMap() };
}

function countOf(set: SelectionSetNode, fragments: Fragments): Count {
  const counts = set.selections.flatMap((selection): Count | readonly Count[] => {
    if (selection.kind !== Kind.FIELD) {
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
      return fragment ? countOf(fragment.selectionSet, fragments) : [];
    }
    const statement = STATEMENT_FIELDS.includes(selection.name.value) ? STATEMENT_COST : 0;
    const below = selection.selectionSet && countOf(selection.selectionSet, fragments);
    // A plain field comes with its row.
    return statement > 0 || below ? countField(selection.alias?.value ?? selection.name.value, statement, below) : [];
  });
  return (object, tally) => {
    for (const count of counts) count(object, tally);
  };
}

function countField(name: string, statement: number, below: Count | undefined): Count {
  return (object, tally) => {
    const value: unknown = Reflect.get(object, name);
    if (value === null || value === undefined) return;
    tally.cost += statement;
    if (below) countValue(value, below, tally);
  };
}

function countValue(value: unknown, below: Count, tally: Tally): void {
  const entries = Array.isArray(value) ? value.flat() : [value];
  if (Array.isArray(value)) tally.rows += entries.length;
  for (const entry of entries) countEntry(entry, below, tally);
}

function countEntry(entry: unknown, below: Count, tally: Tally): void {
  tally.cost += 1;
  if (isObject(entry)) below(entry, tally);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
