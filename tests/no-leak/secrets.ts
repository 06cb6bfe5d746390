import { restrictedIn, totalsOnlyFields } from "../../schema/decisions";
import type { RowScopes } from "../../schema/identity";
import { definitionOf } from "../../schema/model/decorators";
import {
  type ColumnDefinition,
  columnOf,
  DOCUMENT_KINDS,
  type DocumentKind,
  type EntityDefinition,
} from "../../schema/model/definition";
import { allEntities, entitiesBySubgraph } from "../../schema/model/registry";
import { permissions, rowAudiences } from "../../schema/permissions";
import type { Role } from "../../schema/roles";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { KEPT } from "./declassified";
import { copiesInDimensions, inDimensions, isRefusedField, ofHiddenTrade } from "./in-scope";

/** Whom a world is changed for: every value that this reader may not learn becomes another one. */
export interface Reader extends RowScopes {
  readonly role: Role;
}

/** One table that holds values of an entity: its own, or what mapping copied of it when it was loaded. */
interface Holder {
  readonly table: string;
  readonly key: string;
  readonly entity: EntityDefinition;
  /** Which of its rows are of this entity. */
  readonly where: string;
  /** SQL column → the entity's field whose value it holds. */
  readonly fields: Readonly<Record<string, string>>;
}

const matrix = permissions as Readonly<Record<string, Readonly<Record<string, readonly Role[]>>>>;

export function mayRead(role: Role, type: string, field: string): boolean {
  return matrix[type]?.[field]?.includes(role) ?? false;
}

function ownHolder(entity: EntityDefinition): Holder {
  const fields: Record<string, string> = {};
  for (const column of entity.columns) if (!column.sql) fields[column.column] = column.field;
  if (entity.importable) fields["source_file"] = entity.provenance;
  return {
    table: `${entity.subgraph}.${entity.table}`,
    key: columnOf(entity, entity.key).column,
    entity,
    where: "true",
    fields,
  };
}

const HEAD_COPIES = {
  number: "number",
  document_on: "date",
  status: "status",
  party_id: "party",
  origin_id: "origin",
  order_number: "orderNumber",
  journal_entry_id: "journalEntry",
  reference: "reference",
  description: "description",
  net_amount: "net",
  tax_amount: "tax",
  total_amount: "total",
  exchange_rate: "exchangeRate",
} as const;

const LINE_COPIES = {
  description: "description",
  quantity: "quantity",
  net_amount: "net",
  tax_amount: "tax",
  order_number: "orderNumber",
  order_line_number: "orderLineNumber",
  despatch_number: "despatchNumber",
} as const;

/** Without the name: as display name of the identity it is open to every role. */
const PARTY_COPIES = {
  tax_id: "taxId",
  email: "email",
  phone: "phone",
  street: "street",
  city: "city",
  postal_code: "postalCode",
  price: "price",
} as const;

/** What decides that two documents are linked, besides the numbers by which they name each other. */
const DECIDES_ON_LINKS: ReadonlySet<string> = new Set([
  "document_on",
  "status",
  "party_id",
  "origin_id",
  "journal_entry_id",
  "order_line_number",
]);
/** Numbers by which documents name each other: equal ones stay equal, so that the links stay. */
const LINKING_NUMBERS: ReadonlySet<string> = new Set(["number", "order_number", "reference", "despatch_number"]);
const LINKED_TABLES: ReadonlySet<string> = new Set([
  "mapping.document_record",
  "mapping.document_line",
  "mapping.settlement",
]);

/** Whoever decides on links sees them all, whether or not they read the documents. */
function seesAllLinks(role: Role): boolean {
  const kinds = rowAudiences.DocumentLink?.["fromKind"] ?? {};
  return mayRead(role, "DocumentLink", "id") && DOCUMENT_KINDS.every((kind) => kinds[kind]?.includes(role));
}

function copied(names: Readonly<Record<string, string>>, evidence: object): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [column, name] of Object.entries(names)) {
    const field = (evidence as Record<string, unknown>)[name];
    if (typeof field === "string") fields[column] = field;
  }
  return fields;
}

function kindOf(entity: EntityDefinition): DocumentKind | undefined {
  return entity.document?.record === "document" ? entity.document.kind : undefined;
}

