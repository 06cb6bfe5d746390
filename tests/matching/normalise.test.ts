import fc from "fast-check";
import { address } from "../../subgraphs/mapping/matching/normalise/address";
import { email, phone } from "../../subgraphs/mapping/matching/normalise/contact";
import { code, modelNumbers, numberOf } from "../../subgraphs/mapping/matching/normalise/item";
import { companyName } from "../../subgraphs/mapping/matching/normalise/name";
import { taxId } from "../../subgraphs/mapping/matching/normalise/tax-id";
import { alikeAtLeast, jaroWinkler } from "../../subgraphs/mapping/matching/similarity/strings";

const words = (name: string): string => companyName(name).words.join(" ");

describe("normalising for matching", () => {
  test.each([
    ["Müller & Söhne Maschinenbau GmbH", "Mueller and Soehne Maschinenbau (GmbH)"],
    ["Falcon Tools GmbH", "Falcon Tools Gesellschaft mbH"],
    ["Westgate Paper Co., Ltd.", "Westgate Paper Company Limited"],
    ["Coho Vineyard S.A.", "COHO  VINEYARD SA"],
    ["Consolidated Messenger LLC", "Consolidated Messenger L.L.C."],
    ["Łódź Textil", "Lodz Textil"],
    ["上海明德机械有限公司", "上海明德机械"],
    ["株式会社明治", "明治株式会社"],
    ["广州粤海物流股份有限公司", "广州粤海物流股份"],
    ["Norda UG (haftungsbeschränkt)", "Norda Gesellschaft mit beschränkter Haftung"],
    ["PT Sumber Makmur Tbk", "Sumber Makmur"],
    ["ООО Ромашка", "Ромашка, ООО"],
    ["Vertex Holding Sp. z o.o. Sp.k.", "Vertex Holding"],
    ["Al Noor Trading W.L.L.", "Al Noor Trading ذ.م.م"],
    ["Grupo Sol S. de R.L. de C.V.", "Grupo Sol"],
  ])("%s and %s are one name", (one, other) => expect(words(one)).toBe(words(other)));

  test.each([
    ["Coho Winery Inc.", "Coho Vineyard Inc."],
    ["上海明德机械有限公司", "上海明华机械有限公司"],
  ])("%s and %s are two", (one, other) => expect(words(one)).not.toBe(words(other)));

  test("a name that is nothing but a legal form stays a name", () => expect(words("Limited")).toBe("limited"));

  test.each([
    ["DE 136,695 976", "DE", "136695976", true],
    ["de-136695976", null, "136695976", true],
    ["USt-IdNr. DE136695976", null, "136695976", true],
    ["DE136695977", null, "136695977", false],
    ["EIN 91-1144442", "US", "911144442", true],
    ["12345", null, "12345", null],
  ])("tax id %s of %s is %s, valid: %s", (text, country, compact, valid) =>
    expect(taxId(text, country)).toMatchObject({ compact, valid }),
  );

  test("telephones are E.164 where the country is known", () => {
    expect(phone("030 / 901820", "DE")).toBe("+4930901820");
    expect(phone("+49 30 901820")).toBe("+4930901820");
    expect(phone("ext 12")).toBe("12");
  });

  test("a domain that anybody has a mailbox at tells nothing", () => {
    expect(email("AP@Acme.example").domain).toBe("acme.example");
    expect(email("acme@gmail.com").domain).toBeNull();
  });

  test("streets are one however they are abbreviated", () => {
    expect(address("12 Main Street")).toEqual(address("12 MAIN ST."));
    expect(address("7 Hafenstraße")).toEqual(address("7 HAFENSTRASSE"));
    expect(address("12 Main Street").numbers).not.toEqual(address("21 Main Street").numbers);
  });

  test("codes lose punctuation; makers' numbers are found, measures are not", () => {
    expect(code("SKU-AP 001")).toBe("skuap001");
    expect(modelNumbers("denon dvd-2930ci 1080p player 19in")).toEqual(["dvd2930ci"]);
    expect(numberOf("$ 1,299.50")).toBe(1299.5);
  });
});

test("likeness is told apart by letters without changing it", () =>
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom(..."abcde 1é"), maxLength: 8 }),
      fc.string({ unit: fc.constantFrom(..."abcde 1é"), maxLength: 8 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      (one, other, least) => {
        const like = jaroWinkler(one, other);
        expect(alikeAtLeast(one, other, least)).toBe(like >= least ? like : 0);
      },
    ),
    { numRuns: 2000 },
  ));
