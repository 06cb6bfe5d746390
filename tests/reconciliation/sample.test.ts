import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSampleCompany, type SampleCompanyFiles } from "../../connectors/sample/generate";
import { composeSampleCompany } from "../../connectors/sample/sample-company";
import { type Role, roles } from "../../schema/roles";
import type { Database } from "../../store/database";
import { raw, sql } from "../../store/sql";
import { reconcile } from "../../subgraphs/mapping/reconciliation/run";
import { describeOnEveryEngine } from "../databases";
import { openGraph, type TestGraph } from "../graph";
import { expectBothLanguages } from "./both-languages";

const SEED = 42;
const AS_OF = "2026-07-15";

describeOnEveryEngine("the sample company, reconciled", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let graph: TestGraph;
  let database: Database;
  let planted: SampleCompanyFiles["planted"]["disagreements"];
  const run = (full = false) =>
    reconcile({ finance: database, erp: database, mapping: database }, { full, asOf: AS_OF });
  beforeAll(async () => {
    opened = await engine.open();
    database = opened.database;
    graph = await openGraph({ database });
    const folder = mkdtempSync(join(tmpdir(), "concord-reconcile-"));
    planted = generateSampleCompany({ seed: SEED, folder }).planted.disagreements;
    await graph.import("sample", folder);
    await run();
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });

  const found = async (rule: string, sides: string): Promise<ReturnType<typeof JSON.parse>[]> => {
    const { data, errors } = await graph.query(
      `{ discrepancies(first: 1000, filter: { rule: { eq: ${rule} } }) { nodes { ${sides} } } }`,
    );
    expect(errors).toEqual([]);
    return data["discrepancies"].nodes;
  };
  const erpIds = (...kinds: string[]): string[] =>
    planted
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ erpIds: ids }) => ids)
      .sort();
  const financeIds = (...kinds: string[]): string[] =>
    planted
      .filter(({ kind }) => kinds.includes(kind))
      .flatMap(({ financeIds: ids }) => ids)
      .sort();

  it.each([
    ["SHIPPED_NOT_BILLED", ["ORDER_NOT_BILLED", "ORDER_BILLED_SHORT"]],
    ["BILLED_NOT_SHIPPED", ["ORDER_BILLED_OVER"]],
    ["ORDER_AGAINST_INVOICE", ["ORDER_BILLED_IN_OTHER_CURRENCY"]],
  ])("%s finds exactly the planted orders", async (rule, kinds) => {
    const nodes = await found(rule, "salesOrder { id }");
    expect(nodes.map(({ salesOrder }) => salesOrder.id).sort()).toEqual(erpIds(...kinds));
  });

  it("finds the order that was billed twice once, by its second invoice", async () => {
    const nodes = await found("DUPLICATE_INVOICE", "invoice { id }");
    expect(nodes).toHaveLength(1);
    expect(financeIds("ORDER_BILLED_TWICE")).toContain(nodes[0].invoice.id);
  });

  it("finds exactly the sales that finance booked by itself", async () => {
    const nodes = await found("BOOKED_WITHOUT_ERP_DOCUMENT", "invoice { id }");
    expect(nodes.map(({ invoice }) => invoice.id).sort()).toEqual(financeIds("SALE_WITHOUT_ORDER"));
  });

  it("finds exactly the goods received whose bill came after the end of the books", async () => {
    const books = composeSampleCompany(SEED);
    const billed = new Set(books.bills.map(({ orderNumber }) => orderNumber));
    const expected = books.purchases.filter(({ receipts, number }) => receipts.length > 0 && !billed.has(number));
    const nodes = await found("RECEIVED_NOT_INVOICED", "purchaseOrder { number }");
    expect(nodes.map(({ purchaseOrder }) => purchaseOrder.number).sort()).toEqual(
      expected.map(({ number }) => number).sort(),
    );
  });

  it("finds exactly the item whose stock differs", async () => {
    const nodes = await found("STOCK_AGAINST_INVENTORY", "item { erpIds } amount { amount currency }");
    expect(nodes.flatMap(({ item }) => item.erpIds)).toEqual(erpIds("STOCK_DIFFERS"));
  });

  it.each(["THREE_WAY_MATCH", "PAYMENT_WITHOUT_INVOICE", "UNBALANCED_OR_OFF_PERIOD", "SUBLEDGER_AGAINST_CONTROL"])(
    "%s alarms about nothing, since nothing of the kind was planted",
    async (rule) => expect(await found(rule, "cause")).toEqual([]),
  );

  it("finds the parties and items that one system alone knows and trades with", async () => {
    const nodes = await found("UNMAPPED_IDENTIFIER", "party { erpIds financeIds } item { erpIds financeIds }");
    const ids = nodes.flatMap(({ party, item }) => [
      ...(party?.erpIds ?? []),
      ...(party?.financeIds ?? []),
      ...(item?.erpIds ?? []),
      ...(item?.financeIds ?? []),
    ]);
    for (const id of [
      ...erpIds("CUSTOMER_ONLY_IN_ERP"),
      ...financeIds("SUPPLIER_ONLY_IN_FINANCE", "PRODUCT_ONLY_IN_FINANCE"),
    ])
      expect(ids).toContain(id);
  });

  it("changes nothing when run again, whole or by changes", async () => {
    expect(await run(true)).toMatchObject({ opened: 0, reopened: 0, closed: 0, mode: "FULL" });
    expect(await run()).toMatchObject({ documents: 0, opened: 0, closed: 0, mode: "INCREMENTAL" });
  });

  it("tells what it found in English and in Chinese, also what a run before there was Chinese had found", async () => {
    await expectBothLanguages(database);
    await database.query(sql`update mapping.discrepancy set cause_zh = null, remedy_zh = null`);
    await database.query(sql`update mapping.reconciliation_run set rules_version = 'before'`);
    expect(await run()).toMatchObject({ mode: "FULL", opened: 0, reopened: 0, closed: 0 });
    await expectBothLanguages(database);
    const [{ cause, causeZh, invoice }] = await found("DUPLICATE_INVOICE", "cause causeZh invoice { number }");
    expect(cause).toMatch(`Invoice ${invoice.number} repeats invoice `);
    expect(causeZh).toMatch(`销售发票 ${invoice.number} 与销售发票 `);
  });

  it("walks a chain from its order to the ledger, and back from the payment", async () => {
    const { data } = await graph.query(
      `{ invoices(first: 1, filter: { openAmount: { eq: "0" } }) { nodes { id payments { id } } } }`,
    );
    const [invoice] = data["invoices"].nodes;
    const chain = async (id: string): Promise<string[]> => {
      const answer = await graph.query(`query($id: ID!) { documentChain(id: $id) { kind id } }`, { id });
      expect(answer.errors).toEqual([]);
      return answer.data["documentChain"].map(({ kind }: { kind: string }) => kind);
    };
    expect(new Set(await chain(invoice.id))).toEqual(
      new Set(["SALES_ORDER", "SHIPMENT", "INVOICE", "PAYMENT", "JOURNAL_ENTRY"]),
    );
    expect(await chain(invoice.payments[0].id)).toContain("SALES_ORDER");
  });

  it("keeps owner and state, opens again what was said to be settled, and leaves alone what was accepted", async () => {
    const [first, second] = await found("BOOKED_WITHOUT_ERP_DOCUMENT", "id");
    const mutate = (field: string, args: string) =>
      graph.query(`mutation { ${field}(${args}) { id state owner note decidedBy } }`);
    const assigned = await mutate("assignDiscrepancy", `id: "${first.id}", owner: "ling"`);
    expect(assigned.data["assignDiscrepancy"]).toMatchObject({
      state: "IN_PROGRESS",
      owner: "ling",
      decidedBy: "test",
    });
    await mutate("resolveDiscrepancy", `id: "${first.id}", note: "booked"`);
    await mutate("acceptDiscrepancy", `id: "${second.id}", note: "sold from the museum shop"`);
    expect(await run()).toMatchObject({ mode: "INCREMENTAL", reopened: 1 });
    const { data } = await graph.query(
      `{ a: discrepancy(id: "${first.id}") { state owner } b: discrepancy(id: "${second.id}") { state } }`,
    );
    expect(data).toEqual({ a: { state: "OPEN", owner: "ling" }, b: { state: "ACCEPTED" } });
  });

  it("tells sales nothing of amounts, other companies nothing at all, and lets only few decide", async () => {
    const list = "{ discrepancies(first: 1000) { totalCount nodes { id companyId } } }";
    const asSales = await graph.query("{ discrepancies { nodes { cause amount { amount } } } }", {}, { role: "sales" });
    expect(asSales.errors[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    const asSteward = await graph.query(
      "{ discrepancies(first: 1) { nodes { id rule cause } } }",
      {},
      { role: "steward" },
    );
    expect(asSteward.data["discrepancies"].nodes[0]).toMatchObject({ cause: null });
    const own = ["sample-fin:company:C02", "sample-erp:company:2000"];
    const all = (await graph.query(list)).data["discrepancies"].nodes;
    const limited = await graph.query(list, {}, { role: "accountant", companies: own });
    const nodes: { companyId: string }[] = limited.data["discrepancies"].nodes;
    expect(nodes.every(({ companyId }) => own.includes(companyId))).toBe(true);
    expect(nodes.length).toBeLessThan(all.length);
    const accept = (id: string, options: object) =>
      graph.query(`mutation { acceptDiscrepancy(id: "${id}", note: "x") { id } }`, {}, options);
    const hidden = all.find(({ companyId }: { companyId: string }) => companyId && !own.includes(companyId)).id;
    expect((await accept(hidden, { role: "auditor" })).errors[0]?.extensions?.["code"]).toBe("FORBIDDEN");
    expect((await accept(hidden, { role: "accountant", companies: own })).errors[0]?.extensions?.["code"]).toBe(
      "DISCREPANCY_UNKNOWN",
    );
  });

  it("shows a warehouse clerk no prices' documents in a chain", async () => {
    const { data } = await graph.query(
      "{ salesOrders(first: 1, filter: { status: { eq: DELIVERED } }) { nodes { id } } }",
    );
    const answer = await graph.query(
      `{ documentChain(id: "${data["salesOrders"].nodes[0].id}") { kind } }`,
      {},
      { role: "warehouse" },
    );
    expect(new Set(answer.data["documentChain"].map(({ kind }: { kind: string }) => kind))).toEqual(
      new Set(["SALES_ORDER", "SHIPMENT"]),
    );
  });

  const FIRST_HALF = 'from: "2026-01-01", to: "2026-06-30", compareFrom: "2025-07-01", compareTo: "2025-12-31"';
  const scorecard = async (args: string, more = ""): Promise<ReturnType<typeof JSON.parse>> => {
    const { data, errors } = await graph.query(
      `{ integrationScorecard(${args}) { figures { measure value previous change unit how } ${more} } }`,
    );
    expect(errors).toEqual([]);
    const { figures, ...rest } = data["integrationScorecard"];
    return { of: (measure: string) => figures.find((one: { measure: string }) => one.measure === measure), ...rest };
  };
  /** Asked for once: nothing between the tests of the scorecard changes it. */
  let firstHalf: Promise<ReturnType<typeof JSON.parse>> | undefined;
  const ofFirstHalf = () => {
    firstHalf ??= scorecard(
      FIRST_HALF,
      `margins(companyId: "sample-fin:company:C01") { grossMargin netMargin }
      previousMargins(companyId: "sample-fin:company:C01") { grossMargin netMargin }
      reportTimes(companyId: "sample-fin:company:C01") { report milliseconds failure }`,
    );
    return firstHalf;
  };
  /** One number by plain SQL over the loaded tables, once for each of the two periods. */
  const bySql = async (statement: string): Promise<readonly number[]> => {
    const periods = [
      ["2026-01-01", "2026-06-30"],
      ["2025-07-01", "2025-12-31"],
    ];
    const rows = [];
    for (const [from, to] of periods)
      rows.push(...(await database.query(raw(statement.replaceAll("PERIOD", `between '${from}' and '${to}'`)))));
    return rows.map((row) => Number(row["value"]));
  };

  it.each([
    [
      "ACCURACY",
      `with wrong as (select unnest(document_ids) as id from mapping.discrepancy where present and state <> 'ACCEPTED'), document as (
        select id from erp.sales_order where ordered_on PERIOD and status not in ('DRAFT', 'CANCELLED') union all
        select id from erp.purchase_order where ordered_on PERIOD and status not in ('DRAFT', 'CANCELLED', 'PENDING') union all
        select id from finance.invoice where issued_on PERIOD union all select id from finance.bill where issued_on PERIOD union all
        select id from finance.credit_note where issued_on PERIOD union all select id from finance.payment where paid_on PERIOD)
      select round(avg(case when id in (select id from wrong) then 0 else 1 end), 6) as value from document`,
    ],
    [
      "ERP_FOUND_IN_FINANCE",
      `select round(avg(case when exists (select 1 from finance.invoice i where i.order_number = o.number) then 1 else 0 end), 6) as value
      from erp.sales_order o where o.ordered_on PERIOD and o.status not in ('DRAFT', 'CANCELLED')
        and exists (select 1 from erp.shipment s where s.order_id = o.id)`,
    ],
    [
      "FINANCE_FOUND_IN_ERP",
      `select round(avg(case when order_number is not null then 1 else 0 end), 6) as value from (
        select order_number from finance.invoice where issued_on PERIOD union all
        select order_number from finance.bill where issued_on PERIOD) d`,
    ],
    ...[0.5, 0.95].map((share): readonly [string, string] => [
      `BOOKING_DELAY_P${share * 100}`,
      `select percentile_disc(${share}) within group (order by i.issued_on - s.shipped_on) as value
      from finance.invoice i join erp.shipment s on exists (select 1 from finance.invoice_line l
        where l.invoice_id = i.id and l.despatch_number = s.number) where i.issued_on PERIOD`,
    ]),
  ] satisfies (readonly [string, string])[])(
    "scores %s as plain SQL does, in both periods",
    async (measure, statement) => {
      const [now, before] = await bySql(statement);
      const { value, previous, change } = (await ofFirstHalf()).of(measure);
      expect([Number(value), Number(previous)]).toEqual([now, before]);
      expect(Number(change)).toBeCloseTo((now ?? 0) - (before ?? 0), 6);
    },
  );

  it.each([
    ["MAPPED_PARTIES", "PARTY"],
    ["MAPPED_ITEMS", "ITEM"],
  ])("scores %s as plain SQL does, and the earlier one as the crosswalk stood then", async (measure, kind) => {
    const share = `select round(avg(case when sides > 1 then 1 else 0 end), 6) as value
      from (select count(distinct side) as sides from mapping.identifier where kind = '${kind}' and status = 'CONFIRMED' group by shared_id) i`;
    const [now] = await bySql(share);
    const figure = (await ofFirstHalf()).of(measure);
    expect(Number(figure.value)).toBe(now);
    // The crosswalk knew nothing yet; by the end of today it knows what it knows now.
    expect(figure.previous).toBeNull();
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const since = (
      await scorecard(`from: "2026-01-01", to: "2026-06-30", compareFrom: "2025-01-01", compareTo: "${tomorrow}"`)
    ).of(measure);
    expect(since).toMatchObject({ previous: figure.value, change: "0" });
  });

  it("scores the delay of loads, the margins and the time of each report", async () => {
    const { of, margins, previousMargins, reportTimes } = await ofFirstHalf();
    // All loads were committed today, so none in either period.
    expect(of("SYNC_DELAY_P50")).toMatchObject({
      value: null,
      unit: "seconds",
      how: expect.stringContaining("0 loads"),
    });
    const [loads] =
      await bySql(`select percentile_disc(0.5) within group (order by extract(epoch from committed_at - started_at)) as value
      from mapping.import_batch where committed_at is not null`);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const current = (await scorecard(`from: "2020-01-01", to: "${tomorrow}"`)).of("SYNC_DELAY_P50");
    expect(Number(current.value)).toBeCloseTo(loads ?? -1, 2);
    const [gross, grossBefore] =
      await bySql(`select round(1 - sum(l.debit - l.credit) filter (where a.class = 'COST_OF_SALES')
        / sum(l.credit - l.debit) filter (where a.class = 'SALES'), 6) as value
      from finance.journal_line l join finance.account a on a.id = l.account_id
      where l.company_id = 'sample-fin:company:C01' and l.posted_on PERIOD`);
    expect([Number(margins.grossMargin), Number(previousMargins.grossMargin)]).toEqual([gross, grossBefore]);
    expect(reportTimes.map(({ report }: { report: string }) => report)).toEqual([
      ...["trialBalance", "incomeStatement", "balanceSheet", "cashFlow", "agedReceivables", "agedPayables", "kpis"],
    ]);
    for (const { milliseconds, failure } of reportTimes) expect([milliseconds >= 0, failure]).toEqual([true, null]);
  });

  it("tells what became of a discrepancy, from the run that found it to the last decision", async () => {
    const [, , third] = await found("BOOKED_WITHOUT_ERP_DOCUMENT", "id");
    const decide = (mutation: string, args: string) =>
      graph.query(`mutation { ${mutation}(id: "${third.id}", ${args}) { id } }`, {}, { role: "accountant" });
    await decide("assignDiscrepancy", 'owner: "wei"');
    await decide("resolveDiscrepancy", 'note: "ordered by telephone"');
    await run();
    const { data } = await graph.query(
      `{ discrepancy(id: "${third.id}") { cause remedy ageDays sinceOn amount { amount currency } invoice { number } party { displayName }
        history(orderBy: [{ field: madeAt }]) { nodes { kind state owner note madeBy madeAt amount { amount } } } } }`,
    );
    const { history, amount, ...told } = data["discrepancy"];
    expect(told).toMatchObject({ invoice: { number: expect.any(String) }, party: { displayName: expect.any(String) } });
    expect(told.cause).toContain(told.invoice.number);
    expect(told.remedy).toMatch(/order/);
    const [today] = await bySql(`select current_date - '${told.sinceOn}'::date as value`);
    expect(told.ageDays).toBe(today);
    expect(history.nodes).toMatchObject([
      { kind: "FOUND", state: "OPEN", owner: null, madeBy: null, amount: { amount: amount.amount } },
      { kind: "ASSIGNED", state: "IN_PROGRESS", owner: "wei", madeBy: "test" },
      { kind: "RESOLVED", state: "RESOLVED", owner: "wei", note: "ordered by telephone", madeBy: "test" },
      { kind: "FOUND_AGAIN", state: "OPEN", owner: "wei", madeBy: null },
    ]);
    const asSteward = await graph.query(
      `{ discrepancyEvents(filter: { discrepancyId: { eq: "${third.id}" } }) { nodes { kind note amount { amount } } } }`,
      {},
      { role: "steward" },
    );
    const hidden = asSteward.data["discrepancyEvents"].nodes;
    expect(hidden).toHaveLength(4);
    for (const one of hidden) expect(one).toMatchObject({ note: null, amount: null });
  });

  const FULL_READERS: readonly Role[] = ["admin", "cfo", "accountant", "auditor", "analyst", "integration"];
  const SIDES = [
    ...["salesOrder", "purchaseOrder", "shipment", "receipt", "erpInvoice", "invoice", "bill", "creditNote"],
    ...["payment", "journalEntry"],
  ];

  it.each(roles)(
    "shows %s of links and discrepancies what both sides of trade may be read of, and no more",
    async (role) => {
      const full = FULL_READERS.includes(role);
      const steward = role === "steward";
      const selected = (field: string): string => {
        if (field === "amount") return "amount { amount }";
        return SIDES.includes(field) || field === "order" ? `${field} { id }` : field;
      };
      const linkSides = [...SIDES.filter((side) => side !== "salesOrder"), "order", "orderNumber", "reason"];
      for (const [list, open, closed] of [
        ["documentLinks", ["id", "fromId", "toId", "rule", "confidence"], linkSides],
        ["discrepancies", ["id", "rule", "remedy", "remedyZh"], [...SIDES, "cause", "causeZh", "note", "amount"]],
      ] as const) {
        const { data, errors } = await graph.query(
          `{ ${list}(first: 20) { nodes { ${[...open, ...closed].map(selected).join(" ")} } } }`,
          {},
          { role },
        );
        const denied = (field: string): boolean =>
          errors.some(({ path, extensions }) => extensions?.["code"] === "FORBIDDEN" && path?.[3] === field);
        const nodes: Record<string, unknown>[] = data?.[list]?.nodes ?? [];
        if (!full && !steward) {
          expect([nodes, errors[0]?.extensions?.["code"]]).toEqual([[], "FORBIDDEN"]);
          continue;
        }
        expect(open.filter(denied)).toEqual([]);
        expect(nodes.every(({ id }) => typeof id === "string")).toBe(true);
        // Integrators read no ledger: its entries, and nothing else, are denied where they are met.
        const ledger = role === "integration" ? ["journalEntry"] : [];
        if (full) expect(closed.filter((field) => denied(field) && !ledger.includes(field))).toEqual([]);
        else {
          expect(closed.filter((field) => !denied(field))).toEqual([]);
          expect(closed.filter((field) => nodes.some((node) => (node[field] ?? null) !== null))).toEqual([]);
        }
      }
      const counted = await graph.query("{ documentLinks { totalCount } }", {}, { role });
      expect(counted.errors.length > 0).toBe(!full && !steward);
    },
  );

  it("walks no chain of the other side of trade, and does not tell what a hidden document is next to", async () => {
    const { data } = await graph.query(`{
      bills(first: 1, filter: { openAmount: { eq: "0" }, orderNumber: { isNull: false } }) { nodes { id payments { id } } }
      invoices(first: 1, filter: { openAmount: { eq: "0" }, orderNumber: { isNull: false } }) { nodes { id payments { id } } } }`);
    const [bill, invoice] = [data["bills"].nodes[0], data["invoices"].nodes[0]];
    const kinds = async (id: string, role: Role) => {
      const answer = await graph.query(
        `query($id: ID!) { documentChain(id: $id) { kind nextToId linkRule linkConfidence } }`,
        { id },
        { role },
      );
      expect(answer.errors).toEqual([]);
      return answer.data["documentChain"];
    };
    for (const id of [bill.id, bill.payments[0].id]) {
      expect(await kinds(id, "sales")).toEqual([]);
      expect((await kinds(id, "buyer")).map(({ kind }: { kind: string }) => kind)).toContain("PURCHASE_ORDER");
    }
    for (const id of [invoice.id, invoice.payments[0].id]) {
      expect(await kinds(id, "buyer")).toEqual([]);
      const steps = await kinds(id, "sales");
      expect(steps.map(({ kind }: { kind: string }) => kind)).toContain("SALES_ORDER");
      expect(steps.some(({ linkRule }: { linkRule: string | null }) => linkRule === "ORDER_NUMBER")).toBe(true);
    }
    const warehouse = await kinds(invoice.id, "warehouse");
    expect(warehouse).toEqual([]);
  });
});