function headOf(entity: EntityDefinition): EntityDefinition | undefined {
  const edge = entity.edges.find(({ by }) => by === entity.partOf);
  return edge && definitionOf(edge.target());
}

/** What mapping keeps of an entity's rows, by the evidence its class declares. */
function copyHolders(entity: EntityDefinition): readonly Holder[] {
  const holders: Holder[] = [];
  const { document, crosswalk } = entity;
  const kind = kindOf(entity);
  if (document?.record === "document")
    holders.push({
      table: "mapping.document_record",
      key: "source_id",
      entity,
      where: `t.kind = '${kind}'`,
      fields: { source_id: entity.key, ...copied(HEAD_COPIES, document) },
    });
  const head = headOf(entity);
  if (document?.record === "line" && head)
    holders.push({
      table: "mapping.document_line",
      key: "source_id",
      entity,
      where: `exists (select 1 from mapping.document_record d where d.source_id = t.document_id and d.kind = '${kindOf(head)}')`,
      fields: { source_id: entity.key, ...copied(LINE_COPIES, document) },
    });
  if (document?.record === "settlement")
    holders.push({
      table: "mapping.settlement",
      key: "source_id",
      entity,
      where: "true",
      fields: { amount: "amount" },
    });
  if (crosswalk)
    holders.push({
      table: "mapping.source_record",
      key: "source_id",
      entity,
      where: `t.kind = '${crosswalk.kind.toUpperCase()}' and t.side = '${entity.subgraph.toUpperCase()}'`,
      fields: copied(PARTY_COPIES, crosswalk),
    });
  return holders;
}

function named(name: string): EntityDefinition {
  const entity = entitiesBySubgraph.mapping.find((candidate) => candidate.name === name);
  if (!entity) throw new Error(`mapping has no ${name}`);
  return entity;
}

/** Tables behind mapping's views. */
function viewHolders(): readonly Holder[] {
  const behind = (table: string, key: string, name: string, fields: Readonly<Record<string, string>>): Holder => ({
    table: `mapping.${table}`,
    key,
    entity: named(name),
    where: "true",
    fields,
  });
  return [
    behind("match", "id", "MatchProposal", {
      id: "id",
      reason: "reason",
      reason_zh: "reasonZh",
      evidence: "explain",
      confidence: "confidence",
    }),
    behind("decision_log", "id", "IdentityDecision", {
      id: "id",
      reason: "reason",
      outcome: "outcome",
      outcome_zh: "outcomeZh",
    }),
    behind("evidence_link", "from_id", "DocumentLink", { reason: "reason" }),
    behind("evidence_line_link", "from_line_id", "DocumentLineLink", { from_line_id: "id", reason: "reason" }),
    behind("source_state", "system", "SourceFreshness", { backlog_bytes: "backlogBytes", error: "error" }),
  ];
}

/** Where a value of the graph is stored, each place once. */
export async function holdersIn(database: Database): Promise<readonly Holder[]> {
  const rows = await database.query(sql`select table_schema || '.' || table_name as name from information_schema.tables
    where table_schema in ('finance', 'erp', 'mapping') and table_type = 'BASE TABLE'`);
  const tables = new Set(rows.map((row) => String(row["name"])));
  return [...allEntities.map(ownHolder), ...allEntities.flatMap(copyHolders), ...viewHolders()].filter(({ table }) =>
    tables.has(table),
  );
}

interface StoredColumn {
  readonly type: string;
  readonly required: boolean;
}

async function storedColumns(database: Database): Promise<ReadonlyMap<string, StoredColumn>> {
  const rows =
    await database.query(sql`select table_schema || '.' || table_name || '.' || column_name as name, udt_name, is_nullable
    from information_schema.columns where table_schema in ('finance', 'erp', 'mapping')`);
  return new Map(
    rows.map((row) => [String(row["name"]), { type: String(row["udt_name"]), required: row["is_nullable"] === "NO" }]),
  );
}

/** Another value of the same type; now and then none. Which, follows from the row's key, so that a run can be repeated. */
function otherValue(
  column: string,
  { type, required }: StoredColumn,
  definition: ColumnDefinition | undefined,
  key: string,
): string {
  const value = `t."${column}"`;
  const draw = `abs(hashtext(t."${key}"::text || '${column}'))`;
  const changed = changedValue(value, type, definition, draw);
  return required ? changed : `case when ${draw} % 5 = 0 and ${value} is not null then null else ${changed} end`;
}

