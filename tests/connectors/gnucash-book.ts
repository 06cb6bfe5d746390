import initSqlJs from "sql.js";

/** A small book with what the large one has not: taxes, discounts, foreign money, credits, a void, a template. */
const g = (name: string): string => name.padEnd(32, "0");

const money = (code: string, tag: string): string =>
  `<${tag}><cmdty:space>CURRENCY</cmdty:space><cmdty:id>${code}</cmdty:id></${tag}>`;
const moment = (tag: string, text: string): string => `<${tag}><ts:date>${text}</ts:date></${tag}>`;
const guid = (tag: string, name: string): string => `<${tag} type="guid">${g(name)}</${tag}>`;
const slot = (key: string, type: string, value: string): string =>
  `<slot><slot:key>${key}</slot:key><slot:value type="${type}">${value}</slot:value></slot>`;

interface Split {
  readonly name: string;
  readonly account: string;
  readonly value: string;
  readonly quantity?: string;
  readonly lot?: string;
}

interface Transaction {
  readonly name: string;
  readonly currency: string;
  readonly num: string;
  readonly posted: string;
  readonly description: string;
  readonly due?: string;
  readonly voided?: string;
  readonly splits: readonly Split[];
}

const ACCOUNTS = [
  ["bank", "Bank", "BANK", "EUR"],
  ["euro-ar", "Receivables", "RECEIVABLE", "EUR"],
  ["dollar-ar", "Receivables in dollars", "RECEIVABLE", "USD"],
  ["payables", "Payables", "PAYABLE", "EUR"],
  ["vat", "VAT", "LIABILITY", "EUR"],
  ["sales", "Sales", "INCOME", "EUR"],
  ["rent", "Rent", "EXPENSE", "EUR"],
] as const;

const TRANSACTIONS: readonly Transaction[] = [
  {
    name: "t-invoice",
    currency: "EUR",
    num: "I-1",
    posted: "2026-02-01 10:59:00 +0000",
    description: "Nord AG",
    due: "2026-03-03 10:59:00 +0000",
    splits: [
      { name: "s1", account: "euro-ar", value: "21420/100", lot: "lot-invoice" },
      { name: "s2", account: "sales", value: "-18000/100" },
      { name: "s3", account: "vat", value: "-3420/100" },
    ],
  },
  {
    name: "t-credit",
    currency: "EUR",
    num: "C-1",
    posted: "2026-02-10 10:59:00 +0000",
    description: "Nord AG",
    splits: [
      { name: "s4", account: "euro-ar", value: "-2380/100", lot: "lot-credit" },
      { name: "s5", account: "sales", value: "2000/100" },
      { name: "s6", account: "vat", value: "380/100" },
    ],
  },
  {
    name: "t-offset",
    currency: "EUR",
    num: "",
    posted: "2026-02-11 10:59:00 +0000",
    description: "Credit against invoice",
    splits: [
      { name: "s7", account: "euro-ar", value: "-2380/100", lot: "lot-invoice" },
      { name: "s8", account: "euro-ar", value: "2380/100", lot: "lot-credit" },
    ],
  },
  {
    name: "t-dollar",
    currency: "USD",
    num: "I-2",
    posted: "2026-02-05 10:59:00 +0000",
    description: "West Inc",
    splits: [
      { name: "s9", account: "dollar-ar", value: "100/1" },
      { name: "s10", account: "sales", value: "-3333/100", quantity: "-3000/100" },
      { name: "s11", account: "sales", value: "-6667/100", quantity: "-6001/100" },
    ],
  },
  {
    name: "t-no-price",
    currency: "USD",
    num: "",
    posted: "2025-01-05 10:59:00 +0000",
    description: "Before any price",
    splits: [
      { name: "s12", account: "dollar-ar", value: "5/1" },
      { name: "s13", account: "dollar-ar", value: "-5/1" },
    ],
  },
  {
    name: "t-priced",
    currency: "USD",
    num: "",
    posted: "2026-02-20 10:59:00 +0000",
    description: "At the price of the day",
    splits: [
      { name: "s14", account: "dollar-ar", value: "1001/100" },
      { name: "s15", account: "dollar-ar", value: "-1001/100" },
    ],
  },
  {
    name: "t-third",
    currency: "EUR",
    num: "",
    posted: "2026-02-20 10:59:00 +0000",
    description: "A third",
    splits: [
      { name: "s18", account: "rent", value: "100/3" },
      { name: "s19", account: "bank", value: "-100/3" },
    ],
  },
  {
    name: "t-void",
    currency: "EUR",
    num: "",
    posted: "2026-02-21 10:59:00 +0000",
    description: "Typed twice",
    voided: "typed twice",
    splits: [
      { name: "s16", account: "rent", value: "0/1" },
      { name: "s17", account: "bank", value: "0/1" },
    ],
  },
];

