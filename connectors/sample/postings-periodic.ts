import { addDays, dayIn, FIRST_DAY, LAST_DAY, lastDayOf, MONTHS } from "./calendar";
import { ACCOUNT, type AccountCode } from "./chart-of-accounts";
import { COST_CENTERS, type CompanyKey, costCenterFor, type SampleCompany, type SampleCostCenter } from "./companies";
import { type EntryDraft, entry, type Posting } from "./ledger";
import { type Amount, amountOf, roundTo, total } from "./money";
import { createRandom, type Random } from "./random";

interface Opening {
  readonly bank: number;
  readonly fixedAssets: number;
  readonly accumulatedDepreciation: number;
  readonly investment: number;
  readonly loan: number;
  readonly capital: number;
}

interface Running {
  readonly wages: Partial<Record<SampleCostCenter["use"], number>>;
  readonly rent: number;
  readonly utilities: number;
  readonly travel: number;
  readonly depreciation: number;
  readonly interest: number;
}

/** Money of each company in its own currency: what it begins with, and what a month costs it. */
const OPENINGS: Readonly<Record<CompanyKey, Opening>> = {
  CN: {
    bank: 6_200_000,
    fixedAssets: 2_400_000,
    accumulatedDepreciation: 600_000,
    investment: 2_800_000,
    loan: 2_000_000,
    capital: 8_000_000,
  },
  JP: {
    bank: 28_000_000,
    fixedAssets: 5_400_000,
    accumulatedDepreciation: 1_200_000,
    investment: 0,
    loan: 0,
    capital: 25_000_000,
  },
  KW: { bank: 58_000, fixedAssets: 14_000, accumulatedDepreciation: 3_000, investment: 0, loan: 0, capital: 60_000 },
};

/** Shanghai's rent is billed by its landlord, so it is not here. */
const RUNNING: Readonly<Record<CompanyKey, Running>> = {
  CN: {
    wages: { SALES: 58_000, PRODUCTION: 74_000, ADMINISTRATION: 36_000, RESEARCH: 42_000 },
    rent: 0,
    utilities: 9_200,
    travel: 12_500,
    depreciation: 20_000,
    interest: 6_500,
  },
  JP: {
    wages: { SALES: 310_000, ADMINISTRATION: 120_000 },
    rent: 95_000,
    utilities: 14_000,
    travel: 30_000,
    depreciation: 45_000,
    interest: 0,
  },
  KW: {
    wages: { SALES: 430, ADMINISTRATION: 220 },
    rent: 210,
    utilities: 32,
    travel: 65,
    depreciation: 117,
    interest: 0,
  },
};

/** Opening balances; what assets exceed debts and capital by are earlier years' profits. */
export function postOpening(company: SampleCompany, stockValue: Amount): EntryDraft {
  const opening = OPENINGS[company.key];
  const known: readonly Posting[] = [
    { account: ACCOUNT.bank, amount: amountOf(opening.bank) },
    { account: ACCOUNT.inventory, amount: stockValue },
    { account: ACCOUNT.investment, amount: amountOf(opening.investment) },
    { account: ACCOUNT.fixedAssets, amount: amountOf(opening.fixedAssets) },
    { account: ACCOUNT.accumulatedDepreciation, amount: amountOf(-opening.accumulatedDepreciation) },
    { account: ACCOUNT.loan, amount: amountOf(-opening.loan) },
    { account: ACCOUNT.capital, amount: amountOf(-opening.capital) },
  ];
  const earnings = total(known.map(({ amount }) => amount)).negated();
  return entry({
    company: company.key,
    journal: "OPENING",
    postedOn: FIRST_DAY,
    documentNumber: "OPENING",
    description: "期初余额",
    postings: [...known, { account: ACCOUNT.retainedEarnings, amount: earnings }],
  });
}

/** A month's figure, a few percent off the usual one. */
function about(random: Random, usual: number, currency: string): Amount {
  return roundTo(amountOf(usual).times(random.integer(960, 1045)).div(1000), currency);
}

function postWages(random: Random, company: SampleCompany, month: string): readonly EntryDraft[] {
  const centers = COST_CENTERS.filter((center) => center.company === company.key);
  const wages = centers.map(
    (center): Posting => ({
      account: ACCOUNT.wages,
      amount: about(random, RUNNING[company.key].wages[center.use] ?? 0, company.currency),
      costCenterId: center.financeId,
    }),
  );
  const owed = total(wages.map(({ amount }) => amount));
  const paidOn = addDays(lastDayOf(month), 10);
  const accrued = entry({
    company: company.key,
    journal: "GENERAL",
    postedOn: lastDayOf(month),
    documentNumber: `GZ${month.replace("-", "")}`,
    description: `计提工资 ${month}`,
    postings: [...wages, { account: ACCOUNT.wagesPayable, amount: owed.negated() }],
  });
  if (paidOn > LAST_DAY) return [accrued];
  return [
    accrued,
    entry({
      company: company.key,
      journal: "CASH",
      postedOn: paidOn,
      documentNumber: `GF${month.replace("-", "")}`,
      description: `发放工资 ${month}`,
      postings: [
        { account: ACCOUNT.wagesPayable, amount: owed },
        { account: ACCOUNT.bank, amount: owed.negated() },
      ],
    }),
  ];
}

function postRunningCosts(random: Random, company: SampleCompany, month: string): readonly EntryDraft[] {
  const running = RUNNING[company.key];
  const { key, currency } = company;
  const office = costCenterFor(key, "ADMINISTRATION");
  const cost = (
    account: AccountCode,
    amount: Amount,
    day: number,
    against: AccountCode,
    title: string,
    costCenterId = office,
  ) =>
    entry({
      company: key,
      journal: against === ACCOUNT.bank ? "CASH" : "GENERAL",
      postedOn: day > 28 ? lastDayOf(month) : dayIn(month, day),
      documentNumber: `FY${month.replace("-", "")}-${account.slice(-2)}`,
      description: `${title} ${month}`,
      postings: [
        { account, amount, costCenterId },
        { account: against, amount: amount.negated() },
      ],
    });
  return [
    cost(ACCOUNT.rent, amountOf(running.rent), 3, ACCOUNT.bank, "租金"),
    cost(ACCOUNT.utilities, about(random, running.utilities, currency), 18, ACCOUNT.bank, "水电费"),
    cost(
      ACCOUNT.travel,
      about(random, running.travel, currency),
      26,
      ACCOUNT.bank,
      "差旅费",
      costCenterFor(key, "SALES"),
    ),
    cost(ACCOUNT.depreciation, amountOf(running.depreciation), 31, ACCOUNT.accumulatedDepreciation, "计提折旧"),
    cost(ACCOUNT.interest, amountOf(running.interest), 21, ACCOUNT.bank, "贷款利息"),
  ];
}

export function postMonths(seed: number, company: SampleCompany): readonly EntryDraft[] {
  const random = createRandom(seed, `running costs ${company.key}`);
  return MONTHS.flatMap((month) => [...postWages(random, company, month), ...postRunningCosts(random, company, month)]);
}
