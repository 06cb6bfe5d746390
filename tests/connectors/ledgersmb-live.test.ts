import { openMapping } from "../../cli/connectors";
import { followSource } from "../../cli/sync/apply";
import type { ImportSummary } from "../../store/write/import";
import { describeOnServer, type TestEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { absence, expectEqualToFirstRead, LedgersmbDatabase } from "./ledgersmb-database";

const START_MS = 120_000;

/** Loads as they are applied, each to be awaited in its turn. */
class Applied {
  private readonly arrived: ImportSummary[] = [];
  private wake: () => void = () => {};

  readonly take = (summary: ImportSummary): void => {
    this.arrived.push(summary);
    this.wake();
  };

  async next(): Promise<ImportSummary> {
    for (;;) {
      const summary = this.arrived.shift();
      if (summary) return summary;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }
}

function live(engine: TestEngine): void {
  let source: LedgersmbDatabase;
  let opened: Awaited<ReturnType<TestEngine["open"]>>;
  let graph: TestGraph;
  let following: Promise<void> | undefined;
  const stop = new AbortController();
  const applied = new Applied();

  beforeAll(async () => {
    source = await LedgersmbDatabase.restored();
    opened = await engine.open();
    graph = await openGraph(opened);
    const { mapping, connector } = source.open();
    following = followSource(
      opened.database,
      openMapping(mapping, () => connector),
      { signal: stop.signal, onApplied: applied.take },
    );
    await applied.next();
  }, START_MS);
  afterAll(async () => {
    stop.abort();
    await following;
    await source?.open().connector.stopFollowing?.();
    await graph?.close();
    await opened?.close();
    await source?.drop();
  }, START_MS);

  async function ask(query: string) {
    const { data, errors } = await graph.query(query);
    expect(errors).toEqual([]);
    return data;
  }

  it(
    "shows a payment, its reversal and a deleted draft as LedgerSMB commits them",
    async () => {
      const [open] =
        await source.run(`select ar.id, ar.entity_credit_account as party, trim(ar.curr) as currency, eca.cash_account_id as cash, a.accno, ar.amount
      from ar join entity_credit_account eca on eca.id = ar.entity_credit_account join account a on a.id = eca.cash_account_id
      where ar.approved and ar.amount > 0 and ar.curr = (select split_part(value, ':', 1) from defaults where setting_key = 'curr')
        and not exists (select 1 from acc_trans ac join payment_links pl using (entry_id) where ac.trans_id = ar.id) order by ar.id limit 1`);
      const { id = "", party, currency, cash, accno, amount } = open ?? {};
      const status = async () =>
        (await ask(`{ invoice(id: "ledgersmb:invoice:${id}") { totalAmount { amount } openAmount { amount } } }`))[
          "invoice"
        ];

      await source.run(`select payment_post('2026-11-20', 2, ${party}, '${currency}', null, null, array[${cash}], array[${amount}]::numeric[], array[true],
      array['LIVE-1'], array[null]::text[], array[${id}], null, null, null, null, null, null, true)`);
      await applied.next();
      expect(Number((await status()).openAmount.amount)).toBe(0);

      await source.run(
        `select payment__reverse('LIVE-1', '2026-11-20', ${party}, '${accno}', '2026-11-21', 2, null, null, 1, '${currency}')`,
      );
      await applied.next();
      const { totalAmount, openAmount } = await status();
      expect(Number(openAmount.amount)).toBe(Number(totalAmount.amount));

      const [draft] = await source.run("select id from gl where not approved limit 1");
      await source.run(`select draft_delete(${draft?.["id"]})`);
      await applied.next();
      const { journalEntry } = await ask(`{ journalEntry(id: "ledgersmb:journal_entry:${draft?.["id"]}") { id } }`);
      expect(journalEntry).toBeNull();
      await expectEqualToFirstRead(source, opened.database);
    },
    START_MS,
  );

  it("leaves the tables without a primary key to LedgerSMB: they can still be changed", async () => {
    const [published] = await source.run(
      "select count(*) from pg_publication_tables where tablename = 'payment_links'",
    );
    expect(Number(published?.["count"])).toBe(0);
    await source.run("update payment_links set type = type", "delete from payment_links where false");
  });
}

if (absence) it.skip(absence, () => undefined);
else describeOnServer("LedgerSMB followed live", live);
