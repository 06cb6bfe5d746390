import {
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from "graphql";

/** What an operation costs at most, before it is run. */
export interface Estimate {
  /** Objects made and statements needed, in the unit of docs/limits.md. */
  readonly cost: number;
  /** Entries of all lists of objects. */
  readonly rows: number;
  /** The largest page asked for, with the field that asks. */
  readonly page: { readonly field: string; readonly size: number };
}

export interface Operation {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** As they were sent; defaults of the document count where one is absent. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** No page is longer, whatever is asked for: a subgraph refuses more. */
  readonly listSize: number;
}

/** Rows of a page when nobody says how many. */
const PAGE_ASSUMED = 50;
/** Entries of a list that has no pages: what one row brings along, such as the invoices of an order. */
const LIST_ASSUMED = 10;
/** A field that is a statement of its own over the whole list, however few rows it gives. */
export const STATEMENT_COST = 5;
export const STATEMENT_FIELDS = ["totalCount", "aggregate", "groupBy"];
/** A change reads, checks, writes and is audited. */
export const MUTATION_COST = 50;
const SIZE_ARGUMENTS = ["first", "last"];

const NOTHING: Estimate = { cost: 0, rows: 0, page: { field: "", size: 0 } };

/**
 * Multiplies page sizes down the tree. What a directive `@listSize` would say is derived from the model's own form: a
 * field with `first` sizes its list, or the lists directly below it (`nodes`, `edges`, a report's `lines`).
 */
export function estimate(question: Operation): Estimate {
  const { schema, operation } = question;
  const root = schema.getRootType(operation.operation);
  if (!root) return NOTHING;
  const below = new Estimator(question).ofSelections(operation.selectionSet, root, undefined);
  const mutations = operation.operation === "mutation" ? operation.selectionSet.selections.length : 0;
  return { ...below, cost: below.cost + mutations * MUTATION_COST };
}

class Estimator {
  private readonly defaults: ReadonlyMap<string, ValueNode | undefined>;

  constructor(private readonly question: Operation) {
    const definitions = question.operation.variableDefinitions ?? [];
    this.defaults = new Map(definitions.map(({ variable, defaultValue }) => [variable.name.value, defaultValue]));
  }

  /** @param pageSize what the field above says of the lists directly below it */
  ofSelections(set: SelectionSetNode, type: GraphQLOutputType, pageSize: number | undefined): Estimate {
    return set.selections
      .map((selection) => {
        if (!this.isIncluded(selection)) return NOTHING;
        if (selection.kind === Kind.FIELD) return this.ofField(selection, type, pageSize);
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.question.fragments[selection.name.value];
        const narrowed = fragment?.typeCondition && this.question.schema.getType(fragment.typeCondition.name.value);
        const on = narrowed && isCompositeType(narrowed) ? narrowed : type;
        return fragment ? this.ofSelections(fragment.selectionSet, on, pageSize) : NOTHING;
      })
      .reduce(plus, NOTHING);
  }

  private ofField(field: FieldNode, parent: GraphQLOutputType, pageSize: number | undefined): Estimate {
    const definition = fieldsOf(parent)?.[field.name.value];
    if (!definition) return NOTHING;
    const sized = definition.args.some(({ name }) => SIZE_ARGUMENTS.includes(name));
    const asked = sized ? this.sizeOf(field, definition.args) : undefined;
    const own = asked === undefined ? undefined : Math.min(asked, this.question.listSize);
    const page = { field: field.alias?.value ?? field.name.value, size: asked ?? 0 };
    const statement = STATEMENT_FIELDS.includes(field.name.value) ? STATEMENT_COST : 0;
    const type = getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return { cost: statement, rows: 0, page };
    const isList = hasList(definition.type);
    const below = this.ofSelections(field.selectionSet, type, isList ? undefined : own);
    const times = isList ? (own ?? pageSize ?? LIST_ASSUMED) : 1;
    const cost = statement + (1 + below.cost) * times;
    return { cost, rows: isList ? times * (1 + below.rows) : below.rows, page: larger(page, below.page) };
  }

  /** Rows asked for; a negative number asks for none and is refused later, by who knows the field. */
  private sizeOf(field: FieldNode, definitions: GraphQLObjectTypeArguments): number {
    const given = (field.arguments ?? []).filter(({ name }) => SIZE_ARGUMENTS.includes(name.value));
    const sizes = given.map(({ value }) => this.numberIn(value)).filter((size) => size !== undefined);
    if (sizes.length > 0) return Math.max(0, ...sizes);
    const preset = definitions.find(({ name, defaultValue }) => name === "first" && typeof defaultValue === "number");
    return typeof preset?.defaultValue === "number" ? preset.defaultValue : PAGE_ASSUMED;
  }

  private numberIn(value: ValueNode): number | undefined {
    if (value.kind === Kind.INT) return Number(value.value);
    if (value.kind !== Kind.VARIABLE) return undefined;
    const sent = this.question.variables[value.name.value];
    if (typeof sent === "number") return sent;
    const preset = sent === undefined ? this.defaults.get(value.name.value) : undefined;
    return preset ? this.numberIn(preset) : undefined;
  }

  private isIncluded(selection: SelectionSetNode["selections"][number]): boolean {
    if (!selection.directives?.length) return true;
    try {
      const variables = { ...this.question.variables };
      const skip = getDirectiveValues(GraphQLSkipDirective, selection, variables);
      const include = getDirectiveValues(GraphQLIncludeDirective, selection, variables);
      return skip?.["if"] !== true && include?.["if"] !== false;
    } catch {
      // A variable that is absent: its default is not known here, so the field counts.
      return true;
    }
  }
}

type GraphQLObjectTypeArguments = ReturnType<GraphQLObjectType["getFields"]>[string]["args"];

function fieldsOf(type: GraphQLOutputType) {
  return isObjectType(type) || isInterfaceType(type) ? type.getFields() : isUnionType(type) ? {} : undefined;
}

function hasList(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return hasList(type.ofType);
  return isListType(type);
}

function plus(left: Estimate, right: Estimate): Estimate {
  return { cost: left.cost + right.cost, rows: left.rows + right.rows, page: larger(left.page, right.page) };
}

function larger(left: Estimate["page"], right: Estimate["page"]): Estimate["page"] {
  return left.size >= right.size ? left : right;
}
