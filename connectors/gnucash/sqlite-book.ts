import initSqlJs from "sql.js";
import { ConcordError, errorText } from "../../schema/errors";
import { BookBuilder, type BookObjects, TEMPLATE } from "./book";
import { commodityName } from "./xml-book";

type Row = Readonly<Record<string, string>>;

interface Table {
  readonly table: string;
  readonly object: string;
  /** Columns that the XML book calls otherwise. */
  readonly names?: Readonly<Record<string, string>>;
  /** Columns that hold the guid of a commodity. */
  readonly commodities?: readonly string[];
  /** Codes that the XML book writes as words, by column. */
  readonly words?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const OWNERS = { "1": "undefined", "2": "gncCustomer", "3": "gncJob", "4": "gncVendor", "5": "gncEmployee" };

const addressed = (prefix: string): Record<string, string> =>
  Object.fromEntries(
    ["name", "addr1", "addr2", "addr3", "addr4", "phone", "fax", "email"].map((part) => [
      `${prefix}_${part}`,
      `${prefix}/${part}`,
    ]),
  );

/** The tables of GnuCash's SQL books, and what the XML book calls what is in them. */
const TABLES: readonly Table[] = [
  {
    table: "accounts",
    object: "account",
    names: { account_type: "type", commodity_guid: "commodity", parent_guid: "parent" },
    commodities: ["commodity"],
  },
  { table: "lots", object: "lot", names: { account_guid: "account", is_closed: "closed" } },
  {
    table: "transactions",
    object: "transaction",
    names: { currency_guid: "currency", post_date: "date_posted", enter_date: "date_entered" },
    commodities: ["currency"],
  },
  {
    table: "splits",
    object: "split",
    names: {
      tx_guid: "transaction",
      account_guid: "account",
      lot_guid: "lot",
      reconcile_state: "reconciled_state",
    },
  },
  {
    table: "prices",
    object: "price",
    names: { commodity_guid: "commodity", currency_guid: "currency", date: "time" },
    commodities: ["commodity", "currency"],
  },
  {
    table: "customers",
    object: "customer",
    names: { ...addressed("addr"), ...addressed("shipaddr"), tax_included: "taxincluded", tax_override: "use_tt" },
    commodities: ["currency"],
  },
  {
    table: "vendors",
    object: "vendor",
    names: { ...addressed("addr"), tax_inc: "taxincluded", tax_table: "taxtable", tax_override: "use_tt" },
    commodities: ["currency"],
  },
  { table: "employees", object: "employee", names: addressed("addr"), commodities: ["currency"] },
  {
    table: "jobs",
    object: "job",
    names: { owner_type: "owner/type", owner_guid: "owner/id" },
    words: { "owner/type": OWNERS },
  },
  {
    table: "orders",
    object: "order",
    names: { owner_type: "owner/type", owner_guid: "owner/id", date_opened: "opened", date_closed: "closed" },
    words: { "owner/type": OWNERS },
  },
  {
    table: "invoices",
    object: "invoice",
    names: {
      owner_type: "owner/type",
      owner_guid: "owner/id",
      billto_type: "billto/type",
      billto_guid: "billto/id",
      date_opened: "opened",
      date_posted: "posted",
      post_txn: "posttxn",
      post_lot: "postlot",
      post_acc: "postacc",
    },
    commodities: ["currency"],
    words: { "owner/type": OWNERS, "billto/type": OWNERS },
  },
  {
    table: "entries",
    object: "entry",
    names: { date_entered: "entered", quantity: "qty", b_paytype: "b_pay", order_guid: "order" },
    words: { b_pay: { "1": "CASH", "2": "CARD" } },
  },
  { table: "taxtables", object: "taxtable" },
  {
    table: "taxtable_entries",
    object: "taxtable_entry",
    names: { account: "acct" },
    words: { type: { "1": "VALUE", "2": "PERCENT" } },
  },
  {
    table: "billterms",
    object: "billterm",
    names: { description: "desc" },
  },
  { table: "budgets", object: "budget" },
  {
    table: "budget_amounts",
    object: "budget_amount",
    names: { budget_guid: "budget", account_guid: "account", period_num: "period" },
  },
  { table: "schedxactions", object: "schedule" },
];

/** Reads a book from GnuCash's SQLite file. */
export async function readSqliteBook(bytes: Uint8Array): Promise<BookObjects> {
  const { Database } = await initSqlJs();
  const database = new Database(bytes);
  try {
    return new SqliteBook((table) => rowsOf(database, table)).read();
  } catch (error) {
    if (error instanceof ConcordError) throw error;
    const reason = errorText(error);
    throw new ConcordError(
      "IMPORT_RECORD_MALFORMED",
      `Expected a whole GnuCash book in SQLite, but ${reason}. Save the book again, or restore a backup of it.`,
    );
  } finally {
    database.close();
  }
}

type Statements = Pick<InstanceType<Awaited<ReturnType<typeof initSqlJs>>["Database"]>, "prepare">;

/** All rows of a table; numbers come as the text SQLite gives, never as floats. */
function rowsOf(database: Statements, table: string): Row[] {
  const known = database.prepare("select count(*) from sqlite_master where type = 'table' and name = ?", [table]);
  known.step();
  const exists = known.get()[0] === 1;
  known.free();
  if (!exists) return [];
  const columns: string[] = [];
  const info = database.prepare(`select name from pragma_table_info('${table}')`);
  while (info.step()) columns.push(String(info.get()[0]));
  info.free();
  const rows: Row[] = [];
  const statement = database.prepare(
    `select ${columns.map((column) => `cast("${column}" as text)`).join(", ")} from "${table}" order by rowid`,
  );
  while (statement.step()) {
    const values = statement.get();
    rows.push(Object.fromEntries(columns.map((column, at) => [column, String(values[at] ?? "")])));
  }
  statement.free();
  return rows;
}

class SqliteBook {
  private readonly builder = new BookBuilder();
  private readonly commodities: ReadonlyMap<string, string>;
  private readonly slots: ReadonlyMap<string, readonly Row[]>;

