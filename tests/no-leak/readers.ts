import { roles } from "../../schema/roles";
import type { Reader } from "./secrets";

type Scopes = Omit<Reader, "role">;

const everyThird = (word: string): readonly string[] => [0, 3, 6, 9].map((at) => `${word}:${at}`);

export const ONE_COMPANY = ["t-finance:company:0", "t-erp:company:0"];
/** Customers of both systems, mostly of the first company. */
export const CUSTOMERS = [...everyThird("t-erp:party"), ...everyThird("t-finance:party")];
export const COST_CENTERS = [...everyThird("t-finance:cost_center"), ...everyThird("t-erp:cost_center")];

/** Every company, one of the three, and none; some customers; some cost centres. */
const SCOPES: readonly Scopes[] = [
  { companies: "*" },
  { companies: ONE_COMPANY },
  { companies: [] },
  { companies: "*", customers: CUSTOMERS },
  { companies: "*", costCenters: COST_CENTERS },
];

/** Every role in every scope, and some in several at once. */
export const READERS: readonly Reader[] = [
  ...roles.flatMap((role) => SCOPES.map((scopes) => ({ role, ...scopes }))),
  { role: "sales", companies: ONE_COMPANY, customers: CUSTOMERS },
  { role: "sales", companies: "*", customers: [] },
  { role: "cfo", companies: ONE_COMPANY, costCenters: COST_CENTERS },
  { role: "cfo", companies: "*", costCenters: [] },
  { role: "accountant", companies: "*", customers: CUSTOMERS, costCenters: COST_CENTERS },
];

const count = (ids: readonly string[] | "*", one: string, many: string): string =>
  ids === "*" ? `all ${many}` : `${ids.length} ${ids.length === 1 ? one : many}`;

/** The scopes of a reader in a few words. */
export function scopeWords({ companies, costCenters = "*", customers = "*" }: Scopes): string {
  const systems = companies === "*" ? companies : companies.slice(0, companies.length / 2);
  return [
    count(systems, "company", "companies"),
    ...(customers === "*" ? [] : [count(customers, "customer", "customers")]),
    ...(costCenters === "*" ? [] : [count(costCenters, "cost centre", "cost centres")]),
  ].join(", ");
}

/** A reader in a test's title. */
export function readerName(reader: Reader): string {
  return `${reader.role} in ${scopeWords(reader)}`;
}
