import "reflect-metadata";
import { existsSync, mkdtempSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { Decimal } from "decimal.js";
import fc from "fast-check";
import type { Connector } from "../../connectors/contract";
import { createGnucashConnector } from "../../connectors/gnucash/gnucash-connector";
import { gnucashOptions } from "../../connectors/gnucash/options";
import { add, decimalText, decimalTextOf, parseRational, round } from "../../connectors/gnucash/rational";
import type { RejectedRecord, SourceEvent, UnifiedRow } from "../../schema/model/source-event";
import { importRows, lastCursor } from "../../store/write/import";
import { describeOnServer } from "../databases";
import { openGraph } from "../graph";
import { describeConnector } from "./conformance";
import { sqliteBook, xmlBook } from "./gnucash-book";

const BOOK = join(__dirname, "../../../shared/sources/gnucash.xml");

const open = (file: string, options: Readonly<Record<string, string>> = {}): Connector =>
  createGnucashConnector(gnucashOptions.parse({ file, ...options })).connector;

const folder = (): string => mkdtempSync(join(tmpdir(), "concord-gnucash-"));

function written(content: string | Uint8Array, name = "book.gnucash"): string {
  const file = join(folder(), name);
  writeFileSync(file, content);
  return file;
}

async function readAll(connector: Connector, since?: string): Promise<{ events: SourceEvent[]; cursor: string }> {
  const read = connector.read(since === undefined ? {} : { since });
  const events: SourceEvent[] = [];
  for await (const event of read) events.push(event);
  return { events, cursor: read.cursor() };
}

const rowsOf = (events: readonly SourceEvent[], entity: string): readonly UnifiedRow["values"][] =>
  events.flatMap((event) => (event.kind === "row" && event.entity.name === entity ? [event.values] : []));
const rejectedOf = (events: readonly SourceEvent[]): readonly RejectedRecord[] =>
  events.flatMap((event) => (event.kind === "rejected" ? [event] : []));
const skippedOf = (events: readonly SourceEvent[]): readonly string[] =>
  events.flatMap((event) => (event.kind === "skipped" ? [`${event.entity}: ${event.because}`] : []));

const MORE =
  '<gnc:GncCustomer version="2.0.0"><cust:guid type="guid">new</cust:guid><cust:name>Süd AG</cust:name><cust:id>9</cust:id></gnc:GncCustomer>\n</gnc:book>';

describeConnector("gnucash", async () => {
  const file = written(xmlBook());
  return {
    open: () => open(file),
    openMissing: () => open(join(folder(), "none.gnucash")),
    change: async () =>
      writeFileSync(
        file,
        xmlBook((text) => text.replace("</gnc:book>", MORE)),
      ),
    changeSchema: async () =>
      writeFileSync(
        file,
        xmlBook((text) => text.replaceAll("split:value>", "split:worth>")),
      ),
    recordCount: () => 54,
  };
});

describe("A GnuCash book", () => {
  it("says the same as XML, as compressed XML and as SQLite", async () => {
    const plain = await readAll(open(written(xmlBook())));
    const packed = await readAll(open(written(gzipSync(xmlBook()))));
    const tables = await readAll(open(written(await sqliteBook())));
    const rows = (events: readonly SourceEvent[]) =>
      events
        .flatMap((event) => (event.kind === "row" ? [`${event.entity.name} ${JSON.stringify(event.values)}`] : []))
        .sort();
    expect(rows(packed.events)).toEqual(rows(plain.events));
    expect(rows(tables.events)).toEqual(rows(plain.events));
    expect(
      rejectedOf(tables.events)
        .map(({ reason }) => reason)
        .sort(),
    ).toEqual(
      rejectedOf(plain.events)
        .map(({ reason }) => reason)
        .sort(),
    );
  });

  it("reckons discount and tax as GnuCash does, and shows a credit note's amounts as positive", async () => {
    const { events } = await readAll(open(written(xmlBook())));
    expect(rowsOf(events, "Invoice")).toMatchObject([
      {
        number: "I-1",
        net_amount: "180.00",
        tax_amount: "34.20",
        total_amount: "214.20",
        status: "POSTED",
        due_on: "2026-03-03",
      },
    ]);
    expect(rowsOf(events, "InvoiceLine")).toMatchObject([
      {
        quantity: "2",
        unit: "HUR",
        unit_price: "100",
        discount_rate: "0.1",
        net_amount: "180.00",
        tax_amount: "34.20",
      },
    ]);
    expect(rowsOf(events, "CreditNote")).toMatchObject([
      { number: "C-1", kind: "SALES", net_amount: "20.00", tax_amount: "3.80", total_amount: "23.80" },
    ]);
    expect(rowsOf(events, "CreditNoteLine")).toMatchObject([{ quantity: "1", net_amount: "20.00" }]);
  });

  it("follows a job to its customer and an offset of two documents to allocations on both", async () => {
    const { events } = await readAll(open(written(xmlBook())));
    const [customer] = rowsOf(events, "PartyAccount");
    expect(rowsOf(events, "Invoice")[0]?.["party_account_id"]).toBe(customer?.["id"]);
    expect(rowsOf(events, "Payment")).toMatchObject([
      { method: "OFFSET", amount: "0", party_account_id: customer?.["id"] },
    ]);
    const named = await readAll(open(written(xmlBook()), { system: "books" }));
    const [invoice] = rowsOf(named.events, "Invoice");
    expect(invoice?.["id"]).toMatch(/^books:invoice:/);
    expect(rowsOf(named.events, "PaymentAllocation")[0]?.["document_id"]).toBe(invoice?.["id"]);
    expect(rowsOf(events, "PaymentAllocation").map(({ document_type, amount }) => [document_type, amount])).toEqual([
      ["INVOICE", "23.80"],
      ["CREDIT_NOTE", "23.80"],
    ]);
  });

  it("books foreign money in the currency of the books: by the entry's own rate, else the price of the day, balanced", async () => {
    const { events } = await readAll(open(written(xmlBook())));
    const lines = rowsOf(events, "JournalLine");
    const of = (description: string) => {
      const entry = rowsOf(events, "JournalEntry").find((row) => row["description"] === description)?.["id"];
      return lines.filter((line) => line["entry_id"] === entry).map(({ debit, credit }) => [debit, credit]);
    };
    expect(of("West Inc")).toEqual([
      ["90.01", "0"],
      ["0", "30.00"],
      ["0", "60.01"],
    ]);
    expect(of("At the price of the day")).toEqual([
      ["9.01", "0"],
      ["0", "9.01"],
    ]);
  });

  it("sets aside what has no exact number or no rate, with words, and counts what the model has no place for", async () => {
    const { events } = await readAll(open(written(xmlBook())));
    const reasons = rejectedOf(events).map(({ code, reason }) => `${code} ${reason}`);
    expect(reasons).toContainEqual(
      expect.stringContaining('IMPORT_NUMBER_INVALID Expected a number such as 1234.50, got "100/3"'),
    );
    expect(reasons).toContainEqual(expect.stringContaining("no price of USD in EUR by 2025-01-05"));
    for (const rejection of rejectedOf(events)) expect(rejection.document).toMatch(/^gnucash:journal_entry:/);
    expect(skippedOf(events)).toEqual(
      expect.arrayContaining([
        "ExchangeRate: kind is not currency",
        "Account: type is ROOT",
        "JournalEntry: void is not empty",
        "template_transaction: the mapping reads no template transaction",
      ]),
    );
  });

  it("reads a budget's periods, a tax id by its pattern and days of a place", async () => {
    const file = written(xmlBook());
    const { events } = await readAll(open(file, { taxIdPattern: "VAT no\\. (\\S+)", timeZone: "Europe/Berlin" }));
    expect(rowsOf(events, "Budget")).toMatchObject([{ starts_on: "2026-02-28", amount: "500.00", currency: "EUR" }]);
    expect(rowsOf(events, "PartyAccount")).toMatchObject([{ tax_id: "DE123456789" }]);
    const draft = xmlBook((text) => text.replace(/<invoice:posttxn.*?<\/invoice:postacc>/g, ""));
    const drafts = await readAll(open(written(draft), { timeZone: "Europe/Berlin" }));
    expect(rowsOf(drafts.events, "Invoice")).toMatchObject([
      { status: "DRAFT", issued_on: "2026-02-01", total_amount: "214.20" },
    ]);
  });

  it("gives only the objects that changed, whole, so that what was deleted can be told", async () => {
    const file = written(xmlBook());
    const first = await readAll(open(file));
    writeFileSync(
      file,
      xmlBook((text) => text.replace("</gnc:book>", MORE)),
    );
    const added = await readAll(open(file), first.cursor);
    expect(
      new Set(added.events.map((event) => (typeof event.entity === "object" ? event.entity?.name : event.entity))),
    ).toEqual(new Set(["PartyAccount"]));
    expect(added.events.at(-1)?.kind).toBe("complete");
    writeFileSync(file, xmlBook());
    const removed = await readAll(open(file), added.cursor);
    expect(rowsOf(removed.events, "PartyAccount")).toHaveLength(1);
    expect(removed.events.at(-1)?.kind).toBe("complete");
  });

  it("says when the book is gone, cut short or in several currencies, and goes on when it is back", async () => {
    const file = written(gzipSync(xmlBook()));
    const { cursor } = await readAll(open(file));
    renameSync(file, `${file}.away`);
    await expect(readAll(open(file), cursor)).rejects.toMatchObject({ code: "SOURCE_MISSING" });
    renameSync(`${file}.away`, file);
    expect((await readAll(open(file), cursor)).events).toEqual([]);
    writeFileSync(file, gzipSync(xmlBook()).subarray(0, 900));
    expect(await open(file).check()).toMatchObject([{ code: "IMPORT_RECORD_MALFORMED" }]);
    writeFileSync(
      file,
      xmlBook((text) => text.replace("Book Currency", "Other")),
    );
    expect(await open(file).check()).toMatchObject([
      { code: "CONFIG_INVALID", message: expect.stringContaining("EUR, USD") },
    ]);
    expect(await open(file, { currency: "EUR" }).check()).toEqual([]);
  });

  it("refuses the cursor of another source", async () => {
    await expect(readAll(open(written(xmlBook())), "17")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
  });
});

describe("A fraction", () => {
  const fraction = fc.tuple(
    fc.bigInt(-(10n ** 12n), 10n ** 12n),
    fc.constantFrom(1n, 2n, 5n, 8n, 10n, 100n, 1000n, 125n),
  );

  it("becomes the decimal that says exactly the same", () => {
    fc.assert(
      fc.property(fraction, ([numerator, denominator]) => {
        const text = decimalTextOf(`${numerator}/${denominator}`);
        const [whole = "", decimals = ""] = text.replace("-", "").split(".");
        const back = BigInt(whole + decimals) * (text.startsWith("-") ? -1n : 1n);
        expect(back * denominator).toBe(numerator * 10n ** BigInt(decimals.length));
      }),
    );
  });

  it("stays a fraction where it has no decimal, and nothing where it divides by zero", () => {
    expect(decimalTextOf("1/3")).toBe("1/3");
    expect(decimalTextOf("3/6")).toBe("0.5");
    expect(parseRational("1/0")).toBeUndefined();
  });

  it("rounds half away from zero and never by more than half a part", () => {
    expect(decimalText(round({ numerator: 5n, denominator: 1000n }, 100n))).toBe("0.01");
    expect(decimalText(round({ numerator: -5n, denominator: 1000n }, 100n))).toBe("-0.01");
    fc.assert(
      fc.property(fraction, ([numerator, denominator]) => {
        const value = { numerator, denominator };
        const off = add(round(value, 100n), { numerator: -numerator, denominator });
        const magnitude = off.numerator < 0n ? -off.numerator : off.numerator;
        expect(magnitude * 200n <= off.denominator).toBe(true);
      }),
    );
  });
});

/** What the large book says by itself: text patterns over its XML, nothing of the connector. */
function truthOf(xml: string) {
  const all = (pattern: RegExp): readonly string[][] => [...xml.matchAll(pattern)].map((match) => match.slice(1));
  const cents = (text: string): bigint => {
    const [numerator = "0", denominator = "1"] = text.split("/");
    return (BigInt(numerator) * 100n) / BigInt(denominator);
  };
  const balances = new Map<string, bigint>();
  for (const [value = "", account = ""] of all(
    /<split:value>(.*?)<\/split:value>[\s\S]*?<split:account type="guid">(.*?)<\/split:account>/g,
  ))
    balances.set(account, (balances.get(account) ?? 0n) + cents(value));
  const documents = all(
    /<gnc:GncInvoice [\s\S]*?<invoice:guid type="guid">(.*?)<[\s\S]*?<owner:type>(.*?)<[\s\S]*?<owner:id type="guid">(.*?)</g,
  );
  const totals = new Map<string, bigint>();
  for (const [entry = ""] of all(/(<gnc:GncEntry [\s\S]*?<\/gnc:GncEntry>)/g)) {
    const one = (pattern: RegExp): string => pattern.exec(entry)?.[1] ?? "";
    const document = one(/<entry:(?:invoice|bill) type="guid">(.*?)</);
    const [quantity, price] = [cents(one(/<entry:qty>(.*?)</)), cents(one(/<entry:[ib]-price>(.*?)</))];
    totals.set(document, (totals.get(document) ?? 0n) + (quantity * price) / 100n);
  }
  return { balances, documents, totals, payments: xml.match(/<slot:value type="string">P</g)?.length ?? 0 };
}

const onBook = existsSync(BOOK)
  ? describeOnServer
  : (title: string) => describe.skip(`${title}: no ../shared/sources/gnucash.xml`, () => it("is skipped", () => {}));

onBook("The company's GnuCash book in the graph", (engine) => {
  it("gives the book's own figures", async () => {
    const truth = truthOf(gunzipSync(readFileSync(BOOK)).toString("utf8"));
    const { database, close } = await engine.open();
    const graph = await openGraph({ database });
    const load = async () => {
      const connector = open(BOOK);
      const since = await lastCursor(database, "gnucash");
      const read = connector.read(since ? { since } : {});
      return importRows(database, {
        system: "gnucash",
        subgraph: "finance",
        events: read,
        cursor: (unsettled) => read.cursor(unsettled),
        objects: () => read.objects(),
        codeMaps: [],
        dryRun: false,
      });
    };
    const summary = await load();
    expect(summary.quarantine).toMatchObject({ count: 0 });
    const answer = await graph.query(`{
      trialBalance(to: "9999-12-31", currency: "USD") { balanced difference { amount } lines { accountId closing { amount } } }
      invoices(first: 1000) { totalCount nodes { id status partyAccountId totalAmount { amount } openAmount { amount } } }
      bills(first: 1000) { totalCount nodes { id totalAmount { amount } } }
      payments { totalCount }
    }`);
    expect(answer.errors).toEqual([]);
    const { trialBalance, invoices, bills, payments } = answer.data;
    // A digit beyond the cent is no whole number, and fails.
    const cents = ({ amount }: { amount: string }): bigint => BigInt(new Decimal(amount).times(100).toFixed());
    expect(trialBalance).toMatchObject({ balanced: true, difference: { amount: expect.stringMatching(/^0(\.0+)?$/) } });
    expect(
      new Map(
        trialBalance.lines.map((line: { accountId: string; closing: { amount: string } }) => [
          line.accountId.split(":")[2],
          cents(line.closing),
        ]),
      ),
    ).toEqual(truth.balances);
    const customers = truth.documents.filter(([, type]) => type === "gncCustomer");
    expect([invoices.totalCount, bills.totalCount, payments.totalCount]).toEqual([
      customers.length,
      truth.documents.length - customers.length,
      truth.payments,
    ]);
    const perCustomer = (rows: readonly (readonly [string, bigint])[]) => {
      const sums = new Map<string, bigint>();
      for (const [customer, amount] of rows) sums.set(customer, (sums.get(customer) ?? 0n) + amount);
      return sums;
    };
    expect(
      perCustomer(
        invoices.nodes.map((one: { partyAccountId: string; totalAmount: { amount: string } }) => [
          one.partyAccountId.split(":")[2] ?? "",
          cents(one.totalAmount),
        ]),
      ),
    ).toEqual(perCustomer(customers.map(([guid = "", , owner = ""]) => [owner, truth.totals.get(guid) ?? 0n])));
    const receivable = invoices.nodes
      .filter(({ status }: { status: string }) => status === "POSTED")
      .reduce((sum: bigint, one: { openAmount: { amount: string } }) => sum + cents(one.openAmount), 0n);
    const control = /<act:id type="guid">([^<]*)<\/act:id>\s*<act:type>RECEIVABLE/.exec(
      gunzipSync(readFileSync(BOOK)).toString("utf8"),
    )?.[1];
    expect(receivable).toBe(truth.balances.get(control ?? ""));
    const again = await load();
    expect(again.entities.every(({ changed }) => changed === 0)).toBe(true);
    await graph.close();
    await close();
  });
});