function changedValue(value: string, type: string, definition: ColumnDefinition | undefined, draw: string): string {
  const among =
    definition?.values ??
    (definition?.kind === "currency"
      ? ["EUR", "JPY"]
      : definition?.kind === "unit"
        ? ["GRM", "LTR"]
        : definition?.kind === "country"
          ? ["FR", "IT"]
          : []);
  if (among.length > 1) {
    const list = `array[${among.map((item) => `'${item}'`).join(", ")}]`;
    return `(${list})[1 + (coalesce(array_position(${list}, ${value}::text), 0) + ${draw} % ${among.length - 1}) % ${among.length}]`;
  }
  if (type === "numeric") return `coalesce(${value}, 0) + 1000 + ${draw} % 7`;
  if (type === "int4" || type === "int8") return `coalesce(${value}, 0) + 10 + ${draw} % 7`;
  if (type === "date") return `coalesce(${value}, date '2025-01-01') + 40 + (${draw} % 5)::integer`;
  if (type === "timestamptz") return `coalesce(${value}, timestamptz '2025-01-01Z') + interval '40 days'`;
  if (type === "bool") return `not coalesce(${value}, false)`;
  // Of so many that names which occur once do so still.
  return `'secret ' || ${draw} % 9973`;
}

/** The scope of an entity in words of its own, so that what it hides is not told by the code under test. */
export function hiddenRows(entity: EntityDefinition, companies: readonly string[] | "*"): string {
  if (companies === "*") return "false";
  if (entity.withoutCompany === "hidden") return "true";
  if (!entity.scope) return "false";
  const own = `array[${companies.map((id) => `'${id}'`).join(", ")}]::text[]`;
  const [first = "", rest] = entity.scope.split(".");
  if (!rest) {
    const company = `t."${columnOf(entity, first).column}"`;
    return entity.withoutCompany === "shared"
      ? `(${company} is not null and ${company} <> all(${own}))`
      : `(${company} is null or ${company} <> all(${own}))`;
  }
  const edge = entity.edges.find(({ field }) => field === first);
  const target = edge && definitionOf(edge.target());
  if (!edge || !target) throw new Error(`${entity.name} has no edge ${first}`);
  return `not exists (select 1 from ${target.subgraph}.${target.table} p where p."${columnOf(target, target.key).column}" = t."${columnOf(entity, edge.by).column}"
    and p."${columnOf(target, rest).column}" = any(${own}))`;
}

/** Tables in which mapping keeps something of its own way: not the rows of an entity as they are. */
const COPIES: ReadonlySet<string> = new Set([
  "mapping.document_record",
  "mapping.document_line",
  "mapping.source_record",
  "mapping.settlement",
  "mapping.decision_log",
  "mapping.match",
  "mapping.evidence_link",
  "mapping.evidence_line_link",
  "mapping.source_state",
]);

const DOCUMENT_COPIES: ReadonlySet<string> = new Set(["mapping.document_record", "mapping.document_line"]);

function hiddenIn(holder: Holder, reader: Reader): string {
  const { table, entity } = holder;
  const inScope = COPIES.has(table) ? copiesInDimensions(table, reader) : inDimensions(entity, reader);
  const first = restrictedIn(reader).includes("costCenters") ? FIRST_POSTED[table] : undefined;
  const hidden = [
    hiddenInCompanies(holder, reader.companies),
    ...(LINKED_TABLES.has(table) && seesAllLinks(reader.role) ? [] : [ofHiddenTrade(table, reader)]),
    ofOtherRoles(entity, reader),
    ...(inScope === "true" ? [] : [`not (${inScope})`]),
  ].filter((condition) => condition !== "false");
  if (hidden.length === 0) return "false";
  const any = hidden.map((condition) => `(${condition})`).join(" or ");
  return first ? `((${any}) and not (${first}))` : `(${any})`;
}

const firstPosted = (
  column: string,
): string => `select distinct on (l.company_id) l.${column} from finance.journal_line l
  join finance.journal_entry e on e.id = l.entry_id and e.status = 'POSTED' order by l.company_id, l.id`;

