import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, type SelectionSetNode } from "graphql";
import { type Fragments, fragmentsOf } from "../document-parts";
import { type Estimate, MUTATION_COST, STATEMENT_COST, STATEMENT_FIELDS } from "./cost";

export interface Spent extends Pick<Estimate, "cost" | "rows"> {
  /** Rows that are there: without the nulls among them. */
  readonly objects: number;
}

type Tally = { -readonly [Count in keyof Spent]: number };

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
  const tally: Tally = { cost: mutations * MUTATION_COST, rows: 0, objects: 0 };
  if (isObject(data)) {
    counter.count(data, tally);
    counter.known.set(data, tally);
  }
  return tally;
}

function createCounter(document: DocumentNode, operation: OperationDefinitionNode): Counter {
  return { count: countOf([operation.selectionSet], fragmentsOf(document)), known: new WeakMap() };
}

function countOf(sets: readonly SelectionSetNode[], fragments: Fragments): Count {
  const fields = new Map<string, FieldNode[]>();
  for (const set of sets) collect(set, fragments, fields);
  const counts = [...fields].flatMap(([name, nodes]): Count | readonly Count[] => {
    const statement = nodes.some((node) => STATEMENT_FIELDS.includes(node.name.value)) ? STATEMENT_COST : 0;
    const selected = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    const below = selected.length > 0 ? countOf(selected, fragments) : undefined;
    // A plain field comes with its row.
    return statement > 0 || below ? countField(name, statement, below) : [];
  });
  return (object, tally) => {
    for (const count of counts) count(object, tally);
  };
}

/** A field that is selected several times under one name stands in the answer once. */
function collect({ selections }: SelectionSetNode, fragments: Fragments, fields: Map<string, FieldNode[]>): void {
  for (const selection of selections) {
    if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      fields.set(name, [...(fields.get(name) ?? []), selection]);
      continue;
    }
    const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments[selection.name.value] : selection;
    if (fragment) collect(fragment.selectionSet, fragments, fields);
  }
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
  if (!Array.isArray(value)) {
    tally.cost += 1;
    if (isObject(value)) below(value, tally);
    return;
  }
  for (const entry of value) {
    if (Array.isArray(entry)) countValue(entry, below, tally);
    else countRow(entry, below, tally);
  }
}

function countRow(row: unknown, below: Count, tally: Tally): void {
  tally.cost += 1;
  tally.rows += 1;
  if (!isObject(row)) return;
  tally.objects += 1;
  below(row, tally);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
