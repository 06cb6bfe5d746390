import "reflect-metadata";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type OpenedSource, openMapping } from "../../cli/connectors";
import { loadOne } from "../../cli/load";
import { followSource } from "../../cli/sync/apply";
import { createGnucashConnector } from "../../connectors/gnucash/gnucash-connector";
import { gnucashOptions } from "../../connectors/gnucash/options";
import { readMappingFile } from "../../connectors/mapping/mapping-file";
import { createOdataConnector } from "../../connectors/odata/odata-connector";
import { odataOptions } from "../../connectors/odata/options";
import type { ImportSummary } from "../../store/write/import";
import { xmlBook } from "../connectors/gnucash-book";
import { ShopService } from "../connectors/odata-service";
import { openShop, type ShopDatabase } from "../connectors/shop-database";
import { describeOnServer } from "../databases";
import { type Node, type OpenBooks, openBooks } from "./books";

const SLOW_MS = 120_000;

/** A source with faulty records, and what a person puts in their place. */
interface Faulty {
  readonly source: OpenedSource;
  readonly faults: readonly { readonly of: Node; readonly correction: Readonly<Record<string, string>> }[];
  /** A question of the graph, and its answer once the record is in. */
  readonly question: string;
  readonly answer: unknown;
  close(): Promise<void>;
}

async function postgres(): Promise<Faulty> {
  const shop = await openShop();
  await shop.sql(
    "insert into customer (name) values (''); insert into orders (customer, day) values (4, '2026-02-01')",
  );
  return {
    source: openMapping(shop.parts.mapping, () => shop.open()),
    faults: [{ of: { system: "shop", code: "IMPORT_VALUE_MISSING" }, correction: { name: "Cy" } }],
    // The order waited for its customer.
    question: '{ salesOrder(id: "shop:sales_order:3") { number customer { name } } }',
    answer: { salesOrder: { number: "3", customer: { name: "Cy" } } },
    close: () => shop.close(),
  };
}

async function odata(): Promise<Faulty> {
  const service = new ShopService();
  await service.start();
  service.put("Customers", {
    Id: "C1",
    Name: "Firm C1",
    Address: { City: "Köln", Country: "DE" },
    Changed: "2026-01-01T00:00:00Z",
  });
  const order = (no: number, amount: unknown) =>
    service.put("Orders", {
      No: no,
      CustomerId: "C1",
      Placed: "2026-01-05",
      Amount: amount,
      Currency: "EUR",
      Kind: "order",
      Changed: "2026-01-02T00:00:00Z",
    });
  order(1, 5);
  order(2, "1O.5");
  const mapping = readMappingFile(join(__dirname, "../../connectors/odata/examples/shop.yaml"));
  const options = odataOptions.parse({ url: service.url, mapping: "shop.yaml", firstWaitMs: 1 });
  return {
    source: openMapping(mapping, () => createOdataConnector(options, mapping).connector),
    faults: [{ of: { system: "shop-odata", code: "IMPORT_NUMBER_INVALID" }, correction: { Amount: "10.5" } }],
    question: '{ salesOrder(id: "shop-odata:sales_order:2") { netAmount { amount currency } } }',
    answer: { salesOrder: { netAmount: { amount: "10.5", currency: "EUR" } } },
    close: () => service.stop(),
  };
}

async function gnucash(): Promise<Faulty> {
  const file = join(mkdtempSync(join(tmpdir(), "concord-quarantine-")), "book.gnucash");
  writeFileSync(file, xmlBook());
  const { mapping, connector } = createGnucashConnector(gnucashOptions.parse({ file }));
  return {
    source: openMapping(mapping, () => connector),
    // A third of a hundred has no end; both sides of the entry say it.
    faults: [
      {
        of: { rowId: "gnucash:journal_line:s1800000000000000000000000000000" },
        correction: { debit: "33.34", amount: "33.34" },
      },
      {
        of: { rowId: "gnucash:journal_line:s1900000000000000000000000000000" },
        correction: { credit: "33.34", amount: "-33.34" },
      },
    ],
    question:
      '{ journalEntry(id: "gnucash:journal_entry:t-third0000000000000000000000000") { lines { nodes { debit { amount } credit { amount } } } } }',
    answer: {
      journalEntry: {
        lines: {
          nodes: [
            { debit: { amount: "33.34" }, credit: { amount: "0" } },
            { debit: { amount: "0" }, credit: { amount: "33.34" } },
          ],
        },
      },
    },
    close: async () => {},
  };
}