/** That a company posts journals stays: its ledger is made of them then, and of ready-made balances where there are none. */
const FIRST_POSTED: Readonly<Record<string, string>> = {
  "finance.journal_line": `t.id in (${firstPosted("id")})`,
  "finance.journal_entry": `t.id in (${firstPosted("entry_id")})`,
};

/** Rows that name the roles that may see them, and not this one. */
function ofOtherRoles(entity: EntityDefinition, { role }: Reader): string {
  if (!entity.readers || role === "admin") return "false";
  return `' ' || t."${columnOf(entity, entity.readers).column}" || ' ' not like '% ${role} %'`;
}

function hiddenInCompanies(holder: Holder, companies: readonly string[] | "*"): string {
  if (companies === "*") return "false";
  const own = `array[${companies.map((id) => `'${id}'`).join(", ")}]::text[]`;
  switch (holder.table) {
    case "mapping.document_record":
      return `(t.company_id is null or t.company_id <> all(${own}))`;
    case "mapping.document_line":
      return `not exists (select 1 from mapping.document_record d where d.source_id = t.document_id and d.company_id = any(${own}))`;
    case "mapping.source_record":
    case "mapping.decision_log":
      return `(t.company_id is not null and t.company_id <> all(${own}))`;
    case "mapping.settlement":
      return `not exists (select 1 from mapping.document_record d where d.source_id = t.payment_id and d.company_id = any(${own}))`;
    case "mapping.match":
    case "mapping.evidence_link":
    case "mapping.evidence_line_link":
    case "mapping.source_state":
      return "false";
    default:
      return hiddenRows(holder.entity, companies);
  }
}

/** Statements that change all this reader may not learn, and nothing else. */
export async function secretsOf(database: Database, reader: Reader): Promise<readonly string[]> {
  const columns = await storedColumns(database);
  const holders = await holdersIn(database);
  const changes = holders.flatMap((holder, at) => changesOf(holder, reader, columns, `hidden_${at}`));
  // Lines and copies tell whose they are by their documents, so that what is hidden is named before anything changes.
  return [
    ...holders.map(({ table }) => `alter table ${table} disable trigger user`),
    ...changes.map(({ mark }) => mark),
    ...changes.flatMap(({ change }) => change),
  ];
}

interface Change {
  readonly mark: string;
  readonly change: readonly string[];
}

function changesOf(
  holder: Holder,
  reader: Reader,
  columns: ReadonlyMap<string, StoredColumn>,
  marked: string,
): readonly Change[] {
  const { table, key, entity, where, fields } = holder;
  const visible = entity.columns.some(({ field }) => mayRead(reader.role, entity.name, field));
  const restricted = restrictedIn(reader).length > 0;
  // Ids and names of identities are open to every role, of those in its scope; and whose a document is decides about what
  // mapping tells of it, also to who may not read the document.
  const decides = restricted && (isIdentity(entity) || DOCUMENT_COPIES.has(table));
  const linked = LINKED_TABLES.has(table) && seesAllLinks(reader.role);
  // Whoever may ask why records are one is told what they say: the matrix grants it with explain.
  const explained = table === "mapping.source_record" && mayRead(reader.role, "Party", "explain");
  const stays = (column: string): boolean =>
    column === key || (decides && column === "party_id") || (linked && DECIDES_ON_LINKS.has(column));
  const forbidden = Object.entries(fields).filter(
    ([column, field]) => !stays(column) && !tells(entity, field, reader) && !KEPT.has(`${entity.name}.${field}`),
  );
  if (explained) forbidden.length = 0;
  const seen = visible || decides || linked || explained;
  const hidden = seen ? hiddenIn(holder, reader) : "true";
  const kept = Object.values(fields).some((field) => KEPT.has(`${entity.name}.${field}`));
  const wholly = Object.entries(fields).filter(
    ([column, field]) => column !== key && !isScope(entity, column) && !isKept(entity, field, reader),
  );
  // The names of identities beyond the customers or cost centres are as little to be learned as all else of them.
  if (table === "mapping.source_record" && visible && entity.crosswalk && restricted)
    wholly.push(["name", entity.crosswalk.name]);
  const changes: Change[] = [];
  if (hidden !== "false") {
    const isHidden = `t."${key}"::text in (select key from ${marked})`;
    const setters = wholly.map((entry) => setter(holder, entry, columns)).filter((set) => set !== null);
    changes.push({
      mark: `create temporary table ${marked} on commit drop as select t."${key}"::text as key from ${table} t where ${where} and ${hidden}`,
      change: [
        ...(setters.length > 0 ? [`update ${table} t set ${setters.join(", ")} where ${isHidden}`] : []),
        ...(fields[key] && !kept
          ? [
              addedRows(holder, marked, columns),
              `delete from ${table} t where ${isHidden} and abs(hashtext(t."${key}"::text)) % 3 = 0`,
            ]
          : []),
      ],
    });
  }
  const setters = forbidden
    .map((entry) => (linked && LINKING_NUMBERS.has(entry[0]) ? renamed(entry[0]) : setter(holder, entry, columns)))
    .filter((set) => set !== null);
  if (seen && setters.length > 0)
    changes.push({ mark: "select 1", change: [`update ${table} t set ${setters.join(", ")} where ${where}`] });
  return changes;
}

