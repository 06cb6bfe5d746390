import {
  assert,
  type CompositeType,
  ERRORS,
  type Field,
  type FieldSelection,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  isSubtype,
  type Operation,
  type Schema,
  type SelectionSet,
  type Type,
} from "@apollo/federation-internals";
import type { GraphQLError } from "graphql";
import { comesAsSelected, type Given, givenBelow, NOTHING_GIVEN } from "./as-it-comes";
import { type Conditions, compileSkip, type Skip } from "./conditions";
import { compileLeaf, type IsValid } from "./leaf-values";
import type { Data } from "./merge";
import { requirePlainName, Unsupported } from "./unsupported";

export interface Projected {
  /** Null where a required field of the root is empty. */
  readonly data: Data | null;
  /** Where a value is not of its type, or a required one is empty: told only where no subgraph gave an error. */
  readonly errors: readonly GraphQLError[];
}

/** Gives what the operation selects of all that was fetched, in its order, with nulls where the schema wants them. */
export type Projection = (fetched: Data, conditions: Conditions) => Projected;

/** What completing a value came to, besides the value. */
type Outcome = "ok" | "failed" | "required";

/** One projection under way. */
interface Run {
  readonly conditions: Conditions;
  readonly errors: GraphQLError[];
  readonly path: (string | number)[];
  /**
   * Of the value completed last: `failed` is null with an error told already; `required` is null where none may be, so
   * that the object around it is null too.
   */
  outcome: Outcome;
}

/** Writes one selection into the output; false: the object cannot be. */
type Step = (input: Data, output: Data, parent: CompositeType, run: Run) => boolean;
type Complete = (input: unknown, output: unknown, parent: CompositeType, run: Run) => unknown;

const TYPENAME = "__typename";

/**
 * @param conditionVariables gets the names of the variables that conditions of the operation use
 * @param given what one call each gives of the root, complete by the schema
 */
export function compileProjection(operation: Operation, conditionVariables: Set<string>, given: Given): Projection {
  const schema = operation.schema();
  const compiler = new Compiler(schema, conditionVariables);
  const steps = compiler.steps(operation.selectionSet, given);
  const root = schema.schemaDefinition.rootType(operation.rootKind);
  if (!root) throw new Unsupported("plan");
  return (fetched, conditions) => {
    const run: Run = { conditions, errors: [], path: [], outcome: "ok" };
    const output: Data = {};
    const whole = apply(steps, fetched, output, root, run);
    return { data: whole ? output : null, errors: run.errors };
  };
}

function apply(steps: readonly Step[], input: Data, output: Data, parent: CompositeType, run: Run): boolean {
  for (const step of steps) if (!step(input, output, parent, run)) return false;
  return true;
}

class Compiler {
  constructor(
    private readonly schema: Schema,
    private readonly conditionVariables: Set<string>,
  ) {}

  steps(selections: SelectionSet, given: Given): readonly Step[] {
    return selections.selections().map((selection) => {
      const skip = compileSkip(selection, this.conditionVariables);
      const step = selection.kind === "FieldSelection" ? this.field(selection, given) : this.fragment(selection);
      return skip ? unless(skip, step) : step;
    });
  }

  private field({ element, selectionSet }: FieldSelection, given: Given): Step {
    const name = requirePlainName(element.responseName());
    if (element.definition.isSchemaIntrospectionField()) throw new Unsupported("introspection");
    if (element.name === TYPENAME) return typenameStep(this.schema, name);
    const type = fieldType(element);
    const below = givenBelow(given, name);
    const step = fieldStep(name, this.completion(type, selectionSet, below), selectionSet !== undefined);
    if (selectionSet && comesAsSelected(type, selectionSet, given.get(name))) return wholeStep(name, step);
    const plain = isNonNullType(type) ? type.ofType : type;
    return isListType(plain) || isCompositeType(plain) ? step : plainStep(name, compileLeaf(this.schema, plain), step);
  }

  private fragment({
    element,
    selectionSet,
  }: Extract<ReturnType<SelectionSet["selections"]>[number], { kind: "FragmentSelection" }>): Step {
    const steps = this.steps(selectionSet, NOTHING_GIVEN);
    const condition = element.typeCondition;
    if (!condition) return (input, output, parent, run) => apply(steps, input, output, parent, run);
    const meets = new Map<string, boolean>();
    const appliesTo = (typename: string): boolean => {
      const type = this.schema.type(typename);
      if (!type) return false;
      const known = meets.get(typename) ?? isSubtype(condition, type);
      meets.set(typename, known);
      return known;
    };
    return (input, output, parent, run) => {
      const typename = input[TYPENAME];
      assert(!typename || typeof typename === "string", () => `Got unexpected value for __typename: ${typename}`);
      return appliesTo(typename ? String(typename) : parent.name) ? apply(steps, input, output, condition, run) : true;
    };
  }

  private completion(type: Type, selections: SelectionSet | undefined, given: Given): Complete {
    if (isNonNullType(type)) return required(type.ofType, this.completion(type.ofType, selections, given));
    if (isListType(type)) return list(type, this.completion(type.ofType, selections, given), selections !== undefined);
    if (isCompositeType(type)) return this.object(type, selections, given);
    return leaf(this.schema, type);
  }

