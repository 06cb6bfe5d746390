import { addDays, monthOf } from "../calendar";
import { ACCOUNT, type AccountCode } from "../chart-of-accounts";
import { type CompanyKey, costCenterFor, type SampleCompany } from "../companies";
import type { EntryDraft } from "../ledger";
import { amountOf, roundTo } from "../money";
import { createRandom, type Random } from "../random";
import { financeId, type PlantedDiscrepancy } from "./planted-error";

/** An entry made by hand, as it goes into the ledger, and the discrepancy it makes; on itself when none is named. */
export interface ManualEntry {
  readonly draft: EntryDraft;
  readonly rule: PlantedDiscrepancy["rule"];
  readonly on?: string;
}

interface Sides {
  readonly debit: AccountCode;
  readonly credit: AccountCode;
  /** Credited less than debited. */
  readonly out?: string;
}

function byHand(random: Random, company: SampleCompany, sides: Sides, rule: ManualEntry["rule"]): ManualEntry["draft"] {
  const amount = roundTo(amountOf(random.integer(40, 900)).times("12.5"), company.currency);
  const costCenterId = costCenterFor(company.key, "ADMINISTRATION");
  return {
    company: company.key,
    journal: "GENERAL",
    postedOn: addDays("2025-03-02", random.integer(0, 300)),
    documentNumber: `SG-${company.key}-${rule.slice(0, 3)}-${sides.debit}`,
    description: "手工凭证",
    postings: [
      { account: sides.debit, amount, costCenterId },
      { account: sides.credit, amount: amount.minus(sides.out ?? 0).negated() },
    ],
  };
}

const balanceOf = (account: AccountCode, company: SampleCompany): string =>
  `${financeId("account", account)} ${financeId("company", company.financeId)}`;

/** Entries made past the documents: on control and inventory accounts, out of balance, or in a period of another month. */
export function manualEntries(seed: number, companies: readonly SampleCompany[]): readonly ManualEntry[] {
  const random = createRandom(seed, "errors of the ledger");
  const company = (key: CompanyKey): SampleCompany => {
    const found = companies.find((one) => one.key === key);
    if (!found) throw new Error(`no company ${key}`);
    return found;
  };
  const [shanghai, japan, kuwait] = [company("CN"), company("JP"), company("KW")];
  const made = (one: SampleCompany, sides: Sides, rule: ManualEntry["rule"]) => byHand(random, one, sides, rule);
  const travel: Sides = { debit: ACCOUNT.travel, credit: ACCOUNT.bank };
  const late = made(shanghai, travel, "UNBALANCED_OR_OFF_PERIOD");
  return [
    {
      draft: made(japan, { debit: ACCOUNT.receivable, credit: ACCOUNT.bank }, "SUBLEDGER_AGAINST_CONTROL"),
      rule: "SUBLEDGER_AGAINST_CONTROL",
      on: balanceOf(ACCOUNT.receivable, japan),
    },
    {
      draft: made(shanghai, { debit: ACCOUNT.travel, credit: ACCOUNT.payable }, "SUBLEDGER_AGAINST_CONTROL"),
      rule: "SUBLEDGER_AGAINST_CONTROL",
      on: balanceOf(ACCOUNT.payable, shanghai),
    },
    {
      draft: made(shanghai, { debit: ACCOUNT.inventory, credit: ACCOUNT.stockDifferences }, "STOCK_AGAINST_INVENTORY"),
      rule: "STOCK_AGAINST_INVENTORY",
      on: balanceOf(ACCOUNT.inventory, shanghai),
    },
    { draft: made(kuwait, { ...travel, out: "1" }, "UNBALANCED_OR_OFF_PERIOD"), rule: "UNBALANCED_OR_OFF_PERIOD" },
    {
      draft: { ...late, period: monthOf(addDays(late.postedOn, 45)) },
      rule: "UNBALANCED_OR_OFF_PERIOD",
    },
  ];
}
