import { ACCOUNT_CLASSES } from "../../../schema/finance/account";
import { FORECAST_RULES, type ForecastFigureName } from "../../../schema/finance/reports/forecast";

/** Days of a ledger term: between two days; all up to a day; the same without or with what is opening balance; any day. */
type Window = "BETWEEN" | "UNTIL" | "OPENING" | "TURNOVER" | "ANY";

/** Postings that make a figure. What is not given does not limit. */
export interface LedgerTerm {
  readonly source: "LEDGER";
  readonly sign: 1 | -1;
  readonly measure: "signed" | "debit" | "credit" | "inflow" | "outflow";
  readonly window: Window;
  readonly from?: string | null;
  readonly to: string;
  readonly accountId?: string;
  readonly costCenterId?: string | null;
  readonly classes?: readonly string[];
  readonly types?: readonly string[];
  /** Whether the accounts are those of the income statement. */
  readonly profit?: boolean;
  /** Closing entries do not count. */
  readonly withoutClosing?: true;
  /** Profit of the financial year of `to`, or of years before. */
  readonly year?: "CURRENT" | "EARLIER";
  /** The other lines of entries that move cash between `from` and `to`. */
  readonly againstCash?: true;
}

/** Budget cells that start within a period. */
export interface BudgetTerm {
  readonly source: "BUDGET";
  readonly sign: 1 | -1;
  readonly from: string;
  readonly to: string;
  readonly accountId?: string;
  readonly costCenterId?: string | null;
  readonly types?: readonly string[];
  readonly version?: string;
}

/** Documents open on a day and so many days overdue, less what was allocated to them by then. */
export interface DocumentTerm {
  readonly source: "DOCUMENTS";
  readonly kind: "RECEIVABLE" | "PAYABLE";
  readonly on: string;
  readonly fromDays: number | null;
  readonly toDays: number | null;
  readonly partyAccountId?: string;
}

export type Term = LedgerTerm | BudgetTerm | DocumentTerm;
export type Figures = Readonly<Record<string, readonly Term[]>>;

/** What stands in a report: the object that has the figure, and what it stands in. */
export interface Place {
  readonly type: string;
  readonly request: Readonly<Record<string, unknown>>;
  readonly object: Readonly<Record<string, unknown>>;
  readonly parent: Readonly<Record<string, unknown>>;
}

const FINANCING = ["LONG_TERM_LIABILITY", "CAPITAL", "RETAINED_EARNINGS"];
const INVESTING = ["FIXED_ASSET"];
const OPERATING = ACCOUNT_CLASSES.filter((name) => name !== "CASH" && ![...FINANCING, ...INVESTING].includes(name));
const PROFIT_STEPS: Readonly<Record<string, readonly string[]>> = {
  revenue: ["SALES"],
  grossProfit: ["SALES", "COST_OF_SALES"],
  operatingProfit: ["SALES", "COST_OF_SALES", "OPERATING_EXPENSE", "DEPRECIATION"],
  otherIncome: ["OTHER_INCOME"],
  profitBeforeTax: ["SALES", "COST_OF_SALES", "OPERATING_EXPENSE", "DEPRECIATION", "OTHER_INCOME", "INTEREST"],
};
const COSTS: Readonly<Record<string, readonly string[]>> = {
  costOfSales: ["COST_OF_SALES"],
  operatingExpenses: ["OPERATING_EXPENSE", "DEPRECIATION"],
  interest: ["INTEREST"],
  incomeTax: ["INCOME_TAX"],
};

type Limits = Partial<Omit<LedgerTerm, "source" | "window" | "to" | "sign">>;

const ledger = (window: Window, to: unknown, sign: 1 | -1, limits: Limits = {}): LedgerTerm => ({
  source: "LEDGER",
  measure: "signed",
  window,
  to: String(to),
  sign,
  ...limits,
});

function trialBalance({ request, object }: Place): Figures {
  const from = (request["from"] as string | null | undefined) ?? null;
  const account = "accountId" in object ? { accountId: String(object["accountId"]) } : {};
  const at = (window: Window, sign: 1 | -1, limits: Limits = {}): readonly Term[] => [
    ledger(window, request["to"], sign, { ...account, from, ...limits }),
  ];
  const closing = [ledger("UNTIL", request["to"], 1, account)];
  return {
    opening: at("OPENING", 1),
    debit: at("TURNOVER", 1, { measure: "debit" }),
    credit: at("TURNOVER", 1, { measure: "credit" }),
    closing,
    ...("accountId" in object ? {} : { difference: closing }),
  };
}

function flows({ request }: Place): (sign: 1 | -1, limits: Limits) => readonly Term[] {
  const limits = { from: String(request["from"]), profit: true, withoutClosing: true } as const;
  return (sign, more) => [ledger("BETWEEN", request["to"], sign, { ...limits, ...more })];
}

function incomeStatement(place: Place): Figures {
  const flow = flows(place);
  const steps = Object.entries(PROFIT_STEPS).map(([name, classes]) => [name, flow(-1, { classes })] as const);
  const costs = Object.entries(COSTS).map(([name, classes]) => [name, flow(1, { classes })] as const);
  return { ...Object.fromEntries([...steps, ...costs]), netProfit: flow(-1, {}) };
}

/** A class or an account of the income statement or the balance sheet. */
function statementPart(place: Place): Figures {
  const { request, object } = place;
  const account = "accountId" in object ? { accountId: String(object["accountId"]) } : {};
  const title = String(object["class"]);
  const limits = { classes: [title], ...account };
  if (!("on" in request)) return { amount: flows(place)(["SALES", "OTHER_INCOME"].includes(title) ? -1 : 1, limits) };
  const type = String(object["type"]);
  return {
    amount: [ledger("UNTIL", request["on"], type === "ASSET" ? 1 : -1, { ...limits, types: [type], profit: false })],
  };
}