const LOTS = [
  ["lot-invoice", "euro-ar", "d-invoice"],
  ["lot-credit", "euro-ar", "d-credit"],
] as const;

const splitXml = ({ name, account, value, quantity = value, lot }: Split): string =>
  `<trn:split>${guid("split:id", name)}<split:reconciled-state>n</split:reconciled-state><split:value>${value}</split:value>` +
  `<split:quantity>${quantity}</split:quantity>${guid("split:account", account)}${lot ? guid("split:lot", lot) : ""}</trn:split>`;

const transactionXml = ({ name, currency, num, posted, description, due, voided, splits }: Transaction): string =>
  `<gnc:transaction version="2.0.0">${guid("trn:id", name)}${money(currency, "trn:currency")}${num ? `<trn:num>${num}</trn:num>` : ""}` +
  `${moment("trn:date-posted", posted)}${moment("trn:date-entered", posted)}<trn:description>${description}</trn:description><trn:slots>` +
  `${due ? slot("trans-date-due", "timespec", `<ts:date>${due}</ts:date>`) : ""}${voided ? slot("void-reason", "string", voided) : ""}` +
  `</trn:slots><trn:splits>\n${splits.map(splitXml).join("\n")}\n</trn:splits></gnc:transaction>`;

const accountXml = ([name, title, type, currency]: readonly [string, string, string, string]): string =>
  `<gnc:account version="2.0.0"><act:name>${title}</act:name>${guid("act:id", name)}<act:type>${type}</act:type>` +
  `${money(currency, "act:commodity")}${guid("act:parent", "root")}<act:lots>` +
  LOTS.filter(([, account]) => account === name)
    .map(
      ([lot, , document]) =>
        `<gnc:lot version="2.0.0">${guid("lot:id", lot)}<lot:slots>${slot("gncInvoice", "frame", slot("invoice-guid", "guid", g(document)))}</lot:slots></gnc:lot>`,
    )
    .join("") +
  "</act:lots></gnc:account>";

const documentXml = (name: string, id: string, posting: string, lot: string, isCredit: boolean): string =>
  `<gnc:GncInvoice version="2.0.0">${guid("invoice:guid", name)}<invoice:id>${id}</invoice:id><invoice:owner version="2.0.0">` +
  `<owner:type>gncJob</owner:type>${guid("owner:id", "job")}</invoice:owner>${moment("invoice:opened", "2026-01-31 23:00:00 +0000")}` +
  `<invoice:active>1</invoice:active>${guid("invoice:posttxn", posting)}${guid("invoice:postlot", lot)}${guid("invoice:postacc", "euro-ar")}` +
  `${money("EUR", "invoice:currency")}${isCredit ? `<invoice:slots>${slot("credit-note", "integer", "1")}</invoice:slots>` : ""}</gnc:GncInvoice>`;

/** Quantity, price and discount; 19 % on top. */
const ENTRIES = [
  ["e1", "d-invoice", "2/1", "100/1", "10/1"],
  ["e2", "d-credit", "-1/1", "20/1", "0/1"],
] as const;

const entryXml = ([name, document, quantity, price, discount]: readonly [
  string,
  string,
  string,
  string,
  string,
]): string =>
  `<gnc:GncEntry version="2.0.0">${guid("entry:guid", name)}${moment("entry:date", "2026-02-01 10:59:00 +0000")}` +
  `${moment("entry:entered", "2026-02-01 09:00:00 +0000")}<entry:description>Sensor</entry:description><entry:action>Hours</entry:action>` +
  `<entry:qty>${quantity}</entry:qty>${guid("entry:i-acct", "sales")}<entry:i-price>${price}</entry:i-price>` +
  `<entry:i-discount>${discount}</entry:i-discount>${guid("entry:invoice", document)}<entry:i-disc-type>PERCENT</entry:i-disc-type>` +
  `<entry:i-disc-how>PRETAX</entry:i-disc-how><entry:i-taxable>1</entry:i-taxable><entry:i-taxincluded>0</entry:i-taxincluded>` +
  `${guid("entry:i-taxtable", "vat-table")}</gnc:GncEntry>`;

