import type {
  DataSide,
  DecisionKind,
  DiscrepancyEventKind,
  DiscrepancyState,
  DocumentKind,
  DocumentLinkRule,
  ForecastFigure,
  ForecastMethod,
  FreshnessState,
  IdentityKind,
  QuarantineDecisionKind,
  QuarantineState,
  ReconciliationRule,
  RoleName,
  SyncMode,
} from "../graph/generated/graphql";
import type { Names } from "./language";

/** A value that the graph adds and that has no name here does not compile. */
type NamesOf<Value extends string> = Readonly<Record<Value, Names>>;

export const roleNames: NamesOf<RoleName> = {
  admin: { en: "Admin", zh: "管理员" },
  cfo: { en: "CFO", zh: "财务总监" },
  accountant: { en: "Accountant", zh: "会计" },
  auditor: { en: "Auditor", zh: "审计" },
  sales: { en: "Sales", zh: "销售" },
  buyer: { en: "Buyer", zh: "采购" },
  warehouse: { en: "Warehouse", zh: "仓库" },
  analyst: { en: "Analyst", zh: "分析师" },
  steward: { en: "Steward", zh: "数据管家" },
  integration: { en: "Integration", zh: "系统集成" },
};

export const ruleNames: NamesOf<ReconciliationRule> = {
  SHIPPED_NOT_BILLED: { en: "Shipped, not billed", zh: "已发货未开票" },
  BILLED_NOT_SHIPPED: { en: "Billed, not shipped", zh: "已开票未发货" },
  ORDER_AGAINST_INVOICE: { en: "Order against invoice", zh: "订单与发票不符" },
  THREE_WAY_MATCH: { en: "Three-way match", zh: "三单匹配" },
  RECEIVED_NOT_INVOICED: { en: "Received, not invoiced", zh: "已收货未收票" },
  ERP_INVOICE_NOT_BOOKED: { en: "ERP invoice not booked", zh: "ERP 发票未入账" },
  BOOKED_DIFFERENTLY: { en: "Booked differently", zh: "入账不一致" },
  BOOKED_WITHOUT_ERP_DOCUMENT: { en: "Booked without ERP document", zh: "入账无 ERP 单据" },
  DUPLICATE_INVOICE: { en: "Duplicate invoice", zh: "重复发票" },
  PAYMENT_WITHOUT_INVOICE: { en: "Payment without invoice", zh: "付款无发票" },
  UNMAPPED_IDENTIFIER: { en: "Known to one system only", zh: "仅一方存在" },
  UNBALANCED_OR_OFF_PERIOD: { en: "Unbalanced or off period", zh: "不平衡或跨期" },
  SUBLEDGER_AGAINST_CONTROL: { en: "Subledger against control", zh: "明细账与总账" },
  STOCK_AGAINST_INVENTORY: { en: "Stock against inventory", zh: "库存与存货科目" },
};

export const discrepancyStateNames: NamesOf<DiscrepancyState> = {
  OPEN: { en: "Open", zh: "未处理" },
  IN_PROGRESS: { en: "In progress", zh: "处理中" },
  RESOLVED: { en: "Resolved", zh: "已解决" },
  ACCEPTED: { en: "Accepted", zh: "已接受" },
};

export const discrepancyEventNames: NamesOf<DiscrepancyEventKind> = {
  FOUND: { en: "Found", zh: "发现" },
  FOUND_AGAIN: { en: "Found again", zh: "再次发现" },
  GONE: { en: "Gone", zh: "消失" },
  ASSIGNED: { en: "Assigned", zh: "分派" },
  RESOLVED: { en: "Resolved", zh: "解决" },
  ACCEPTED: { en: "Accepted", zh: "接受" },
};

export const documentKindNames: NamesOf<DocumentKind> = {
  SALES_ORDER: { en: "Sales order", zh: "销售订单" },
  PURCHASE_ORDER: { en: "Purchase order", zh: "采购订单" },
  SHIPMENT: { en: "Shipment", zh: "发货单" },
  RECEIPT: { en: "Receipt", zh: "收货单" },
  ERP_INVOICE: { en: "ERP invoice", zh: "ERP 发票" },
  INVOICE: { en: "Invoice", zh: "销售发票" },
  BILL: { en: "Bill", zh: "采购发票" },
  CREDIT_NOTE: { en: "Credit note", zh: "红字发票" },
  PAYMENT: { en: "Payment", zh: "收付款" },
  JOURNAL_ENTRY: { en: "Journal entry", zh: "记账凭证" },
};

