/** What another company's pair of systems calls things and counts in. */
export interface OtherCompany {
  readonly name: string;
  /** The base currency first, then what stands for EUR, GBP, CNY and JPY of the dumps. */
  readonly currencies: readonly [base: string, ...others: string[]];
  /** Decimal places of all of them; undefined: those of the dumps. */
  readonly digits: number | undefined;
  /** Every amount is multiplied by it, so that it has those places: a power of ten. */
  readonly factor: string;
  /** All days are moved by so many years: what is of one month stays so. */
  readonly years: number;
  readonly timeZone: string;
}

export const KWD_COMPANY: OtherCompany = {
  name: "شركة الخليج للأجهزة",
  currencies: ["KWD", "BHD", "OMR", "JOD", "TND"],
  digits: 3,
  factor: "0.1",
  years: -1,
  timeZone: "Asia/Kuwait",
};

/** The same amounts in other names. */
export const GBP_COMPANY: OtherCompany = {
  name: "Ærø Måleudstyr & Søn",
  currencies: ["GBP", "SEK", "NOK", "DKK", "JPY"],
  digits: undefined,
  factor: "1",
  years: -2,
  timeZone: "Europe/London",
};

export const JPY_COMPANY: OtherCompany = {
  name: "東亜計器株式会社",
  currencies: ["JPY", "KRW", "VND", "CLP", "ISK"],
  digits: 0,
  factor: "100",
  years: -7,
  timeZone: "Asia/Tokyo",
};

const DUMPED = ["USD", "EUR", "GBP", "CNY", "JPY"];

/** As a statement can hold it. */
const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A code of the dumps in the other company's words. */
const recoded = (column: string, { currencies }: OtherCompany): string =>
  `case trim(${column}) ${DUMPED.map((code, at) => `when '${code}' then '${currencies[at]}'`).join(" ")} else trim(${column}) end`;

/** Moves every id of a table, and what refers to it by a foreign key. */
const movedIds = (table: string, by: number): string => `do $$ declare r record; begin
  update ${table} set id = id + ${by};
  for r in select c.conrelid::regclass as owner, a.attname as name from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = '${table}'::regclass and cardinality(c.conkey) = 1
  loop execute format('update %s set %I = %I + ${by} where %I is not null', r.owner, r.name, r.name, r.name); end loop;
end $$`;

const movedDays = ({ years }: OtherCompany): string => `do $$ declare r record; begin
  for r in select c.oid::regclass as owner, string_agg(format('%I = %I + interval ''${years} years''', a.attname, a.attname), ', ') as sets
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.atttypid in ('date'::regtype, 'timestamp'::regtype) group by c.oid
  loop execute format('update %s set %s', r.owner, r.sets); end loop;
end $$`;

const multiplied = (columns: Readonly<Record<string, string>>, { factor }: OtherCompany): readonly string[] =>
  Object.entries(columns).map(
    ([table, names]) =>
      `update ${table} set ${names
        .split(" ")
        .map((name) => `${name} = ${name} * ${factor}`)
        .join(", ")}`,
  );

/** The ERP's invoices are counted from here on. */
const FIRST_INVOICE = 70_000;

/** Where clerks typed the number of the ERP's invoice, with or without a word before it. */
const renamedReference = (table: string, column: string): string =>
  `update ${table} set ${column} = replace(replace(regexp_replace(${column}, '[0-9]+$', ''), 'ERP invoice ', '請求書 '), 'ERP ', 'Beleg ')
    || (${FIRST_INVOICE} + substring(${column} from '[0-9]+$')::int) where ${column} ~ '^(ERP invoice |ERP )?[0-9]+$'`;

/** How the server writes days and numbers must not matter. */
const sessionSettings = (database: string, { timeZone }: OtherCompany): readonly string[] => [
  `alter database ${database} set timezone to ${quoted(timeZone)}`,
  `alter database ${database} set datestyle to 'German, DMY'`,
  `alter database ${database} set intervalstyle to 'sql_standard'`,
];

