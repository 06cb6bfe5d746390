/**
 * What one entity class says about itself. Everything mechanical is derived from these definitions: the GraphQL type,
 * its filter, order and aggregate inputs, the SQL projection, the columns a connector may fill, the permission walk and
 * the documentation of the model.
 */

/** The part of the company's data that owns a table: also the name of its subgraph and of its database schema. */
export type Subgraph = "finance" | "erp" | "mapping";

export type ColumnKind =
  | "id"
  | "reference"
  | "text"
  | "enum"
  | "boolean"
  | "integer"
  | "decimal"
  | "date"
  | "dateTime"
  | "currency"
  | "unit"
  | "country"
  | "money"
  | "quantity";

export type EntityClass = abstract new () => object;

/** English and Chinese label plus the standard a name was taken from: shown in the model's documentation. */
export interface Meaning {
  readonly doc: string;
  readonly zh: string;
  readonly standard?: string;
}

export interface ColumnDefinition extends Meaning {
  /** GraphQL field and class property, such as `issuedOn`. */
  readonly field: string;
  readonly kind: ColumnKind;
  /** Name of the SQL column; for money and quantity that of the number. */
  readonly column: string;
  /** Money: SQL column of the ISO 4217 code. Quantity: SQL column of the Rec 20 code. */
  readonly unitColumn?: string;
  /** True when a row without it is refused. */
  readonly required: boolean;
  /** Reference: the entity whose id it holds; another subgraph's entity is named by its GraphQL type alone. */
  readonly target?: () => EntityClass;
  /** Enum: its GraphQL name and its values, in their order. */
  readonly enumName?: string;
  readonly values?: readonly string[];
  /** Computed columns: the SQL over the row alias `t`; they are never written. */
  readonly sql?: string;
}

/** An object field that follows a reference column: `invoice.party` follows `invoice.partyId`. */
export interface EdgeDefinition extends Meaning {
  readonly field: string;
  readonly target: () => EntityClass;
  /** The id column on this entity that holds the target's id. */
  readonly by: string;
}

/** A connection field of the rows that point here: `invoice.lines` are the lines whose `invoiceId` is this id. */
export interface CollectionDefinition extends Meaning {
  readonly field: string;
  readonly target: () => EntityClass;
  /** The reference column on the target entity. */
  readonly by: string;
  /** Which of this object's fields gives the ids; a list field makes many-to-one identities work. */
  readonly ids: string;
  /** True when the field sits on an entity another subgraph identifies, so that the ids come with `@requires`. */
  readonly requires?: boolean;
}

/** How rows of this entity take part in the crosswalk: which columns are evidence of identity. */
export interface CrosswalkEvidence {
  readonly kind: "party" | "item" | "company" | "cost_center";
  readonly name: string;
  readonly taxId?: string;
  /** A number both systems print, such as a customer account or an article number. */
  readonly sharedNumber?: string;
  /** Rows of one system with an equal group are one party, such as the contacts of one store. */
  readonly group?: string;
  readonly validFrom?: string;
  readonly validTo?: string;
  /** What matching compares where there is no exact evidence. */
  readonly email?: string;
  readonly phone?: string;
  readonly street?: string;
  readonly city?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly unit?: string;
  /** A money field; its currency is told with it. */
  readonly price?: string;
}

export const DOCUMENT_KINDS = [
  "SALES_ORDER",
  "PURCHASE_ORDER",
  "SHIPMENT",
  "RECEIPT",
  "ERP_INVOICE",
  "INVOICE",
  "BILL",
  "CREDIT_NOTE",
  "PAYMENT",
  "JOURNAL_ENTRY",
] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What a document tells the document links, each by the field that holds it. */
export interface DocumentFacts {
  readonly number: string;
  readonly date: string;
  readonly status?: string;
  readonly party?: string;
  /** The document it fulfils or corrects, by its id in the same system. */
  readonly origin?: string;
  /** The number of the order, as the other system prints it. */
  readonly orderNumber?: string;
  readonly journalEntry?: string;
  /** A number the other party gave it. */
  readonly reference?: string;
  readonly description?: string;
  readonly net?: string;
  readonly tax?: string;
  readonly total?: string;
  readonly exchangeRate?: string;
}

