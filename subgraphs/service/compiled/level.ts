import type { GraphQLError } from "graphql";
import type { FieldPlan, ObjectPlan } from "./plan";

export type Data = Record<string, unknown>;
export type Path = readonly (string | number)[];

/** All objects that one field of a level gave, of one type: their sources, and what the answer has of them. */
export class Level {
  readonly sources: unknown[] = [];
  readonly outputs: Data[] = [];
  /** Of each object: which object of the level above it belongs to, and its position in a list there. */
  readonly above: number[] = [];
  readonly positions: number[] = [];
  private dead: Set<number> | undefined;

  constructor(
    readonly plan: ObjectPlan,
    readonly parent: Level | undefined,
    readonly field: FieldPlan | undefined,
  ) {}

  /** Adds an object; gives what is to stand in the answer for it. */
  add(source: unknown, above: number, position: number): Data {
    const output: Data = {};
    this.sources.push(source);
    this.outputs.push(output);
    this.above.push(above);
    this.positions.push(position);
    return output;
  }

  pathOf(at: number): Path {
    if (!this.parent || !this.field) return [];
    const above = [...this.parent.pathOf(this.above[at] ?? 0), this.field.name];
    const position = this.positions[at] ?? NO_LIST;
    return position === NO_LIST ? above : [...above, position];
  }

  /** Whether the object, or one around it, was replaced by null. */
  isDead(at: number): boolean {
    return (this.dead?.has(at) ?? false) || (this.parent?.isDead(this.above[at] ?? 0) ?? false);
  }

  bury(at: number): void {
    this.dead ??= new Set();
    this.dead.add(at);
  }
}

/** The position of an object that stands in no list. */
export const NO_LIST = -1;

/** What came of a run besides the objects. */
export interface Outcome {
  /** Whether a required field of the root is empty. */
  rootIsNull: boolean;
  readonly errors: GraphQLError[];
}

/** Puts null where a field, or an item of its list, has no value: there, or further up where none may be. */
export function nullify(outcome: Outcome, level: Level, at: number, field: FieldPlan, position = NO_LIST): void {
  const { list, required } = field.shape;
  const output = level.outputs[at];
  if (position !== NO_LIST && list && !list.required) {
    const items = output?.[field.name];
    if (Array.isArray(items)) items[position] = null;
    return;
  }
  if (output) output[field.name] = null;
  if (!required) return;
  level.bury(at);
  if (!level.parent || !level.field) outcome.rootIsNull = true;
  else nullify(outcome, level.parent, level.above[at] ?? 0, level.field, level.positions[at] ?? NO_LIST);
}