export const linkRuleNames: NamesOf<DocumentLinkRule> = {
  DECISION: { en: "Decided by a person", zh: "人工决定" },
  ORDER_ID: { en: "Order id", zh: "订单标识" },
  ORDER_LINE: { en: "Order line", zh: "订单行" },
  SAME_ORDER_LINE: { en: "Same order line", zh: "同一订单行" },
  DESPATCH_NUMBER: { en: "Despatch number", zh: "发货单号" },
  ORDER_NUMBER: { en: "Order number", zh: "订单号" },
  CORRECTS: { en: "Corrects", zh: "更正" },
  SETTLEMENT: { en: "Settlement", zh: "核销" },
  JOURNAL_ENTRY: { en: "Journal entry", zh: "记账凭证" },
  DOCUMENT_NUMBER: { en: "Document number", zh: "单据号" },
  EVIDENCE: { en: "Evidence", zh: "证据" },
};

export const freshnessNames: NamesOf<FreshnessState> = {
  LIVE: { en: "Live", zh: "实时" },
  CURRENT: { en: "Current", zh: "最新" },
  STALE: { en: "Overdue", zh: "过期" },
  FAILED: { en: "Failed", zh: "失败" },
};

export const syncModeNames: NamesOf<SyncMode> = {
  BATCH: { en: "in batches", zh: "批量" },
  LIVE: { en: "live", zh: "实时跟随" },
};

export const sideNames: NamesOf<DataSide> = {
  ERP: { en: "ERP", zh: "ERP" },
  FINANCE: { en: "Finance", zh: "财务" },
  MAPPING: { en: "Mapping", zh: "映射" },
};

export const identityKindNames: NamesOf<IdentityKind> = {
  PARTY: { en: "Party", zh: "往来单位" },
  ITEM: { en: "Item", zh: "物料" },
  COMPANY: { en: "Company", zh: "公司" },
  COST_CENTER: { en: "Cost centre", zh: "成本中心" },
};

export const decisionNames: NamesOf<DecisionKind> = {
  CONFIRM_MATCH: { en: "Confirmed", zh: "确认" },
  REJECT_MATCH: { en: "Rejected", zh: "拒绝" },
  LINK: { en: "Linked", zh: "关联" },
  MERGE: { en: "Merged", zh: "合并" },
  SPLIT: { en: "Split", zh: "拆分" },
  UNDO: { en: "Undone", zh: "撤销" },
};

export const quarantineStateNames: NamesOf<QuarantineState> = {
  OPEN: { en: "Open", zh: "未处理" },
  CORRECTED: { en: "Corrected", zh: "已更正" },
  DISMISSED: { en: "Left out", zh: "已忽略" },
};

export const quarantineDecisionNames: NamesOf<QuarantineDecisionKind> = {
  CORRECT: { en: "Corrected", zh: "更正" },
  DISMISS: { en: "Left out", zh: "忽略" },
  REOPEN: { en: "Reopened", zh: "重新打开" },
};

export const forecastFigureNames: NamesOf<ForecastFigure> = {
  REVENUE: { en: "Revenue", zh: "营业收入" },
  COST_OF_SALES: { en: "Cost of sales", zh: "营业成本" },
  GROSS_PROFIT: { en: "Gross profit", zh: "毛利" },
  OPERATING_EXPENSES: { en: "Operating expenses", zh: "营业费用" },
  NET_PROFIT: { en: "Net profit", zh: "净利润" },
  CASH: { en: "Cash", zh: "货币资金" },
};

export const forecastMethodNames: NamesOf<ForecastMethod> = {
  SEASONAL_NAIVE: { en: "the year before, repeated", zh: "季节朴素法" },
  DRIFT: { en: "drift", zh: "漂移法" },
  DAMPED_TREND: { en: "damped trend", zh: "阻尼趋势" },
  HOLT_WINTERS: { en: "Holt\u2013Winters", zh: "Holt–Winters" },
  DAMPED_HOLT_WINTERS: { en: "damped Holt\u2013Winters", zh: "阻尼 Holt–Winters" },
};

export const auditDecisionNames: NamesOf<"answered" | "partially-denied" | "partial" | "refused" | "failed"> = {
  answered: { en: "Answered", zh: "已答复" },
  "partially-denied": { en: "Partly withheld", zh: "部分拒绝" },
  partial: { en: "Partly missing", zh: "部分缺失" },
  refused: { en: "Refused", zh: "已拒绝" },
  failed: { en: "Failed", zh: "失败" },
};
