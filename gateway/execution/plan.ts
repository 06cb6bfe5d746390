import type { Schema } from "@apollo/federation-internals";
import type { PlanNode } from "@apollo/query-planner";
import { compileFetch } from "./fetch";
import { type Place, placeWithin } from "./place";
import type { Run } from "./run";
import { requirePlainName, Unsupported } from "./unsupported";

/** Does a part of a plan; undefined where there is nothing to wait for. */
export type PlanStep = (place: Place, run: Run) => Promise<void> | undefined;

/** @param conditionVariables gets the names of the variables that conditions of the plan use */
export function compilePlan(schema: Schema, node: PlanNode, conditionVariables: Set<string>): PlanStep {
  const compile = (child: PlanNode): PlanStep => compilePlan(schema, child, conditionVariables);
  switch (node.kind) {
    case "Sequence":
      return inSequence(node.nodes.map(compile));
    case "Parallel":
      return inParallel(node.nodes.map(compile));
    case "Flatten":
      return within(
        node.path.map((step) => requirePlainName(String(step))),
        compile(node.node),
      );
    case "Fetch":
      return compileFetch(schema, node);
    case "Condition":
      conditionVariables.add(node.condition);
      return either(
        node.condition,
        node.ifClause && compile(node.ifClause),
        node.elseClause && compile(node.elseClause),
      );
    default:
      throw new Unsupported("incremental");
  }
}

function inSequence(steps: readonly PlanStep[]): PlanStep {
  return async (place, run) => {
    for (const step of steps) await step(place, run);
  };
}

function inParallel(steps: readonly PlanStep[]): PlanStep {
  return async (place, run) => {
    await Promise.all(steps.map((step) => step(place, run)));
  };
}

function within(path: readonly string[], step: PlanStep): PlanStep {
  return (place, run) => {
    const inner = placeWithin(place, path);
    return inner && step(inner, run);
  };
}

function either(variable: string, included: PlanStep | undefined, skipped: PlanStep | undefined): PlanStep {
  return (place, run) => (run.conditions[variable] ? included : skipped)?.(place, run);
}
