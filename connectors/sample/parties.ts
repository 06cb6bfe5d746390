import type { CompanyKey } from "./companies";
import type { Currency } from "./exchange-rates";
import * as names from "./names";
import { createRandom, type Random } from "./random";
import { japaneseRegistration, socialCreditCode } from "./tax-id";

/** What joins the ERP's party to the finance system's accounts. */
export type JoinedBy = "TAX_ID" | "SHARED_NUMBER" | "LINK_FILE" | "NOTHING";

export interface PartyAccount {
  readonly id: string;
  readonly number: string;
  readonly kind: "CUSTOMER" | "SUPPLIER";
  readonly name: string;
  readonly currency: Currency;
}

export interface SampleParty {
  /** Null: only finance knows it. */
  readonly erpId: string | null;
  readonly number: string;
  readonly name: string;
  readonly role: "CUSTOMER" | "SUPPLIER" | "BOTH";
  readonly kind: "ORGANISATION" | "PERSON";
  readonly joinedBy: JoinedBy;
  readonly taxId: string;
  readonly sharedNumber: string;
  readonly company: CompanyKey;
  readonly currency: Currency;
  readonly city: string;
  readonly region: string;
  readonly postalCode: string;
  readonly country: string;
  readonly paymentDays: number;
  /** In tens of thousands of its currency. */
  readonly creditLimitWan: number;
  readonly accounts: readonly PartyAccount[];
}

type Draft = Omit<SampleParty, "erpId" | "number" | "paymentDays" | "creditLimitWan" | "accounts">;

const PAYMENT_DAYS = [14, 30, 30, 45, 60] as const;

function chineseFirm(random: Random, brand: string, trade: string, role: Draft["role"]): Draft {
  const city = random.pick(names.CITIES);
  return {
    name: `${city.name}${brand}${trade}有限公司`,
    role,
    kind: "ORGANISATION",
    joinedBy: "TAX_ID",
    taxId: socialCreditCode(random, city.region),
    sharedNumber: "",
    company: "CN",
    currency: "CNY",
    city: city.name,
    region: city.province,
    postalCode: city.postalCode,
    country: "CN",
  };
}

function foreignFirm(firm: names.ForeignFirm, role: Draft["role"], company: CompanyKey, currency: Currency): Draft {
  return {
    name: firm.name,
    role,
    kind: "ORGANISATION",
    joinedBy: "SHARED_NUMBER",
    taxId: "",
    sharedNumber: "",
    company,
    currency,
    city: firm.city,
    region: "",
    postalCode: firm.postalCode,
    country: firm.country,
  };
}

function customerDrafts(random: Random): readonly Draft[] {
  const chinese = Array.from({ length: 36 }, (_, index) => {
    const brand = names.BRANDS[index % names.BRANDS.length] ?? "";
    return chineseFirm(random, brand, names.CUSTOMER_TRADES[index % names.CUSTOMER_TRADES.length] ?? "", "CUSTOMER");
  });
  const japanese = names.JAPANESE_CUSTOMERS.map((firm, index): Draft => {
    const draft = foreignFirm(firm, "CUSTOMER", "JP", "JPY");
    return index % 2 === 0 ? { ...draft, joinedBy: "TAX_ID", taxId: japaneseRegistration(random) } : draft;
  });
  const kuwaiti = names.KUWAITI_CUSTOMERS.map((firm) => foreignFirm(firm, "CUSTOMER", "KW", "KWD"));
  const western = names.WESTERN_CUSTOMERS.map((firm) =>
    foreignFirm(firm, "CUSTOMER", "CN", firm.country === "US" ? "USD" : "EUR"),
  );
  const persons = names.PRIVATE_CUSTOMERS.map(
    (name): Draft => ({
      name,
      role: "CUSTOMER",
      kind: "PERSON",
      joinedBy: "NOTHING",
      taxId: "",
      sharedNumber: "",
      company: "CN",
      currency: "CNY",
      city: "上海",
      region: "上海市",
      postalCode: "200000",
      country: "CN",
    }),
  );
  // The last two have no number that both systems print: the link file joins them.
  const foreign = [...kuwaiti, ...western].map(
    (draft, index, all): Draft => (index >= all.length - 2 ? { ...draft, joinedBy: "LINK_FILE" } : draft),
  );
  return [...chinese, ...japanese, ...foreign, ...persons];
}

