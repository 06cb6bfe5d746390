import { describeOnServer } from "../databases";
import { AppliedRows } from "./applied-rows";
import { describeConnector } from "./conformance";
import { absence, TrytonDatabase } from "./tryton-database";

const START_MS = 120_000;

function suite(): void {
  let source: TrytonDatabase;
  const copies: TrytonDatabase[] = [];

  beforeAll(async () => {
    source = await TrytonDatabase.restored();
  }, START_MS);
  afterAll(async () => {
    for (const copy of copies) await copy.drop();
    await source?.drop();
  }, START_MS);

  const copied = async (): Promise<TrytonDatabase> => {
    const copy = await source.copy();
    copies.push(copy);
    return copy;
  };

  describeConnector("the Tryton connector", async () => {
    const copy = await copied();
    const records = await copy.recordCount();
    return {
      open: () => copy.erp(),
      openMissing: () => copy.erp({ url: `${copy.url}_gone` }),
      change: async () => {
        await copy.rows("insert into product_category (name, create_date) values ('New', '2026-01-01')");
      },
      changeSchema: async () => {
        await copy.rows("alter table sale_line rename column unit_price to price");
      },
      recordCount: () => records,
      outage: { begin: () => copy.outage(true), end: () => copy.outage(false) },
    };
  });

  it("reads one company alone where several are asked for by id, and none of another", async () => {
    const copy = await copied();
    const applied = new AppliedRows();
    await applied.apply(copy.erp({ company: "2" }).read());
    expect(applied.get("SalesOrder", "tryton:sales_order:1")).toBeUndefined();
    expect(applied.get("Party", "tryton:party:2")).toBeDefined();
  });

  it("shows live what happens to a sale, its lines, a merged party, and stock that moves", async () => {
    const copy = await copied();
    const applied = new AppliedRows();
    const abort = new AbortController();
    const follow = copy.erp().follow?.({ since: "", signal: abort.signal, recall: applied.recall });
    if (!follow) throw new Error("It cannot be followed.");
    const changes = follow[Symbol.asyncIterator]();
    const until = async (isThere: () => boolean): Promise<void> => {
      while (!isThere()) {
        const { value, done } = await changes.next();
        if (done) throw new Error("The changes ended.");
        await applied.take(value);
      }
    };
    await until(() => applied.get("SalesOrder", "tryton:sales_order:1") !== undefined);
    const [sale] =
      await copy.rows(`insert into sale_sale (company, currency, party, state, invoice_state, shipment_state, invoice_method, shipment_method, sale_date, number, create_date)
      select company, currency, 65, 'confirmed', 'none', 'none', invoice_method, shipment_method, '2026-11-20', 'NEW', now() from sale_sale where id = 1 returning id`);
    await copy.rows(
      `insert into sale_line (sale, type, product, quantity, unit, unit_price, create_date) values (${sale?.["id"]}, 'line', 1, 3, 1, 2.345, now())`,
    );
    const id = `tryton:sales_order:${sale?.["id"]}`;
    await until(
      () => applied.get("SalesOrder", id)?.["net_amount"] !== "0" && applied.get("SalesOrder", id) !== undefined,
    );
    // Three at 2.345 are 7.035, which Tryton rounds to the even cent.
    expect(applied.get("SalesOrder", id)).toMatchObject({ status: "CONFIRMED", net_amount: "7.04" });
    expect(applied.get("Party", "tryton:party:65")?.["role"]).toBe("CUSTOMER");
    await copy.rows(
      "begin; update sale_sale set party = 12 where party = 13; update party_party set active = false, replaced_by = 12 where id = 13; commit",
    );
    await until(() => applied.get("Party", "tryton:party:13")?.["group_number"] === "12");
    expect(applied.get("Party", "tryton:party:12")?.["group_number"]).toBe("12");
    await copy.rows(
      `begin; delete from sale_line where sale = ${sale?.["id"]}; delete from sale_sale where id = ${sale?.["id"]}; update stock_move set state = 'done', effective_date = '2026-11-21' where state = 'draft'; commit`,
    );
    await until(() => applied.get("SalesOrder", id) === undefined);
    const fresh = new AppliedRows();
    await fresh.apply(copy.erp().read());
    expect(applied.facts()).toEqual(fresh.facts());
    abort.abort();
    await changes.return?.();
  });
}

if (absence) it.skip(absence, () => undefined);
else describeOnServer("Tryton", suite);