/** How a commercial document takes part in the document links. */
export interface HeadEvidence extends DocumentFacts {
  readonly record: "document";
  readonly kind: DocumentKind;
  /** Which trade it belongs to: one always, or as a field says; none: to neither. */
  readonly side?: "SALES" | "PURCHASE" | { readonly field: string; readonly sales: string };
}

/** How a line of a document takes part; the document is the one the entity is `partOf`. */
export interface LineEvidence {
  readonly record: "line";
  readonly lineNumber: string;
  readonly item?: string;
  readonly description?: string;
  readonly quantity?: string;
  readonly net?: string;
  readonly tax?: string;
  /** Order lines it fulfils or bills, by their ids; one of them is filled. */
  readonly orderLines?: readonly string[];
  readonly orderNumber?: string;
  readonly orderLineNumber?: string;
  readonly despatchNumber?: string;
}

/** How a settlement takes part: which payment settles which document. */
export interface SettlementEvidence {
  readonly record: "settlement";
  readonly payment: string;
  readonly document: string;
  readonly amount: string;
  readonly date: string;
}

export type DocumentEvidence = HeadEvidence | LineEvidence | SettlementEvidence;

export interface EntityDefinition extends Meaning {
  readonly type: EntityClass;
  /** GraphQL type name. */
  readonly name: string;
  readonly subgraph: Subgraph;
  /** SQL table or view without its schema. */
  readonly table: string;
  /** Views and tables that Concord fills itself are not targets of a connector. */
  readonly importable: boolean;
  /** Its changes are told as they happen: all that a connector fills, and what people wait for. */
  readonly live: boolean;
  /** Root field names, such as `salesOrder` and `salesOrders`. */
  readonly one: string;
  readonly many: string;
  /** First part of the names of its derived types: the type's own name, unless two subgraphs list a type of one name. */
  readonly list: string;
  /** Field that says where a row came from. */
  readonly provenance: string;
  /** Field that holds the primary key: `id`, or `erpId` / `financeId` where mapping mints the shared id. */
  readonly key: string;
  /** Word in the middle of its ids, `system:word:value`. */
  readonly word: string;
  /** Field whose value limits who sees the row (company scope); none: visible in every company. */
  readonly scope?: string;
  /** Rows without a company: `shared` by the readers of every company; `hidden`: all rows are for readers of all companies. */
  readonly withoutCompany?: "shared" | "hidden";
  /** Links: the field that names the document, or line of a document, that `scope` says nothing of; both must be seen. */
  readonly otherDocument?: { readonly by: string; readonly names: "document" | "line" };
  /** Field that lists, separated by spaces, the roles that the row is there for; administrators see all. */
  readonly readers?: string;
  readonly crosswalk?: CrosswalkEvidence;
  readonly document?: DocumentEvidence;
  /** Field of the reference to the document these rows are lines of; both are stored, or neither. */
  readonly partOf?: string;
  readonly columns: readonly ColumnDefinition[];
  readonly edges: readonly EdgeDefinition[];
  readonly collections: readonly CollectionDefinition[];
}

/** The column of an entity by its field name; a missing one is a programming error. */
export function columnOf(entity: EntityDefinition, field: string): ColumnDefinition {
  const column = entity.columns.find((candidate) => candidate.field === field);
  if (!column) throw new Error(`${entity.name} has no column ${field}`);
  return column;
}

/** SQL columns that hold this field's value: two for money and quantity, none for a computed one. */
export function sqlColumnsOf(column: ColumnDefinition): readonly string[] {
  if (column.sql) return [];
  return column.unitColumn ? [column.column, column.unitColumn] : [column.column];
}
