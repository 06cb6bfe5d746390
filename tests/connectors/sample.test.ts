import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Decimal } from "decimal.js";
import { SCHEMAS } from "../../cli/databases";
import { loadSource } from "../../cli/load";
import { createFilesConnector } from "../../connectors/files/files-connector";
import { readMappingFile } from "../../connectors/mapping/mapping-file";
import { LAST_DAY } from "../../connectors/sample/calendar";
import { generateSampleCompany, type SampleCompanyFiles } from "../../connectors/sample/generate";
import { PLANTED_KINDS } from "../../connectors/sample/planted";
import { composeSampleCompany } from "../../connectors/sample/sample-company";
import { socialCreditCheck } from "../../connectors/sample/tax-id";
import { allEntities } from "../../schema/model/registry";
import type { RejectedRecord, SourceEvent, UnifiedRow } from "../../schema/model/source-event";
import type { Database } from "../../store/database";
import { migrate } from "../../store/migrate";
import { sql } from "../../store/sql";
import type { ImportSummary } from "../../store/write/import";
import { openEmbedded } from "../embedded";

const SEED = 42;
const MAPPINGS = join(__dirname, "..", "..", "connectors", "sample");
const folder = mkdtempSync(join(tmpdir(), "concord-sample-"));
let written: SampleCompanyFiles;

