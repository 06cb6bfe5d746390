import { changeNames } from "./derived/change";
import { definitionOf } from "./model/decorators";
import { type ColumnDefinition, DOCUMENT_KINDS, type DocumentKind, type EntityDefinition } from "./model/definition";
import { dimensionsOf } from "./model/dimensions";
import { NODE_ID } from "./model/node";
import { allEntities, collectionTargets } from "./model/registry";
import {
  type Audience,
  documentKinds,
  operations,
  permissions,
  type RowAudiences,
  rowAudiences,
  totalsOnly,
} from "./permissions";
import { type Role, roles } from "./roles";
import {
  type DimensionScopes,
  keptOperations,
  refusedFields,
  rowRules,
  SCOPE_DIMENSIONS,
  type ScopeDimension,
} from "./row-scope";

/**
 * Decisions for derived types follow from the matrix: a total has the audience of the field it is taken of, a
 * connection that of its entity, an answer that of the root field that gives it.
 */

const matrix = permissions as Readonly<Record<string, Readonly<Record<string, Audience>>>>;
const byList = new Map(allEntities.map((entity) => [entity.list, entity]));
const byName = new Map(allEntities.map((entity) => [entity.name, entity]));
const byQuery = new Map(
  allEntities.flatMap(
    (entity) =>
      [
        [entity.one, entity],
        [entity.many, entity],
        ...(entity.live ? [[changeNames(entity).query, entity] as const] : []),
      ] as const,
  ),
);
const bySubscription: ReadonlyMap<string, EntityDefinition> = new Map(
  allEntities.filter(({ live }) => live).map((entity) => [changeNames(entity).subscription, entity]),
);
const byOperation: Readonly<Record<string, Audience>> = operations;

/** Values and paging carry nothing of their own; what holds them is guarded. */
const OPEN_TYPES: ReadonlySet<string> = new Set(["Money", "Quantity", "Provenance", "PageInfo"]);

const DERIVED = /^(?<entity>\w+?)(?<part>Connection|Edge|Change|Aggregate|GroupKey|Group|Totals|Extremes)$/;

/** Types of reports and lookups by the operation that answers with them. */
const ANSWER_TYPES: ReadonlyMap<string, Audience> = new Map<string, Audience>([
  ["ResolvedIdentifier", operations.resolveIdentifier],
  ["Translation", operations.translate],
  ["CodeConversion", operations.convertCode],
  ["QuantityConversion", operations.convertQuantity],
  ["MoneyConversion", operations.convertMoney],
  ["ItemUnitFactor", operations.setItemUnitFactor],
  ["EvidenceNote", permissions.MatchProposal.explain],
  ["RecordExplanation", permissions.Party.explain],
  ["IdentityState", permissions.IdentityDecision.before],
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
  ["Forecast", operations.forecast],
  ["ForecastHistory", operations.forecast],
  ["ForecastPoint", operations.forecast],
  ["ForecastBackTest", operations.forecast],
  ["ForecastTrial", operations.forecast],
  ["FigureExplanation", operations.trialBalance],
  ["RatedIn", roles],
  ["RateUsed", roles],
  ["IntegrationScorecard", operations.integrationScorecard],
  ["ScorecardFigure", operations.integrationScorecard],
  ["ReportTime", operations.integrationScorecard],
  ["DocumentStep", operations.documentChain],
  ["TypePermissions", operations.permissionMatrix],
  ["FieldPermission", operations.permissionMatrix],
  ["ComponentNode", permissions.Item.componentTree],
]);

/** Fields of answers that are answers of another operation. */
const ANSWER_FIELDS: ReadonlyMap<string, Audience> = new Map<string, Audience>([
  ["IntegrationScorecard.margins", operations.kpis],
  ["IntegrationScorecard.previousMargins", operations.kpis],
  // What a figure is made of is for those who read the postings.
  ["Ageing.explain", operations.trialBalance],
  ["AgeingLine.explain", operations.trialBalance],
  ["AgeingBucket.explain", operations.trialBalance],
]);

/** Roles that may read at least one field: those who may list the entity at all. */
function readersOf(entity: string): Audience {
  const decisions = Object.values(matrix[entity] ?? {});
  return roles.filter((role) => decisions.some((audience) => audience.includes(role)));
}

const totalsMatrix = totalsOnly as Readonly<
  Record<string, Readonly<Record<string, { readonly audience: Audience; readonly by: string }>>>
>;

/** Fields of which the role reads totals alone, each with the dimension that they may be divided by. */
export function totalsOnlyFields({ name }: EntityDefinition, role: Role): ReadonlyMap<string, string> {
  const fields = Object.entries(totalsMatrix[name] ?? {});
  return new Map(fields.filter(([, { audience }]) => audience.includes(role)).map(([field, { by }]) => [field, by]));
}

function derivedAudience(type: string, field: string): Audience | undefined {
  const { entity: list = "", part } = DERIVED.exec(type)?.groups ?? {};
  const definition = byList.get(list);
  if (!definition) return undefined;
  const entity = definition.name;
  if (part === "Totals")
    return [...(matrix[entity]?.[field] ?? []), ...(totalsMatrix[entity]?.[field]?.audience ?? [])];
  if (part === "Extremes") return matrix[entity]?.[field];
  if (part === "Change" && field === "key") return matrix[entity]?.[definition.key];
  if (part === "GroupKey")
    return matrix[entity]?.[dimensionsOf(definition).find(({ name }) => name === field)?.field ?? ""];
  return readersOf(entity);
}