  constructor(private readonly rows: (table: string) => Row[]) {
    const commodities = rows("commodities");
    this.commodities = new Map(
      commodities.map((row) => [row["guid"] ?? "", commodityName(row["namespace"] ?? "", row["mnemonic"] ?? "")]),
    );
    for (const [at, { namespace, mnemonic, fullname, cusip, fraction }] of commodities.entries())
      this.builder.add(
        "commodity",
        at + 1,
        filled({ space: namespace, id: mnemonic, name: fullname, xcode: cusip, fraction }),
      );
    const slots = new Map<string, Row[]>();
    for (const slot of rows("slots"))
      slots.set(slot["obj_guid"] ?? "", [...(slots.get(slot["obj_guid"] ?? "") ?? []), slot]);
    this.slots = slots;
  }

  read(): BookObjects {
    const [book] = this.rows("books");
    if (!book) throw new Error("it has no table books with a row");
    this.builder.add("book", 1, { guid: book["guid"] ?? "", ...this.slotsOf(book["guid"] ?? "", "slots") });
    const templates = this.templatesUnder(book["root_template_guid"] ?? "");
    for (const table of TABLES) this.readTable(table, templates);
    return this.builder.objects;
  }

  private readTable(table: Table, templates: ReadonlySet<string>): void {
    const places = new Map<string, number>();
    for (const [at, row] of this.rows(table.table).entries()) {
      const values = this.valuesOf(row, table);
      const whole = values["transaction"] ?? values["taxtable"] ?? "";
      const place = (places.get(whole) ?? 0) + 1;
      places.set(whole, place);
      const prefix = [values["guid"], values["transaction"]].some((guid) => guid && templates.has(guid))
        ? TEMPLATE
        : "";
      const isPart = table.object === "split" || table.object === "taxtable_entry";
      this.builder.add(prefix + table.object, at + 1, isPart ? { ...values, place: String(place) } : values);
    }
  }

