import { MONTHS } from "./calendar";
import { ACCOUNTS } from "./chart-of-accounts";
import type { CompanyKey, SampleCompany } from "./companies";
import type { JournalEntry } from "./ledger";
import { type Amount, amountOf, ZERO } from "./money";
import { createRandom } from "./random";

export interface Budget {
  readonly company: CompanyKey;
  readonly accountCode: string;
  readonly costCenterId: string;
  readonly month: string;
  readonly version: string;
  /** On the account's normal side. */
  readonly amount: Amount;
}

const BUDGETED: ReadonlySet<string> = new Set(["SALES", "COST_OF_SALES", "OPERATING_EXPENSE", "DEPRECIATION"]);
/** Budgets are made in round figures: thousands of yuan or yen, tens of dinars. */
const ROUND_TO: Readonly<Record<CompanyKey, number>> = { CN: 1000, JP: 1000, KW: 10 };

/** A year's budget: the year's usual month with a management's optimism, the same for each month but for a dip in February. */
export function createBudgets(
  seed: number,
  companies: readonly SampleCompany[],
  entries: readonly JournalEntry[],
): readonly Budget[] {
  const random = createRandom(seed, "budgets");
  const actual = new Map<string, Amount>();
  for (const { company, postings } of entries)
    for (const { account, costCenterId, amount } of postings) {
      if (!costCenterId) continue;
      const key = `${company}/${account}/${costCenterId}`;
      actual.set(key, (actual.get(key) ?? ZERO).plus(amount));
    }
  return [...actual]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([key, sum]) => {
      const [companyKey, accountCode = "", costCenterId = ""] = key.split("/");
      const company = companies.find((candidate) => candidate.key === companyKey);
      const account = ACCOUNTS.find(({ code }) => code === accountCode);
      if (!company || !account || !BUDGETED.has(account.class)) return [];
      const onNormalSide = account.normalSide === "DEBIT" ? sum : sum.negated();
      const usual = onNormalSide.div(MONTHS.length).times(random.integer(92, 115)).div(100);
      return MONTHS.map((month): Budget => {
        const planned = month.endsWith("-02") ? usual.times(amountOf("0.8")) : usual;
        const step = ROUND_TO[company.key];
        const amount = planned.div(step).toDecimalPlaces(0).times(step);
        return { company: company.key, accountCode, costCenterId, month, version: `${month.slice(0, 4)}-A`, amount };
      });
    });
}