const kinds = { postgres, odata, gnucash };

/** Waits for what a live source brings; jest ends a wait that has no end. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
}

describeOnServer("a correction of a source's record", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let at: OpenBooks;
  beforeAll(async () => {
    opened = await engine.open();
    at = await openBooks(opened.database);
  }, SLOW_MS);
  afterAll(async () => {
    await at?.graph.close();
    await opened?.close();
  });

  const changed = ({ entities }: ImportSummary) => entities.reduce((sum, one) => sum + one.changed + one.removed, 0);
  const cfo = async (question: string) => (await at.ask(question, {}, { role: "cfo" })).data;

  it.each(Object.entries(kinds))(
    "brings it in from %s, which itself did not change, and holds with every later read",
    async (_name, openFaulty) => {
      const { source, faults, question, answer, close } = await openFaulty();
      try {
        await loadOne(opened.database, source, {});
        expect(await cfo(question)).not.toEqual(answer);
        const ids: string[] = [];
        for (const { of, correction } of faults) {
          const { id } = await at.row("OPEN", of);
          ids.push(id);
          expect((await at.correct(id, correction)).errors).toEqual([]);
        }
        await loadOne(opened.database, source, {});
        expect(await cfo(question)).toEqual(answer);
        const states = (await at.rows()).flatMap((row) => (ids.includes(row["id"]) ? [row["state"]] : []));
        expect(states).toEqual(faults.map(() => "CORRECTED"));
        expect(changed(await loadOne(opened.database, source, {}))).toBe(0);
        expect(changed(await loadOne(opened.database, source, { full: true }))).toBe(0);
        expect(await cfo(question)).toEqual(answer);
      } finally {
        await close();
      }
    },
    SLOW_MS,
  );

  describe("that is followed live", () => {
    let shop: ShopDatabase;
    beforeAll(async () => {
      shop = await openShop();
      await opened.database.execute(
        "delete from mapping.import_batch; delete from mapping.quarantine_correction; delete from mapping.quarantined_row",
      );
    }, SLOW_MS);
    afterAll(() => shop?.close());

    it(
      "is in place when the record comes again",
      async () => {
        const stop = new AbortController();
        const source = openMapping(shop.parts.mapping, () => shop.open());
        const following = followSource(opened.database, source, { signal: stop.signal, onApplied: () => {} });
        try {
          await until(
            async () => (await cfo('{ salesOrder(id: "shop:sales_order:2") { number } }'))["salesOrder"] !== null,
          );
          await shop.sql("insert into customer (name) values ('')");
          await shop.sql("insert into orders (customer, day) values (4, '2026-02-01')");
          const isBad = { code: "IMPORT_VALUE_MISSING", state: "OPEN" };
          await until(async () => (await at.rows()).some(({ code }) => code === isBad.code));
          await at.correct((await at.row("OPEN", isBad))["id"], { name: "Cy" });
          await shop.sql("insert into orders (customer, day) values (4, '2026-02-02')");
          const order = '{ salesOrder(id: "shop:sales_order:4") { customer { name } } }';
          await until(async () => (await cfo(order))["salesOrder"] !== null);
          expect(await cfo(order)).toEqual({ salesOrder: { customer: { name: "Cy" } } });
          await until(async () => (await at.rows()).some(({ state }) => state === "CORRECTED"));
          expect((await at.row("CORRECTED", { entity: "Party" }))["rowId"]).toBe("shop:party:4");
        } finally {
          stop.abort();
          await following;
        }
      },
      SLOW_MS,
    );
  });
});
