export interface SampleAccount {
  readonly code: string;
  readonly name: string;
  readonly type: "ASSET" | "LIABILITY" | "EQUITY" | "REVENUE" | "EXPENSE";
  readonly class: string;
  readonly normalSide: "DEBIT" | "CREDIT";
  readonly control: boolean;
  readonly postable: boolean;
  readonly parent: string;
}

type Row = readonly [code: string, name: string, type: SampleAccount["type"], accountClass: string, marks?: string];

/** One chart for all companies, numbered as Chinese accounting standards do. `C` marks a control account, `H` a heading. */
const ROWS: readonly Row[] = [
  ["1002", "银行存款", "ASSET", "CASH"],
  ["1122", "应收账款", "ASSET", "RECEIVABLE", "C"],
  ["1405", "库存商品", "ASSET", "INVENTORY"],
  ["1511", "长期股权投资", "ASSET", "FIXED_ASSET"],
  ["1601", "固定资产", "ASSET", "FIXED_ASSET"],
  ["1602", "累计折旧", "ASSET", "FIXED_ASSET"],
  ["2202", "应付账款", "LIABILITY", "PAYABLE", "C"],
  ["2203", "暂估应付账款", "LIABILITY", "OTHER_CURRENT_LIABILITY"],
  ["2211", "应付职工薪酬", "LIABILITY", "OTHER_CURRENT_LIABILITY"],
  ["2221", "应交税费", "LIABILITY", "TAX", "H"],
  ["222101", "应交税费—进项税额", "LIABILITY", "TAX"],
  ["222102", "应交税费—销项税额", "LIABILITY", "TAX"],
  ["222103", "应交税费—未交增值税", "LIABILITY", "TAX"],
  ["222104", "应交税费—应交所得税", "LIABILITY", "TAX"],
  ["2501", "长期借款", "LIABILITY", "LONG_TERM_LIABILITY"],
  ["4001", "实收资本", "EQUITY", "CAPITAL"],
  ["4104", "利润分配—未分配利润", "EQUITY", "RETAINED_EARNINGS"],
  ["6001", "主营业务收入", "REVENUE", "SALES", "H"],
  ["600101", "商品销售收入", "REVENUE", "SALES"],
  ["600102", "服务收入", "REVENUE", "SALES"],
  ["600103", "运费收入", "REVENUE", "SALES"],
  ["6061", "汇兑损益", "REVENUE", "OTHER_INCOME"],
  ["6401", "主营业务成本", "EXPENSE", "COST_OF_SALES", "H"],
  ["640101", "商品销售成本", "EXPENSE", "COST_OF_SALES"],
  ["640102", "采购价格差异", "EXPENSE", "COST_OF_SALES"],
  ["640103", "人工吸收差异", "EXPENSE", "COST_OF_SALES"],
  ["6602", "期间费用", "EXPENSE", "OPERATING_EXPENSE", "H"],
  ["660201", "职工薪酬", "EXPENSE", "OPERATING_EXPENSE"],
  ["660202", "租赁费", "EXPENSE", "OPERATING_EXPENSE"],
  ["660203", "折旧费", "EXPENSE", "DEPRECIATION"],
  ["660204", "水电费", "EXPENSE", "OPERATING_EXPENSE"],
  ["660205", "差旅费", "EXPENSE", "OPERATING_EXPENSE"],
  ["660206", "盘盈盘亏", "EXPENSE", "OPERATING_EXPENSE"],
  ["6603", "利息支出", "EXPENSE", "INTEREST"],
  ["6801", "所得税费用", "EXPENSE", "INCOME_TAX"],
];

function parentOf(code: string): string {
  return code.length > 4 ? code.slice(0, 4) : "";
}

function sideOf(code: string, type: SampleAccount["type"]): SampleAccount["normalSide"] {
  if (code === "1602") return "CREDIT";
  return type === "ASSET" || type === "EXPENSE" ? "DEBIT" : "CREDIT";
}

export const ACCOUNTS: readonly SampleAccount[] = ROWS.map(([code, name, type, accountClass, marks = ""]) => ({
  code,
  name,
  type,
  class: accountClass,
  normalSide: sideOf(code, type),
  control: marks.includes("C"),
  postable: !marks.includes("H"),
  parent: parentOf(code),
}));

/** The accounts that postings name. */
export const ACCOUNT = {
  bank: "1002",
  receivable: "1122",
  inventory: "1405",
  investment: "1511",
  fixedAssets: "1601",
  accumulatedDepreciation: "1602",
  payable: "2202",
  receivedNotBilled: "2203",
  wagesPayable: "2211",
  inputTax: "222101",
  outputTax: "222102",
  taxSettlement: "222103",
  incomeTaxPayable: "222104",
  loan: "2501",
  capital: "4001",
  retainedEarnings: "4104",
  goodsSales: "600101",
  serviceSales: "600102",
  freightSales: "600103",
  exchangeGain: "6061",
  costOfSales: "640101",
  priceVariance: "640102",
  labourAbsorbed: "640103",
  wages: "660201",
  rent: "660202",
  depreciation: "660203",
  utilities: "660204",
  travel: "660205",
  stockDifferences: "660206",
  interest: "6603",
  incomeTax: "6801",
} as const;

export type AccountCode = (typeof ACCOUNT)[keyof typeof ACCOUNT];
