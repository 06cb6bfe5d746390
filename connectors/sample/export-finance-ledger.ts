import { compact, LAST_DAY, lastDayOf, MONTHS, monthOf } from "./calendar";
import { financeCompanyId, journalCode, PRODUCT_UNITS } from "./export-finance-master";
import { columns, type ExportTable } from "./export-table";
import { productIdOn, type SampleItem } from "./items";
import type { JournalEntry, Posting } from "./ledger";
import { type Amount, ZERO } from "./money";
import { financeMoney } from "./number-formats";
import type { SampleBooks } from "./sample-company";
import { levelsOn } from "./stock";

const FINANCE = { system: "sample-fin", encoding: "utf-8", delimiter: ";" } as const;

function lineRow(
  entry: JournalEntry,
  posting: Posting,
  index: number,
  bukrs: string,
  currency: string,
): readonly string[] {
  const { amount, original } = posting;
  const side = (counts: boolean) => financeMoney(counts ? amount.abs() : ZERO, currency);
  return [
    entry.id,
    String(index + 1),
    bukrs,
    posting.account,
    compact(entry.postedOn),
    posting.partyAccountId ?? "",
    posting.costCenterId ?? "",
    posting.taxCodeId ?? "",
    side(amount.isPositive()),
    side(amount.isNegative()),
    currency,
    original ? financeMoney(original.amount, original.currency) : "",
    original?.currency ?? "",
    entry.description,
  ];
}

function entryTables(books: SampleBooks): readonly ExportTable[] {
  const currencyOf = (key: string) => books.companies.find((company) => company.key === key)?.currency ?? "";
  return [
    {
      ...FINANCE,
      file: "finance/journal_entries.csv",
      entity: "JournalEntry",
      encoding: "gb18030",
      header: columns("ENTRY BUKRS JOURNAL PERIOD NUMBER POSTED TEXT STATUS DOCUMENT"),
      rows: books.entries.map((entry) => [
        entry.id,
        financeCompanyId(books, entry.company),
        journalCode(entry.journal),
        entry.period ?? monthOf(entry.postedOn),
        entry.number,
        compact(entry.postedOn),
        entry.description,
        "P",
        entry.documentNumber,
      ]),
    },
    {
      ...FINANCE,
      file: "finance/journal_lines.csv",
      entity: "JournalLine",
      header: columns(
        "ENTRY LINE BUKRS SAKNR POSTED ACCOUNT KOSTL TAXCODE DEBIT CREDIT CURRENCY AMOUNT DOCCURRENCY TEXT",
      ),
      rows: books.entries.flatMap((entry) =>
        entry.postings.map((posting, index) =>
          lineRow(entry, posting, index, financeCompanyId(books, entry.company), currencyOf(entry.company)),
        ),
      ),
    },
  ];
}

/** The item finance counts three pieces fewer of than the ERP, at the end of the books. */
export function itemThatDiffers(books: SampleBooks): SampleItem {
  const level = levelsOn(books.movements, LAST_DAY).find(
    ({ item, onHand }) => item.productId !== "" && item.unit === "台" && onHand.greaterThan(3),
  );
  if (!level) throw new Error("no stock level to plant a difference in");
  return level.item;
}

/** Finance carries stock over all companies, by product, at the end of each month. */
function inventoryTable(books: SampleBooks): ExportTable {
  const differs = itemThatDiffers(books);
  const rows = MONTHS.flatMap((month) => {
    const day = lastDayOf(month);
    const balances = new Map<SampleItem, Amount>();
    for (const { item, onHand } of levelsOn(books.movements, day))
      balances.set(item, (balances.get(item) ?? ZERO).plus(onHand));
    return [...balances]
      .filter(([item]) => item.productId !== "")
      .map(([item, balance]) => {
        const carried = item === differs && day === LAST_DAY ? balance.minus(3) : balance;
        return [
          productIdOn(item, day),
          compact(day),
          carried.toFixed().replace(".", ","),
          PRODUCT_UNITS[item.unit],
          financeMoney(item.cost, "CNY"),
          "CNY",
        ];
      });
  });
  return {
    ...FINANCE,
    file: "finance/inventory_balances.csv",
    entity: "InventoryBalance",
    header: columns("PRODUCT DATE BALANCE UNIT COST CURRENCY"),
    rows,
  };
}

export function financeLedgerTables(books: SampleBooks): readonly ExportTable[] {
  return [...entryTables(books), inventoryTable(books)];
}