/** The book as GnuCash writes XML; `change` edits the text before it is used. */
export function xmlBook(change: (text: string) => string = (text) => text): string {
  return change(`<?xml version="1.0" encoding="utf-8" ?>
<gnc-v2 xmlns:gnc="http://www.gnucash.org/XML/gnc">
<gnc:count-data cd:type="book">1</gnc:count-data>
<gnc:book version="2.0.0">
${guid("book:id", "book")}
<book:slots>${slot("options", "frame", slot("Business", "frame", slot("Company Name", "string", "Ost &amp; West GmbH")) + slot("Accounts", "frame", slot("Book Currency", "string", "EUR")))}</book:slots>
<gnc:pricedb version="1">
<price>${guid("price:id", "p1")}${money("USD", "price:commodity")}${money("EUR", "price:currency")}${moment("price:time", "2026-02-15 10:59:00 +0000")}<price:source>user:price</price:source><price:value>9/10</price:value></price>
<price>${guid("price:id", "p2")}<price:commodity><cmdty:space>NASDAQ</cmdty:space><cmdty:id>ACME</cmdty:id></price:commodity>${money("EUR", "price:currency")}${moment("price:time", "2026-02-15 10:59:00 +0000")}<price:source>user:price</price:source><price:value>12/1</price:value></price>
</gnc:pricedb>
<gnc:account version="2.0.0"><act:name>Root Account</act:name>${guid("act:id", "root")}<act:type>ROOT</act:type></gnc:account>
${ACCOUNTS.map(accountXml).join("\n")}
${TRANSACTIONS.map(transactionXml).join("\n")}
<gnc:template-transactions>
<gnc:transaction version="2.0.0">${guid("trn:id", "tt")}${money("EUR", "trn:currency")}${moment("trn:date-posted", "2026-01-01 10:59:00 +0000")}<trn:description>Rent</trn:description><trn:splits>${splitXml({ name: "ts", account: "template", value: "0/1" })}</trn:splits></gnc:transaction>
</gnc:template-transactions>
<gnc:budget version="2.0.0">${guid("bgt:id", "budget")}<bgt:name>Plan</bgt:name><bgt:num-periods>2</bgt:num-periods><bgt:recurrence version="1.0.0"><recurrence:mult>1</recurrence:mult><recurrence:period_type>month</recurrence:period_type><recurrence:start><gdate>2026-01-31</gdate></recurrence:start></bgt:recurrence><bgt:slots>${slot(g("rent"), "frame", slot("1", "numeric", "50000/100"))}</bgt:slots></gnc:budget>
<gnc:GncCustomer version="2.0.0">${guid("cust:guid", "customer")}<cust:name>Nord AG</cust:name><cust:id>000001</cust:id><cust:notes>VAT no. DE123456789</cust:notes><cust:active>1</cust:active>${money("EUR", "cust:currency")}</gnc:GncCustomer>
<gnc:GncJob version="2.0.0">${guid("job:guid", "job")}<job:id>000002</job:id><job:name>Line 4</job:name><job:owner version="2.0.0"><owner:type>gncCustomer</owner:type>${guid("owner:id", "customer")}</job:owner><job:active>1</job:active></gnc:GncJob>
<gnc:GncTaxTable version="2.0.0">${guid("taxtable:guid", "vat-table")}<taxtable:name>VAT 19</taxtable:name><taxtable:refcount>2</taxtable:refcount><taxtable:invisible>0</taxtable:invisible><taxtable:entries><gnc:GncTaxTableEntry>${guid("tte:acct", "vat")}<tte:amount>19/1</tte:amount><tte:type>PERCENT</tte:type></gnc:GncTaxTableEntry></taxtable:entries></gnc:GncTaxTable>
${documentXml("d-invoice", "I-1", "t-invoice", "lot-invoice", false)}
${documentXml("d-credit", "C-1", "t-credit", "lot-credit", true)}
${ENTRIES.map(entryXml).join("\n")}
</gnc:book>
</gnc-v2>
`);
}

