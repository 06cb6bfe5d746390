import { definitionOf } from "./model/decorators";
import type { EntityDefinition } from "./model/definition";
import { dimensionsOf } from "./model/dimensions";
import { allEntities, collectionTargets } from "./model/registry";
import { type Audience, operations, permissions } from "./permissions";
import { type Role, roles } from "./roles";

/**
 * Decisions for derived types follow from the matrix: a total has the audience of the field it is taken of, a
 * connection that of its entity, an answer that of the root field that gives it.
 */

const matrix = permissions as Readonly<Record<string, Readonly<Record<string, Audience>>>>;
const byList = new Map(allEntities.map((entity) => [entity.list, entity]));
const byQuery = new Map(
  allEntities.flatMap(
    (entity) =>
      [
        [entity.one, entity],
        [entity.many, entity],
      ] as const,
  ),
);
const byOperation: Readonly<Record<string, Audience>> = operations;

/** Values and paging carry nothing of their own; what holds them is guarded. */
const OPEN_TYPES: ReadonlySet<string> = new Set(["Money", "Quantity", "Provenance", "PageInfo"]);

const DERIVED = /^(?<entity>\w+?)(?<part>Connection|Edge|Aggregate|GroupKey|Group|Totals|Extremes)$/;

/** Types of reports and lookups by the operation that answers with them. */
const ANSWER_TYPES: ReadonlyMap<string, Audience> = new Map<string, Audience>([
  ["ResolvedIdentifier", operations.resolveIdentifier],
  ["Translation", operations.translate],
  ["TrialBalance", operations.trialBalance],
  ["TrialBalanceLine", operations.trialBalance],
  ["IncomeStatement", operations.incomeStatement],
  ["BalanceSheet", operations.balanceSheet],
  ["StatementLine", operations.incomeStatement],
  ["StatementSection", operations.incomeStatement],
  ["CashFlow", operations.cashFlow],
  ["CashFlowLine", operations.cashFlow],
  ["Ageing", [...operations.agedReceivables, ...operations.agedPayables]],
  ["AgeingLine", [...operations.agedReceivables, ...operations.agedPayables]],
  ["AgeingBucket", [...operations.agedReceivables, ...operations.agedPayables]],
  ["BudgetVariance", operations.budgetVariance],
  ["BudgetVarianceLine", operations.budgetVariance],
  ["BudgetVarianceSum", operations.budgetVariance],
  ["Kpis", operations.kpis],
  ["RatedIn", roles],
  ["RateUsed", roles],
  ["ComponentNode", permissions.Item.componentTree],
]);

/** Roles that may read at least one field: those who may list the entity at all. */
function readersOf(entity: string): Audience {
  const decisions = Object.values(matrix[entity] ?? {});
  return roles.filter((role) => decisions.some((audience) => audience.includes(role)));
}

function derivedAudience(type: string, field: string): Audience | undefined {
  const { entity: list = "", part } = DERIVED.exec(type)?.groups ?? {};
  const definition = byList.get(list);
  if (!definition) return undefined;
  const entity = definition.name;
  if (part === "Totals" || part === "Extremes") return matrix[entity]?.[field];
  if (part === "GroupKey")
    return matrix[entity]?.[dimensionsOf(definition).find(({ name }) => name === field)?.field ?? ""];
  return readersOf(entity);
}

/** Who may read `type.field`; a field without a decision is nobody's. */
export function audienceOf(type: string, field: string): Audience {
  if (OPEN_TYPES.has(type)) return roles;
  if (type === "Query") {
    const entity = byQuery.get(field);
    return byOperation[field] ?? (entity ? readersOf(entity.name) : []);
  }
  return matrix[type]?.[field] ?? derivedAudience(type, field) ?? ANSWER_TYPES.get(type) ?? [];
}

interface ListArguments {
  readonly filter?: unknown;
  readonly orderBy?: unknown;
  readonly by?: unknown;
}

/** The first field of a list's arguments that the role may not read, as `SalesOrder.netAmount`; none: null. */
export function forbiddenIn(type: string, field: string, args: ListArguments, role: Role): string | null {
  const entity = listedEntity(type, field);
  if (!entity) return null;
  const fields = [
    ...filterFields(entity, args.filter),
    ...orderFields(entity, args.orderBy),
    ...groupFields(entity, args.by),
  ];
  return fields.find((name) => !allowed(name, role)) ?? null;
}

function allowed(name: string, role: Role): boolean {
  const [type = "", field = ""] = name.split(".");
  return (matrix[type]?.[field] ?? []).includes(role);
}

/** The entity whose rows a list field gives: of a root list, of a connection, or of a collection on some type. */
function listedEntity(type: string, field: string): EntityDefinition | undefined {
  if (type === "Query") return byQuery.get(field);
  const connection = /^(\w+)Connection$/.exec(type)?.[1];
  if (connection) return byList.get(connection);
  return collectionTargets.get(`${type}.${field}`);
}

function filterFields(entity: EntityDefinition, filter: unknown): readonly string[] {
  if (typeof filter !== "object" || filter === null) return [];
  return Object.entries(filter).flatMap(([key, value]) => {
    if (value === null || value === undefined) return [];
    if (key === "and" || key === "or") return (value as unknown[]).flatMap((part) => filterFields(entity, part));
    if (key === "not") return filterFields(entity, value);
    const edge = entity.edges.find(({ field }) => field === key);
    const target = edge && definitionOf(edge.target());
    // Reaching through an edge reads the edge and, below it, the other entity's fields.
    return target ? [`${entity.name}.${key}`, ...filterFields(target, value)] : [`${entity.name}.${key}`];
  });
}

function orderFields(entity: EntityDefinition, orderBy: unknown): readonly string[] {
  return Array.isArray(orderBy) ? orderBy.map((term: { field: string }) => `${entity.name}.${term.field}`) : [];
}

function groupFields(entity: EntityDefinition, by: unknown): readonly string[] {
  if (!Array.isArray(by)) return [];
  const fields = new Map(dimensionsOf(entity).map(({ name, field }) => [name, field]));
  return by.map((name) => `${entity.name}.${fields.get(String(name)) ?? name}`);
}
