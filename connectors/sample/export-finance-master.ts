import { compact, LAST_DAY, lastDayOf, MONTHS } from "./calendar";
import { ACCOUNTS } from "./chart-of-accounts";
import { COST_CENTERS } from "./companies";
import { columns, type ExportTable } from "./export-table";
import { FINANCE_ONLY_PRODUCTS, RENUMBERED, type SampleItem } from "./items";
import { financeMoney, financeRate, fullWidth } from "./number-formats";
import type { SampleParty } from "./parties";
import type { SampleBooks } from "./sample-company";
import { TAX_CODES } from "./taxes";

const FINANCE = { system: "sample-fin", encoding: "utf-8", delimiter: ";" } as const;

export const PRODUCT_UNITS = { 个: "PCS", 台: "PCS", 箱: "BOX", 千克: "KG", 米: "M", 套: "SET", 次: "SVC" } as const;
export const TERM_DAYS = [0, 14, 30, 45, 60] as const;
const JOURNALS = [
  ["S", "销售日记账", "SALES"],
  ["P", "采购日记账", "PURCHASE"],
  ["C", "银行日记账", "CASH"],
  ["G", "转账日记账", "GENERAL"],
  ["O", "期初", "OPENING"],
] as const;

export function financeCompanyId(books: SampleBooks, key: string): string {
  return books.companies.find((company) => company.key === key)?.financeId ?? "";
}

function companiesTable(books: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    file: "finance/companies.csv",
    entity: "Company",
    encoding: "gb18030",
    header: columns("BUKRS NAME TAXID GROUPNO CURRENCY COUNTRY PARENT SHARE"),
    rows: books.companies.map((company) => [
      company.financeId,
      company.financeName,
      company.financeTaxId,
      company.sharedNumber,
      company.currency,
      company.country,
      company.parent === null ? "" : financeCompanyId(books, company.parent),
      company.ownership.replace(".", ","),
    ]),
  };
}

function accountRow(
  books: SampleBooks,
  party: SampleParty,
  account: SampleParty["accounts"][number],
): readonly string[] {
  return [
    account.id,
    account.number,
    financeCompanyId(books, party.company),
    account.name,
    account.kind === "CUSTOMER" ? "D" : "K",
    party.taxId,
    // Kuwait's clerks type the group number in full width.
    party.company === "KW"
      ? party.sharedNumber.slice(0, 2) + fullWidth(party.sharedNumber.slice(2))
      : party.sharedNumber,
    account.id.slice(0, 4),
    account.currency,
    party.city,
    party.postalCode,
    party.country,
  ];
}

function partyAccountsTable(books: SampleBooks): ExportTable {
  // All private customers share one account, so it must not come out once for each of them.
  const byId = new Map(
    books.parties.flatMap((party) => party.accounts.map((account) => [account.id, accountRow(books, party, account)])),
  );
  return {
    ...FINANCE,
    file: "finance/party_accounts.csv",
    entity: "PartyAccount",
    encoding: "utf-16le",
    header: columns("ACCOUNT NUMBER BUKRS NAME KIND TAXID GROUPNO CONTROL CURRENCY CITY ZIP COUNTRY"),
    rows: [...byId.values()],
  };
}

function productRow(item: SampleItem, id: string, validFrom: string, validTo: string): readonly string[] {
  const shared =
    item.joinedBy === "LINK_FILE" ? "" : item.kind === "SERVICE" ? `FW${item.barcode.slice(-6)}` : item.barcode;
  return [
    id,
    id.replace("P", "FIN-"),
    item.name,
    item.categoryId.slice(0, 2),
    shared,
    PRODUCT_UNITS[item.unit],
    item.cost.toFixed(2),
    item.price.toFixed(2),
    "CNY",
    validFrom,
    validTo,
  ];
}

function productsTable({ items }: SampleBooks): ExportTable {
  const own = items
    .filter(({ productId }) => productId !== "")
    .flatMap((item) =>
      item.number === RENUMBERED.itemNumber
        ? [
            productRow(item, RENUMBERED.earlierProductId, "", compact(RENUMBERED.earlierUntil)),
            productRow(item, item.productId, compact(RENUMBERED.laterFrom), ""),
          ]
        : [productRow(item, item.productId, "", "")],
    );
  const only = FINANCE_ONLY_PRODUCTS.map(({ id, name, price }) => [
    id,
    id.replace("P", "FIN-"),
    name,
    "90",
    "",
    "SVC",
    "",
    price.toFixed(2),
    "CNY",
    "",
    "",
  ]);
  return {
    ...FINANCE,
    file: "finance/products.jsonl",
    entity: "Product",
    delimiter: null,
    header: columns("product code name group barcode unit amtCost amtPrice currency validFrom validTo"),
    rows: [...own, ...only],
  };
}