/** Whether the role may read the field, its totals, or an amount or a quantity that is told with it. */
function tells(entity: EntityDefinition, field: string, reader: Reader): boolean {
  const { role } = reader;
  const { column } = entity.columns.find((candidate) => candidate.field === field) ?? {};
  const amounts = entity.columns.filter(({ unitColumn }) => unitColumn !== undefined && unitColumn === column);
  const totals = totalsOnlyFields(entity, role);
  return [field, ...amounts.map((amount) => amount.field)].some(
    (name) => (mayRead(role, entity.name, name) || totals.has(name)) && !isRefusedField(reader, entity.name, name),
  );
}

/** What is open of every identity: not so where identities themselves are beyond the scope. */
const OPEN_OF_IDENTITIES: ReadonlySet<string> = new Set(["name", "sharedId", "validFrom", "validTo"]);

const isIdentity = ({ name }: EntityDefinition): boolean => name === "Identifier";

function isKept(entity: EntityDefinition, field: string, reader: Reader): boolean {
  if (entity.name === "JournalEntry" && field === "status" && restrictedIn(reader).includes("costCenters")) return true;
  if (isIdentity(entity) && OPEN_OF_IDENTITIES.has(field) && restrictedIn(reader).length > 0) return false;
  return KEPT.has(`${entity.name}.${field}`);
}

/** Which trade a row belongs to, and so whether it is seen. */
const DECIDING: ReadonlySet<string> = new Set(["kind", "direction"]);

function isScope(entity: EntityDefinition, column: string): boolean {
  const first = entity.scope?.split(".")[0] ?? "";
  const by = entity.edges.find(({ field }) => field === first)?.by ?? first;
  return (
    entity.columns.some((candidate) => candidate.field === by && candidate.column === column) || DECIDING.has(column)
  );
}

/** Another number, the same for all documents that had the same. */
const renamed = (column: string): string => `"${column}" = 'secret ' || md5(t."${column}")`;

function setter(
  holder: Holder,
  [column, field]: [string, string],
  columns: ReadonlyMap<string, StoredColumn>,
): string | null {
  const stored = columns.get(`${holder.table}.${column}`);
  if (!stored) return null;
  if (field === "explain") return `"${column}" = '[]'`;
  const definition = holder.entity.columns.find((candidate) => candidate.field === field);
  return `"${column}" = ${otherValue(column, stored, definition, holder.key)}`;
}

/** Copies of hidden rows under new keys: that there are more of them is as little to be learned as what they say. */
function addedRows({ table, key }: Holder, marked: string, columns: ReadonlyMap<string, StoredColumn>): string {
  const names = [...columns.keys()]
    .filter((name) => name.startsWith(`${table}.`) && name.split(".").length === 3)
    .map((name) => name.slice(table.length + 1));
  const numeric = columns.get(`${table}.${key}`)?.type !== "text";
  const selected = names.map((name) =>
    name === key ? (numeric ? `t."${key}" + 1000000` : `t."${key}" || '-added'`) : `t."${name}"`,
  );
  const list = names.map((name) => `"${name}"`).join(", ");
  return `insert into ${table} (${list}) overriding system value select ${selected.join(", ")} from ${table} t
    where t."${key}"::text in (select key from ${marked}) and abs(hashtext(t."${key}"::text)) % 2 = 0
    on conflict do nothing`;
}
