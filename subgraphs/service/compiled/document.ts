import {
  type DocumentNode,
  type ExecutionResult,
  type FragmentDefinitionNode,
  type GraphQLSchema,
  getVariableValues,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  visit,
} from "graphql";
import type { SubgraphContext } from "../context";
import { compileEntities, compileObject, type ObjectPlan } from "./plan";
import { runPlan } from "./run";
import { type Reason, Unsupported } from "./unsupported";

type Variables = Readonly<Record<string, unknown>>;

/** Most plans of one document, one for each way in which its conditions can turn out. */
const PLANS_MAX = 32;
/** As many faults of variables as graphql-js tells at most. */
const FAULTS_MAX = 50;

/** A question as it is asked: its variables coerced, and how it is answered. */
export interface Planned {
  readonly variables: Variables;
  /** Or why graphql-js has to answer. */
  readonly plan: ObjectPlan | Reason;
  /** Whether the plan was there already. */
  readonly known: boolean;
}

/** A document of one operation, compiled when it is asked; its fields are those of the schema, unguarded. */
export class CompiledDocument {
  private readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  private readonly conditionNames: readonly string[];
  private readonly plans = new Map<string, ObjectPlan | Reason>();

  constructor(
    private readonly schema: GraphQLSchema,
    document: DocumentNode,
    private readonly operation: OperationDefinitionNode,
  ) {
    const fragments = document.definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    this.fragments = Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]));
    this.conditionNames = conditionVariables(document);
  }

  /** @returns errors: the variables do not fit */
  plan(given: Variables): Planned | ExecutionResult {
    const definitions = this.operation.variableDefinitions ?? [];
    if (definitions.length === 0) return this.planFor({});
    const { coerced, errors } = getVariableValues(this.schema, definitions, given, { maxErrors: FAULTS_MAX });
    return errors ? { errors } : this.planFor(coerced);
  }

  run(plan: ObjectPlan, variables: Variables, context: SubgraphContext): Promise<ExecutionResult> {
    const { schema, fragments, operation } = this;
    return runPlan(plan, { context, variables, document: { schema, fragments, conditions: variables }, operation });
  }

  private planFor(variables: Variables): Planned {
    const key = this.conditionNames.map((name) => String(variables[name])).join(" ");
    const known = this.plans.get(key);
    if (!known && this.plans.size >= PLANS_MAX) return { variables, plan: "conditions", known: false };
    const plan = known ?? unlessUnsupported(() => this.compile(variables));
    this.plans.set(key, plan);
    if (typeof plan === "string") return { variables, plan, known: known !== undefined };
    const reason = unlessUnsupported(() => compileEntities(plan, variables));
    return { variables, plan: reason ?? plan, known: known !== undefined };
  }

  private compile(variables: Variables): ObjectPlan {
    const { schema, fragments, operation, conditionNames } = this;
    const root = schema.getQueryType();
    // A change is made field by field, in the order of the document.
    if (!root || operation.operation !== OperationTypeNode.QUERY) throw new Unsupported("mutation");
    const conditions = Object.fromEntries(conditionNames.map((name) => [name, variables[name]]));
    return compileObject({ schema, fragments, conditions }, root, [operation.selectionSet]);
  }
}

function unlessUnsupported<Value>(compile: () => Value): Value | Reason {
  try {
    return compile();
  } catch (error) {
    if (error instanceof Unsupported) return error.reason;
    throw error;
  }
}

function conditionVariables(document: DocumentNode): readonly string[] {
  const names = new Set<string>();
  visit(document, {
    Directive({ name, arguments: [condition] = [] }) {
      const isCondition = name.value === "skip" || name.value === "include";
      if (isCondition && condition?.value.kind === Kind.VARIABLE) names.add(condition.value.name.value);
    },
  });
  return [...names];
}
