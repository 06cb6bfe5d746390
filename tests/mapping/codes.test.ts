import fc from "fast-check";
import { Item } from "../../schema/erp/item";
import { ExchangeRate } from "../../schema/finance/exchange-rate";
import { decimalOf, minus, over, rational, textOf, times } from "../../schema/values/rational";
import { unitFactor } from "../../schema/values/unit";
import { convertQuantity } from "../../store/mapping/codes";
import { sql } from "../../store/sql";
import { load, row } from "../build";
import { describeOnEveryEngine } from "../databases";
import { type AskOptions, openGraph, type TestGraph } from "../graph";

describeOnEveryEngine("code maps and conversions", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let graph: TestGraph;
  beforeAll(async () => {
    opened = await engine.open();
    graph = await openGraph({ database: opened.database });
  });
  afterAll(async () => {
    await graph.close();
    await opened.close();
  });
  const ask = async (query: string, options: AskOptions = { role: "steward" }) => {
    const { data, errors } = await graph.query(query, {}, options);
    return { data, codes: errors.map(({ extensions }) => extensions?.["code"]) };
  };
  const set = (system: string, code: string, unified: string, more = "") =>
    `mutation { setCodeMapping(system: "${system}", list: "tax", sourceCode: "${code}", unifiedCode: "${unified}", reason: "as agreed" ${more})
      { version origin decidedBy } }`;

  it("converts through the unified code, by the version of the day, and tells an ambiguous way back", async () => {
    await ask(set("erp", "13%", "VAT13"));
    await ask(set("fin", "S13", "VAT13"));
    await ask(set("fin", "S13-OLD", "VAT13", 'validTo: "2025-12-31"'));
    const code = (on: string) =>
      `convertCode(system: "erp", list: "tax", code: "13%", to: "fin", on: "${on}") { unifiedCode code codes ambiguous reversible }`;
    const { data } = await ask(`{ then: ${code("2025-06-30")} now: ${code("2026-06-30")} }`, { role: "accountant" });
    expect(data["then"]).toEqual({
      unifiedCode: "VAT13",
      code: null,
      codes: ["S13", "S13-OLD"],
      ambiguous: true,
      reversible: false,
    });
    expect(data["now"]).toEqual({
      unifiedCode: "VAT13",
      code: "S13",
      codes: ["S13"],
      ambiguous: false,
      reversible: true,
    });
    await ask(
      'mutation { retireCodeMapping(system: "fin", list: "tax", sourceCode: "S13", from: "2026-07-01", reason: "gone") { id } }',
    );
    const after = await ask(
      `{ june: ${code("2026-06-30")} july: ${code("2026-07-01")} codeMappings(filter: {sourceCode: {eq: "S13"}}) { totalCount } }`,
    );
    expect(after.data["june"].code).toBe("S13");
    expect(after.data["july"]).toMatchObject({ unifiedCode: "VAT13", code: null, codes: [] });
    expect(after.data["codeMappings"].totalCount).toBe(2);
  });

  it("lets a person's code stand when the mapping file is loaded again, and keeps what the file said", async () => {
    const file = sql`insert into mapping.code_map (id, system, list, source_code, unified_code)
      values ('e:unit:PC', 'e', 'unit', 'PC', 'C62') on conflict (id) do update set unified_code = excluded.unified_code`;
    await opened.database.query(file);
    await ask(
      'mutation { setCodeMapping(system: "e", list: "unit", sourceCode: "PC", unifiedCode: "H87", reason: "pieces") { id } }',
    );
    await opened.database.query(file);
    const { data } = await ask(`{ convertCode(system: "e", list: "unit", code: "PC") { code }
      codeMappings(filter: {list: {eq: "unit"}}, orderBy: [{field: version}]) { nodes { unifiedCode origin version } } }`);
    expect(data["convertCode"].code).toBe("H87");
    expect(data["codeMappings"].nodes).toEqual([
      { unifiedCode: "C62", origin: "FILE", version: 1 },
      { unifiedCode: "H87", origin: "PERSON", version: 2 },
    ]);
  });

  it("lets only those who decide, over all companies, set a code", async () => {
    expect((await ask(set("erp", "x", "y"), { role: "sales" })).codes).toEqual(["FORBIDDEN"]);
    expect((await ask(set("erp", "x", "y"), { role: "steward", companies: ["f:company:1"] })).codes).toEqual([
      "FORBIDDEN",
    ]);
  });

  it("converts quantities by the recommendation and by the item, exactly or with the remainder", async () => {
    await load(opened.database, "erp", [row(Item, { erp_id: "e:item:1" })]);
    await ask(
      'mutation { setItemUnitFactor(itemId: "e:item:1", fromUnit: "XBX", toUnit: "H87", numerator: "12", reason: "carton") { itemId } }',
    );
    await ask(
      'mutation { setItemUnitFactor(itemId: "e:item:1", fromUnit: "BX", toUnit: "H87", numerator: "12", reason: "carton") { itemId } }',
    );
    const { data } = await ask(`{
      mass: convertQuantity(value: "2.5", from: "LBR", to: "GRM") { quantity { value unit } factor exact remainder source }
      dozen: convertQuantity(value: "7", from: "C62", to: "DZN") { quantity { value } exact remainder }
      box: convertQuantity(value: "2", from: "BX", to: "H87", itemId: "e:item:1") { quantity { value unit } exact }
      back: convertQuantity(value: "24", from: "H87", to: "BX", itemId: "e:item:1") { quantity { value } } }`);
    expect(data["mass"]).toEqual({
      quantity: { value: "1133.980925", unit: "GRM" },
      factor: "45359237/100000",
      exact: true,
      remainder: "0",
      source: "UN/CEFACT Rec 20",
    });
    expect(data["dozen"]).toEqual({
      quantity: { value: "0.583333333333" },
      exact: false,
      remainder: "1/3000000000000",
    });
    expect(data["box"]).toEqual({ quantity: { value: "24", unit: "H87" }, exact: true });
    expect(data["back"].quantity.value).toBe("2");
    expect((await ask('{ convertQuantity(value: "1", from: "KGM", to: "MTR") { exact } }')).codes).toEqual([
      "CONVERSION_MISSING",
    ]);
  });

  it("converts money by the day's rate and tells its day, its direction and what was rounded", async () => {
    await load(opened.database, "finance", [
      row(ExchangeRate, {
        id: "f:rate:1",
        from_currency: "USD",
        to_currency: "CNY",
        valid_on: "2026-01-05",
        kind: "CLOSING",
        rate: "7.2",
      }),
    ]);
    const { data, codes } = await ask(`{
      there: convertMoney(amount: "10.50", from: "USD", to: "CNY", on: "2026-01-09") { money { amount currency } rate validOn inverted exact remainder }
      back: convertMoney(amount: "10", from: "CNY", to: "USD", on: "2026-01-09") { money { amount } inverted exact remainder }
      none: convertMoney(amount: "1", from: "USD", to: "CNY", on: "2026-01-01") { rate } }`);
    expect(data["there"]).toEqual({
      money: { amount: "75.6", currency: "CNY" },
      rate: "7.2",
      validOn: "2026-01-05",
      inverted: false,
      exact: true,
      remainder: "0",
    });
    expect(data["back"]).toEqual({
      money: { amount: "1.39" },
      inverted: true,
      exact: false,
      remainder: "-0.00111111111111",
    });
    expect(codes).toEqual(["RATE_MISSING"]);
  });

  it("reports codes that records were set aside for", async () => {
    await opened.database.query(sql`insert into mapping.quarantined_row (id, batch_id, system, entity, code, path, reason, file, line, record)
      values ('q1', 1, 'e', 'Item', 'IMPORT_CODE_UNKNOWN', 'unit', 'Expected a UN/CEFACT Rec 20 unit code, got "KISTE". Map it in a code map.', 'a', 1, '{}'),
        ('q2', 1, 'e', 'Item', 'IMPORT_CODE_UNKNOWN', 'unit', 'Expected a UN/CEFACT Rec 20 unit code, got "KISTE". Map it in a code map.', 'a', 2, '{}')`);
    const { data } = await ask("{ unmappedCodes { nodes { system entity field code recordCount } } }");
    expect(data["unmappedCodes"].nodes).toEqual([
      { system: "e", entity: "Item", field: "unit", code: "KISTE", recordCount: 2 },
    ]);
  });

  it("gives the same quantity on the way back, or tells what it lost", async () => {
    const mass = ["KGM", "GRM", "TNE", "LBR", "ONZ"];
    const decimal = fc
      .tuple(fc.integer({ min: -1_000_000, max: 1_000_000 }), fc.integer({ min: 0, max: 999 }))
      .map(([a, b]) => `${a}.${String(b).padStart(3, "0")}`);
    await fc.assert(
      fc.asyncProperty(decimal, fc.constantFrom(...mass), fc.constantFrom(...mass), async (value, from, to) => {
        const there = await convertQuantity(opened.database, value, from, to, null);
        const back = await convertQuantity(opened.database, String(there.quantity.value), to, from, null);
        const lost = times(
          rational(there.remainder),
          over(unitFactor(to)?.factor ?? rational("1"), unitFactor(from)?.factor ?? rational("1")),
        );
        const whole = rational(String(back.quantity.value));
        const full = minus(rational(value), whole);
        if (there.exact && back.exact) expect(textOf(full)).toBe("0");
        // What both ways tell as lost is exactly what is missing.
        expect(textOf(minus(full, lost))).toBe(textOf(rational(back.remainder)));
      }),
      { numRuns: 100 },
    );
  });

  it("rounds half away from zero and never loses a digit", () => {
    expect(decimalOf(rational("1/8"), 2)).toBe("0.13");
    expect(decimalOf(rational("-1/8"), 2)).toBe("-0.13");
    fc.assert(
      fc.property(fc.bigInt(), fc.bigInt({ min: 1n, max: 10n ** 20n }), (a, b) => {
        const value = rational(`${a}/${b}`);
        expect(textOf(times(over(value, rational("7/3")), rational("7/3")))).toBe(textOf(value));
      }),
    );
  });
});
