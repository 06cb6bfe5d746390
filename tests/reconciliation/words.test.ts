import Decimal from "decimal.js";
import { en, zh } from "../../subgraphs/mapping/bilingual";
import { capital, listOf, moneyText, nameOf } from "../../subgraphs/mapping/reconciliation/words";

describe("the words of a finding", () => {
  const invoice = nameOf({ kind: "INVOICE", number: "INV-2025-00012", id: "fin:invoice:12" });
  const shipment = nameOf({ kind: "SHIPMENT", number: null, id: "erp:shipment:7" });

  it("name a document in each language by its number, or by its id", () => {
    expect(invoice).toEqual({ en: "invoice INV-2025-00012", zh: "销售发票 INV-2025-00012" });
    expect(shipment).toEqual({ en: "shipment erp:shipment:7", zh: "发货单 erp:shipment:7" });
  });

  it("begin a sentence with a capital letter where there is one", () => {
    expect(capital(invoice)).toEqual({ en: "Invoice INV-2025-00012", zh: "销售发票 INV-2025-00012" });
  });

  it("join what is listed as each language does", () => {
    expect(listOf([])).toEqual({ en: "", zh: "" });
    expect(listOf([invoice])).toEqual(invoice);
    expect(listOf([invoice, "运费", shipment])).toEqual({
      en: "invoice INV-2025-00012, 运费 and shipment erp:shipment:7",
      zh: "销售发票 INV-2025-00012、运费和发货单 erp:shipment:7",
    });
  });

  it("set a space between Chinese and Latin letters or digits, and none elsewhere", () => {
    const amount = moneyText(new Decimal("-12.50"), "CNY");
    expect(zh`${invoice}比${shipment}少${amount}。`).toBe(
      "销售发票 INV-2025-00012 比发货单 erp:shipment:7 少 -12.5 CNY。",
    );
    expect(zh`往来单位“${"上海ABC公司"}”仅存在于${"财务系统"}中（${"2025-01-31"}）。`).toBe(
      "往来单位“上海ABC公司”仅存在于财务系统中（2025-01-31）。",
    );
    expect(en`${capital(invoice)} is ${amount} less.`).toBe("Invoice INV-2025-00012 is -12.5 CNY less.");
  });
});