/** Who may read `type.field`; a field without a decision is nobody's. */
export function audienceOf(type: string, field: string): Audience {
  if (OPEN_TYPES.has(type)) return roles;
  if (type === "Mutation") return byOperation[field] ?? [];
  if (type === "Query" || type === "Subscription") {
    const entity = (type === "Query" ? byQuery : bySubscription).get(field);
    return byOperation[field] ?? (entity ? readersOf(entity.name) : []);
  }
  // The same id in another coding; identities have a decision of their own.
  if (field === NODE_ID && byName.has(type)) return matrix[type]?.[NODE_ID] ?? matrix[type]?.["id"] ?? [];
  const answered = ANSWER_FIELDS.get(`${type}.${field}`) ?? ANSWER_TYPES.get(type);
  return matrix[type]?.[field] ?? derivedAudience(type, field) ?? answered ?? [];
}

interface RowValue {
  readonly value: string;
  readonly audience: Audience;
}

interface RowLimit {
  readonly field: string;
  readonly values: readonly RowValue[];
}

const rowMatrix = rowAudiences as Readonly<Record<string, RowAudiences>>;

/** Which fields of an entity limit its rows to some of its readers, and by which values. */
export function rowAudiencesOf({ name }: EntityDefinition): readonly RowLimit[] {
  return Object.entries(rowMatrix[name] ?? {}).map(([field, audiences]) => ({
    field,
    values: Object.entries(audiences).map(([value, audience]) => ({ value, audience })),
  }));
}

/** Kinds of documents that a role may read. */
export function readableKinds(role: Role): readonly DocumentKind[] {
  return DOCUMENT_KINDS.filter((kind) => documentKinds[kind].includes(role));
}

/** Sides of trade that a role may read: credit notes and payments of both are one type, so that its side decides. */
export function readableSides(role: Role): readonly ("SALES" | "PURCHASE")[] {
  const sides = [
    ["SALES", "INVOICE"],
    ["PURCHASE", "BILL"],
  ] as const;
  return sides.filter(([, kind]) => documentKinds[kind].includes(role)).map(([side]) => side);
}

export function mayReadRow({ audience }: RowValue, role: Role): boolean {
  return audience.includes(role);
}

/** Dimensions in which a caller is kept to a list. */
export function restrictedIn(scopes: DimensionScopes): readonly ScopeDimension[] {
  return SCOPE_DIMENSIONS.filter((dimension) => (scopes[dimension] ?? "*") !== "*");
}

/** The stored entity whose rows a type holds: of the type itself, of its connection, totals, groups. */
function entityBehind(type: string): EntityDefinition | undefined {
  return byName.get(type) ?? byList.get(DERIVED.exec(type)?.groups?.["entity"] ?? "");
}

function refusesRows(type: string, dimension: ScopeDimension): boolean {
  const entity = entityBehind(type);
  return entity !== undefined && rowRules[entity.name as keyof typeof rowRules][dimension] === "refused";
}

/**
 * The dimension in which a scoped caller is refused `type.field`, since it cannot be kept within the scope; undefined: it
 * is not refused. It depends on the dimension alone, never on what is listed nor on the data. `answer` is the type of the
 * field, so that not even a list of references to refused rows is answered.
 */
export function refusedBy(
  type: string,
  field: string,
  answer: string,
  dimensions: readonly ScopeDimension[],
): ScopeDimension | undefined {
  return dimensions.find((dimension) => {
    if (type === "Mutation" || refusesRows(type, dimension) || refusesRows(answer, dimension)) return true;
    if (type === "Query" && field in byOperation) return !(keptOperations[dimension] as ReadonlySet<string>).has(field);
    const fields: Readonly<Record<string, readonly string[]>> = refusedFields[dimension];
    return fields[entityBehind(type)?.name ?? type]?.includes(field) ?? false;
  });
}

interface ListArguments {
  readonly filter?: unknown;
  readonly orderBy?: unknown;
  readonly by?: unknown;
}

/** The first field of a list's arguments that the role, in its scope, may not read, as `SalesOrder.netAmount`; none: null. */
export function forbiddenIn(
  type: string,
  field: string,
  args: ListArguments,
  role: Role,
  dimensions: readonly ScopeDimension[] = [],
): string | null {
  const entity = listedEntity(type, field);
  if (!entity) return null;
  const fields = [
    ...filterFields(entity, args.filter),
    ...orderFields(entity, args.orderBy),
    ...groupFields(entity, args.by),
  ];
  return fields.find((name) => !allowed(name, role, dimensions)) ?? null;
}

function allowed(name: string, role: Role, dimensions: readonly ScopeDimension[]): boolean {
  const [type = "", field = ""] = name.split(".");
  return (matrix[type]?.[field] ?? []).includes(role) && !refusedBy(type, field, "", dimensions);
}

/** The columns of an entity that the role, in its scope, may read. */
export function readableColumns(
  entity: EntityDefinition,
  role: Role,
  dimensions: readonly ScopeDimension[],
): readonly ColumnDefinition[] {
  return entity.columns.filter(({ field }) => allowed(`${entity.name}.${field}`, role, dimensions));
}

/** The entity whose rows a list field gives: of a root list, of a connection, or of a collection on some type. */
function listedEntity(type: string, field: string): EntityDefinition | undefined {
  if (type === "Query") return byQuery.get(field);
  if (type === "Subscription") return bySubscription.get(field);
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
