import { addDays, LAST_DAY, lastDayOf, MONTHS } from "./calendar";
import { ACCOUNT, ACCOUNTS } from "./chart-of-accounts";
import type { CompanyKey, SampleCompany } from "./companies";
import { balanceOf, type EntryDraft, entry } from "./ledger";
import { type Amount, amountOf, roundTo, ZERO } from "./money";

const INCOME_TAX_RATES: Readonly<Record<CompanyKey, string>> = { CN: "0.25", JP: "0.30", KW: "0.15" };

const PROFIT_ACCOUNTS: ReadonlySet<string> = new Set(
  ACCOUNTS.filter(({ type }) => type === "REVENUE" || type === "EXPENSE").map(({ code }) => code),
);

/** What is owed is paid on the 15th after; what is in our favour stays on the account. */
function payTax(
  company: SampleCompany,
  account: "222103" | "222104",
  owed: Amount,
  periodEnd: string,
  title: string,
): readonly EntryDraft[] {
  const paidOn = addDays(periodEnd, 15);
  if (!owed.isPositive() || owed.isZero() || paidOn > LAST_DAY) return [];
  return [
    entry({
      company: company.key,
      journal: "CASH",
      postedOn: paidOn,
      documentNumber: `SF${periodEnd.slice(0, 7).replace("-", "")}`,
      description: `缴纳${title}`,
      postings: [
        { account, amount: owed },
        { account: ACCOUNT.bank, amount: owed.negated() },
      ],
    }),
  ];
}

/** At each month's end the month's tax on sales and purchases is brought together on the settlement account. */
export function postSalesTax(company: SampleCompany, drafts: readonly EntryDraft[]): readonly EntryDraft[] {
  let settlement = ZERO;
  return MONTHS.flatMap((month) => {
    const inMonth = drafts.filter((draft) => draft.company === company.key && draft.postedOn.startsWith(month));
    const output = balanceOf(inMonth, (_, { account }) => account === ACCOUNT.outputTax);
    const input = balanceOf(inMonth, (_, { account }) => account === ACCOUNT.inputTax);
    const transfer = entry({
      company: company.key,
      journal: "GENERAL",
      postedOn: lastDayOf(month),
      documentNumber: `ZZ${month.replace("-", "")}`,
      description: `结转增值税 ${month}`,
      postings: [
        { account: ACCOUNT.outputTax, amount: output.negated() },
        { account: ACCOUNT.inputTax, amount: input.negated() },
        { account: ACCOUNT.taxSettlement, amount: output.plus(input) },
      ],
    });
    settlement = settlement.plus(output).plus(input);
    const payment = payTax(company, ACCOUNT.taxSettlement, settlement.negated(), lastDayOf(month), "增值税");
    if (payment.length > 0) settlement = ZERO;
    return [transfer, ...payment];
  });
}

/** Income tax is accrued each quarter on the year's profit so far; a loss takes the year's accrual back. */
export function postIncomeTax(company: SampleCompany, drafts: readonly EntryDraft[]): readonly EntryDraft[] {
  let accrued = ZERO;
  let owed = ZERO;
  return MONTHS.filter((_, index) => index % 3 === 2).flatMap((month) => {
    const [year, end] = [month.slice(0, 4), lastDayOf(month)];
    if (month.endsWith("-03")) accrued = ZERO;
    const profit = balanceOf(
      drafts,
      (draft, { account }) =>
        draft.company === company.key &&
        draft.postedOn.startsWith(year) &&
        draft.postedOn <= end &&
        PROFIT_ACCOUNTS.has(account),
    ).negated();
    const due = profit.isPositive()
      ? roundTo(profit.times(INCOME_TAX_RATES[company.key]), company.currency)
      : amountOf(0);
    const step = due.minus(accrued);
    accrued = due;
    owed = owed.plus(step);
    const accrual = entry({
      company: company.key,
      journal: "GENERAL",
      postedOn: end,
      documentNumber: `SDS${month.replace("-", "")}`,
      description: `计提所得税 ${month}`,
      postings: [
        { account: ACCOUNT.incomeTax, amount: step },
        { account: ACCOUNT.incomeTaxPayable, amount: step.negated() },
      ],
    });
    const payment = payTax(company, ACCOUNT.incomeTaxPayable, owed, end, "所得税");
    if (payment.length > 0) owed = ZERO;
    return [accrual, ...payment];
  });
}