beforeAll(() => {
  written = generateSampleCompany({ seed: SEED, folder: join(folder, "first") });
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function digestOf({ folder: place, files }: SampleCompanyFiles): string {
  const hash = createHash("sha256");
  for (const { file } of files) hash.update(file).update(readFileSync(join(place, file)));
  return hash.digest("hex");
}

function connectorOf(name: "erp" | "finance" | "links") {
  const mapping = readMappingFile(join(MAPPINGS, `${name}.yaml`));
  const entities = new Map(
    allEntities.filter(({ subgraph }) => subgraph === mapping.subgraph).map((one) => [one.name, one]),
  );
  return createFilesConnector({ mapping, folder: written.folder, entities });
}

async function read(name: "erp" | "finance" | "links"): Promise<readonly SourceEvent[]> {
  const events: SourceEvent[] = [];
  for await (const event of connectorOf(name).read()) events.push(event);
  return events;
}

const isRow = (event: SourceEvent): event is UnifiedRow => event.kind === "row";
const isRejected = (event: SourceEvent): event is RejectedRecord => event.kind === "rejected";

const keyOf = ({ entity, values }: UnifiedRow) => `${values[entity.key === "id" ? "id" : snake(entity.key)]}`;
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const sum = (amounts: readonly (string | null | undefined)[]) =>
  amounts.reduce((total, amount) => total.plus(amount ?? 0), new Decimal(0)).toFixed();

/** Rows of an entity, each once, without those that refer to what was never exported. */
function rowsOf(events: readonly SourceEvent[], entity: string): readonly Readonly<Record<string, string | null>>[] {
  const unknown = new Set(
    written.planted.faults
      .filter(({ foundWhen }) => foundWhen === "STORING")
      .map(({ file, line }) => `${file}:${line}`),
  );
  const rows = events.filter(isRow).filter((row) => row.entity.name === entity);
  const good = rows.filter(({ origin }) => !unknown.has(`${origin.file}:${origin.line}`));
  return [...new Map(good.map((row) => [keyOf(row), row.values])).values()];
}

describe("the sample company's generator", () => {
  test("writes the same bytes for the same seed", () => {
    const again = generateSampleCompany({ seed: SEED, folder: join(folder, "second") });
    expect(digestOf(again)).toBe(digestOf(written));
    expect(again.planted).toEqual(written.planted);
  });

  test("writes another company for another seed", () => {
    const other = generateSampleCompany({ seed: SEED + 1, folder: join(folder, "other") });
    expect(digestOf(other)).not.toBe(digestOf(written));
  });

  test.each([1, 7, 20260630])("plants every kind of disagreement and balances its books with seed %i", (seed) => {
    const { planted } = generateSampleCompany({ seed, folder: join(folder, `seed-${seed}`) });
    const kinds = new Set(planted.disagreements.map(({ kind }) => kind));
    expect(PLANTED_KINDS.filter((kind) => !kinds.has(kind))).toEqual([]);
  });

  test("gives Chinese firms tax ids with a valid check character", () => {
    const { parties } = composeSampleCompany(SEED);
    const codes = parties.filter(({ country, taxId }) => country === "CN" && taxId !== "").map(({ taxId }) => taxId);
    expect(codes.length).toBeGreaterThan(50);
    expect(codes.filter((code) => code.length !== 18 || socialCreditCheck(code.slice(0, 17)) !== code[17])).toEqual([]);
    expect(new Set(codes).size).toBe(codes.length);
    // Codes of two real firms, so that the check itself is checked.
    expect(socialCreditCheck("91440300708461136")).toBe("T");
    expect(socialCreditCheck("91440300192203821")).toBe("6");
  });

  test("never lets a store run below nothing", () => {
    const stock = new Map<string, Decimal>();
    const negative: string[] = [];
    for (const { warehouseId, item, quantity, on } of composeSampleCompany(SEED).movements) {
      const key = `${warehouseId}/${item.number}`;
      const level = (stock.get(key) ?? new Decimal(0)).plus(quantity);
      stock.set(key, level);
      if (level.isNegative()) negative.push(`${key} on ${on}`);
    }
    expect(negative).toEqual([]);
  });
});

describe("the sample company, read through the files connector", () => {
  let erp: readonly SourceEvent[];
  let finance: readonly SourceEvent[];
  let links: readonly SourceEvent[];

  beforeAll(async () => {
    [erp, finance, links] = [await read("erp"), await read("finance"), await read("links")];
  });

  test("has nothing in the way of reading", async () => {
    for (const name of ["erp", "finance", "links"] as const) expect(await connectorOf(name).check()).toEqual([]);
  });

  test("sets aside exactly the planted faults", () => {
    const found = [...erp, ...finance, ...links]
      .filter(isRejected)
      .map(({ entity, code, path, origin }) => ({ entity, code, path, ...origin }));
    const planted = written.planted.faults
      .filter(({ foundWhen }) => foundWhen === "READING")
      .map(({ entity, code, path, file, line }) => ({ entity, code, path, file, line }));
    const inOrder = (faults: readonly { file: string; line: number }[]) =>
      [...faults].sort((a, b) => a.file.localeCompare(b.file, "en") || a.line - b.line);
    expect(inOrder(found)).toEqual(inOrder(planted));
  });

  test("gives every other record once, and the repeated ones identically", () => {
    const rows = [...erp, ...finance, ...links].filter(isRow);
    const byFile = (file: string) => rows.filter(({ origin }) => origin.file === file);
    for (const { file, rows: expected } of written.files) {
      const unknown = written.planted.faults.filter(
        (fault) => fault.file === file && fault.foundWhen === "STORING",
      ).length;
      const distinct = new Map(byFile(file).map((row) => [keyOf(row), JSON.stringify(row.values)]));
      expect([file, distinct.size - unknown]).toEqual([file, expected]);
      expect(new Set(byFile(file).map(({ values }) => JSON.stringify(values))).size).toBe(distinct.size);
    }
    expect(written.planted.repeated).toHaveLength(2);
  });

  test("refers only to records that exist, but for the planted references", () => {
    const dangling: string[] = [];
    for (const events of [erp, finance]) {
      const rows = events.filter(isRow);
      const ids = new Set(rows.map(keyOf));
      for (const { entity, values, origin } of rows)
        for (const column of entity.columns.filter(({ kind }) => kind === "reference")) {
          const id = values[column.column];
          if (id && !ids.has(id)) dangling.push(`${origin.file}:${origin.line} ${column.field}`);
        }
    }
    const planted = written.planted.faults
      .filter(({ foundWhen }) => foundWhen === "STORING")
      .map(({ file, line, path }) => `${file}:${line} ${path}`);
    expect(dangling.sort()).toEqual(planted.sort());
  });

  test("balances every journal entry to the last coin", () => {
    const sides = new Map<string, Decimal>();
    for (const { entry_id, debit, credit } of rowsOf(finance, "JournalLine"))
      sides.set(`${entry_id}`, (sides.get(`${entry_id}`) ?? new Decimal(0)).plus(debit ?? 0).minus(credit ?? 0));
    expect(sides.size).toBe(rowsOf(finance, "JournalEntry").length);
    expect([...sides].filter(([, difference]) => !difference.isZero())).toEqual([]);
  });

  test.each([
    ["Invoice", "invoice_id"],
    ["Bill", "bill_id"],
    ["CreditNote", "credit_note_id"],
  ])("adds up every %s: lines, tax and freight make the total", (entity, column) => {
    const lines = rowsOf(finance, `${entity}Line`);
    const faulty = rowsOf(finance, entity).filter(({ id, net_amount, tax_amount, freight_amount, total_amount }) => {
      const own = lines.filter((line) => line[column] === id);
      const net = sum(own.map((line) => line["net_amount"]));
      const tax = sum(own.map((line) => line["tax_amount"]));
      return (
        own.length === 0 ||
        sum([net_amount]) !== net ||
        sum([tax_amount]) !== tax ||
        sum([net_amount, tax_amount, freight_amount]) !== sum([total_amount])
      );
    });
    expect(faulty).toEqual([]);
  });

  test("adds up every order from its lines", () => {
    const lines = rowsOf(erp, "SalesOrderLine");
    for (const { id, net_amount } of rowsOf(erp, "SalesOrder"))
      expect(sum(lines.filter(({ order_id }) => order_id === id).map((line) => line["net_amount"]))).toBe(
        sum([net_amount]),
      );
  });

  test("pays what it allocates, never more than a document's total", () => {
    const allocations = rowsOf(finance, "PaymentAllocation");
    for (const { id, amount } of rowsOf(finance, "Payment")) {
      const own = allocations.filter(({ payment_id }) => payment_id === id);
      const signed = own.map(({ document_type, amount: part }) =>
        document_type === "CREDIT_NOTE" ? `-${part}` : part,
      );
      expect(sum(signed)).toBe(sum([amount]));
    }
    const documents = ["Invoice", "Bill", "CreditNote"].flatMap((entity) => rowsOf(finance, entity));
    const totals = new Map(documents.map(({ id, total_amount }) => [id, total_amount]));
    const settled = new Map<string, Decimal>();
    for (const { document_id, amount } of allocations) {
      expect(totals.has(document_id ?? "")).toBe(true);
      settled.set(document_id ?? "", (settled.get(document_id ?? "") ?? new Decimal(0)).plus(amount ?? 0));
    }
    expect([...settled].filter(([id, amount]) => amount.greaterThan(totals.get(id) ?? 0))).toEqual([]);
  });

  test("keeps the receivables and payables accounts equal to the open documents, in the documents' currencies", () => {
    const open = new Map<string, Decimal>();
    const add = (key: string, amount: Decimal) => open.set(key, (open.get(key) ?? new Decimal(0)).plus(amount));
    for (const { account_id, transaction_amount, transaction_currency } of rowsOf(finance, "JournalLine"))
      if (/:(1122|2202)$/.test(account_id ?? ""))
        add(`${account_id} ${transaction_currency}`, new Decimal(transaction_amount ?? 0).negated());
    const settled = rowsOf(finance, "PaymentAllocation");
    for (const entity of ["Invoice", "Bill", "CreditNote"])
      for (const { id, party_account_id, total_amount, currency } of rowsOf(finance, entity)) {
        const paid = sum(settled.filter(({ document_id }) => document_id === id).map(({ amount }) => amount));
        const [, , control = ""] = (party_account_id ?? "").split(":");
        const owedToUs = control.startsWith("1122") === (entity !== "CreditNote");
        const amount = new Decimal(total_amount ?? 0).minus(paid);
        add(`sample-fin:account:${control.slice(0, 4)} ${currency}`, owedToUs ? amount : amount.negated());
      }
    expect([...open].filter(([, difference]) => !difference.isZero())).toEqual([]);
  });

  test("keeps the stock account equal to what the ERP says lies in the stores, at standard cost", () => {
    const { items, movements } = composeSampleCompany(SEED);
    expect(movements.every(({ on }) => on <= LAST_DAY)).toBe(true);
    const costs = new Map(items.map(({ erpId, cost }) => [`sample-erp:item:${erpId}`, cost]));
    const shanghai = rowsOf(erp, "StockLevel").filter(({ warehouse_id }) => warehouse_id === "sample-erp:warehouse:W1");
    const value = shanghai.map(({ item_id, on_hand }) =>
      costs
        .get(item_id ?? "")
        ?.times(on_hand ?? 0)
        .toFixed(),
    );
    const booked = rowsOf(finance, "JournalLine").filter(
      ({ company_id, account_id }) =>
        company_id === "sample-fin:company:C01" && account_id === "sample-fin:account:1405",
    );
    expect(
      sum(booked.flatMap(({ debit, credit }) => [debit, credit && `-${credit}`].map((text) => text ?? null))),
    ).toBe(sum(value));
  });

  test("invoices in currencies of none, two and three decimals", () => {
    const invoices = rowsOf(finance, "Invoice");
    for (const currency of ["CNY", "USD", "EUR", "JPY", "KWD"])
      expect(invoices.filter((invoice) => invoice["currency"] === currency).length).toBeGreaterThan(5);
    const decimals = (currency: string) =>
      Math.max(
        ...invoices
          .filter((invoice) => invoice["currency"] === currency)
          .map(({ total_amount }) => new Decimal(total_amount ?? 0).decimalPlaces()),
      );
    expect([decimals("JPY"), decimals("CNY"), decimals("KWD")]).toEqual([0, 2, 3]);
  });

  test("bills the planted orders otherwise than they were sold, and all other delivered orders exactly", () => {
    const planted = new Map(
      written.planted.disagreements
        .filter(({ kind }) => kind.startsWith("ORDER_"))
        .map(({ about, kind }) => [about, kind]),
    );
    const invoices = rowsOf(finance, "Invoice");
    for (const { number, status, net_amount, currency } of rowsOf(erp, "SalesOrder")) {
      if (status !== "DELIVERED") continue;
      const own = invoices.filter(({ order_number }) => order_number === number);
      const billed = new Decimal(sum(own.map((invoice) => invoice["net_amount"])));
      const kind = planted.get(number ?? "");
      if (kind === undefined) expect([number, billed.toFixed()]).toEqual([number, sum([net_amount])]);
      if (kind === "ORDER_BILLED_SHORT") expect(billed.lessThan(net_amount ?? 0) && own.length > 0).toBe(true);
      if (kind === "ORDER_BILLED_OVER") expect(billed.greaterThan(net_amount ?? 0)).toBe(true);
      if (kind === "ORDER_BILLED_TWICE")
        expect([own.length, billed.toFixed()]).toEqual([2, sum([net_amount, net_amount])]);
      if (kind === "ORDER_NOT_BILLED") expect(own).toEqual([]);
      if (kind === "ORDER_BILLED_IN_OTHER_CURRENCY") expect([currency, own[0]?.["currency"]]).toEqual(["CNY", "USD"]);
    }
    const withoutOrder = invoices.filter(({ order_number }) => order_number === null).map(({ id }) => id);
    const saidSo = written.planted.disagreements
      .filter(({ kind }) => kind === "SALE_WITHOUT_ORDER")
      .flatMap(({ financeIds }) => financeIds);
    expect(withoutOrder.sort()).toEqual([...saidSo].sort());
  });

  test("links by file only what no exact rule can join", () => {
    const parties = rowsOf(erp, "Party");
    const accounts = rowsOf(finance, "PartyAccount");
    for (const { kind, left_id, right_id } of rowsOf(links, "IdentityLink")) {
      if (kind !== "PARTY") continue;
      const [left, right] = [
        parties.find((row) => row["erp_id"] === left_id),
        accounts.find(({ id }) => id === right_id),
      ];
      expect([left?.["tax_id"], left?.["shared_number"], right?.["tax_id"], right?.["shared_number"]]).toEqual([
        null,
        null,
        null,
        null,
      ]);
    }
  });

  test("gives a customer of two accounts one tax id on both", () => {
    const twice = written.planted.disagreements.find(({ kind }) => kind === "CUSTOMER_WITH_TWO_ACCOUNTS");
    const taxId = rowsOf(erp, "Party").find(({ erp_id }) => erp_id === twice?.erpIds[0])?.["tax_id"];
    const accounts = rowsOf(finance, "PartyAccount").filter(
      ({ id }) => id !== null && id !== undefined && twice?.financeIds.includes(id),
    );
    expect(accounts.map(({ tax_id }) => tax_id)).toEqual([taxId, taxId]);
  });

  test("reads amounts, dates and digits of every format to one canonical form", () => {
    const [party] = rowsOf(erp, "Party");
    expect(party?.["credit_limit"]).toMatch(/^\d+0000$/);
    const kuwaiti = rowsOf(finance, "PartyAccount").filter(
      ({ company_id, country }) => company_id === "sample-fin:company:C03" && country === "KW",
    );
    expect(kuwaiti.every(({ shared_number }) => /^GP\d{4}$/.test(shared_number ?? ""))).toBe(true);
    expect(rowsOf(erp, "StockMovement")[0]?.["moved_at"]).toBe("2024-12-31T16:00:00Z");
    const shanghai = rowsOf(finance, "Budget").filter(({ currency, amount }) => currency === "CNY" && amount !== "0");
    expect(shanghai.every(({ amount }) => new Decimal(amount ?? 0).mod(1000).isZero())).toBe(true);
  });
});

describe("the sample company, loaded into a store", () => {
  let database: Database;
  let summaries: readonly ImportSummary[];

  beforeAll(async () => {
    database = await openEmbedded();
    for (const schema of SCHEMAS) await migrate(database, schema);
    summaries = await loadSource(database, "sample", written.folder);
  });

  afterAll(() => database.close());

  test("quarantines exactly the planted faults, those of references too", () => {
    const text = ({ file, line, code, path }: { file: string; line: number; code: string; path: string }) =>
      `${file}:${line} ${code} ${path}`;
    const found = summaries
      .flatMap(({ quarantine }) => quarantine.first)
      .map(({ origin, code, path }) => text({ ...origin, code, path }));
    expect(found.sort()).toEqual(written.planted.faults.map(text).sort());
  });

  test("accepts every good record, counts the repeated ones once and leaves no reference dangling", () => {
    const entities = summaries.flatMap(({ system, entities: all }) =>
      all.map((one) => ({ ...one, key: `${system}/${one.entity}` })),
    );
    const accepted = Object.fromEntries(entities.map(({ key, accepted: rows }) => [key, rows]));
    expect(accepted).toEqual(
      Object.fromEntries(
        written.files.filter(({ rows }) => rows > 0).map(({ system, entity, rows }) => [`${system}/${entity}`, rows]),
      ),
    );
    const repeated = entities.filter((one) => one.repeated > 0).map(({ entity, repeated: times }) => [entity, times]);
    expect(repeated).toEqual([
      ["StockMovement", 1],
      ["PaymentAllocation", 1],
    ]);
    expect(entities.filter(({ danglingReferences }) => danglingReferences > 0)).toEqual([]);
  });

  test("shows each planted order as the billing it was planted as", async () => {
    const expected = {
      SHORT: "BILLED_SHORT",
      OVER: "BILLED_OVER",
      TWICE: "BILLED_OVER",
      BILLED: "UNBILLED",
      CURRENCY: "CURRENCY_DIFFERS",
    };
    const rows = await database.query(
      sql`select order_id, status from mapping.order_billing where order_id is not null`,
    );
    const statuses = new Map(rows.map((row) => [row["order_id"], row["status"]]));
    for (const { kind, erpIds } of written.planted.disagreements.filter((one) => one.kind.startsWith("ORDER_"))) {
      const ending = Object.entries(expected).find(([word]) => kind.endsWith(word));
      expect([kind, statuses.get(erpIds[0] ?? "")]).toEqual([kind, ending?.[1]]);
    }
    const [alone] = await database.query(
      sql`select count(*)::integer as count from mapping.order_billing where status = 'WITHOUT_ORDER'`,
    );
    expect(alone?.["count"]).toBe(
      written.planted.disagreements.filter(({ kind }) => kind === "SALE_WITHOUT_ORDER").length,
    );
  });

  test("joins what is planted as joined, and leaves apart what stands alone", async () => {
    const rows = await database.query(
      sql`select source_id, shared_id from mapping.identifier where status = 'CONFIRMED'`,
    );
    const sharedIds = new Map(rows.map((row) => [String(row["source_id"]), String(row["shared_id"])]));
    const alone = new Set(["CUSTOMER_ON_COLLECTIVE_ACCOUNT", "ITEM_ONLY_IN_ERP", "PRODUCT_ONLY_IN_FINANCE"]);
    for (const { kind, erpIds, financeIds } of written.planted.disagreements) {
      if (kind.startsWith("ORDER_") || kind === "SALE_WITHOUT_ORDER") continue;
      const shared = new Set([...erpIds, ...financeIds].map((id) => sharedIds.get(id)));
      expect([kind, shared.has(undefined), shared.size]).toEqual([
        kind,
        false,
        alone.has(kind) ? erpIds.length + financeIds.length : 1,
      ]);
    }
  });
});