function ratesTable({ rates }: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    file: "finance/exchange_rates.csv",
    entity: "ExchangeRate",
    header: columns("FROM TO VALID KIND RATE"),
    rows: rates.rates.map(({ from, to, validOn, kind, rate }) => [
      from,
      to,
      compact(validOn),
      kind === "CLOSING" ? "M" : "AVG",
      financeRate(rate),
    ]),
  };
}

function periodsTable(books: SampleBooks): ExportTable {
  const lastMonth = LAST_DAY.slice(0, 7);
  return {
    ...FINANCE,
    file: "finance/fiscal_periods.csv",
    entity: "FiscalPeriod",
    header: columns("BUKRS PERIOD YEAR FROM TO STATUS"),
    rows: books.companies.flatMap(({ financeId }) =>
      MONTHS.map((month) => [
        financeId,
        month,
        month.slice(0, 4),
        compact(`${month}-01`),
        compact(lastDayOf(month)),
        month === lastMonth ? "O" : "C",
      ]),
    ),
  };
}

function costCentersTable(books: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    file: "finance/cost_centers.csv",
    entity: "CostCenter",
    header: columns("KOSTL BUKRS NAME GROUPNO"),
    rows: COST_CENTERS.map(({ financeId, company, financeName, sharedNumber }) => [
      financeId,
      financeCompanyId(books, company),
      financeName,
      sharedNumber,
    ]),
  };
}

function taxCodesTable(): ExportTable {
  return {
    ...FINANCE,
    file: "finance/tax_codes.csv",
    entity: "TaxCode",
    header: columns("CODE NAME KIND RATE COUNTRY"),
    rows: TAX_CODES.map(({ id, name, kind, rate, country }) => [id, name, kind, financeRate(rate), country]),
  };
}

function termsTable(): ExportTable {
  return {
    ...FINANCE,
    file: "finance/payment_terms.csv",
    entity: "PaymentTerm",
    header: columns("CODE NAME DAYS"),
    rows: TERM_DAYS.map((days) => [`Z${days}`, days === 0 ? "货到付款" : `${days}天净额`, String(days)]),
  };
}

function accountsTable(): ExportTable {
  return {
    ...FINANCE,
    file: "finance/accounts.csv",
    entity: "Account",
    encoding: "gb18030",
    header: columns("SAKNR NAME TYPE CLASS SIDE CONTROL POST PARENT"),
    rows: ACCOUNTS.map((account) => [
      account.code,
      account.name,
      account.type,
      account.class,
      account.normalSide === "DEBIT" ? "借" : "贷",
      account.control ? "X" : "",
      account.postable ? "X" : "",
      account.parent,
    ]),
  };
}

function journalsTable(books: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    file: "finance/journals.csv",
    entity: "Journal",
    header: columns("BUKRS CODE NAME KIND"),
    rows: books.companies.flatMap(({ financeId }) =>
      JOURNALS.map(([code, name, kind]) => [financeId, code, name, kind]),
    ),
  };
}

function smallTables(books: SampleBooks): readonly ExportTable[] {
  return [costCentersTable(books), taxCodesTable(), termsTable(), accountsTable(), journalsTable(books)];
}

export function journalCode(kind: string): string {
  return JOURNALS.find((journal) => journal[2] === kind)?.[0] ?? "";
}

function budgetsTable(books: SampleBooks): ExportTable {
  return {
    ...FINANCE,
    file: "finance/budgets.csv",
    entity: "Budget",
    header: columns("BUKRS SAKNR KOSTL FROM VERSION AMOUNT CURRENCY"),
    rows: books.budgets.map(({ company, accountCode, costCenterId, month, version, amount }) => {
      const currency = books.companies.find(({ key }) => key === company)?.currency ?? "";
      // Shanghai plans in ten thousands.
      const text = currency === "CNY" ? `${financeRate(amount.div(10_000))}万元` : financeMoney(amount, currency);
      return [
        financeCompanyId(books, company),
        accountCode,
        costCenterId,
        compact(`${month}-01`),
        version,
        text,
        currency,
      ];
    }),
  };
}

export function financeMasterTables(books: SampleBooks): readonly ExportTable[] {
  return [
    companiesTable(books),
    ...smallTables(books),
    ratesTable(books),
    periodsTable(books),
    partyAccountsTable(books),
    productsTable(books),
    budgetsTable(books),
  ];
}