function supplierDrafts(random: Random): readonly Draft[] {
  const chinese = Array.from({ length: 18 }, (_, index) => {
    const brand = names.BRANDS[(index * 5 + 3) % names.BRANDS.length] ?? "";
    const trade = names.SUPPLIER_TRADES[index % names.SUPPLIER_TRADES.length] ?? "";
    return chineseFirm(random, brand, trade, index === 0 ? "BOTH" : "SUPPLIER");
  });
  const foreign = names.FOREIGN_SUPPLIERS.map((firm) => {
    const company = firm.currency === "JPY" ? "JP" : firm.currency === "KWD" || firm.currency === "USD" ? "KW" : "CN";
    return foreignFirm(firm, "SUPPLIER", company, firm.currency);
  });
  return [...chinese, ...foreign];
}

function accountOf(kind: PartyAccount["kind"], sequence: number, name: string, currency: Currency): PartyAccount {
  const control = kind === "CUSTOMER" ? "1122" : "2202";
  return {
    id: `${control}.${String(sequence).padStart(4, "0")}`,
    number: `${control}${10_000 + sequence * 7}`,
    kind,
    name,
    currency,
  };
}

/** The one account finance keeps for all private customers, so no rule can say who of them it is. */
export const COLLECTIVE_ACCOUNT = accountOf("CUSTOMER", 900, "零星客户", "CNY");

/** Suppliers only finance knows: they are paid without purchase orders. */
export const LANDLORD: SampleParty = {
  erpId: null,
  number: "",
  name: "上海浦江物业管理有限公司",
  role: "SUPPLIER",
  kind: "ORGANISATION",
  joinedBy: "NOTHING",
  taxId: "",
  sharedNumber: "",
  company: "CN",
  currency: "CNY",
  city: "上海",
  region: "上海市",
  postalCode: "200120",
  country: "CN",
  paymentDays: 14,
  creditLimitWan: 0,
  accounts: [accountOf("SUPPLIER", 901, "上海浦江物业管理有限公司", "CNY")],
};

/** How finance spells two of the names. */
const SPELLED_IN_FINANCE: Readonly<Record<string, (name: string) => string>> = {
  東海精工株式会社: () => "トウカイセイコウ(株)",
  "Société Lefèvre Métrologie S.A.S.": () => "SOCIETE LEFEVRE METROLOGIE",
};

function accountsOf(draft: Draft, index: number): readonly PartyAccount[] {
  if (draft.joinedBy === "NOTHING") return [COLLECTIVE_ACCOUNT];
  const name = SPELLED_IN_FINANCE[draft.name]?.(draft.name) ?? draft.name;
  const accounts: PartyAccount[] = [];
  if (draft.role !== "SUPPLIER") accounts.push(accountOf("CUSTOMER", index + 1, name, draft.currency));
  if (draft.role !== "CUSTOMER") accounts.push(accountOf("SUPPLIER", index + 1, name, draft.currency));
  // The fourth Chinese customer also buys in dollars, on an account of its own.
  if (index === 3) accounts.push(accountOf("CUSTOMER", 800, `${name}(USD)`, "USD"));
  return accounts;
}

/** A customer that the ERP has taken on and finance has not opened an account for yet. */
const ONLY_IN_ERP = 5;

export function createParties(seed: number): readonly SampleParty[] {
  const random = createRandom(seed, "parties");
  const drafts = [...customerDrafts(random), ...supplierDrafts(random)];
  const parties = drafts.map(
    (draft, index): SampleParty => ({
      ...draft,
      erpId: String(100_200 + index * 3),
      number: `${draft.role === "SUPPLIER" ? "S" : "C"}-${String(index + 1).padStart(4, "0")}`,
      sharedNumber: draft.joinedBy === "SHARED_NUMBER" ? `GP${String(3_000 + index * 11)}` : "",
      paymentDays: random.pick(PAYMENT_DAYS),
      creditLimitWan: random.integer(2, 40) * 5,
      accounts: index === ONLY_IN_ERP ? [] : accountsOf(draft, index),
    }),
  );
  return [...parties, LANDLORD];
}

export function accountFor(
  party: SampleParty,
  kind: PartyAccount["kind"],
  currency: Currency,
): PartyAccount | undefined {
  const ofKind = party.accounts.filter((account) => account.kind === kind);
  return ofKind.find((account) => account.currency === currency) ?? ofKind[0];
}