function balanceSheet({ request }: Place): Figures {
  const until = (sign: 1 | -1, limits: Limits): Term => ledger("UNTIL", request["on"], sign, limits);
  return {
    totalAssets: [until(1, { types: ["ASSET"] })],
    totalLiabilities: [until(-1, { types: ["LIABILITY"] })],
    totalEquity: [until(-1, { types: ["EQUITY"] }), until(-1, { profit: true })],
    currentYearProfit: [until(-1, { profit: true, year: "CURRENT" })],
    earlierProfit: [until(-1, { profit: true, year: "EARLIER" })],
    difference: [until(1, {})],
  };
}

function cashFlow({ request, object }: Place): Figures {
  const [from, to] = [String(request["from"]), request["to"]];
  const against = (sign: 1 | -1, limits: Limits): Term =>
    ledger("ANY", to, sign, { from, againstCash: true, ...limits });
  const cash = (window: Window): Term => ledger(window, to, 1, { from, classes: ["CASH"] });
  if ("activity" in object) {
    const classes = [String(object["class"])];
    return {
      inflow: [against(1, { classes, measure: "inflow" })],
      outflow: [against(1, { classes, measure: "outflow" })],
      amount: [against(-1, { classes })],
    };
  }
  return {
    opening: [cash("OPENING")],
    operating: [against(-1, { classes: OPERATING })],
    investing: [against(-1, { classes: INVESTING })],
    financing: [against(-1, { classes: FINANCING })],
    unattributed: [cash("TURNOVER"), against(1, {})],
    movement: [cash("TURNOVER")],
    closing: [ledger("UNTIL", to, 1, { classes: ["CASH"] })],
  };
}

function kpis(place: Place): Figures {
  const { revenue, costOfSales, grossProfit, netProfit } = incomeStatement(place);
  const balance = (name: string, sign: 1 | -1) => [ledger("UNTIL", place.request["to"], sign, { classes: [name] })];
  return {
    ...(revenue && costOfSales && grossProfit && netProfit ? { revenue, costOfSales, grossProfit, netProfit } : {}),
    receivables: balance("RECEIVABLE", 1),
    payables: balance("PAYABLE", -1),
  };
}

function budgetVariance({ request, object, parent }: Place): Figures {
  const optional = (name: string) => (request[name] == null ? {} : { [name]: String(request[name]) });
  const isLine = "accountId" in object;
  const side = ["revenue", "expense", "profit"].find((name) => parent[name] === object) ?? "";
  const types = isLine ? {} : { types: { revenue: ["REVENUE"], expense: ["EXPENSE"] }[side] ?? ["REVENUE", "EXPENSE"] };
  const cell = isLine
    ? { accountId: String(object["accountId"]), costCenterId: (object["costCenterId"] ?? null) as string | null }
    : { ...optional("accountId"), ...optional("costCenterId") };
  const debits = isLine ? ["ASSET", "EXPENSE"].includes(String(object["type"])) : side === "expense";
  const [sign, opposite]: readonly [1 | -1, 1 | -1] = debits ? [1, -1] : [-1, 1];
  const [from, to] = [String(request["from"]), String(request["to"])];
  const planned = (by: 1 | -1): Term => ({
    source: "BUDGET",
    sign: by,
    from,
    to,
    ...types,
    ...cell,
    ...optional("version"),
  });
  const actual = ledger("BETWEEN", to, sign, { from, withoutClosing: true, ...types, ...cell });
  return { budget: [planned(sign)], actual: [actual], variance: [actual, planned(opposite)] };
}

function ageing({ type, request, object, parent }: Place): Figures {
  const ofLine = [object, parent].find((candidate) => "partyAccountId" in candidate);
  const term: DocumentTerm = {
    source: "DOCUMENTS",
    kind: request["kind"] as DocumentTerm["kind"],
    on: String(request["on"]),
    fromDays: type === "AgeingBucket" ? (object["fromDays"] as number | null) : null,
    toDays: type === "AgeingBucket" ? (object["toDays"] as number | null) : null,
    ...(ofLine ? { partyAccountId: String(ofLine["partyAccountId"]) } : {}),
  };
  return type === "AgeingBucket" ? { amount: [term] } : { total: [term] };
}

function forecastMonth({ request, object }: Place): Figures {
  const rule = FORECAST_RULES[request["figure"] as ForecastFigureName];
  const from = String(object["startsOn"]);
  const [year = 0, month = 1] = from.split("-").map(Number);
  const to = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  const limits = { ...(rule.classes ? { classes: rule.classes } : {}) };
  return {
    amount: rule.balance
      ? [ledger("UNTIL", to, rule.sign, limits)]
      : [ledger("BETWEEN", to, rule.sign, { from, profit: true, withoutClosing: true, ...limits })],
  };
}

/** How the figures of each type of a report's answer are made. */
export const figuresOf: Readonly<Record<string, (place: Place) => Figures>> = {
  TrialBalance: trialBalance,
  TrialBalanceLine: trialBalance,
  IncomeStatement: incomeStatement,
  BalanceSheet: balanceSheet,
  StatementSection: statementPart,
  StatementLine: statementPart,
  CashFlow: cashFlow,
  CashFlowLine: cashFlow,
  Kpis: kpis,
  BudgetVarianceLine: budgetVariance,
  BudgetVarianceSum: budgetVariance,
  Ageing: ageing,
  AgeingLine: ageing,
  AgeingBucket: ageing,
  ForecastHistory: forecastMonth,
};