  /** Accounts below the root of the templates, and the transactions that are kept on them. */
  private templatesUnder(root: string): ReadonlySet<string> {
    const found = descendants(this.rows("accounts"), root);
    const transactions = this.rows("splits").flatMap(({ account_guid: account = "", tx_guid: transaction = "" }) =>
      found.has(account) ? [transaction] : [],
    );
    return new Set([...found, ...transactions]);
  }

  private valuesOf(row: Row, { object, names = {}, commodities = [], words = {} }: Table): Row {
    const values: Record<string, string> = {};
    for (const [column, text] of Object.entries(fractions(row))) {
      const name = names[column] ?? column;
      if (text === "") continue;
      values[name] = words[name]?.[text] ?? (commodities.includes(name) ? (this.commodities.get(text) ?? text) : text);
    }
    const recurrence = object === "budget" ? this.recurrenceOf(row["guid"] ?? "") : {};
    const terms = object === "billterm" ? termsOf(values) : {};
    return { ...values, ...recurrence, ...terms, ...this.slotsOf(row["guid"] ?? "", "slots") };
  }

  private recurrenceOf(guid: string): Row {
    const row = this.rows("recurrences").find((one) => one["obj_guid"] === guid);
    return filled({
      "recurrence/mult": row?.["recurrence_mult"],
      "recurrence/period_type": row?.["recurrence_period_type"],
      "recurrence/start": row?.["recurrence_period_start"],
    });
  }

  /** A thing's slots; a frame's are kept under a guid of its own, by names that repeat the frame's or do not. */
  private slotsOf(guid: string, way: string): Record<string, string> {
    const values: Record<string, string> = {};
    for (const slot of this.slots.get(guid) ?? []) {
      const path = `slots/${slot["name"] ?? ""}`;
      const own = path.startsWith(`${way}/`) ? path : `${way}/${slot["name"] ?? ""}`;
      if (slot["slot_type"] === "9") Object.assign(values, this.slotsOf(slot["guid_val"] ?? "", own));
      else values[own] = slotValue(slot);
    }
    return values;
  }
}

/** Which column of the table `slots` a slot's value is in, by its kind. */
const SLOT_VALUES: Readonly<Record<string, string>> = {
  "1": "int64_val",
  "2": "double_val",
  "4": "string_val",
  "5": "guid_val",
  "6": "timespec_val",
  "10": "gdate_val",
};

function slotValue(slot: Row): string {
  if (slot["slot_type"] === "3") return `${slot["numeric_val_num"]}/${slot["numeric_val_denom"]}`;
  return slot[SLOT_VALUES[slot["slot_type"] ?? ""] ?? "string_val"] ?? "";
}

/** `price_num` and `price_denom` become one fraction, `price`. */
function fractions(row: Row): Row {
  const values: Record<string, string> = {};
  for (const [column, text] of Object.entries(row)) {
    if (column.endsWith("_denom")) continue;
    const base = column.endsWith("_num") ? column.slice(0, -"_num".length) : "";
    const denominator = base ? row[`${base}_denom`] : undefined;
    if (denominator === undefined) values[column] = text;
    else values[base] = text === "" ? "" : `${text}/${denominator}`;
  }
  return values;
}

/** The XML book keeps terms by days and terms by day of the month apart. */
function termsOf({ type, duedays, discountdays, discount, cutoff }: Row): Row {
  const way = type === "GNC_TERM_TYPE_PROXIMO" ? "prox" : "days";
  const names = way === "prox" ? ["due_day", "disc_day"] : ["due_days", "disc_days"];
  return filled({
    [`${way}/${names[0]}`]: duedays,
    [`${way}/${names[1]}`]: discountdays,
    [`${way}/discount`]: discount,
    ...(way === "prox" ? { "prox/cutoff_day": cutoff } : {}),
  });
}

function filled(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, text]) => (text === undefined || text === "" ? [] : [[name, text]])),
  );
}

function descendants(accounts: readonly Row[], root: string): ReadonlySet<string> {
  const found = new Set([root]);
  let size = 0;
  while (size !== found.size) {
    size = found.size;
    for (const { guid = "", parent_guid: parent = "" } of accounts) if (found.has(parent)) found.add(guid);
  }
  return found;
}