  private object(type: CompositeType, selections: SelectionSet | undefined, given: Given): Complete {
    assert(selections, () => `Invalid empty selection set for composite type ${type}`);
    const steps = this.steps(selections, given);
    const { schema } = this;
    return (input, output, parent, run) => {
      run.outcome = "ok";
      if (output === null) return null;
      if (input === null) return null;
      if (typeof input !== "object")
        fault(`Invalid non-object value ${input} returned by subgraph for composite type ${type}`);
      const actual = actualType(schema, type, input as Data, parent, run);
      if (!actual) return null;
      const object = output === undefined ? {} : (output as Data);
      const whole = apply(steps, input as Data, object, actual, run);
      run.outcome = whole ? "ok" : "failed";
      return whole ? object : null;
    };
  }
}

/** What Apollo's executor says of the same; made here alone, since it would be made for each value otherwise. */
function fault(message: string): never {
  assert(false, message);
}

function fieldType(field: Field): Type {
  const { type } = field.definition;
  assert(type, () => `the field ${field.name} has no type`);
  return type;
}

function unless(skip: Skip, step: Step): Step {
  return (input, output, parent, run) => skip(run.conditions) || step(input, output, parent, run);
}

function fieldStep(name: string, complete: Complete, isObject: boolean): Step {
  return (input, output, parent, run) => {
    const existing = output[name];
    // Selected before, under the same name: there is nothing to add to a null or to a plain value.
    if (existing === null || (existing !== undefined && !isObject)) return true;
    run.path.push(name);
    output[name] = complete(input[name] ?? null, existing, parent, run);
    run.path.pop();
    return run.outcome !== "required";
  };
}

/** What came whole and complete is the answer's as it is; nothing in its place is for the schema to say. */
function wholeStep(name: string, otherwise: Step): Step {
  return (input, output, parent, run) => {
    const value = input[name];
    if (typeof value !== "object" || value === null || output[name] !== undefined)
      return otherwise(input, output, parent, run);
    output[name] = value;
    return true;
  };
}

/** Most values are what they should be, and only for the others it matters where they stand. */
function plainStep(name: string, isValid: IsValid, otherwise: Step): Step {
  return (input, output, parent, run) => {
    const value = input[name];
    if (value === null || value === undefined || output[name] !== undefined || !isValid(value))
      return otherwise(input, output, parent, run);
    output[name] = value;
    return true;
  };
}

function typenameStep(schema: Schema, name: string): Step {
  return (input, output, parent) => {
    if (output[name] !== undefined) return true;
    const given = input[name] ?? input[TYPENAME];
    const type = typeof given === "string" ? (schema.type(given) ?? parent) : parent;
    if (!isObjectType(type)) return false;
    output[name] = type.name;
    return true;
  };
}

function required(type: Type, complete: Complete): Complete {
  return (input, output, parent, run) => {
    const value = complete(input, output, parent, run);
    if (value !== null) {
      run.outcome = "ok";
      return value;
    }
    if (run.outcome === "ok" && output !== null) {
      const place = describePlace(run.path, type, parent);
      tell(run, `Cannot return null for non-nullable ${place}.`);
    }
    run.outcome = output === null ? "ok" : "required";
    return null;
  };
}

function list(type: Type, complete: Complete, isObject: boolean): Complete {
  return (input, output, parent, run) => {
    if (output === null || (output !== undefined && !isObject)) return settled(run, output);
    if (input === null) return settled(run, null);
    if (!Array.isArray(input))
      return fault(`Invalid non-list value ${input} returned by subgraph for list type ${type}`);
    const existing = (output as unknown[] | undefined) ?? [];
    if (output !== undefined && existing.length !== input.length)
      fault(`[${input}].length (${input.length}) !== [${existing}].length (${existing.length})`);
    const values: unknown[] = [];
    let [failed, empty] = [false, false];
    for (let at = 0; at < input.length; at += 1) {
      run.path.push(at);
      values.push(complete(input[at], existing[at], parent, run));
      run.path.pop();
      failed ||= run.outcome !== "ok";
      empty ||= run.outcome === "required";
    }
    run.outcome = failed ? "failed" : "ok";
    return empty ? null : values;
  };
}

function settled(run: Run, value: unknown): unknown {
  run.outcome = "ok";
  return value;
}

function leaf(schema: Schema, type: Type): Complete {
  const isValid = compileLeaf(schema, type);
  return (input, output, parent, run) => {
    run.outcome = "ok";
    if (output !== undefined) return output;
    if (input === null || isValid(input)) return input;
    tell(run, `Invalid value found for ${describePlace(run.path, type, parent)}.`);
    run.outcome = "failed";
    return null;
  };
}

/** The type that the object says it is of; undefined, with the error told: there is no such type. */
function actualType(
  schema: Schema,
  type: CompositeType,
  input: Data,
  parent: CompositeType,
  run: Run,
): CompositeType | undefined {
  const typename = input[TYPENAME];
  if (typename !== undefined && typeof typename !== "string")
    return fault(`Invalid non-string value ${typename} for __typename at ${run.path}`);
  if (!typename || typename === type.name) return type;
  const found = schema.type(typename);
  if (found && isCompositeType(found)) return found;
  tell(run, `Invalid __typename found for object at ${describePlace(run.path, type, parent)}.`);
  run.outcome = "failed";
  return undefined;
}

function tell(run: Run, message: string): void {
  run.errors.push(ERRORS.INVALID_GRAPHQL.err(message, { path: [...run.path] }));
}

function describePlace(path: readonly (string | number)[], type: Type, parent: CompositeType): string {
  const last = path.at(-1);
  return typeof last === "string" ? `field ${parent}.${last}` : `array element of type ${type} at index ${last}`;
}
