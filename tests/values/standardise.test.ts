import { Decimal } from "decimal.js";
import fc from "fast-check";
import { isCurrencyCode, minorUnits } from "../../schema/values/currency";
import {
  DATE_FORMATS,
  type DateFormat,
  standardiseDate,
  standardiseDateTime,
  standardiseDecimal,
  standardiseText,
} from "../../schema/values/standardise";
import { isUnitCode } from "../../schema/values/unit";

const Exact = Decimal.clone({ precision: 100 });
const decimals = fc
  .tuple(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 6 }))
  .map(([digits, scale]) => new Exact(digits.toString()).div(new Exact(10).pow(scale)));
const formats = fc.constantFrom(
  { point: ".", group: "," },
  { point: ",", group: "." },
  { point: ",", group: " " },
  { point: ".", group: "'" },
  { point: ".", group: "" },
);
const fullWidth = (text: string): string =>
  text.replace(/[0-9.,()-]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));

function write(value: Decimal, { point, group }: { point: string; group: string }): string {
  const [whole = "", fraction] = value.abs().toFixed().split(".");
  const grouped = group ? whole.replace(/\B(?=(\d{3})+$)/g, group) : whole;
  return fraction ? `${grouped}${point}${fraction}` : grouped;
}

describe("numbers as sources write them", () => {
  it("come back exactly from every format, sign style and width", () => {
    const signs = fc.constantFrom(
      (text: string) => `-${text}`,
      (text: string) => `${text}-`,
      (text: string) => `(${text})`,
      (text: string) => `-¥${text}`,
    );
    fc.assert(
      fc.property(decimals, formats, signs, fc.boolean(), (value, format, sign, wide) => {
        const plain = write(value, format);
        const written = value.isNegative() && !value.isZero() ? sign(plain) : plain;
        const result = standardiseDecimal(wide && format.group !== "'" ? fullWidth(written) : written, format);
        expect(result).toEqual({ ok: true, text: (value.isZero() ? new Exact(0) : value).toFixed() });
      }),
    );
  });

  it.each([
    ["12.5万元", "125000.0"],
    ["1.2亿", "120000000.0"],
    ["￥1,234.50", "1234.50"],
    ["３，０００元", "3000"],
    ["1.5e3", "1500"],
    [".5", "0.5"],
    ["-0.00", "0.00"],
    ["12,34,567.89", "1234567.89"],
  ])("%s is %s", (written, expected) => {
    expect(standardiseDecimal(written, { point: ".", group: "," })).toMatchObject({ ok: true, text: expected });
  });

  it.each(["", "abc", "1,23", "1.234,5", "1..2", "--1", "1 2", "12万3", "NaN", "Infinity", "0x10", "1,2345"])(
    "refuses %j instead of guessing",
    (written) => {
      expect(standardiseDecimal(written, { point: ".", group: "," }).ok).toBe(false);
    },
  );

  it("round half away from zero to the scale, which takes the noise of floats", () => {
    expect(standardiseDecimal("3578.2699999999995", { point: ".", group: "" }, 4)).toEqual({
      ok: true,
      text: "3578.27",
    });
    expect(standardiseDecimal("-0.00005", { point: ".", group: "" }, 4)).toEqual({ ok: true, text: "-0.0001" });
  });
});

describe("days and moments", () => {
  const write: Readonly<Record<DateFormat, (y: string, m: string, d: string) => string>> = {
    "yyyy-MM-dd": (y, m, d) => `${y}-${m}-${d}`,
    "yyyy/M/d": (y, m, d) => `${y}/${Number(m)}/${Number(d)}`,
    "dd.MM.yyyy": (y, m, d) => `${d}.${m}.${y}`,
    "dd/MM/yyyy": (y, m, d) => `${d}/${m}/${y}`,
    "MM/dd/yyyy": (y, m, d) => `${m}/${d}/${y}`,
    yyyyMMdd: (y, m, d) => `${y}${m}${d}`,
    yyyy年M月d日: (y, m, d) => `${y}年${Number(m)}月${Number(d)}日`,
  };

  it("come back from every format, full-width or with a time behind", () => {
    const days = fc
      .date({ min: new Date("1900-01-01"), max: new Date("2199-12-31"), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(
        days,
        fc.constantFrom(...DATE_FORMATS),
        fc.constantFrom("", " 00:00:00", " 11:15:06.967000000"),
        (day, format, time) => {
          const [year = "", month = "", date = ""] = day.split("-");
          expect(standardiseDate(write[format](year, month, date) + time, format)).toEqual({ ok: true, text: day });
        },
      ),
    );
  });

  it.each([
    ["2026/2/30", "yyyy/M/d"],
    ["2025-02-29", "yyyy-MM-dd"],
    ["13/13/2026", "MM/dd/yyyy"],
    ["2026-1", "yyyy-MM-dd"],
    ["", "yyyyMMdd"],
  ] as const)("%j is no day as %s", (text, format) => {
    expect(standardiseDate(text, format).ok).toBe(false);
  });

  it("are told in UTC, from the text's own zone or the mapping's", () => {
    expect(standardiseDateTime("2026/1/5 08:30", "yyyy/M/d", "+08:00")).toEqual({
      ok: true,
      text: "2026-01-05T00:30:00Z",
    });
    expect(standardiseDateTime("2026-01-05T08:30:00.5-05:00", "yyyy-MM-dd")).toEqual({
      ok: true,
      text: "2026-01-05T13:30:00.5Z",
    });
  });
});

it("texts lose full-width forms and stray blanks, and nothing else", () => {
  expect(standardiseText("　ＡＢＣ　股份  有限公司 ")).toBe("ABC 股份 有限公司");
});

it("codes are those of ISO 4217 and UN/CEFACT Rec 20", () => {
  expect([minorUnits("CNY"), minorUnits("JPY"), minorUnits("KWD")]).toEqual([2, 0, 3]);
  expect([
    isCurrencyCode("XXQ"),
    isCurrencyCode("cny"),
    isUnitCode("C62"),
    isUnitCode("KGM"),
    isUnitCode("toString"),
    isUnitCode("??"),
  ]).toEqual([false, false, true, true, false, false]);
});
