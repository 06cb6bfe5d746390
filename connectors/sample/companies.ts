import type { Currency } from "./exchange-rates";
import { createRandom } from "./random";
import { japaneseRegistration, socialCreditCode } from "./tax-id";

export type CompanyKey = "CN" | "JP" | "KW";

/** One legal entity as both systems know it. Shanghai is joined by tax id, Japan by number, Kuwait by the link file. */
export interface SampleCompany {
  readonly key: CompanyKey;
  readonly erpId: string;
  readonly erpCode: string;
  readonly erpName: string;
  readonly erpTaxId: string;
  readonly financeId: string;
  readonly financeName: string;
  readonly financeTaxId: string;
  readonly sharedNumber: string;
  readonly currency: Currency;
  readonly country: string;
  readonly parent: CompanyKey | null;
  readonly ownership: string;
}

export interface SampleCostCenter {
  readonly company: CompanyKey;
  readonly use: "SALES" | "PRODUCTION" | "ADMINISTRATION" | "RESEARCH";
  /** Null: the ERP has no such department. */
  readonly erpId: string | null;
  readonly erpName: string;
  readonly financeId: string;
  readonly financeName: string;
  /** Empty: only the link file joins the two. */
  readonly sharedNumber: string;
}

export interface SampleWarehouse {
  readonly id: string;
  readonly company: CompanyKey;
  readonly code: string;
  readonly name: string;
  readonly city: string;
}

const SHANGHAI: Omit<SampleCompany, "erpTaxId" | "financeTaxId"> = {
  key: "CN",
  erpId: "1000",
  erpCode: "HDSH",
  erpName: "华东精密仪器（上海）有限公司",
  financeId: "C01",
  financeName: "华东精密仪器(上海)有限公司",
  sharedNumber: "",
  currency: "CNY",
  country: "CN",
  parent: null,
  ownership: "",
};

const JAPAN: Omit<SampleCompany, "financeTaxId"> = {
  key: "JP",
  erpId: "2000",
  erpCode: "HDJP",
  erpName: "Concord Instruments Japan K.K.",
  erpTaxId: "",
  financeId: "C02",
  financeName: "コンコード計測機器株式会社",
  sharedNumber: "LE-0200",
  currency: "JPY",
  country: "JP",
  parent: "CN",
  ownership: "1",
};

const KUWAIT: SampleCompany = {
  key: "KW",
  erpId: "3000",
  erpCode: "HDKW",
  erpName: "Concord Instruments Kuwait",
  erpTaxId: "",
  financeId: "C03",
  financeName: "Concord Instruments W.L.L.",
  financeTaxId: "",
  sharedNumber: "",
  currency: "KWD",
  country: "KW",
  parent: "CN",
  ownership: "0.75",
};

export function createCompanies(seed: number): readonly SampleCompany[] {
  const random = createRandom(seed, "companies");
  const shanghai = socialCreditCode(random, "310115");
  return [
    { ...SHANGHAI, erpTaxId: shanghai, financeTaxId: shanghai },
    { ...JAPAN, financeTaxId: japaneseRegistration(random) },
    KUWAIT,
  ];
}

export const COST_CENTERS: readonly SampleCostCenter[] = [
  {
    company: "CN",
    use: "SALES",
    erpId: "D110",
    erpName: "国内销售部",
    financeId: "CC1100",
    financeName: "销售部",
    sharedNumber: "OU-110",
  },
  {
    company: "CN",
    use: "PRODUCTION",
    erpId: "D120",
    erpName: "装配车间",
    financeId: "CC1200",
    financeName: "生产制造",
    sharedNumber: "OU-120",
  },
  {
    company: "CN",
    use: "ADMINISTRATION",
    erpId: "D130",
    erpName: "综合管理部",
    financeId: "CC1300",
    financeName: "行政管理",
    sharedNumber: "OU-130",
  },
  {
    company: "CN",
    use: "RESEARCH",
    erpId: "D140",
    erpName: "研发中心",
    financeId: "CC1400",
    financeName: "技术开发",
    sharedNumber: "",
  },
  {
    company: "JP",
    use: "SALES",
    erpId: "D210",
    erpName: "営業部",
    financeId: "CC2100",
    financeName: "営業",
    sharedNumber: "OU-210",
  },
  {
    company: "JP",
    use: "ADMINISTRATION",
    erpId: null,
    erpName: "",
    financeId: "CC2300",
    financeName: "管理部",
    sharedNumber: "",
  },
  {
    company: "KW",
    use: "SALES",
    erpId: "D310",
    erpName: "Sales Kuwait",
    financeId: "CC3100",
    financeName: "Sales",
    sharedNumber: "OU-310",
  },
  {
    company: "KW",
    use: "ADMINISTRATION",
    erpId: "D330",
    erpName: "Office Kuwait",
    financeId: "CC3300",
    financeName: "Administration",
    sharedNumber: "OU-330",
  },
];

export const WAREHOUSES: readonly SampleWarehouse[] = [
  { id: "W1", company: "CN", code: "PD01", name: "浦东成品仓", city: "上海" },
  { id: "W2", company: "JP", code: "YK01", name: "横浜倉庫", city: "横浜" },
  { id: "W3", company: "KW", code: "SW01", name: "Shuwaikh Store", city: "Kuwait City" },
];

export function costCenterFor(company: CompanyKey, use: SampleCostCenter["use"]): string {
  const found = COST_CENTERS.find((center) => center.company === company && center.use === use);
  if (!found) throw new Error(`${company} has no cost centre for ${use}`);
  return found.financeId;
}

export function warehouseOf(company: CompanyKey): SampleWarehouse {
  const found = WAREHOUSES.find((warehouse) => warehouse.company === company);
  if (!found) throw new Error(`${company} has no warehouse`);
  return found;
}