/** What turns the dumped Tryton into another company's: nothing keeps its name, number, id, day or currency. */
export function otherTryton(database: string, other: OtherCompany): readonly string[] {
  const { name, digits, timeZone } = other;
  const money = {
    account_invoice_line: "unit_price",
    account_invoice_tax: "base amount",
    account_move_line: "debit credit amount_second_currency",
    account_payment: "amount",
    account_tax_line: "amount",
    product_cost_price: "cost_price",
    product_list_price: "list_price",
    purchase_line: "unit_price",
    purchase_purchase: "untaxed_amount_cache tax_amount_cache total_amount_cache",
    sale_line: "unit_price",
    sale_sale: "untaxed_amount_cache tax_amount_cache total_amount_cache",
    stock_move: "cost_price unit_price",
  };
  return [
    // Neither triggers nor foreign keys look on: what is renamed here is renamed on both sides.
    "set session_replication_role = replica",
    ...multiplied(money, other),
    movedDays(other),
    `update currency_currency set code = ${recoded("code", other)}, name = 'C ' || id, symbol = 'c' || id, numeric_code = null`,
    ...(digits === undefined
      ? []
      : [`update currency_currency set digits = ${digits}, rounding = power(10::numeric, -${digits})`]),
    `update party_party set name = ${quoted(name)} where id in (select party from company_company)`,
    `update company_company set timezone = ${quoted(timeZone)}`,
    "update party_party set code = 'K/' || lpad(code, 6, '0')",
    "update product_product set code = 'ART ' || code where code <> ''",
    "update account_account set code = 'Z' || translate(code, '0123456789', 'JABCDEFGHI'), name = '勘定 ' || id",
    "update account_account_type set name = '区分 ' || id",
    "update account_journal set code = 'J' || id, name = '仕訳帳 ' || id",
    "update account_period set name = 'P' || id",
    "update account_fiscalyear set name = 'Jahr ' || id",
    "update account_tax set name = '税 ' || id, description = 'T' || id",
    "update account_invoice_payment_term set name = '支払 ' || id",
    "update product_uom set name = '単位 ' || id, symbol = '単' || id",
    "update product_uom_category set name = '種 ' || id",
    "update stock_location set name = 'مستودع ' || id, code = case when code <> '' then 'L' || id end",
    "update product_category set name = 'カテゴリ ' || id",
    "update sale_sale set number = 'AU-' || lpad(number, 7, '0') where number is not null",
    "update purchase_purchase set number = 'BE-' || lpad(number, 7, '0') where number is not null",
    `update account_invoice set number = ${FIRST_INVOICE} + number::int where number is not null`,
    "update account_move set number = 'Beleg ' || number where number is not null",
    "delete from ir_translation",
    ...["company_company", "currency_currency", "account_account", "account_journal", "stock_location"].map((table) =>
      movedIds(table, 7000),
    ),
    ...sessionSettings(database, other),
  ];
}

/** What turns the dumped LedgerSMB into the same other company's. */
export function otherLedgersmb(database: string, other: OtherCompany): readonly string[] {
  const { name, digits, currencies } = other;
  const money = {
    acc_trans: "amount",
    ar: "amount netamount",
    ap: "amount netamount",
    invoice: "sellprice fxsellprice",
    parts: "listprice sellprice lastcost avgcost",
    entity_credit_account: "creditlimit",
  };
  return [
    "set session_replication_role = replica",
    ...multiplied(money, other),
    movedDays(other),
    ...["ar", "ap", "entity_credit_account", "exchangerate"].map(
      (table) => `update ${table} set curr = ${recoded("curr", other)}`,
    ),
    `update payment set currency = ${recoded("currency", other)}`,
    `update defaults set value = '${currencies.join(":")}' where setting_key = 'curr'`,
    ...(digits === undefined ? [] : [`update defaults set value = '${digits}' where setting_key = 'decimal_places'`]),
    `update defaults set value = ${quoted(name)} where setting_key = 'company_name'`,
    "update defaults set value = (value::int + 7000)::text where setting_key like '%accno_id' and value ~ '^[0-9]+$'",
    movedIds("account", 7000),
    movedIds("account_heading", 4000),
    "update account set accno = 'Z' || translate(accno, '0123456789', 'JABCDEFGHI'), description = '勘定 ' || id",
    "update account_heading set accno = 'H' || id, description = '見出し ' || id",
    "update entity_credit_account set meta_number = 'D' || translate(meta_number, '-', '.')",
    "update parts set partnumber = 'ART ' || partnumber, unit = case unit when 'EA' then 'stk.' when 'KG' then 'Kg' else 'STD' end",
    "update invoice set unit = case unit when 'EA' then 'stk.' when 'KG' then 'Kg' when 'HR' then 'STD' else unit end",
    "update ar set invnumber = 'FAK' || invnumber",
    "update ap set invnumber = 'EK' || invnumber",
    ...["ar", "ap"].flatMap((table) => ["description", "ordnumber"].map((column) => renamedReference(table, column))),
    "update gl set reference = 'MEMO' || reference",
    "update payment set reference = 'ZA' || reference",
    ...sessionSettings(database, other),
  ];
}