const num = (fraction: string): string => fraction.replace("/", ", ");
const text = (value: string | undefined): string => (value === undefined ? "null" : `'${value.replaceAll("'", "''")}'`);
const day = (value: string): string => text(value.replace(" +0000", ""));

/** The same book in the tables of GnuCash's SQLite backend. */
export async function sqliteBook(): Promise<Uint8Array> {
  const { Database } = await initSqlJs();
  const database = new Database();
  const id = (name: string): string => text(g(name));
  let slots = 0;
  const slotRow = (owner: string, name: string, type: number, column: string, value: string): string => {
    slots += 1;
    return `insert into slots (id, obj_guid, name, slot_type, ${column}) values (${slots}, ${id(owner)}, ${text(name)}, ${type}, ${value});`;
  };
  database.run(`
    create table books (guid text, root_account_guid text, root_template_guid text);
    create table commodities (guid text, namespace text, mnemonic text, fullname text, cusip text, fraction integer);
    create table accounts (guid text, name text, account_type text, commodity_guid text, commodity_scu integer, parent_guid text, code text, description text, hidden integer, placeholder integer);
    create table lots (guid text, account_guid text, is_closed integer);
    create table transactions (guid text, currency_guid text, num text, post_date text, enter_date text, description text);
    create table splits (guid text, tx_guid text, account_guid text, memo text, action text, reconcile_state text, value_num bigint, value_denom bigint, quantity_num bigint, quantity_denom bigint, lot_guid text);
    create table prices (guid text, commodity_guid text, currency_guid text, date text, source text, type text, value_num bigint, value_denom bigint);
    create table customers (guid text, name text, id text, notes text, active integer, currency text, tax_included integer, taxtable text);
    create table jobs (guid text, id text, name text, reference text, active integer, owner_type integer, owner_guid text);
    create table invoices (guid text, id text, date_opened text, date_posted text, notes text, active integer, currency text, owner_type integer, owner_guid text, terms text, billing_id text, post_txn text, post_lot text, post_acc text);
    create table entries (guid text, date text, date_entered text, description text, action text, notes text, quantity_num bigint, quantity_denom bigint, i_acct text, i_price_num bigint, i_price_denom bigint, i_discount_num bigint, i_discount_denom bigint, invoice text, i_disc_type text, i_disc_how text, i_taxable integer, i_taxincluded integer, i_taxtable text, bill text);
    create table taxtables (guid text, name text, refcount bigint, invisible integer, parent text);
    create table taxtable_entries (id integer, taxtable text, account text, amount_num bigint, amount_denom bigint, type integer);
    create table budgets (guid text, name text, description text, num_periods integer);
    create table budget_amounts (id integer, budget_guid text, account_guid text, period_num integer, amount_num bigint, amount_denom bigint);
    create table recurrences (id integer, obj_guid text, recurrence_mult integer, recurrence_period_type text, recurrence_period_start text);
    create table slots (id integer, obj_guid text, name text, slot_type integer, int64_val bigint, string_val text, double_val real, timespec_val text, guid_val text, numeric_val_num bigint, numeric_val_denom bigint, gdate_val text);
    insert into books values (${id("book")}, ${id("root")}, ${id("troot")});
    insert into commodities values (${id("EUR")}, 'CURRENCY', 'EUR', 'Euro', '978', 100), (${id("USD")}, 'CURRENCY', 'USD', 'US Dollar', '840', 100), (${id("ACME")}, 'NASDAQ', 'ACME', 'Acme', '', 1);
    ${slotRow("book", "options", 9, "guid_val", id("f1"))}
    ${slotRow("f1", "options/Business", 9, "guid_val", id("f2"))}
    ${slotRow("f2", "options/Business/Company Name", 4, "string_val", "'Ost & West GmbH'")}
    ${slotRow("f1", "options/Accounts", 9, "guid_val", id("f3"))}
    ${slotRow("f3", "options/Accounts/Book Currency", 4, "string_val", "'EUR'")}
    insert into accounts values (${id("root")}, 'Root Account', 'ROOT', null, 0, null, '', '', 0, 0), (${id("troot")}, 'Template Root', 'ROOT', null, 0, null, '', '', 0, 0), (${id("template")}, 'template', 'BANK', null, 0, ${id("troot")}, '', '', 0, 0);
    insert into prices values (${id("p1")}, ${id("USD")}, ${id("EUR")}, '2026-02-15 10:59:00', 'user:price', '', 9, 10), (${id("p2")}, ${id("ACME")}, ${id("EUR")}, '2026-02-15 10:59:00', 'user:price', '', 12, 1);
    insert into transactions values (${id("tt")}, ${id("EUR")}, '', '2026-01-01 10:59:00', null, 'Rent');
    insert into splits values (${id("ts")}, ${id("tt")}, ${id("template")}, '', '', 'n', 0, 1, 0, 1, null);
    insert into customers values (${id("customer")}, 'Nord AG', '000001', 'VAT no. DE123456789', 1, ${id("EUR")}, 0, null);
    insert into jobs values (${id("job")}, '000002', 'Line 4', '', 1, 2, ${id("customer")});
    insert into taxtables values (${id("vat-table")}, 'VAT 19', 2, 0, null);
    insert into taxtable_entries values (1, ${id("vat-table")}, ${id("vat")}, 19, 1, 2);
    insert into budgets values (${id("budget")}, 'Plan', '', 2);
    insert into budget_amounts values (1, ${id("budget")}, ${id("rent")}, 1, 50000, 100);
    insert into recurrences values (1, ${id("budget")}, 1, 'month', '20260131');
    ${ACCOUNTS.map(([name, title, type, currency]) => `insert into accounts values (${id(name)}, ${text(title)}, '${type}', ${id(currency)}, 100, ${id("root")}, '', '', 0, 0);`).join("\n")}
    ${LOTS.map(([lot, account, document]) => `insert into lots values (${id(lot)}, ${id(account)}, 0); ${slotRow(lot, "gncInvoice", 9, "guid_val", id(`f-${lot}`))} ${slotRow(`f-${lot}`, "gncInvoice/invoice-guid", 5, "guid_val", id(document))}`).join("\n")}
    ${TRANSACTIONS.map(
      ({ name, currency, num: number, posted, description, due, voided, splits }) =>
        `insert into transactions values (${id(name)}, ${id(currency)}, ${text(number)}, ${day(posted)}, ${day(posted)}, ${text(description)});` +
        (due ? slotRow(name, "trans-date-due", 6, "timespec_val", day(due)) : "") +
        (voided ? slotRow(name, "void-reason", 4, "string_val", text(voided)) : "") +
        splits
          .map(
            ({ name: split, account, value, quantity = value, lot }) =>
              `insert into splits values (${id(split)}, ${id(name)}, ${id(account)}, '', '', 'n', ${num(value)}, ${num(quantity)}, ${lot ? id(lot) : "null"});`,
          )
          .join("\n"),
    ).join("\n")}
    insert into invoices values (${id("d-invoice")}, 'I-1', '2026-01-31 23:00:00', null, '', 1, ${id("EUR")}, 3, ${id("job")}, null, '', ${id("t-invoice")}, ${id("lot-invoice")}, ${id("euro-ar")}), (${id("d-credit")}, 'C-1', '2026-01-31 23:00:00', null, '', 1, ${id("EUR")}, 3, ${id("job")}, null, '', ${id("t-credit")}, ${id("lot-credit")}, ${id("euro-ar")});
    ${slotRow("d-credit", "credit-note", 1, "int64_val", "1")}
    ${ENTRIES.map(([name, document, quantity, price, discount]) => `insert into entries values (${id(name)}, '2026-02-01 10:59:00', '2026-02-01 09:00:00', 'Sensor', 'Hours', '', ${num(quantity)}, ${id("sales")}, ${num(price)}, ${num(discount)}, ${id(document)}, 'PERCENT', 'PRETAX', 1, 0, ${id("vat-table")}, null);`).join("\n")}
  `);
  const bytes = database.export();
  database.close();
  return bytes;
}
