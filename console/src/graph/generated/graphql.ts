/* eslint-disable */
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = T | null | undefined;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** An ISO 3166-1 alpha-2 country code. 国家代码 */
  CountryCode: { input: string; output: string; }
  /** An ISO 4217 alphabetic currency code. 货币代码 */
  CurrencyCode: { input: string; output: string; }
  /** A calendar day, ISO 8601 `YYYY-MM-DD`. 日期 */
  Date: { input: string; output: string; }
  /** An instant in UTC, ISO 8601 `YYYY-MM-DDThh:mm:ss[.ffffff]Z`. 时间（UTC） */
  DateTime: { input: string; output: string; }
  /** An exact decimal number as text, such as "-1234.50": never a float. 十进制数（文本，精确） */
  Decimal: { input: string; output: string; }
  /** A UN/CEFACT Recommendation 20 unit code, such as C62 (one), KGM (kilogram). 计量单位代码 */
  UnitCode: { input: string; output: string; }
  join__DirectiveArguments: { input: never; output: never; }
  join__FieldSet: { input: never; output: never; }
  link__Import: { input: never; output: never; }
};

/** What to group by. 分组字段 */
export type AccountBalanceDimension =
  | 'accountId'
  | 'balanceOn'
  | 'balanceOnMonth'
  | 'balanceOnYear'
  | 'companyId'
  | 'costCenterId'
  | 'currency'
  | 'scenario';

export type AccountBalanceFilter = {
  account?: InputMaybe<AccountFilter>;
  accountId?: InputMaybe<IdFilter>;
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<AccountBalanceFilter>>;
  balanceOn?: InputMaybe<DateFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<AccountBalanceFilter>;
  or?: InputMaybe<Array<AccountBalanceFilter>>;
  scenario?: InputMaybe<BalanceScenarioFilter>;
};

export type AccountBalanceOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: AccountBalanceOrderField;
};

/** What to order by. 排序字段 */
export type AccountBalanceOrderField =
  | 'accountId'
  | 'amount'
  | 'balanceOn'
  | 'companyId'
  | 'costCenterId'
  | 'currency'
  | 'id'
  | 'scenario';

/** What it is to the reports. 报表类别 */
export type AccountClass =
  | 'CAPITAL'
  | 'CASH'
  | 'COST_OF_SALES'
  | 'DEPRECIATION'
  | 'FIXED_ASSET'
  | 'INCOME_TAX'
  | 'INTEREST'
  | 'INVENTORY'
  | 'LONG_TERM_LIABILITY'
  | 'OPERATING_EXPENSE'
  | 'OTHER_CURRENT_ASSET'
  | 'OTHER_CURRENT_LIABILITY'
  | 'OTHER_INCOME'
  | 'PAYABLE'
  | 'RECEIVABLE'
  | 'RETAINED_EARNINGS'
  | 'SALES'
  | 'STATISTICAL'
  | 'TAX';

export type AccountClassFilter = {
  eq?: InputMaybe<AccountClass>;
  in?: InputMaybe<Array<AccountClass>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<AccountClass>;
};

/** What to group by. 分组字段 */
export type AccountDimension =
  | 'class'
  | 'code'
  | 'companyId'
  | 'control'
  | 'name'
  | 'normalSide'
  | 'parentId'
  | 'postable'
  | 'type';

export type AccountFilter = {
  and?: InputMaybe<Array<AccountFilter>>;
  class?: InputMaybe<AccountClassFilter>;
  code?: InputMaybe<TextFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  control?: InputMaybe<BooleanFilter>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  normalSide?: InputMaybe<DebitCreditFilter>;
  not?: InputMaybe<AccountFilter>;
  or?: InputMaybe<Array<AccountFilter>>;
  parent?: InputMaybe<AccountFilter>;
  parentId?: InputMaybe<IdFilter>;
  postable?: InputMaybe<BooleanFilter>;
  type?: InputMaybe<AccountTypeFilter>;
};

export type AccountOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: AccountOrderField;
};

/** What to order by. 排序字段 */
export type AccountOrderField =
  | 'class'
  | 'code'
  | 'companyId'
  | 'control'
  | 'id'
  | 'name'
  | 'normalSide'
  | 'parentId'
  | 'postable'
  | 'type';

/** Which statement and side it belongs to. 科目类型 */
export type AccountType =
  | 'ASSET'
  | 'EQUITY'
  | 'EXPENSE'
  | 'LIABILITY'
  | 'REVENUE'
  | 'STATISTICAL';

export type AccountTypeFilter = {
  eq?: InputMaybe<AccountType>;
  in?: InputMaybe<Array<AccountType>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<AccountType>;
};

/** What the amount is. 场景 */
export type BalanceScenario =
  | 'ACTUAL'
  | 'BUDGET'
  | 'FORECAST';

export type BalanceScenarioFilter = {
  eq?: InputMaybe<BalanceScenario>;
  in?: InputMaybe<Array<BalanceScenario>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<BalanceScenario>;
};

/** Only batches that took effect are kept. 状态 */
export type BatchState =
  | 'COMMITTED';

export type BatchStateFilter = {
  eq?: InputMaybe<BatchState>;
  in?: InputMaybe<Array<BatchState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<BatchState>;
};

/** What to group by. 分组字段 */
export type BillDimension =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'journalEntryId'
  | 'number'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status';

export type BillFilter = {
  and?: InputMaybe<Array<BillFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  dueOn?: InputMaybe<DateFilter>;
  exchangeRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  journalEntry?: InputMaybe<JournalEntryFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<BillFilter>;
  number?: InputMaybe<TextFilter>;
  openAmount?: InputMaybe<MoneyFilter>;
  or?: InputMaybe<Array<BillFilter>>;
  orderNumber?: InputMaybe<TextFilter>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  paymentTerm?: InputMaybe<PaymentTermFilter>;
  paymentTermId?: InputMaybe<IdFilter>;
  status?: InputMaybe<DocumentStatusFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** What to group by. 分组字段 */
export type BillLineDimension =
  | 'billId'
  | 'costCenterId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'lineNumber'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'taxCodeId'
  | 'unit';

export type BillLineFilter = {
  and?: InputMaybe<Array<BillLineFilter>>;
  bill?: InputMaybe<BillFilter>;
  billId?: InputMaybe<IdFilter>;
  costAmount?: InputMaybe<MoneyFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  despatchNumber?: InputMaybe<TextFilter>;
  discountRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<BillLineFilter>;
  or?: InputMaybe<Array<BillLineFilter>>;
  orderLineNumber?: InputMaybe<IntFilter>;
  orderNumber?: InputMaybe<TextFilter>;
  product?: InputMaybe<ProductFilter>;
  productId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  taxCode?: InputMaybe<TaxCodeFilter>;
  taxCodeId?: InputMaybe<IdFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type BillLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: BillLineOrderField;
};

/** What to order by. 排序字段 */
export type BillLineOrderField =
  | 'billId'
  | 'costAmount'
  | 'costCenterId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'discountRate'
  | 'freightAmount'
  | 'id'
  | 'issuedOn'
  | 'lineNumber'
  | 'netAmount'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'quantity'
  | 'taxAmount'
  | 'taxCodeId'
  | 'unit'
  | 'unitPrice';

/** What to group by. 分组字段 */
export type BillOfMaterialsDimension =
  | 'assemblyId'
  | 'componentId'
  | 'level'
  | 'unit'
  | 'validFrom'
  | 'validFromMonth'
  | 'validFromYear'
  | 'validTo'
  | 'validToMonth'
  | 'validToYear';

export type BillOfMaterialsFilter = {
  and?: InputMaybe<Array<BillOfMaterialsFilter>>;
  assembly?: InputMaybe<ItemFilter>;
  assemblyId?: InputMaybe<IdFilter>;
  component?: InputMaybe<ItemFilter>;
  componentId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  level?: InputMaybe<IntFilter>;
  not?: InputMaybe<BillOfMaterialsFilter>;
  or?: InputMaybe<Array<BillOfMaterialsFilter>>;
  quantity?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  validFrom?: InputMaybe<DateFilter>;
  validTo?: InputMaybe<DateFilter>;
};

export type BillOfMaterialsOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: BillOfMaterialsOrderField;
};

/** What to order by. 排序字段 */
export type BillOfMaterialsOrderField =
  | 'assemblyId'
  | 'componentId'
  | 'id'
  | 'level'
  | 'quantity'
  | 'unit'
  | 'validFrom'
  | 'validTo';

export type BillOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: BillOrderField;
};

/** What to order by. 排序字段 */
export type BillOrderField =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'exchangeRate'
  | 'freightAmount'
  | 'id'
  | 'issuedOn'
  | 'journalEntryId'
  | 'netAmount'
  | 'number'
  | 'openAmount'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status'
  | 'taxAmount'
  | 'totalAmount';

/** How the amounts compare. 状态 */
export type BillingStatus =
  | 'BILLED'
  | 'BILLED_OVER'
  | 'BILLED_SHORT'
  | 'CURRENCY_DIFFERS'
  | 'UNBILLED'
  | 'WITHOUT_ORDER';

export type BillingStatusFilter = {
  eq?: InputMaybe<BillingStatus>;
  in?: InputMaybe<Array<BillingStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<BillingStatus>;
};

export type BooleanFilter = {
  eq?: InputMaybe<Scalars['Boolean']['input']>;
  in?: InputMaybe<Array<Scalars['Boolean']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['Boolean']['input']>;
};

/** What to group by. 分组字段 */
export type BudgetDimension =
  | 'accountId'
  | 'companyId'
  | 'costCenterId'
  | 'currency'
  | 'startsOn'
  | 'startsOnMonth'
  | 'startsOnYear'
  | 'version';

export type BudgetFilter = {
  account?: InputMaybe<AccountFilter>;
  accountId?: InputMaybe<IdFilter>;
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<BudgetFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<BudgetFilter>;
  or?: InputMaybe<Array<BudgetFilter>>;
  startsOn?: InputMaybe<DateFilter>;
  version?: InputMaybe<TextFilter>;
};

export type BudgetOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: BudgetOrderField;
};

/** What to order by. 排序字段 */
export type BudgetOrderField =
  | 'accountId'
  | 'amount'
  | 'companyId'
  | 'costCenterId'
  | 'currency'
  | 'id'
  | 'startsOn'
  | 'version';

/** What cash was earned with or spent on. IAS 7. 现金流量活动 */
export type CashFlowActivity =
  | 'FINANCING'
  | 'INVESTING'
  | 'OPERATING';

/** What became of a row among those that its reader sees and asked for. 变更类型 */
export type ChangeKind =
  | 'CREATED'
  | 'DELETED'
  | 'UPDATED';

/** What to group by. 分组字段 */
export type CodeMapDimension =
  | 'list'
  | 'loadedAt'
  | 'loadedAtMonth'
  | 'loadedAtYear'
  | 'sourceCode'
  | 'system'
  | 'unifiedCode';

export type CodeMapFilter = {
  and?: InputMaybe<Array<CodeMapFilter>>;
  id?: InputMaybe<IdFilter>;
  list?: InputMaybe<TextFilter>;
  loadedAt?: InputMaybe<DateTimeFilter>;
  not?: InputMaybe<CodeMapFilter>;
  or?: InputMaybe<Array<CodeMapFilter>>;
  sourceCode?: InputMaybe<TextFilter>;
  system?: InputMaybe<TextFilter>;
  unifiedCode?: InputMaybe<TextFilter>;
};

export type CodeMapOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CodeMapOrderField;
};

/** What to order by. 排序字段 */
export type CodeMapOrderField =
  | 'id'
  | 'list'
  | 'loadedAt'
  | 'sourceCode'
  | 'system'
  | 'unifiedCode';

/** What to group by. 分组字段 */
export type CodeMappingDimension =
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'list'
  | 'origin'
  | 'reason'
  | 'sourceCode'
  | 'system'
  | 'unifiedCode'
  | 'validFrom'
  | 'validFromMonth'
  | 'validFromYear'
  | 'validTo'
  | 'validToMonth'
  | 'validToYear'
  | 'version';

export type CodeMappingFilter = {
  and?: InputMaybe<Array<CodeMappingFilter>>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  list?: InputMaybe<TextFilter>;
  not?: InputMaybe<CodeMappingFilter>;
  or?: InputMaybe<Array<CodeMappingFilter>>;
  origin?: InputMaybe<CodeOriginFilter>;
  reason?: InputMaybe<TextFilter>;
  sourceCode?: InputMaybe<TextFilter>;
  system?: InputMaybe<TextFilter>;
  unifiedCode?: InputMaybe<TextFilter>;
  validFrom?: InputMaybe<DateFilter>;
  validTo?: InputMaybe<DateFilter>;
  version?: InputMaybe<IntFilter>;
};

export type CodeMappingOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CodeMappingOrderField;
};

/** What to order by. 排序字段 */
export type CodeMappingOrderField =
  | 'decidedAt'
  | 'decidedBy'
  | 'id'
  | 'list'
  | 'origin'
  | 'reason'
  | 'sourceCode'
  | 'system'
  | 'unifiedCode'
  | 'validFrom'
  | 'validTo'
  | 'version';

/** Who says so; a person speaks before a file. 来源 */
export type CodeOrigin =
  | 'FILE'
  | 'PERSON';

export type CodeOriginFilter = {
  eq?: InputMaybe<CodeOrigin>;
  in?: InputMaybe<Array<CodeOrigin>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<CodeOrigin>;
};

/** What to group by. 分组字段 */
export type CompanyDimension =
  | 'code'
  | 'country'
  | 'currency'
  | 'name'
  | 'parentId'
  | 'sharedNumber'
  | 'taxId';

export type CompanyFilter = {
  and?: InputMaybe<Array<CompanyFilter>>;
  code?: InputMaybe<TextFilter>;
  country?: InputMaybe<CountryFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  financeId?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<CompanyFilter>;
  or?: InputMaybe<Array<CompanyFilter>>;
  ownership?: InputMaybe<DecimalFilter>;
  parent?: InputMaybe<CompanyFilter>;
  parentId?: InputMaybe<IdFilter>;
  sharedNumber?: InputMaybe<TextFilter>;
  taxId?: InputMaybe<TextFilter>;
};

export type CompanyOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CompanyOrderField;
};

/** What to order by. 排序字段 */
export type CompanyOrderField =
  | 'code'
  | 'country'
  | 'currency'
  | 'financeId'
  | 'name'
  | 'ownership'
  | 'parentId'
  | 'sharedNumber'
  | 'taxId';

/** What does not fit together. 原因 */
export type ConflictCause =
  | 'COUNTRY_DIFFERS'
  | 'EVIDENCE_DISAGREES'
  | 'NOT_ONE_TO_ONE'
  | 'TAX_ID_DIFFERS';

export type ConflictCauseFilter = {
  eq?: InputMaybe<ConflictCause>;
  in?: InputMaybe<Array<ConflictCause>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ConflictCause>;
};

/** SETTLED: decided, or no longer so in the sources. 状态 */
export type ConflictState =
  | 'OPEN'
  | 'SETTLED';

export type ConflictStateFilter = {
  eq?: InputMaybe<ConflictState>;
  in?: InputMaybe<Array<ConflictState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ConflictState>;
};

/** What shall stand in one column of a quarantined record. 更正值 */
export type CorrectedValue = {
  /** Column of the record. 列 */
  field: Scalars['String']['input'];
  /** The text that is right; empty: none. 正确文本 */
  value: Scalars['String']['input'];
};

/** What to group by. 分组字段 */
export type CostCenterDimension =
  | 'code'
  | 'companyId'
  | 'name'
  | 'parentId'
  | 'sharedNumber';

export type CostCenterFilter = {
  and?: InputMaybe<Array<CostCenterFilter>>;
  code?: InputMaybe<TextFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  financeId?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<CostCenterFilter>;
  or?: InputMaybe<Array<CostCenterFilter>>;
  parent?: InputMaybe<CostCenterFilter>;
  parentId?: InputMaybe<IdFilter>;
  sharedNumber?: InputMaybe<TextFilter>;
};

export type CostCenterOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CostCenterOrderField;
};

/** What to order by. 排序字段 */
export type CostCenterOrderField =
  | 'code'
  | 'companyId'
  | 'financeId'
  | 'name'
  | 'parentId'
  | 'sharedNumber';

export type CountryFilter = {
  eq?: InputMaybe<Scalars['CountryCode']['input']>;
  in?: InputMaybe<Array<Scalars['CountryCode']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['CountryCode']['input']>;
};

/** What to group by. 分组字段 */
export type CreditNoteDimension =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'invoiceId'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'journalEntryId'
  | 'kind'
  | 'number'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status';

export type CreditNoteFilter = {
  and?: InputMaybe<Array<CreditNoteFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  dueOn?: InputMaybe<DateFilter>;
  exchangeRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  invoice?: InputMaybe<InvoiceFilter>;
  invoiceId?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  journalEntry?: InputMaybe<JournalEntryFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  kind?: InputMaybe<CreditNoteKindFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<CreditNoteFilter>;
  number?: InputMaybe<TextFilter>;
  openAmount?: InputMaybe<MoneyFilter>;
  or?: InputMaybe<Array<CreditNoteFilter>>;
  orderNumber?: InputMaybe<TextFilter>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  paymentTerm?: InputMaybe<PaymentTermFilter>;
  paymentTermId?: InputMaybe<IdFilter>;
  status?: InputMaybe<DocumentStatusFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** Whom it credits: a customer, or us. 类型 */
export type CreditNoteKind =
  | 'PURCHASE'
  | 'SALES';

export type CreditNoteKindFilter = {
  eq?: InputMaybe<CreditNoteKind>;
  in?: InputMaybe<Array<CreditNoteKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<CreditNoteKind>;
};

/** What to group by. 分组字段 */
export type CreditNoteLineDimension =
  | 'costCenterId'
  | 'creditNoteId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'lineNumber'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'taxCodeId'
  | 'unit';

export type CreditNoteLineFilter = {
  and?: InputMaybe<Array<CreditNoteLineFilter>>;
  costAmount?: InputMaybe<MoneyFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  creditNote?: InputMaybe<CreditNoteFilter>;
  creditNoteId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  despatchNumber?: InputMaybe<TextFilter>;
  discountRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<CreditNoteLineFilter>;
  or?: InputMaybe<Array<CreditNoteLineFilter>>;
  orderLineNumber?: InputMaybe<IntFilter>;
  orderNumber?: InputMaybe<TextFilter>;
  product?: InputMaybe<ProductFilter>;
  productId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  taxCode?: InputMaybe<TaxCodeFilter>;
  taxCodeId?: InputMaybe<IdFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type CreditNoteLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CreditNoteLineOrderField;
};

/** What to order by. 排序字段 */
export type CreditNoteLineOrderField =
  | 'costAmount'
  | 'costCenterId'
  | 'creditNoteId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'discountRate'
  | 'freightAmount'
  | 'id'
  | 'issuedOn'
  | 'lineNumber'
  | 'netAmount'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'quantity'
  | 'taxAmount'
  | 'taxCodeId'
  | 'unit'
  | 'unitPrice';

export type CreditNoteOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: CreditNoteOrderField;
};

/** What to order by. 排序字段 */
export type CreditNoteOrderField =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'exchangeRate'
  | 'freightAmount'
  | 'id'
  | 'invoiceId'
  | 'issuedOn'
  | 'journalEntryId'
  | 'kind'
  | 'netAmount'
  | 'number'
  | 'openAmount'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status'
  | 'taxAmount'
  | 'totalAmount';

export type CurrencyFilter = {
  eq?: InputMaybe<Scalars['CurrencyCode']['input']>;
  in?: InputMaybe<Array<Scalars['CurrencyCode']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['CurrencyCode']['input']>;
};

/** Which part of the graph it is in. 系统侧 */
export type DataSide =
  | 'ERP'
  | 'FINANCE'
  | 'MAPPING';

export type DataSideFilter = {
  eq?: InputMaybe<DataSide>;
  in?: InputMaybe<Array<DataSide>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DataSide>;
};

export type DateFilter = {
  eq?: InputMaybe<Scalars['Date']['input']>;
  gt?: InputMaybe<Scalars['Date']['input']>;
  gte?: InputMaybe<Scalars['Date']['input']>;
  in?: InputMaybe<Array<Scalars['Date']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['Date']['input']>;
  lte?: InputMaybe<Scalars['Date']['input']>;
  ne?: InputMaybe<Scalars['Date']['input']>;
};

export type DateTimeFilter = {
  eq?: InputMaybe<Scalars['DateTime']['input']>;
  gt?: InputMaybe<Scalars['DateTime']['input']>;
  gte?: InputMaybe<Scalars['DateTime']['input']>;
  in?: InputMaybe<Array<Scalars['DateTime']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['DateTime']['input']>;
  lte?: InputMaybe<Scalars['DateTime']['input']>;
  ne?: InputMaybe<Scalars['DateTime']['input']>;
};

/** The side that increases it. 余额方向 */
export type DebitCredit =
  | 'CREDIT'
  | 'DEBIT';

export type DebitCreditFilter = {
  eq?: InputMaybe<DebitCredit>;
  in?: InputMaybe<Array<DebitCredit>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DebitCredit>;
};

export type DecimalFilter = {
  eq?: InputMaybe<Scalars['Decimal']['input']>;
  gt?: InputMaybe<Scalars['Decimal']['input']>;
  gte?: InputMaybe<Scalars['Decimal']['input']>;
  in?: InputMaybe<Array<Scalars['Decimal']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['Decimal']['input']>;
  lte?: InputMaybe<Scalars['Decimal']['input']>;
  ne?: InputMaybe<Scalars['Decimal']['input']>;
};

/** What was decided. 决定类型 */
export type DecisionKind =
  | 'CONFIRM_MATCH'
  | 'LINK'
  | 'MERGE'
  | 'REJECT_MATCH'
  | 'SPLIT'
  | 'UNDO';

export type DecisionKindFilter = {
  eq?: InputMaybe<DecisionKind>;
  in?: InputMaybe<Array<DecisionKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DecisionKind>;
};

/** How far it has come. 状态 */
export type DeliveryStatus =
  | 'CANCELLED'
  | 'DONE'
  | 'DRAFT';

export type DeliveryStatusFilter = {
  eq?: InputMaybe<DeliveryStatus>;
  in?: InputMaybe<Array<DeliveryStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DeliveryStatus>;
};

/** What to group by. 分组字段 */
export type DiscrepancyDimension =
  | 'accountId'
  | 'ageDays'
  | 'billId'
  | 'cause'
  | 'causeZh'
  | 'companyId'
  | 'costCenterId'
  | 'creditNoteId'
  | 'currency'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'erpInvoiceId'
  | 'firstSeenAt'
  | 'firstSeenAtMonth'
  | 'firstSeenAtYear'
  | 'invoiceId'
  | 'itemId'
  | 'journalEntryId'
  | 'lastSeenAt'
  | 'lastSeenAtMonth'
  | 'lastSeenAtYear'
  | 'note'
  | 'owner'
  | 'partyId'
  | 'paymentId'
  | 'purchaseOrderId'
  | 'receiptId'
  | 'remedy'
  | 'remedyZh'
  | 'rule'
  | 'salesOrderId'
  | 'shipmentId'
  | 'sinceOn'
  | 'sinceOnMonth'
  | 'sinceOnYear'
  | 'state';

/** What to group by. 分组字段 */
export type DiscrepancyEventDimension =
  | 'currency'
  | 'discrepancyId'
  | 'kind'
  | 'madeAt'
  | 'madeAtMonth'
  | 'madeAtYear'
  | 'madeBy'
  | 'note'
  | 'owner'
  | 'state';

export type DiscrepancyEventFilter = {
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<DiscrepancyEventFilter>>;
  currency?: InputMaybe<CurrencyFilter>;
  discrepancy?: InputMaybe<DiscrepancyFilter>;
  discrepancyId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<DiscrepancyEventKindFilter>;
  madeAt?: InputMaybe<DateTimeFilter>;
  madeBy?: InputMaybe<TextFilter>;
  not?: InputMaybe<DiscrepancyEventFilter>;
  note?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<DiscrepancyEventFilter>>;
  owner?: InputMaybe<TextFilter>;
  state?: InputMaybe<DiscrepancyStateFilter>;
};

/** What became of it. 事件 */
export type DiscrepancyEventKind =
  | 'ACCEPTED'
  | 'ASSIGNED'
  | 'FOUND'
  | 'FOUND_AGAIN'
  | 'GONE'
  | 'RESOLVED';

export type DiscrepancyEventKindFilter = {
  eq?: InputMaybe<DiscrepancyEventKind>;
  in?: InputMaybe<Array<DiscrepancyEventKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DiscrepancyEventKind>;
};

export type DiscrepancyEventOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: DiscrepancyEventOrderField;
};

/** What to order by. 排序字段 */
export type DiscrepancyEventOrderField =
  | 'amount'
  | 'currency'
  | 'discrepancyId'
  | 'id'
  | 'kind'
  | 'madeAt'
  | 'madeBy'
  | 'note'
  | 'owner'
  | 'state';

export type DiscrepancyFilter = {
  accountId?: InputMaybe<IdFilter>;
  ageDays?: InputMaybe<IntFilter>;
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<DiscrepancyFilter>>;
  billId?: InputMaybe<IdFilter>;
  cause?: InputMaybe<TextFilter>;
  causeZh?: InputMaybe<TextFilter>;
  companyId?: InputMaybe<TextFilter>;
  costCenterId?: InputMaybe<TextFilter>;
  creditNoteId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  erpInvoiceId?: InputMaybe<IdFilter>;
  firstSeenAt?: InputMaybe<DateTimeFilter>;
  id?: InputMaybe<IdFilter>;
  invoiceId?: InputMaybe<IdFilter>;
  itemId?: InputMaybe<TextFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  lastSeenAt?: InputMaybe<DateTimeFilter>;
  not?: InputMaybe<DiscrepancyFilter>;
  note?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<DiscrepancyFilter>>;
  owner?: InputMaybe<TextFilter>;
  partyId?: InputMaybe<TextFilter>;
  paymentId?: InputMaybe<IdFilter>;
  purchaseOrderId?: InputMaybe<IdFilter>;
  receiptId?: InputMaybe<IdFilter>;
  remedy?: InputMaybe<TextFilter>;
  remedyZh?: InputMaybe<TextFilter>;
  rule?: InputMaybe<ReconciliationRuleFilter>;
  salesOrderId?: InputMaybe<IdFilter>;
  shipmentId?: InputMaybe<IdFilter>;
  sinceOn?: InputMaybe<DateFilter>;
  state?: InputMaybe<DiscrepancyStateFilter>;
};

export type DiscrepancyOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: DiscrepancyOrderField;
};

/** What to order by. 排序字段 */
export type DiscrepancyOrderField =
  | 'accountId'
  | 'ageDays'
  | 'amount'
  | 'billId'
  | 'cause'
  | 'causeZh'
  | 'companyId'
  | 'costCenterId'
  | 'creditNoteId'
  | 'currency'
  | 'decidedAt'
  | 'decidedBy'
  | 'erpInvoiceId'
  | 'firstSeenAt'
  | 'id'
  | 'invoiceId'
  | 'itemId'
  | 'journalEntryId'
  | 'lastSeenAt'
  | 'note'
  | 'owner'
  | 'partyId'
  | 'paymentId'
  | 'purchaseOrderId'
  | 'receiptId'
  | 'remedy'
  | 'remedyZh'
  | 'rule'
  | 'salesOrderId'
  | 'shipmentId'
  | 'sinceOn'
  | 'state';

/** Its state then. 状态 */
export type DiscrepancyState =
  | 'ACCEPTED'
  | 'IN_PROGRESS'
  | 'OPEN'
  | 'RESOLVED';

export type DiscrepancyStateFilter = {
  eq?: InputMaybe<DiscrepancyState>;
  in?: InputMaybe<Array<DiscrepancyState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DiscrepancyState>;
};

/** What the earlier document is. 前单据类型 */
export type DocumentKind =
  | 'BILL'
  | 'CREDIT_NOTE'
  | 'ERP_INVOICE'
  | 'INVOICE'
  | 'JOURNAL_ENTRY'
  | 'PAYMENT'
  | 'PURCHASE_ORDER'
  | 'RECEIPT'
  | 'SALES_ORDER'
  | 'SHIPMENT';

export type DocumentKindFilter = {
  eq?: InputMaybe<DocumentKind>;
  in?: InputMaybe<Array<DocumentKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DocumentKind>;
};

/** What to group by. 分组字段 */
export type DocumentLineLinkDimension =
  | 'companyId'
  | 'fromLineId'
  | 'linkId'
  | 'reason'
  | 'toLineId'
  | 'unit';

export type DocumentLineLinkFilter = {
  and?: InputMaybe<Array<DocumentLineLinkFilter>>;
  companyId?: InputMaybe<TextFilter>;
  confidence?: InputMaybe<DecimalFilter>;
  fromLineId?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  link?: InputMaybe<DocumentLinkFilter>;
  linkId?: InputMaybe<IdFilter>;
  not?: InputMaybe<DocumentLineLinkFilter>;
  or?: InputMaybe<Array<DocumentLineLinkFilter>>;
  quantity?: InputMaybe<QuantityFilter>;
  reason?: InputMaybe<TextFilter>;
  toLineId?: InputMaybe<TextFilter>;
  unit?: InputMaybe<UnitFilter>;
};

export type DocumentLineLinkOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: DocumentLineLinkOrderField;
};

/** What to order by. 排序字段 */
export type DocumentLineLinkOrderField =
  | 'companyId'
  | 'confidence'
  | 'fromLineId'
  | 'id'
  | 'linkId'
  | 'quantity'
  | 'reason'
  | 'toLineId'
  | 'unit';

/** What to group by. 分组字段 */
export type DocumentLinkDecisionDimension =
  | 'companyId'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'evidence'
  | 'fromId'
  | 'kind'
  | 'linkId'
  | 'reason'
  | 'toId'
  | 'undoesId'
  | 'undoneById';

export type DocumentLinkDecisionFilter = {
  and?: InputMaybe<Array<DocumentLinkDecisionFilter>>;
  companyId?: InputMaybe<TextFilter>;
  confidence?: InputMaybe<DecimalFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  evidence?: InputMaybe<TextFilter>;
  fromId?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<LinkDecisionKindFilter>;
  linkId?: InputMaybe<TextFilter>;
  not?: InputMaybe<DocumentLinkDecisionFilter>;
  or?: InputMaybe<Array<DocumentLinkDecisionFilter>>;
  reason?: InputMaybe<TextFilter>;
  toId?: InputMaybe<TextFilter>;
  undoesId?: InputMaybe<TextFilter>;
  undoneById?: InputMaybe<TextFilter>;
};

export type DocumentLinkDecisionOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: DocumentLinkDecisionOrderField;
};

/** What to order by. 排序字段 */
export type DocumentLinkDecisionOrderField =
  | 'companyId'
  | 'confidence'
  | 'decidedAt'
  | 'decidedBy'
  | 'evidence'
  | 'fromId'
  | 'id'
  | 'kind'
  | 'linkId'
  | 'reason'
  | 'toId'
  | 'undoesId'
  | 'undoneById';

/** What to group by. 分组字段 */
export type DocumentLinkDimension =
  | 'billId'
  | 'companyId'
  | 'creditNoteId'
  | 'erpInvoiceId'
  | 'fromId'
  | 'fromKind'
  | 'invoiceId'
  | 'invoicedOn'
  | 'invoicedOnMonth'
  | 'invoicedOnYear'
  | 'journalEntryId'
  | 'linkedOn'
  | 'linkedOnMonth'
  | 'linkedOnYear'
  | 'orderId'
  | 'orderNumber'
  | 'paymentId'
  | 'purchaseOrderId'
  | 'reason'
  | 'receiptId'
  | 'rule'
  | 'shipmentId'
  | 'status'
  | 'toId'
  | 'toKind';

export type DocumentLinkFilter = {
  and?: InputMaybe<Array<DocumentLinkFilter>>;
  billId?: InputMaybe<IdFilter>;
  companyId?: InputMaybe<TextFilter>;
  confidence?: InputMaybe<DecimalFilter>;
  creditNoteId?: InputMaybe<IdFilter>;
  erpInvoiceId?: InputMaybe<IdFilter>;
  fromId?: InputMaybe<TextFilter>;
  fromKind?: InputMaybe<DocumentKindFilter>;
  id?: InputMaybe<IdFilter>;
  invoiceId?: InputMaybe<IdFilter>;
  invoicedOn?: InputMaybe<DateFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  linkedOn?: InputMaybe<DateFilter>;
  not?: InputMaybe<DocumentLinkFilter>;
  or?: InputMaybe<Array<DocumentLinkFilter>>;
  orderId?: InputMaybe<IdFilter>;
  orderNumber?: InputMaybe<TextFilter>;
  paymentId?: InputMaybe<IdFilter>;
  purchaseOrderId?: InputMaybe<IdFilter>;
  reason?: InputMaybe<TextFilter>;
  receiptId?: InputMaybe<IdFilter>;
  rule?: InputMaybe<DocumentLinkRuleFilter>;
  shipmentId?: InputMaybe<IdFilter>;
  status?: InputMaybe<DocumentLinkStatusFilter>;
  toId?: InputMaybe<TextFilter>;
  toKind?: InputMaybe<DocumentKindFilter>;
};

export type DocumentLinkOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: DocumentLinkOrderField;
};

/** What to order by. 排序字段 */
export type DocumentLinkOrderField =
  | 'billId'
  | 'companyId'
  | 'confidence'
  | 'creditNoteId'
  | 'erpInvoiceId'
  | 'fromId'
  | 'fromKind'
  | 'id'
  | 'invoiceId'
  | 'invoicedOn'
  | 'journalEntryId'
  | 'linkedOn'
  | 'orderId'
  | 'orderNumber'
  | 'paymentId'
  | 'purchaseOrderId'
  | 'reason'
  | 'receiptId'
  | 'rule'
  | 'shipmentId'
  | 'status'
  | 'toId'
  | 'toKind';

/** What joined them. 规则 */
export type DocumentLinkRule =
  | 'CORRECTS'
  | 'DECISION'
  | 'DESPATCH_NUMBER'
  | 'DOCUMENT_NUMBER'
  | 'EVIDENCE'
  | 'JOURNAL_ENTRY'
  | 'ORDER_ID'
  | 'ORDER_LINE'
  | 'ORDER_NUMBER'
  | 'SAME_ORDER_LINE'
  | 'SETTLEMENT';

export type DocumentLinkRuleFilter = {
  eq?: InputMaybe<DocumentLinkRule>;
  in?: InputMaybe<Array<DocumentLinkRule>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DocumentLinkRule>;
};

/** Proposed ones wait for a person's look. 状态 */
export type DocumentLinkStatus =
  | 'CONFIRMED'
  | 'PROPOSED';

export type DocumentLinkStatusFilter = {
  eq?: InputMaybe<DocumentLinkStatus>;
  in?: InputMaybe<Array<DocumentLinkStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DocumentLinkStatus>;
};

/** Only posted documents count. 状态 */
export type DocumentStatus =
  | 'CANCELLED'
  | 'DRAFT'
  | 'POSTED';

export type DocumentStatusFilter = {
  eq?: InputMaybe<DocumentStatus>;
  in?: InputMaybe<Array<DocumentStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<DocumentStatus>;
};

/** Only posted entries count in reports. 状态 */
export type EntryStatus =
  | 'DRAFT'
  | 'POSTED';

export type EntryStatusFilter = {
  eq?: InputMaybe<EntryStatus>;
  in?: InputMaybe<Array<EntryStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<EntryStatus>;
};

/** What to group by. 分组字段 */
export type ErpCompanyDimension =
  | 'erpCode'
  | 'erpCurrency'
  | 'erpName'
  | 'erpNumber'
  | 'erpTaxId';

export type ErpCompanyFilter = {
  and?: InputMaybe<Array<ErpCompanyFilter>>;
  erpCode?: InputMaybe<TextFilter>;
  erpCurrency?: InputMaybe<CurrencyFilter>;
  erpId?: InputMaybe<IdFilter>;
  erpName?: InputMaybe<TextFilter>;
  erpNumber?: InputMaybe<TextFilter>;
  erpTaxId?: InputMaybe<TextFilter>;
  not?: InputMaybe<ErpCompanyFilter>;
  or?: InputMaybe<Array<ErpCompanyFilter>>;
};

export type ErpCompanyOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ErpCompanyOrderField;
};

/** What to order by. 排序字段 */
export type ErpCompanyOrderField =
  | 'erpCode'
  | 'erpCurrency'
  | 'erpId'
  | 'erpName'
  | 'erpNumber'
  | 'erpTaxId';

/** What to group by. 分组字段 */
export type ErpCostCenterDimension =
  | 'erpCode'
  | 'erpCompanyId'
  | 'erpName'
  | 'erpNumber';

export type ErpCostCenterFilter = {
  and?: InputMaybe<Array<ErpCostCenterFilter>>;
  erpCode?: InputMaybe<TextFilter>;
  erpCompanyId?: InputMaybe<IdFilter>;
  erpId?: InputMaybe<IdFilter>;
  erpName?: InputMaybe<TextFilter>;
  erpNumber?: InputMaybe<TextFilter>;
  not?: InputMaybe<ErpCostCenterFilter>;
  or?: InputMaybe<Array<ErpCostCenterFilter>>;
};

export type ErpCostCenterOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ErpCostCenterOrderField;
};

/** What to order by. 排序字段 */
export type ErpCostCenterOrderField =
  | 'erpCode'
  | 'erpCompanyId'
  | 'erpId'
  | 'erpName'
  | 'erpNumber';

/** What to group by. 分组字段 */
export type ErpInvoiceDimension =
  | 'companyId'
  | 'currency'
  | 'description'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'kind'
  | 'number'
  | 'partyId'
  | 'reference'
  | 'status';

export type ErpInvoiceFilter = {
  and?: InputMaybe<Array<ErpInvoiceFilter>>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  dueOn?: InputMaybe<DateFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  kind?: InputMaybe<ErpInvoiceKindFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<ErpInvoiceFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<ErpInvoiceFilter>>;
  party?: InputMaybe<PartyFilter>;
  partyId?: InputMaybe<IdFilter>;
  reference?: InputMaybe<TextFilter>;
  status?: InputMaybe<ErpInvoiceStatusFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** To a customer, or from a supplier. 类型 */
export type ErpInvoiceKind =
  | 'CUSTOMER'
  | 'SUPPLIER';

export type ErpInvoiceKindFilter = {
  eq?: InputMaybe<ErpInvoiceKind>;
  in?: InputMaybe<Array<ErpInvoiceKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ErpInvoiceKind>;
};

/** What to group by. 分组字段 */
export type ErpInvoiceLineDimension =
  | 'currency'
  | 'description'
  | 'invoiceId'
  | 'itemId'
  | 'lineNumber'
  | 'orderLineId'
  | 'purchaseOrderLineId'
  | 'unit';

export type ErpInvoiceLineFilter = {
  and?: InputMaybe<Array<ErpInvoiceLineFilter>>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  invoice?: InputMaybe<ErpInvoiceFilter>;
  invoiceId?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<ErpInvoiceLineFilter>;
  or?: InputMaybe<Array<ErpInvoiceLineFilter>>;
  orderLine?: InputMaybe<SalesOrderLineFilter>;
  orderLineId?: InputMaybe<IdFilter>;
  purchaseOrderLine?: InputMaybe<PurchaseOrderLineFilter>;
  purchaseOrderLineId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type ErpInvoiceLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ErpInvoiceLineOrderField;
};

/** What to order by. 排序字段 */
export type ErpInvoiceLineOrderField =
  | 'currency'
  | 'description'
  | 'id'
  | 'invoiceId'
  | 'itemId'
  | 'lineNumber'
  | 'netAmount'
  | 'orderLineId'
  | 'purchaseOrderLineId'
  | 'quantity'
  | 'unit'
  | 'unitPrice';

export type ErpInvoiceOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ErpInvoiceOrderField;
};

/** What to order by. 排序字段 */
export type ErpInvoiceOrderField =
  | 'companyId'
  | 'currency'
  | 'description'
  | 'dueOn'
  | 'id'
  | 'issuedOn'
  | 'kind'
  | 'netAmount'
  | 'number'
  | 'partyId'
  | 'reference'
  | 'status'
  | 'taxAmount'
  | 'totalAmount';

/** How far it has come. 状态 */
export type ErpInvoiceStatus =
  | 'CANCELLED'
  | 'DRAFT'
  | 'PAID'
  | 'POSTED';

export type ErpInvoiceStatusFilter = {
  eq?: InputMaybe<ErpInvoiceStatus>;
  in?: InputMaybe<Array<ErpInvoiceStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ErpInvoiceStatus>;
};

/** What to group by. 分组字段 */
export type ExchangeRateDimension =
  | 'fromCurrency'
  | 'kind'
  | 'toCurrency'
  | 'validOn'
  | 'validOnMonth'
  | 'validOnYear';

export type ExchangeRateFilter = {
  and?: InputMaybe<Array<ExchangeRateFilter>>;
  fromCurrency?: InputMaybe<CurrencyFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<RateKindFilter>;
  not?: InputMaybe<ExchangeRateFilter>;
  or?: InputMaybe<Array<ExchangeRateFilter>>;
  rate?: InputMaybe<DecimalFilter>;
  toCurrency?: InputMaybe<CurrencyFilter>;
  validOn?: InputMaybe<DateFilter>;
};

export type ExchangeRateOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ExchangeRateOrderField;
};

/** What to order by. 排序字段 */
export type ExchangeRateOrderField =
  | 'fromCurrency'
  | 'id'
  | 'kind'
  | 'rate'
  | 'toCurrency'
  | 'validOn';

/** Resolved by itself when the row is right again. 状态 */
export type FindingState =
  | 'ACCEPTED'
  | 'OPEN'
  | 'RESOLVED';

export type FindingStateFilter = {
  eq?: InputMaybe<FindingState>;
  in?: InputMaybe<Array<FindingState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<FindingState>;
};

/** What to group by. 分组字段 */
export type FiscalPeriodDimension =
  | 'code'
  | 'companyId'
  | 'endsOn'
  | 'endsOnMonth'
  | 'endsOnYear'
  | 'fiscalYear'
  | 'startsOn'
  | 'startsOnMonth'
  | 'startsOnYear'
  | 'status';

export type FiscalPeriodFilter = {
  and?: InputMaybe<Array<FiscalPeriodFilter>>;
  code?: InputMaybe<TextFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  endsOn?: InputMaybe<DateFilter>;
  fiscalYear?: InputMaybe<IntFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<FiscalPeriodFilter>;
  or?: InputMaybe<Array<FiscalPeriodFilter>>;
  startsOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<PeriodStatusFilter>;
};

export type FiscalPeriodOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: FiscalPeriodOrderField;
};

/** What to order by. 排序字段 */
export type FiscalPeriodOrderField =
  | 'code'
  | 'companyId'
  | 'endsOn'
  | 'fiscalYear'
  | 'id'
  | 'startsOn'
  | 'status';

/** A monthly flow of the income statement, or the balance of class CASH at the end of each month. 预测指标 */
export type ForecastFigure =
  | 'CASH'
  | 'COST_OF_SALES'
  | 'GROSS_PROFIT'
  | 'NET_PROFIT'
  | 'OPERATING_EXPENSES'
  | 'REVENUE';

/** How the future is computed; docs/forecast.md gives the equations. 预测方法 */
export type ForecastMethod =
  | 'DAMPED_HOLT_WINTERS'
  | 'DAMPED_TREND'
  | 'DRIFT'
  | 'HOLT_WINTERS'
  | 'SEASONAL_NAIVE';

/** Followed now; as of the last batch; overdue (no beat for a minute, or two batches missed); in fault. 状态 */
export type FreshnessState =
  | 'CURRENT'
  | 'FAILED'
  | 'LIVE'
  | 'STALE';

export type FreshnessStateFilter = {
  eq?: InputMaybe<FreshnessState>;
  in?: InputMaybe<Array<FreshnessState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<FreshnessState>;
};

export type IdFilter = {
  eq?: InputMaybe<Scalars['ID']['input']>;
  in?: InputMaybe<Array<Scalars['ID']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['ID']['input']>;
};

/** What to group by. 分组字段 */
export type IdentifierDimension =
  | 'companyId'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'kind'
  | 'name'
  | 'reason'
  | 'rule'
  | 'sharedId'
  | 'side'
  | 'sourceId'
  | 'status'
  | 'system'
  | 'validFrom'
  | 'validFromMonth'
  | 'validFromYear'
  | 'validTo'
  | 'validToMonth'
  | 'validToYear';

export type IdentifierFilter = {
  and?: InputMaybe<Array<IdentifierFilter>>;
  companyId?: InputMaybe<TextFilter>;
  confidence?: InputMaybe<DecimalFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<IdentityKindFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<IdentifierFilter>;
  or?: InputMaybe<Array<IdentifierFilter>>;
  reason?: InputMaybe<TextFilter>;
  rule?: InputMaybe<LinkRuleFilter>;
  sharedId?: InputMaybe<TextFilter>;
  side?: InputMaybe<SystemSideFilter>;
  sourceId?: InputMaybe<TextFilter>;
  status?: InputMaybe<LinkStatusFilter>;
  system?: InputMaybe<TextFilter>;
  validFrom?: InputMaybe<DateFilter>;
  validTo?: InputMaybe<DateFilter>;
};

export type IdentifierOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: IdentifierOrderField;
};

/** What to order by. 排序字段 */
export type IdentifierOrderField =
  | 'companyId'
  | 'confidence'
  | 'decidedAt'
  | 'decidedBy'
  | 'id'
  | 'kind'
  | 'name'
  | 'reason'
  | 'rule'
  | 'sharedId'
  | 'side'
  | 'sourceId'
  | 'status'
  | 'system'
  | 'validFrom'
  | 'validTo';

/** What to group by. 分组字段 */
export type IdentityConflictDimension =
  | 'cause'
  | 'companyId'
  | 'description'
  | 'foundAt'
  | 'foundAtMonth'
  | 'foundAtYear'
  | 'kind'
  | 'resolvedAt'
  | 'resolvedAtMonth'
  | 'resolvedAtYear'
  | 'state';

export type IdentityConflictFilter = {
  and?: InputMaybe<Array<IdentityConflictFilter>>;
  cause?: InputMaybe<ConflictCauseFilter>;
  companyId?: InputMaybe<TextFilter>;
  description?: InputMaybe<TextFilter>;
  foundAt?: InputMaybe<DateTimeFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<IdentityKindFilter>;
  not?: InputMaybe<IdentityConflictFilter>;
  or?: InputMaybe<Array<IdentityConflictFilter>>;
  resolvedAt?: InputMaybe<DateTimeFilter>;
  state?: InputMaybe<ConflictStateFilter>;
};

export type IdentityConflictOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: IdentityConflictOrderField;
};

/** What to order by. 排序字段 */
export type IdentityConflictOrderField =
  | 'cause'
  | 'companyId'
  | 'description'
  | 'foundAt'
  | 'id'
  | 'kind'
  | 'resolvedAt'
  | 'state';

/** What to group by. 分组字段 */
export type IdentityDecisionDimension =
  | 'companyId'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'identityKind'
  | 'kind'
  | 'outcome'
  | 'outcomeZh'
  | 'proposalId'
  | 'reason'
  | 'undoesId'
  | 'undoneById';

export type IdentityDecisionFilter = {
  and?: InputMaybe<Array<IdentityDecisionFilter>>;
  companyId?: InputMaybe<TextFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  identityKind?: InputMaybe<IdentityKindFilter>;
  kind?: InputMaybe<DecisionKindFilter>;
  not?: InputMaybe<IdentityDecisionFilter>;
  or?: InputMaybe<Array<IdentityDecisionFilter>>;
  outcome?: InputMaybe<TextFilter>;
  outcomeZh?: InputMaybe<TextFilter>;
  proposalId?: InputMaybe<TextFilter>;
  reason?: InputMaybe<TextFilter>;
  undoesId?: InputMaybe<TextFilter>;
  undoneById?: InputMaybe<TextFilter>;
};

export type IdentityDecisionOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: IdentityDecisionOrderField;
};

/** What to order by. 排序字段 */
export type IdentityDecisionOrderField =
  | 'companyId'
  | 'decidedAt'
  | 'decidedBy'
  | 'id'
  | 'identityKind'
  | 'kind'
  | 'outcome'
  | 'outcomeZh'
  | 'proposalId'
  | 'reason'
  | 'undoesId'
  | 'undoneById';

/** What it identifies. 类型 */
export type IdentityKind =
  | 'COMPANY'
  | 'COST_CENTER'
  | 'ITEM'
  | 'PARTY';

export type IdentityKindFilter = {
  eq?: InputMaybe<IdentityKind>;
  in?: InputMaybe<Array<IdentityKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<IdentityKind>;
};

/** What to group by. 分组字段 */
export type IdentityLinkDimension =
  | 'decidedBy'
  | 'kind'
  | 'leftId'
  | 'rightId'
  | 'validFrom'
  | 'validFromMonth'
  | 'validFromYear'
  | 'validTo'
  | 'validToMonth'
  | 'validToYear';

export type IdentityLinkFilter = {
  and?: InputMaybe<Array<IdentityLinkFilter>>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<IdentityKindFilter>;
  leftId?: InputMaybe<TextFilter>;
  not?: InputMaybe<IdentityLinkFilter>;
  or?: InputMaybe<Array<IdentityLinkFilter>>;
  rightId?: InputMaybe<TextFilter>;
  validFrom?: InputMaybe<DateFilter>;
  validTo?: InputMaybe<DateFilter>;
};

export type IdentityLinkOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: IdentityLinkOrderField;
};

/** What to order by. 排序字段 */
export type IdentityLinkOrderField =
  | 'decidedBy'
  | 'id'
  | 'kind'
  | 'leftId'
  | 'rightId'
  | 'validFrom'
  | 'validTo';

/** What to group by. 分组字段 */
export type ImportBatchDimension =
  | 'acceptedCount'
  | 'changedCount'
  | 'committedAt'
  | 'committedAtMonth'
  | 'committedAtYear'
  | 'quarantinedCount'
  | 'removedCount'
  | 'skippedCount'
  | 'startedAt'
  | 'startedAtMonth'
  | 'startedAtYear'
  | 'state'
  | 'system';

export type ImportBatchFilter = {
  acceptedCount?: InputMaybe<IntFilter>;
  and?: InputMaybe<Array<ImportBatchFilter>>;
  changedCount?: InputMaybe<IntFilter>;
  committedAt?: InputMaybe<DateTimeFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<ImportBatchFilter>;
  or?: InputMaybe<Array<ImportBatchFilter>>;
  quarantinedCount?: InputMaybe<IntFilter>;
  removedCount?: InputMaybe<IntFilter>;
  skippedCount?: InputMaybe<IntFilter>;
  startedAt?: InputMaybe<DateTimeFilter>;
  state?: InputMaybe<BatchStateFilter>;
  system?: InputMaybe<TextFilter>;
};

export type ImportBatchOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ImportBatchOrderField;
};

/** What to order by. 排序字段 */
export type ImportBatchOrderField =
  | 'acceptedCount'
  | 'changedCount'
  | 'committedAt'
  | 'id'
  | 'quarantinedCount'
  | 'removedCount'
  | 'skippedCount'
  | 'startedAt'
  | 'state'
  | 'system';

export type IntFilter = {
  eq?: InputMaybe<Scalars['Int']['input']>;
  gt?: InputMaybe<Scalars['Int']['input']>;
  gte?: InputMaybe<Scalars['Int']['input']>;
  in?: InputMaybe<Array<Scalars['Int']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['Int']['input']>;
  lte?: InputMaybe<Scalars['Int']['input']>;
  ne?: InputMaybe<Scalars['Int']['input']>;
};

/** What to group by. 分组字段 */
export type InventoryBalanceDimension =
  | 'balanceOn'
  | 'balanceOnMonth'
  | 'balanceOnYear'
  | 'currency'
  | 'productId'
  | 'unit';

export type InventoryBalanceFilter = {
  and?: InputMaybe<Array<InventoryBalanceFilter>>;
  balance?: InputMaybe<QuantityFilter>;
  balanceOn?: InputMaybe<DateFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  id?: InputMaybe<IdFilter>;
  issued?: InputMaybe<QuantityFilter>;
  not?: InputMaybe<InventoryBalanceFilter>;
  or?: InputMaybe<Array<InventoryBalanceFilter>>;
  product?: InputMaybe<ProductFilter>;
  productId?: InputMaybe<IdFilter>;
  received?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitCost?: InputMaybe<MoneyFilter>;
};

export type InventoryBalanceOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: InventoryBalanceOrderField;
};

/** What to order by. 排序字段 */
export type InventoryBalanceOrderField =
  | 'balance'
  | 'balanceOn'
  | 'currency'
  | 'id'
  | 'issued'
  | 'productId'
  | 'received'
  | 'unit'
  | 'unitCost';

/** What to group by. 分组字段 */
export type InvoiceDimension =
  | 'channel'
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'journalEntryId'
  | 'number'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status';

export type InvoiceFilter = {
  and?: InputMaybe<Array<InvoiceFilter>>;
  channel?: InputMaybe<SalesChannelFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  dueOn?: InputMaybe<DateFilter>;
  exchangeRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  journalEntry?: InputMaybe<JournalEntryFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<InvoiceFilter>;
  number?: InputMaybe<TextFilter>;
  openAmount?: InputMaybe<MoneyFilter>;
  or?: InputMaybe<Array<InvoiceFilter>>;
  orderNumber?: InputMaybe<TextFilter>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  paymentTerm?: InputMaybe<PaymentTermFilter>;
  paymentTermId?: InputMaybe<IdFilter>;
  status?: InputMaybe<DocumentStatusFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** What to group by. 分组字段 */
export type InvoiceLineDimension =
  | 'costCenterId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'invoiceId'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'lineNumber'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'taxCodeId'
  | 'unit';

export type InvoiceLineFilter = {
  and?: InputMaybe<Array<InvoiceLineFilter>>;
  costAmount?: InputMaybe<MoneyFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  despatchNumber?: InputMaybe<TextFilter>;
  discountRate?: InputMaybe<DecimalFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  invoice?: InputMaybe<InvoiceFilter>;
  invoiceId?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<InvoiceLineFilter>;
  or?: InputMaybe<Array<InvoiceLineFilter>>;
  orderLineNumber?: InputMaybe<IntFilter>;
  orderNumber?: InputMaybe<TextFilter>;
  product?: InputMaybe<ProductFilter>;
  productId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  taxCode?: InputMaybe<TaxCodeFilter>;
  taxCodeId?: InputMaybe<IdFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type InvoiceLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: InvoiceLineOrderField;
};

/** What to order by. 排序字段 */
export type InvoiceLineOrderField =
  | 'costAmount'
  | 'costCenterId'
  | 'currency'
  | 'description'
  | 'despatchNumber'
  | 'discountRate'
  | 'freightAmount'
  | 'id'
  | 'invoiceId'
  | 'issuedOn'
  | 'lineNumber'
  | 'netAmount'
  | 'orderLineNumber'
  | 'orderNumber'
  | 'productId'
  | 'quantity'
  | 'taxAmount'
  | 'taxCodeId'
  | 'unit'
  | 'unitPrice';

export type InvoiceOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: InvoiceOrderField;
};

/** What to order by. 排序字段 */
export type InvoiceOrderField =
  | 'channel'
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'exchangeRate'
  | 'freightAmount'
  | 'id'
  | 'issuedOn'
  | 'journalEntryId'
  | 'netAmount'
  | 'number'
  | 'openAmount'
  | 'orderNumber'
  | 'partyAccountId'
  | 'paymentTermId'
  | 'status'
  | 'taxAmount'
  | 'totalAmount';

/** What to group by. 分组字段 */
export type ItemCategoryDimension =
  | 'name'
  | 'parentId';

export type ItemCategoryFilter = {
  and?: InputMaybe<Array<ItemCategoryFilter>>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<ItemCategoryFilter>;
  or?: InputMaybe<Array<ItemCategoryFilter>>;
  parent?: InputMaybe<ItemCategoryFilter>;
  parentId?: InputMaybe<IdFilter>;
};

export type ItemCategoryOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ItemCategoryOrderField;
};

/** What to order by. 排序字段 */
export type ItemCategoryOrderField =
  | 'id'
  | 'name'
  | 'parentId';

/** What to group by. 分组字段 */
export type ItemDimension =
  | 'active'
  | 'categoryId'
  | 'currency'
  | 'kind'
  | 'name'
  | 'number'
  | 'sharedNumber'
  | 'soldFrom'
  | 'soldFromMonth'
  | 'soldFromYear'
  | 'soldTo'
  | 'soldToMonth'
  | 'soldToYear'
  | 'unit';

export type ItemFilter = {
  active?: InputMaybe<BooleanFilter>;
  and?: InputMaybe<Array<ItemFilter>>;
  category?: InputMaybe<ItemCategoryFilter>;
  categoryId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  erpId?: InputMaybe<IdFilter>;
  kind?: InputMaybe<ItemKindFilter>;
  listPrice?: InputMaybe<MoneyFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<ItemFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<ItemFilter>>;
  sharedNumber?: InputMaybe<TextFilter>;
  soldFrom?: InputMaybe<DateFilter>;
  soldTo?: InputMaybe<DateFilter>;
  standardCost?: InputMaybe<MoneyFilter>;
  unit?: InputMaybe<UnitFilter>;
};

/** What it is to the company. 类型 */
export type ItemKind =
  | 'COMPONENT'
  | 'PRODUCT'
  | 'SERVICE';

export type ItemKindFilter = {
  eq?: InputMaybe<ItemKind>;
  in?: InputMaybe<Array<ItemKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ItemKind>;
};

export type ItemOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ItemOrderField;
};

/** What to order by. 排序字段 */
export type ItemOrderField =
  | 'active'
  | 'categoryId'
  | 'currency'
  | 'erpId'
  | 'kind'
  | 'listPrice'
  | 'name'
  | 'number'
  | 'sharedNumber'
  | 'soldFrom'
  | 'soldTo'
  | 'standardCost'
  | 'unit';

/** What to group by. 分组字段 */
export type JournalDimension =
  | 'code'
  | 'companyId'
  | 'kind'
  | 'name';

/** What to group by. 分组字段 */
export type JournalEntryDimension =
  | 'companyId'
  | 'description'
  | 'documentNumber'
  | 'journalId'
  | 'number'
  | 'periodId'
  | 'postedOn'
  | 'postedOnMonth'
  | 'postedOnYear'
  | 'status';

export type JournalEntryFilter = {
  and?: InputMaybe<Array<JournalEntryFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  description?: InputMaybe<TextFilter>;
  documentNumber?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  journal?: InputMaybe<JournalFilter>;
  journalId?: InputMaybe<IdFilter>;
  not?: InputMaybe<JournalEntryFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<JournalEntryFilter>>;
  period?: InputMaybe<FiscalPeriodFilter>;
  periodId?: InputMaybe<IdFilter>;
  postedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<EntryStatusFilter>;
};

export type JournalEntryOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: JournalEntryOrderField;
};

/** What to order by. 排序字段 */
export type JournalEntryOrderField =
  | 'companyId'
  | 'description'
  | 'documentNumber'
  | 'id'
  | 'journalId'
  | 'number'
  | 'periodId'
  | 'postedOn'
  | 'status';

export type JournalFilter = {
  and?: InputMaybe<Array<JournalFilter>>;
  code?: InputMaybe<TextFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<JournalKindFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<JournalFilter>;
  or?: InputMaybe<Array<JournalFilter>>;
};

/** What it records. 类型 */
export type JournalKind =
  | 'CASH'
  | 'GENERAL'
  | 'OPENING'
  | 'PURCHASE'
  | 'SALES';

export type JournalKindFilter = {
  eq?: InputMaybe<JournalKind>;
  in?: InputMaybe<Array<JournalKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<JournalKind>;
};

/** What to group by. 分组字段 */
export type JournalLineDimension =
  | 'accountId'
  | 'companyId'
  | 'costCenterId'
  | 'currency'
  | 'description'
  | 'entryId'
  | 'lineNumber'
  | 'partyAccountId'
  | 'postedOn'
  | 'postedOnMonth'
  | 'postedOnYear'
  | 'taxCodeId'
  | 'transactionCurrency';

export type JournalLineFilter = {
  account?: InputMaybe<AccountFilter>;
  accountId?: InputMaybe<IdFilter>;
  and?: InputMaybe<Array<JournalLineFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  costCenter?: InputMaybe<CostCenterFilter>;
  costCenterId?: InputMaybe<IdFilter>;
  credit?: InputMaybe<MoneyFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  debit?: InputMaybe<MoneyFilter>;
  description?: InputMaybe<TextFilter>;
  entry?: InputMaybe<JournalEntryFilter>;
  entryId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  not?: InputMaybe<JournalLineFilter>;
  or?: InputMaybe<Array<JournalLineFilter>>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  postedOn?: InputMaybe<DateFilter>;
  taxCode?: InputMaybe<TaxCodeFilter>;
  taxCodeId?: InputMaybe<IdFilter>;
  transactionAmount?: InputMaybe<MoneyFilter>;
  transactionCurrency?: InputMaybe<CurrencyFilter>;
};

export type JournalLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: JournalLineOrderField;
};

/** What to order by. 排序字段 */
export type JournalLineOrderField =
  | 'accountId'
  | 'companyId'
  | 'costCenterId'
  | 'credit'
  | 'currency'
  | 'debit'
  | 'description'
  | 'entryId'
  | 'id'
  | 'lineNumber'
  | 'partyAccountId'
  | 'postedOn'
  | 'taxCodeId'
  | 'transactionAmount'
  | 'transactionCurrency';

export type JournalOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: JournalOrderField;
};

/** What to order by. 排序字段 */
export type JournalOrderField =
  | 'code'
  | 'companyId'
  | 'id'
  | 'kind'
  | 'name';

/** What was decided. 决定类型 */
export type LinkDecisionKind =
  | 'CONFIRM'
  | 'REJECT'
  | 'UNDO';

export type LinkDecisionKindFilter = {
  eq?: InputMaybe<LinkDecisionKind>;
  in?: InputMaybe<Array<LinkDecisionKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<LinkDecisionKind>;
};

/** What made the link. 规则 */
export type LinkRule =
  | 'GROUP'
  | 'IMPORTED'
  | 'MATCHED'
  | 'MINTED'
  | 'PERSON'
  | 'SHARED_NUMBER'
  | 'TAX_ID';

export type LinkRuleFilter = {
  eq?: InputMaybe<LinkRule>;
  in?: InputMaybe<Array<LinkRule>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<LinkRule>;
};

/** How sure the link is. 状态 */
export type LinkStatus =
  | 'CONFIRMED'
  | 'PROPOSED'
  | 'REJECTED';

export type LinkStatusFilter = {
  eq?: InputMaybe<LinkStatus>;
  in?: InputMaybe<Array<LinkStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<LinkStatus>;
};

/** Known on both sides, on one side only, or to nobody. 映射状态 */
export type MappingStatus =
  | 'ERP_ONLY'
  | 'FINANCE_ONLY'
  | 'LINKED'
  | 'UNKNOWN';

/** What to group by. 分组字段 */
export type MatchProposalDimension =
  | 'companyId'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'kind'
  | 'leftId'
  | 'leftName'
  | 'proposedAt'
  | 'proposedAtMonth'
  | 'proposedAtYear'
  | 'reason'
  | 'reasonZh'
  | 'rightId'
  | 'rightName'
  | 'status';

export type MatchProposalFilter = {
  and?: InputMaybe<Array<MatchProposalFilter>>;
  companyId?: InputMaybe<TextFilter>;
  confidence?: InputMaybe<DecimalFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<IdentityKindFilter>;
  leftId?: InputMaybe<TextFilter>;
  leftName?: InputMaybe<TextFilter>;
  not?: InputMaybe<MatchProposalFilter>;
  or?: InputMaybe<Array<MatchProposalFilter>>;
  proposedAt?: InputMaybe<DateTimeFilter>;
  reason?: InputMaybe<TextFilter>;
  reasonZh?: InputMaybe<TextFilter>;
  rightId?: InputMaybe<TextFilter>;
  rightName?: InputMaybe<TextFilter>;
  status?: InputMaybe<LinkStatusFilter>;
};

export type MatchProposalOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: MatchProposalOrderField;
};

/** What to order by. 排序字段 */
export type MatchProposalOrderField =
  | 'companyId'
  | 'confidence'
  | 'decidedAt'
  | 'decidedBy'
  | 'id'
  | 'kind'
  | 'leftId'
  | 'leftName'
  | 'proposedAt'
  | 'reason'
  | 'reasonZh'
  | 'rightId'
  | 'rightName'
  | 'status';

export type MoneyFilter = {
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  eq?: InputMaybe<Scalars['Decimal']['input']>;
  gt?: InputMaybe<Scalars['Decimal']['input']>;
  gte?: InputMaybe<Scalars['Decimal']['input']>;
  in?: InputMaybe<Array<Scalars['Decimal']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['Decimal']['input']>;
  lte?: InputMaybe<Scalars['Decimal']['input']>;
  ne?: InputMaybe<Scalars['Decimal']['input']>;
};

/** What to group by. 分组字段 */
export type OpenItemDimension =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'issuedOn'
  | 'issuedOnMonth'
  | 'issuedOnYear'
  | 'kind'
  | 'number'
  | 'partyAccountId';

export type OpenItemFilter = {
  and?: InputMaybe<Array<OpenItemFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  dueOn?: InputMaybe<DateFilter>;
  id?: InputMaybe<IdFilter>;
  issuedOn?: InputMaybe<DateFilter>;
  kind?: InputMaybe<OpenItemKindFilter>;
  not?: InputMaybe<OpenItemFilter>;
  number?: InputMaybe<TextFilter>;
  openAmount?: InputMaybe<MoneyFilter>;
  or?: InputMaybe<Array<OpenItemFilter>>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** Owed to us or by us. 类型 */
export type OpenItemKind =
  | 'PAYABLE'
  | 'RECEIVABLE';

export type OpenItemKindFilter = {
  eq?: InputMaybe<OpenItemKind>;
  in?: InputMaybe<Array<OpenItemKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<OpenItemKind>;
};

export type OpenItemOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: OpenItemOrderField;
};

/** What to order by. 排序字段 */
export type OpenItemOrderField =
  | 'companyId'
  | 'currency'
  | 'dueOn'
  | 'id'
  | 'issuedOn'
  | 'kind'
  | 'number'
  | 'openAmount'
  | 'partyAccountId'
  | 'totalAmount';

/** What to group by. 分组字段 */
export type OrderBillingDimension =
  | 'companyId'
  | 'currency'
  | 'invoiceCount'
  | 'orderId'
  | 'orderNumber'
  | 'orderedOn'
  | 'orderedOnMonth'
  | 'orderedOnYear'
  | 'status';

export type OrderBillingFilter = {
  and?: InputMaybe<Array<OrderBillingFilter>>;
  billedAmount?: InputMaybe<MoneyFilter>;
  companyId?: InputMaybe<TextFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  difference?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  invoiceCount?: InputMaybe<IntFilter>;
  not?: InputMaybe<OrderBillingFilter>;
  or?: InputMaybe<Array<OrderBillingFilter>>;
  orderId?: InputMaybe<IdFilter>;
  orderNumber?: InputMaybe<TextFilter>;
  orderedAmount?: InputMaybe<MoneyFilter>;
  orderedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<BillingStatusFilter>;
};

export type OrderBillingOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: OrderBillingOrderField;
};

/** What to order by. 排序字段 */
export type OrderBillingOrderField =
  | 'billedAmount'
  | 'companyId'
  | 'currency'
  | 'difference'
  | 'id'
  | 'invoiceCount'
  | 'orderId'
  | 'orderNumber'
  | 'orderedAmount'
  | 'orderedOn'
  | 'status';

/** Ascending or descending; nulls come last. 排序方向 */
export type OrderDirection =
  | 'ASC'
  | 'DESC';

/** How far it has come. 状态 */
export type OrderStatus =
  | 'CANCELLED'
  | 'CLOSED'
  | 'CONFIRMED'
  | 'DELIVERED'
  | 'DRAFT'
  | 'PARTLY_DELIVERED';

export type OrderStatusFilter = {
  eq?: InputMaybe<OrderStatus>;
  in?: InputMaybe<Array<OrderStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<OrderStatus>;
};

/** What to group by. 分组字段 */
export type PartyAccountDimension =
  | 'city'
  | 'companyId'
  | 'controlAccountId'
  | 'country'
  | 'currency'
  | 'email'
  | 'groupNumber'
  | 'kind'
  | 'name'
  | 'number'
  | 'phone'
  | 'postalCode'
  | 'sharedNumber'
  | 'street'
  | 'taxId';

export type PartyAccountFilter = {
  and?: InputMaybe<Array<PartyAccountFilter>>;
  city?: InputMaybe<TextFilter>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  controlAccount?: InputMaybe<AccountFilter>;
  controlAccountId?: InputMaybe<IdFilter>;
  country?: InputMaybe<CountryFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  email?: InputMaybe<TextFilter>;
  groupNumber?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<PartyAccountKindFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<PartyAccountFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<PartyAccountFilter>>;
  phone?: InputMaybe<TextFilter>;
  postalCode?: InputMaybe<TextFilter>;
  sharedNumber?: InputMaybe<TextFilter>;
  street?: InputMaybe<TextFilter>;
  taxId?: InputMaybe<TextFilter>;
};

/** Which sub-ledger it is in. 类型 */
export type PartyAccountKind =
  | 'CUSTOMER'
  | 'SUPPLIER';

export type PartyAccountKindFilter = {
  eq?: InputMaybe<PartyAccountKind>;
  in?: InputMaybe<Array<PartyAccountKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PartyAccountKind>;
};

export type PartyAccountOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PartyAccountOrderField;
};

/** What to order by. 排序字段 */
export type PartyAccountOrderField =
  | 'city'
  | 'companyId'
  | 'controlAccountId'
  | 'country'
  | 'currency'
  | 'email'
  | 'groupNumber'
  | 'id'
  | 'kind'
  | 'name'
  | 'number'
  | 'phone'
  | 'postalCode'
  | 'sharedNumber'
  | 'street'
  | 'taxId';

/** What to group by. 分组字段 */
export type PartyDimension =
  | 'active'
  | 'city'
  | 'country'
  | 'currency'
  | 'email'
  | 'groupNumber'
  | 'kind'
  | 'name'
  | 'number'
  | 'paymentDays'
  | 'phone'
  | 'postalCode'
  | 'region'
  | 'role'
  | 'sharedNumber'
  | 'street'
  | 'taxId';

export type PartyFilter = {
  active?: InputMaybe<BooleanFilter>;
  and?: InputMaybe<Array<PartyFilter>>;
  city?: InputMaybe<TextFilter>;
  country?: InputMaybe<CountryFilter>;
  creditLimit?: InputMaybe<MoneyFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  email?: InputMaybe<TextFilter>;
  erpId?: InputMaybe<IdFilter>;
  groupNumber?: InputMaybe<TextFilter>;
  kind?: InputMaybe<PartyKindFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<PartyFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<PartyFilter>>;
  paymentDays?: InputMaybe<IntFilter>;
  phone?: InputMaybe<TextFilter>;
  postalCode?: InputMaybe<TextFilter>;
  region?: InputMaybe<TextFilter>;
  role?: InputMaybe<PartyRoleFilter>;
  sharedNumber?: InputMaybe<TextFilter>;
  street?: InputMaybe<TextFilter>;
  taxId?: InputMaybe<TextFilter>;
};

/** A firm or a private person. 类型 */
export type PartyKind =
  | 'ORGANISATION'
  | 'PERSON';

export type PartyKindFilter = {
  eq?: InputMaybe<PartyKind>;
  in?: InputMaybe<Array<PartyKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PartyKind>;
};

export type PartyOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PartyOrderField;
};

/** What to order by. 排序字段 */
export type PartyOrderField =
  | 'active'
  | 'city'
  | 'country'
  | 'creditLimit'
  | 'currency'
  | 'email'
  | 'erpId'
  | 'groupNumber'
  | 'kind'
  | 'name'
  | 'number'
  | 'paymentDays'
  | 'phone'
  | 'postalCode'
  | 'region'
  | 'role'
  | 'sharedNumber'
  | 'street'
  | 'taxId';

/** What the company trades with it as. 角色 */
export type PartyRole =
  | 'BOTH'
  | 'CUSTOMER'
  | 'SUPPLIER';

export type PartyRoleFilter = {
  eq?: InputMaybe<PartyRole>;
  in?: InputMaybe<Array<PartyRole>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PartyRole>;
};

/** What to group by. 分组字段 */
export type PaymentAllocationDimension =
  | 'allocatedOn'
  | 'allocatedOnMonth'
  | 'allocatedOnYear'
  | 'currency'
  | 'documentId'
  | 'documentType'
  | 'paymentId';

export type PaymentAllocationFilter = {
  allocatedOn?: InputMaybe<DateFilter>;
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<PaymentAllocationFilter>>;
  currency?: InputMaybe<CurrencyFilter>;
  documentId?: InputMaybe<TextFilter>;
  documentType?: InputMaybe<SettledDocumentTypeFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<PaymentAllocationFilter>;
  or?: InputMaybe<Array<PaymentAllocationFilter>>;
  payment?: InputMaybe<PaymentFilter>;
  paymentId?: InputMaybe<IdFilter>;
};

export type PaymentAllocationOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PaymentAllocationOrderField;
};

/** What to order by. 排序字段 */
export type PaymentAllocationOrderField =
  | 'allocatedOn'
  | 'amount'
  | 'currency'
  | 'documentId'
  | 'documentType'
  | 'id'
  | 'paymentId';

/** What to group by. 分组字段 */
export type PaymentDimension =
  | 'accountId'
  | 'companyId'
  | 'currency'
  | 'direction'
  | 'journalEntryId'
  | 'method'
  | 'number'
  | 'paidOn'
  | 'paidOnMonth'
  | 'paidOnYear'
  | 'partyAccountId'
  | 'reference';

/** Received or paid. 方向 */
export type PaymentDirection =
  | 'INBOUND'
  | 'OUTBOUND';

export type PaymentDirectionFilter = {
  eq?: InputMaybe<PaymentDirection>;
  in?: InputMaybe<Array<PaymentDirection>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PaymentDirection>;
};

export type PaymentFilter = {
  account?: InputMaybe<AccountFilter>;
  accountId?: InputMaybe<IdFilter>;
  amount?: InputMaybe<MoneyFilter>;
  and?: InputMaybe<Array<PaymentFilter>>;
  company?: InputMaybe<CompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  direction?: InputMaybe<PaymentDirectionFilter>;
  exchangeRate?: InputMaybe<DecimalFilter>;
  id?: InputMaybe<IdFilter>;
  journalEntry?: InputMaybe<JournalEntryFilter>;
  journalEntryId?: InputMaybe<IdFilter>;
  method?: InputMaybe<TextFilter>;
  not?: InputMaybe<PaymentFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<PaymentFilter>>;
  paidOn?: InputMaybe<DateFilter>;
  partyAccount?: InputMaybe<PartyAccountFilter>;
  partyAccountId?: InputMaybe<IdFilter>;
  reference?: InputMaybe<TextFilter>;
};

export type PaymentOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PaymentOrderField;
};

/** What to order by. 排序字段 */
export type PaymentOrderField =
  | 'accountId'
  | 'amount'
  | 'companyId'
  | 'currency'
  | 'direction'
  | 'exchangeRate'
  | 'id'
  | 'journalEntryId'
  | 'method'
  | 'number'
  | 'paidOn'
  | 'partyAccountId'
  | 'reference';

/** What to group by. 分组字段 */
export type PaymentTermDimension =
  | 'code'
  | 'discountDays'
  | 'name'
  | 'netDays';

export type PaymentTermFilter = {
  and?: InputMaybe<Array<PaymentTermFilter>>;
  code?: InputMaybe<TextFilter>;
  discountDays?: InputMaybe<IntFilter>;
  discountRate?: InputMaybe<DecimalFilter>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  netDays?: InputMaybe<IntFilter>;
  not?: InputMaybe<PaymentTermFilter>;
  or?: InputMaybe<Array<PaymentTermFilter>>;
};

export type PaymentTermOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PaymentTermOrderField;
};

/** What to order by. 排序字段 */
export type PaymentTermOrderField =
  | 'code'
  | 'discountDays'
  | 'discountRate'
  | 'id'
  | 'name'
  | 'netDays';

/** Whether it takes postings. 状态 */
export type PeriodStatus =
  | 'CLOSED'
  | 'OPEN';

export type PeriodStatusFilter = {
  eq?: InputMaybe<PeriodStatus>;
  in?: InputMaybe<Array<PeriodStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PeriodStatus>;
};

/** What to group by. 分组字段 */
export type ProductDimension =
  | 'code'
  | 'currency'
  | 'name'
  | 'productGroup'
  | 'sharedNumber'
  | 'unit'
  | 'validFrom'
  | 'validFromMonth'
  | 'validFromYear'
  | 'validTo'
  | 'validToMonth'
  | 'validToYear';

export type ProductFilter = {
  and?: InputMaybe<Array<ProductFilter>>;
  code?: InputMaybe<TextFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  id?: InputMaybe<IdFilter>;
  listPrice?: InputMaybe<MoneyFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<ProductFilter>;
  or?: InputMaybe<Array<ProductFilter>>;
  productGroup?: InputMaybe<TextFilter>;
  sharedNumber?: InputMaybe<TextFilter>;
  standardCost?: InputMaybe<MoneyFilter>;
  unit?: InputMaybe<UnitFilter>;
  validFrom?: InputMaybe<DateFilter>;
  validTo?: InputMaybe<DateFilter>;
};

export type ProductOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ProductOrderField;
};

/** What to order by. 排序字段 */
export type ProductOrderField =
  | 'code'
  | 'currency'
  | 'id'
  | 'listPrice'
  | 'name'
  | 'productGroup'
  | 'sharedNumber'
  | 'standardCost'
  | 'unit'
  | 'validFrom'
  | 'validTo';

/** What to group by. 分组字段 */
export type PurchaseOrderDimension =
  | 'companyId'
  | 'currency'
  | 'number'
  | 'orderedOn'
  | 'orderedOnMonth'
  | 'orderedOnYear'
  | 'shippedOn'
  | 'shippedOnMonth'
  | 'shippedOnYear'
  | 'status'
  | 'supplierId';

export type PurchaseOrderFilter = {
  and?: InputMaybe<Array<PurchaseOrderFilter>>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<PurchaseOrderFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<PurchaseOrderFilter>>;
  orderedOn?: InputMaybe<DateFilter>;
  shippedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<PurchaseOrderStatusFilter>;
  supplier?: InputMaybe<PartyFilter>;
  supplierId?: InputMaybe<IdFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** What to group by. 分组字段 */
export type PurchaseOrderLineDimension =
  | 'currency'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'itemId'
  | 'lineNumber'
  | 'orderId'
  | 'unit';

export type PurchaseOrderLineFilter = {
  and?: InputMaybe<Array<PurchaseOrderLineFilter>>;
  currency?: InputMaybe<CurrencyFilter>;
  dueOn?: InputMaybe<DateFilter>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<PurchaseOrderLineFilter>;
  or?: InputMaybe<Array<PurchaseOrderLineFilter>>;
  order?: InputMaybe<PurchaseOrderFilter>;
  orderId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  receivedQuantity?: InputMaybe<QuantityFilter>;
  rejectedQuantity?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type PurchaseOrderLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PurchaseOrderLineOrderField;
};

/** What to order by. 排序字段 */
export type PurchaseOrderLineOrderField =
  | 'currency'
  | 'dueOn'
  | 'id'
  | 'itemId'
  | 'lineNumber'
  | 'netAmount'
  | 'orderId'
  | 'quantity'
  | 'receivedQuantity'
  | 'rejectedQuantity'
  | 'unit'
  | 'unitPrice';

export type PurchaseOrderOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: PurchaseOrderOrderField;
};

/** What to order by. 排序字段 */
export type PurchaseOrderOrderField =
  | 'companyId'
  | 'currency'
  | 'freightAmount'
  | 'id'
  | 'netAmount'
  | 'number'
  | 'orderedOn'
  | 'shippedOn'
  | 'status'
  | 'supplierId'
  | 'taxAmount'
  | 'totalAmount';

/** How far it has come. 状态 */
export type PurchaseOrderStatus =
  | 'APPROVED'
  | 'CANCELLED'
  | 'CLOSED'
  | 'DRAFT'
  | 'PENDING'
  | 'RECEIVED'
  | 'REJECTED';

export type PurchaseOrderStatusFilter = {
  eq?: InputMaybe<PurchaseOrderStatus>;
  in?: InputMaybe<Array<PurchaseOrderStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<PurchaseOrderStatus>;
};

/** What to group by. 分组字段 */
export type QualityFindingDimension =
  | 'companyId'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'entity'
  | 'expected'
  | 'field'
  | 'firstSeenAt'
  | 'firstSeenAtMonth'
  | 'firstSeenAtYear'
  | 'found'
  | 'lastSeenAt'
  | 'lastSeenAtMonth'
  | 'lastSeenAtYear'
  | 'reason'
  | 'resolvedAt'
  | 'resolvedAtMonth'
  | 'resolvedAtYear'
  | 'rowId'
  | 'ruleId'
  | 'severity'
  | 'state'
  | 'subgraph';

export type QualityFindingFilter = {
  and?: InputMaybe<Array<QualityFindingFilter>>;
  companyId?: InputMaybe<TextFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  entity?: InputMaybe<TextFilter>;
  expected?: InputMaybe<TextFilter>;
  field?: InputMaybe<TextFilter>;
  firstSeenAt?: InputMaybe<DateTimeFilter>;
  found?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  lastSeenAt?: InputMaybe<DateTimeFilter>;
  not?: InputMaybe<QualityFindingFilter>;
  or?: InputMaybe<Array<QualityFindingFilter>>;
  reason?: InputMaybe<TextFilter>;
  resolvedAt?: InputMaybe<DateTimeFilter>;
  rowId?: InputMaybe<TextFilter>;
  rule?: InputMaybe<QualityRuleFilter>;
  ruleId?: InputMaybe<IdFilter>;
  severity?: InputMaybe<QualitySeverityFilter>;
  state?: InputMaybe<FindingStateFilter>;
  subgraph?: InputMaybe<TextFilter>;
};

export type QualityFindingOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: QualityFindingOrderField;
};

/** What to order by. 排序字段 */
export type QualityFindingOrderField =
  | 'companyId'
  | 'decidedAt'
  | 'decidedBy'
  | 'entity'
  | 'expected'
  | 'field'
  | 'firstSeenAt'
  | 'found'
  | 'id'
  | 'lastSeenAt'
  | 'reason'
  | 'resolvedAt'
  | 'rowId'
  | 'ruleId'
  | 'severity'
  | 'state'
  | 'subgraph';

/** What to group by. 分组字段 */
export type QualityRuleDimension =
  | 'acceptedCount'
  | 'checkedAt'
  | 'checkedAtMonth'
  | 'checkedAtYear'
  | 'description'
  | 'descriptionZh'
  | 'entities'
  | 'kind'
  | 'openCount'
  | 'remedy'
  | 'remedyZh'
  | 'resolvedCount'
  | 'severity'
  | 'subgraph';

export type QualityRuleFilter = {
  acceptedCount?: InputMaybe<IntFilter>;
  and?: InputMaybe<Array<QualityRuleFilter>>;
  checkedAt?: InputMaybe<DateTimeFilter>;
  description?: InputMaybe<TextFilter>;
  descriptionZh?: InputMaybe<TextFilter>;
  entities?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<TextFilter>;
  not?: InputMaybe<QualityRuleFilter>;
  openCount?: InputMaybe<IntFilter>;
  or?: InputMaybe<Array<QualityRuleFilter>>;
  remedy?: InputMaybe<TextFilter>;
  remedyZh?: InputMaybe<TextFilter>;
  resolvedCount?: InputMaybe<IntFilter>;
  severity?: InputMaybe<QualitySeverityFilter>;
  subgraph?: InputMaybe<TextFilter>;
};

export type QualityRuleOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: QualityRuleOrderField;
};

/** What to order by. 排序字段 */
export type QualityRuleOrderField =
  | 'acceptedCount'
  | 'checkedAt'
  | 'description'
  | 'descriptionZh'
  | 'entities'
  | 'id'
  | 'kind'
  | 'openCount'
  | 'remedy'
  | 'remedyZh'
  | 'resolvedCount'
  | 'severity'
  | 'subgraph';

/** An error makes figures wrong, a warning makes them doubtful. 严重程度 */
export type QualitySeverity =
  | 'ERROR'
  | 'WARNING';

export type QualitySeverityFilter = {
  eq?: InputMaybe<QualitySeverity>;
  in?: InputMaybe<Array<QualitySeverity>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<QualitySeverity>;
};

export type QuantityFilter = {
  eq?: InputMaybe<Scalars['Decimal']['input']>;
  gt?: InputMaybe<Scalars['Decimal']['input']>;
  gte?: InputMaybe<Scalars['Decimal']['input']>;
  in?: InputMaybe<Array<Scalars['Decimal']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  lt?: InputMaybe<Scalars['Decimal']['input']>;
  lte?: InputMaybe<Scalars['Decimal']['input']>;
  ne?: InputMaybe<Scalars['Decimal']['input']>;
  unit?: InputMaybe<Scalars['UnitCode']['input']>;
};

/** What to group by. 分组字段 */
export type QuarantineDecisionDimension =
  | 'correction'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'kind'
  | 'reason'
  | 'rowId';

export type QuarantineDecisionFilter = {
  and?: InputMaybe<Array<QuarantineDecisionFilter>>;
  correction?: InputMaybe<TextFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<QuarantineDecisionKindFilter>;
  not?: InputMaybe<QuarantineDecisionFilter>;
  or?: InputMaybe<Array<QuarantineDecisionFilter>>;
  reason?: InputMaybe<TextFilter>;
  rowId?: InputMaybe<IdFilter>;
};

/** What was decided. 决定 */
export type QuarantineDecisionKind =
  | 'CORRECT'
  | 'DISMISS'
  | 'REOPEN';

export type QuarantineDecisionKindFilter = {
  eq?: InputMaybe<QuarantineDecisionKind>;
  in?: InputMaybe<Array<QuarantineDecisionKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<QuarantineDecisionKind>;
};

export type QuarantineDecisionOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: QuarantineDecisionOrderField;
};

/** What to order by. 排序字段 */
export type QuarantineDecisionOrderField =
  | 'correction'
  | 'decidedAt'
  | 'decidedBy'
  | 'id'
  | 'kind'
  | 'reason'
  | 'rowId';

/** OPEN is to be put right; CORRECTED came in by a correction; DISMISSED stays out. 状态 */
export type QuarantineState =
  | 'CORRECTED'
  | 'DISMISSED'
  | 'OPEN';

export type QuarantineStateFilter = {
  eq?: InputMaybe<QuarantineState>;
  in?: InputMaybe<Array<QuarantineState>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<QuarantineState>;
};

/** SOURCE: the record is the source's; UNIFIED: it is the row that was refused. 记录类型 */
export type QuarantinedRecordKind =
  | 'SOURCE'
  | 'UNIFIED';

export type QuarantinedRecordKindFilter = {
  eq?: InputMaybe<QuarantinedRecordKind>;
  in?: InputMaybe<Array<QuarantinedRecordKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<QuarantinedRecordKind>;
};

/** What to group by. 分组字段 */
export type QuarantinedRowDimension =
  | 'batchId'
  | 'code'
  | 'correction'
  | 'decidedAt'
  | 'decidedAtMonth'
  | 'decidedAtYear'
  | 'decidedBy'
  | 'decisionReason'
  | 'documentId'
  | 'entity'
  | 'expected'
  | 'file'
  | 'line'
  | 'path'
  | 'proposedBecause'
  | 'proposedField'
  | 'proposedValue'
  | 'quarantinedAt'
  | 'quarantinedAtMonth'
  | 'quarantinedAtYear'
  | 'reason'
  | 'record'
  | 'recordKind'
  | 'remedy'
  | 'rowId'
  | 'settledAt'
  | 'settledAtMonth'
  | 'settledAtYear'
  | 'state'
  | 'system'
  | 'version';

export type QuarantinedRowFilter = {
  and?: InputMaybe<Array<QuarantinedRowFilter>>;
  batch?: InputMaybe<ImportBatchFilter>;
  batchId?: InputMaybe<IdFilter>;
  code?: InputMaybe<TextFilter>;
  correction?: InputMaybe<TextFilter>;
  decidedAt?: InputMaybe<DateTimeFilter>;
  decidedBy?: InputMaybe<TextFilter>;
  decisionReason?: InputMaybe<TextFilter>;
  documentId?: InputMaybe<TextFilter>;
  entity?: InputMaybe<TextFilter>;
  expected?: InputMaybe<TextFilter>;
  file?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  line?: InputMaybe<IntFilter>;
  not?: InputMaybe<QuarantinedRowFilter>;
  or?: InputMaybe<Array<QuarantinedRowFilter>>;
  path?: InputMaybe<TextFilter>;
  proposedBecause?: InputMaybe<TextFilter>;
  proposedField?: InputMaybe<TextFilter>;
  proposedValue?: InputMaybe<TextFilter>;
  quarantinedAt?: InputMaybe<DateTimeFilter>;
  reason?: InputMaybe<TextFilter>;
  record?: InputMaybe<TextFilter>;
  recordKind?: InputMaybe<QuarantinedRecordKindFilter>;
  remedy?: InputMaybe<TextFilter>;
  rowId?: InputMaybe<TextFilter>;
  settledAt?: InputMaybe<DateTimeFilter>;
  state?: InputMaybe<QuarantineStateFilter>;
  system?: InputMaybe<TextFilter>;
  version?: InputMaybe<IntFilter>;
};

export type QuarantinedRowOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: QuarantinedRowOrderField;
};

/** What to order by. 排序字段 */
export type QuarantinedRowOrderField =
  | 'batchId'
  | 'code'
  | 'correction'
  | 'decidedAt'
  | 'decidedBy'
  | 'decisionReason'
  | 'documentId'
  | 'entity'
  | 'expected'
  | 'file'
  | 'id'
  | 'line'
  | 'path'
  | 'proposedBecause'
  | 'proposedField'
  | 'proposedValue'
  | 'quarantinedAt'
  | 'reason'
  | 'record'
  | 'recordKind'
  | 'remedy'
  | 'rowId'
  | 'settledAt'
  | 'state'
  | 'system'
  | 'version';

/** The day's closing rate or its average. 类型 */
export type RateKind =
  | 'AVERAGE'
  | 'CLOSING';

export type RateKindFilter = {
  eq?: InputMaybe<RateKind>;
  in?: InputMaybe<Array<RateKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<RateKind>;
};

/** What to group by. 分组字段 */
export type ReceiptDimension =
  | 'companyId'
  | 'number'
  | 'orderId'
  | 'receivedOn'
  | 'receivedOnMonth'
  | 'receivedOnYear'
  | 'status'
  | 'supplierId'
  | 'trackingNumber'
  | 'warehouseId';

export type ReceiptFilter = {
  and?: InputMaybe<Array<ReceiptFilter>>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<ReceiptFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<ReceiptFilter>>;
  order?: InputMaybe<PurchaseOrderFilter>;
  orderId?: InputMaybe<IdFilter>;
  receivedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<DeliveryStatusFilter>;
  supplier?: InputMaybe<PartyFilter>;
  supplierId?: InputMaybe<IdFilter>;
  trackingNumber?: InputMaybe<TextFilter>;
  warehouse?: InputMaybe<WarehouseFilter>;
  warehouseId?: InputMaybe<IdFilter>;
};

/** What to group by. 分组字段 */
export type ReceiptLineDimension =
  | 'itemId'
  | 'lineNumber'
  | 'orderLineId'
  | 'receiptId'
  | 'unit';

export type ReceiptLineFilter = {
  and?: InputMaybe<Array<ReceiptLineFilter>>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  not?: InputMaybe<ReceiptLineFilter>;
  or?: InputMaybe<Array<ReceiptLineFilter>>;
  orderLine?: InputMaybe<PurchaseOrderLineFilter>;
  orderLineId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  receipt?: InputMaybe<ReceiptFilter>;
  receiptId?: InputMaybe<IdFilter>;
  unit?: InputMaybe<UnitFilter>;
};

export type ReceiptLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ReceiptLineOrderField;
};

/** What to order by. 排序字段 */
export type ReceiptLineOrderField =
  | 'id'
  | 'itemId'
  | 'lineNumber'
  | 'orderLineId'
  | 'quantity'
  | 'receiptId'
  | 'unit';

export type ReceiptOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ReceiptOrderField;
};

/** What to order by. 排序字段 */
export type ReceiptOrderField =
  | 'companyId'
  | 'id'
  | 'number'
  | 'orderId'
  | 'receivedOn'
  | 'status'
  | 'supplierId'
  | 'trackingNumber'
  | 'warehouseId';

/** All documents, or those that changes could touch. 方式 */
export type ReconciliationMode =
  | 'FULL'
  | 'INCREMENTAL';

export type ReconciliationModeFilter = {
  eq?: InputMaybe<ReconciliationMode>;
  in?: InputMaybe<Array<ReconciliationMode>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ReconciliationMode>;
};

/** The rule that found it. 规则 */
export type ReconciliationRule =
  | 'BILLED_NOT_SHIPPED'
  | 'BOOKED_DIFFERENTLY'
  | 'BOOKED_WITHOUT_ERP_DOCUMENT'
  | 'DUPLICATE_INVOICE'
  | 'ERP_INVOICE_NOT_BOOKED'
  | 'ORDER_AGAINST_INVOICE'
  | 'PAYMENT_WITHOUT_INVOICE'
  | 'RECEIVED_NOT_INVOICED'
  | 'SHIPPED_NOT_BILLED'
  | 'STOCK_AGAINST_INVENTORY'
  | 'SUBLEDGER_AGAINST_CONTROL'
  | 'THREE_WAY_MATCH'
  | 'UNBALANCED_OR_OFF_PERIOD'
  | 'UNMAPPED_IDENTIFIER';

export type ReconciliationRuleFilter = {
  eq?: InputMaybe<ReconciliationRule>;
  in?: InputMaybe<Array<ReconciliationRule>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<ReconciliationRule>;
};

/** What to group by. 分组字段 */
export type ReconciliationRunDimension =
  | 'asOf'
  | 'asOfMonth'
  | 'asOfYear'
  | 'closedCount'
  | 'documentCount'
  | 'explainedCount'
  | 'explanation'
  | 'finishedAt'
  | 'finishedAtMonth'
  | 'finishedAtYear'
  | 'foundCount'
  | 'linkCount'
  | 'mode'
  | 'openedCount'
  | 'reopenedCount'
  | 'startedAt'
  | 'startedAtMonth'
  | 'startedAtYear'
  | 'waitingCount';

export type ReconciliationRunFilter = {
  and?: InputMaybe<Array<ReconciliationRunFilter>>;
  asOf?: InputMaybe<DateFilter>;
  closedCount?: InputMaybe<IntFilter>;
  documentCount?: InputMaybe<IntFilter>;
  explainedCount?: InputMaybe<IntFilter>;
  explanation?: InputMaybe<TextFilter>;
  finishedAt?: InputMaybe<DateTimeFilter>;
  foundCount?: InputMaybe<IntFilter>;
  id?: InputMaybe<IdFilter>;
  linkCount?: InputMaybe<IntFilter>;
  mode?: InputMaybe<ReconciliationModeFilter>;
  not?: InputMaybe<ReconciliationRunFilter>;
  openedCount?: InputMaybe<IntFilter>;
  or?: InputMaybe<Array<ReconciliationRunFilter>>;
  reopenedCount?: InputMaybe<IntFilter>;
  startedAt?: InputMaybe<DateTimeFilter>;
  waitingCount?: InputMaybe<IntFilter>;
};

export type ReconciliationRunOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ReconciliationRunOrderField;
};

/** What to order by. 排序字段 */
export type ReconciliationRunOrderField =
  | 'asOf'
  | 'closedCount'
  | 'documentCount'
  | 'explainedCount'
  | 'explanation'
  | 'finishedAt'
  | 'foundCount'
  | 'id'
  | 'linkCount'
  | 'mode'
  | 'openedCount'
  | 'reopenedCount'
  | 'startedAt'
  | 'waitingCount';

/** A role of the permission matrix. 角色 */
export type RoleName =
  | 'accountant'
  | 'admin'
  | 'analyst'
  | 'auditor'
  | 'buyer'
  | 'cfo'
  | 'integration'
  | 'sales'
  | 'steward'
  | 'warehouse';

/** How it was sold. 销售渠道 */
export type SalesChannel =
  | 'DIRECT'
  | 'ONLINE'
  | 'RESELLER';

export type SalesChannelFilter = {
  eq?: InputMaybe<SalesChannel>;
  in?: InputMaybe<Array<SalesChannel>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<SalesChannel>;
};

/** What to group by. 分组字段 */
export type SalesOrderDimension =
  | 'channel'
  | 'companyId'
  | 'currency'
  | 'customerId'
  | 'customerReference'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'number'
  | 'orderedOn'
  | 'orderedOnMonth'
  | 'orderedOnYear'
  | 'salesPerson'
  | 'shippedOn'
  | 'shippedOnMonth'
  | 'shippedOnYear'
  | 'status';

export type SalesOrderFilter = {
  and?: InputMaybe<Array<SalesOrderFilter>>;
  channel?: InputMaybe<SalesChannelFilter>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  currency?: InputMaybe<CurrencyFilter>;
  customer?: InputMaybe<PartyFilter>;
  customerId?: InputMaybe<IdFilter>;
  customerReference?: InputMaybe<TextFilter>;
  dueOn?: InputMaybe<DateFilter>;
  freightAmount?: InputMaybe<MoneyFilter>;
  id?: InputMaybe<IdFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<SalesOrderFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<SalesOrderFilter>>;
  orderedOn?: InputMaybe<DateFilter>;
  salesPerson?: InputMaybe<TextFilter>;
  shippedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<OrderStatusFilter>;
  taxAmount?: InputMaybe<MoneyFilter>;
  totalAmount?: InputMaybe<MoneyFilter>;
};

/** What to group by. 分组字段 */
export type SalesOrderLineDimension =
  | 'currency'
  | 'description'
  | 'itemId'
  | 'lineNumber'
  | 'orderId'
  | 'unit';

export type SalesOrderLineFilter = {
  and?: InputMaybe<Array<SalesOrderLineFilter>>;
  currency?: InputMaybe<CurrencyFilter>;
  description?: InputMaybe<TextFilter>;
  discountRate?: InputMaybe<DecimalFilter>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  netAmount?: InputMaybe<MoneyFilter>;
  not?: InputMaybe<SalesOrderLineFilter>;
  or?: InputMaybe<Array<SalesOrderLineFilter>>;
  order?: InputMaybe<SalesOrderFilter>;
  orderId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  unitPrice?: InputMaybe<MoneyFilter>;
};

export type SalesOrderLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: SalesOrderLineOrderField;
};

/** What to order by. 排序字段 */
export type SalesOrderLineOrderField =
  | 'currency'
  | 'description'
  | 'discountRate'
  | 'id'
  | 'itemId'
  | 'lineNumber'
  | 'netAmount'
  | 'orderId'
  | 'quantity'
  | 'unit'
  | 'unitPrice';

export type SalesOrderOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: SalesOrderOrderField;
};

/** What to order by. 排序字段 */
export type SalesOrderOrderField =
  | 'channel'
  | 'companyId'
  | 'currency'
  | 'customerId'
  | 'customerReference'
  | 'dueOn'
  | 'freightAmount'
  | 'id'
  | 'netAmount'
  | 'number'
  | 'orderedOn'
  | 'salesPerson'
  | 'shippedOn'
  | 'status'
  | 'taxAmount'
  | 'totalAmount';

/** What to group by. 分组字段 */
export type SavedOperationDimension =
  | 'defaults'
  | 'description'
  | 'document'
  | 'name'
  | 'owner'
  | 'roles'
  | 'savedAt'
  | 'savedAtMonth'
  | 'savedAtYear'
  | 'version';

export type SavedOperationFilter = {
  and?: InputMaybe<Array<SavedOperationFilter>>;
  defaults?: InputMaybe<TextFilter>;
  description?: InputMaybe<TextFilter>;
  document?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<SavedOperationFilter>;
  or?: InputMaybe<Array<SavedOperationFilter>>;
  owner?: InputMaybe<TextFilter>;
  roles?: InputMaybe<TextFilter>;
  savedAt?: InputMaybe<DateTimeFilter>;
  version?: InputMaybe<IntFilter>;
};

export type SavedOperationOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: SavedOperationOrderField;
};

/** What to order by. 排序字段 */
export type SavedOperationOrderField =
  | 'defaults'
  | 'description'
  | 'document'
  | 'id'
  | 'name'
  | 'owner'
  | 'roles'
  | 'savedAt'
  | 'version';

/** What a figure measures. 指标 */
export type ScorecardMeasure =
  | 'ACCURACY'
  | 'BOOKING_DELAY_P50'
  | 'BOOKING_DELAY_P95'
  | 'ERP_FOUND_IN_FINANCE'
  | 'FINANCE_FOUND_IN_ERP'
  | 'MAPPED_CODES'
  | 'MAPPED_ITEMS'
  | 'MAPPED_PARTIES'
  | 'SYNC_DELAY_P50'
  | 'SYNC_DELAY_P95';

/** What it settles. 单据类型 */
export type SettledDocumentType =
  | 'BILL'
  | 'CREDIT_NOTE'
  | 'INVOICE';

export type SettledDocumentTypeFilter = {
  eq?: InputMaybe<SettledDocumentType>;
  in?: InputMaybe<Array<SettledDocumentType>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<SettledDocumentType>;
};

/** What to group by. 分组字段 */
export type ShipmentDimension =
  | 'companyId'
  | 'customerId'
  | 'number'
  | 'orderId'
  | 'shippedOn'
  | 'shippedOnMonth'
  | 'shippedOnYear'
  | 'status'
  | 'trackingNumber'
  | 'warehouseId';

export type ShipmentFilter = {
  and?: InputMaybe<Array<ShipmentFilter>>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  customer?: InputMaybe<PartyFilter>;
  customerId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  not?: InputMaybe<ShipmentFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<ShipmentFilter>>;
  order?: InputMaybe<SalesOrderFilter>;
  orderId?: InputMaybe<IdFilter>;
  shippedOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<DeliveryStatusFilter>;
  trackingNumber?: InputMaybe<TextFilter>;
  warehouse?: InputMaybe<WarehouseFilter>;
  warehouseId?: InputMaybe<IdFilter>;
};

/** What to group by. 分组字段 */
export type ShipmentLineDimension =
  | 'itemId'
  | 'lineNumber'
  | 'orderLineId'
  | 'shipmentId'
  | 'unit';

export type ShipmentLineFilter = {
  and?: InputMaybe<Array<ShipmentLineFilter>>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  lineNumber?: InputMaybe<IntFilter>;
  not?: InputMaybe<ShipmentLineFilter>;
  or?: InputMaybe<Array<ShipmentLineFilter>>;
  orderLine?: InputMaybe<SalesOrderLineFilter>;
  orderLineId?: InputMaybe<IdFilter>;
  quantity?: InputMaybe<QuantityFilter>;
  shipment?: InputMaybe<ShipmentFilter>;
  shipmentId?: InputMaybe<IdFilter>;
  unit?: InputMaybe<UnitFilter>;
};

export type ShipmentLineOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ShipmentLineOrderField;
};

/** What to order by. 排序字段 */
export type ShipmentLineOrderField =
  | 'id'
  | 'itemId'
  | 'lineNumber'
  | 'orderLineId'
  | 'quantity'
  | 'shipmentId'
  | 'unit';

export type ShipmentOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: ShipmentOrderField;
};

/** What to order by. 排序字段 */
export type ShipmentOrderField =
  | 'companyId'
  | 'customerId'
  | 'id'
  | 'number'
  | 'orderId'
  | 'shippedOn'
  | 'status'
  | 'trackingNumber'
  | 'warehouseId';

/** What to group by. 分组字段 */
export type SourceFreshnessDimension =
  | 'appliedAt'
  | 'appliedAtMonth'
  | 'appliedAtYear'
  | 'batchId'
  | 'changedAt'
  | 'changedAtMonth'
  | 'changedAtYear'
  | 'checkedAt'
  | 'checkedAtMonth'
  | 'checkedAtYear'
  | 'committedAt'
  | 'committedAtMonth'
  | 'committedAtYear'
  | 'entity'
  | 'error'
  | 'mode'
  | 'side'
  | 'state'
  | 'system';

export type SourceFreshnessFilter = {
  and?: InputMaybe<Array<SourceFreshnessFilter>>;
  appliedAt?: InputMaybe<DateTimeFilter>;
  backlogBytes?: InputMaybe<DecimalFilter>;
  batch?: InputMaybe<ImportBatchFilter>;
  batchId?: InputMaybe<IdFilter>;
  changedAt?: InputMaybe<DateTimeFilter>;
  checkedAt?: InputMaybe<DateTimeFilter>;
  committedAt?: InputMaybe<DateTimeFilter>;
  entity?: InputMaybe<TextFilter>;
  error?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  lagSeconds?: InputMaybe<DecimalFilter>;
  mode?: InputMaybe<SyncModeFilter>;
  not?: InputMaybe<SourceFreshnessFilter>;
  or?: InputMaybe<Array<SourceFreshnessFilter>>;
  side?: InputMaybe<DataSideFilter>;
  state?: InputMaybe<FreshnessStateFilter>;
  system?: InputMaybe<TextFilter>;
};

export type SourceFreshnessOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: SourceFreshnessOrderField;
};

/** What to order by. 排序字段 */
export type SourceFreshnessOrderField =
  | 'appliedAt'
  | 'backlogBytes'
  | 'batchId'
  | 'changedAt'
  | 'checkedAt'
  | 'committedAt'
  | 'entity'
  | 'error'
  | 'id'
  | 'lagSeconds'
  | 'mode'
  | 'side'
  | 'state'
  | 'system';

/** What to group by. 分组字段 */
export type StockLevelDimension =
  | 'bin'
  | 'countedOn'
  | 'countedOnMonth'
  | 'countedOnYear'
  | 'itemId'
  | 'unit'
  | 'warehouseId';

export type StockLevelFilter = {
  and?: InputMaybe<Array<StockLevelFilter>>;
  bin?: InputMaybe<TextFilter>;
  countedOn?: InputMaybe<DateFilter>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  not?: InputMaybe<StockLevelFilter>;
  onHand?: InputMaybe<QuantityFilter>;
  or?: InputMaybe<Array<StockLevelFilter>>;
  unit?: InputMaybe<UnitFilter>;
  warehouse?: InputMaybe<WarehouseFilter>;
  warehouseId?: InputMaybe<IdFilter>;
};

export type StockLevelOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: StockLevelOrderField;
};

/** What to order by. 排序字段 */
export type StockLevelOrderField =
  | 'bin'
  | 'countedOn'
  | 'id'
  | 'itemId'
  | 'onHand'
  | 'unit'
  | 'warehouseId';

/** What to group by. 分组字段 */
export type StockMovementDimension =
  | 'documentNumber'
  | 'itemId'
  | 'kind'
  | 'movedAt'
  | 'movedAtMonth'
  | 'movedAtYear'
  | 'unit'
  | 'warehouseId';

export type StockMovementFilter = {
  and?: InputMaybe<Array<StockMovementFilter>>;
  documentNumber?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  kind?: InputMaybe<StockMovementKindFilter>;
  movedAt?: InputMaybe<DateTimeFilter>;
  not?: InputMaybe<StockMovementFilter>;
  or?: InputMaybe<Array<StockMovementFilter>>;
  quantity?: InputMaybe<QuantityFilter>;
  unit?: InputMaybe<UnitFilter>;
  warehouse?: InputMaybe<WarehouseFilter>;
  warehouseId?: InputMaybe<IdFilter>;
};

/** Why stock changed. 类型 */
export type StockMovementKind =
  | 'ADJUSTMENT'
  | 'CONSUMPTION'
  | 'PRODUCTION'
  | 'RECEIPT'
  | 'SHIPMENT'
  | 'TRANSFER';

export type StockMovementKindFilter = {
  eq?: InputMaybe<StockMovementKind>;
  in?: InputMaybe<Array<StockMovementKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<StockMovementKind>;
};

export type StockMovementOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: StockMovementOrderField;
};

/** What to order by. 排序字段 */
export type StockMovementOrderField =
  | 'documentNumber'
  | 'id'
  | 'itemId'
  | 'kind'
  | 'movedAt'
  | 'quantity'
  | 'unit'
  | 'warehouseId';

/** Read now and then, or followed commit by commit. 同步方式 */
export type SyncMode =
  | 'BATCH'
  | 'LIVE';

export type SyncModeFilter = {
  eq?: InputMaybe<SyncMode>;
  in?: InputMaybe<Array<SyncMode>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<SyncMode>;
};

/** Which side of the company the system is on. 系统侧 */
export type SystemSide =
  | 'ERP'
  | 'FINANCE';

export type SystemSideFilter = {
  eq?: InputMaybe<SystemSide>;
  in?: InputMaybe<Array<SystemSide>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<SystemSide>;
};

/** What to group by. 分组字段 */
export type TaxCodeDimension =
  | 'code'
  | 'country'
  | 'kind'
  | 'name';

export type TaxCodeFilter = {
  and?: InputMaybe<Array<TaxCodeFilter>>;
  code?: InputMaybe<TextFilter>;
  country?: InputMaybe<CountryFilter>;
  id?: InputMaybe<IdFilter>;
  kind?: InputMaybe<TaxKindFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<TaxCodeFilter>;
  or?: InputMaybe<Array<TaxCodeFilter>>;
  rate?: InputMaybe<DecimalFilter>;
};

export type TaxCodeOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: TaxCodeOrderField;
};

/** What to order by. 排序字段 */
export type TaxCodeOrderField =
  | 'code'
  | 'country'
  | 'id'
  | 'kind'
  | 'name'
  | 'rate';

/** On sales, on purchases, or none. 类型 */
export type TaxKind =
  | 'EXEMPT'
  | 'INPUT'
  | 'OUTPUT';

export type TaxKindFilter = {
  eq?: InputMaybe<TaxKind>;
  in?: InputMaybe<Array<TaxKind>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<TaxKind>;
};

export type TextFilter = {
  contains?: InputMaybe<Scalars['String']['input']>;
  eq?: InputMaybe<Scalars['String']['input']>;
  in?: InputMaybe<Array<Scalars['String']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['String']['input']>;
  startsWith?: InputMaybe<Scalars['String']['input']>;
};

export type UnitFilter = {
  eq?: InputMaybe<Scalars['UnitCode']['input']>;
  in?: InputMaybe<Array<Scalars['UnitCode']['input']>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<Scalars['UnitCode']['input']>;
};

/** What to group by. 分组字段 */
export type UnitOfMeasureDimension =
  | 'code'
  | 'name'
  | 'standardUnit';

export type UnitOfMeasureFilter = {
  and?: InputMaybe<Array<UnitOfMeasureFilter>>;
  code?: InputMaybe<TextFilter>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<UnitOfMeasureFilter>;
  or?: InputMaybe<Array<UnitOfMeasureFilter>>;
  standardUnit?: InputMaybe<UnitFilter>;
};

export type UnitOfMeasureOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: UnitOfMeasureOrderField;
};

/** What to order by. 排序字段 */
export type UnitOfMeasureOrderField =
  | 'code'
  | 'id'
  | 'name'
  | 'standardUnit';

/** What to group by. 分组字段 */
export type UnmappedCodeDimension =
  | 'code'
  | 'entity'
  | 'field'
  | 'firstMetAt'
  | 'firstMetAtMonth'
  | 'firstMetAtYear'
  | 'lastMetAt'
  | 'lastMetAtMonth'
  | 'lastMetAtYear'
  | 'list'
  | 'recordCount'
  | 'system';

export type UnmappedCodeFilter = {
  and?: InputMaybe<Array<UnmappedCodeFilter>>;
  code?: InputMaybe<TextFilter>;
  entity?: InputMaybe<TextFilter>;
  field?: InputMaybe<TextFilter>;
  firstMetAt?: InputMaybe<DateTimeFilter>;
  id?: InputMaybe<IdFilter>;
  lastMetAt?: InputMaybe<DateTimeFilter>;
  list?: InputMaybe<TextFilter>;
  not?: InputMaybe<UnmappedCodeFilter>;
  or?: InputMaybe<Array<UnmappedCodeFilter>>;
  recordCount?: InputMaybe<IntFilter>;
  system?: InputMaybe<TextFilter>;
};

export type UnmappedCodeOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: UnmappedCodeOrderField;
};

/** What to order by. 排序字段 */
export type UnmappedCodeOrderField =
  | 'code'
  | 'entity'
  | 'field'
  | 'firstMetAt'
  | 'id'
  | 'lastMetAt'
  | 'list'
  | 'recordCount'
  | 'system';

/** What to group by. 分组字段 */
export type WarehouseDimension =
  | 'city'
  | 'code'
  | 'companyId'
  | 'name';

export type WarehouseFilter = {
  and?: InputMaybe<Array<WarehouseFilter>>;
  city?: InputMaybe<TextFilter>;
  code?: InputMaybe<TextFilter>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  id?: InputMaybe<IdFilter>;
  name?: InputMaybe<TextFilter>;
  not?: InputMaybe<WarehouseFilter>;
  or?: InputMaybe<Array<WarehouseFilter>>;
};

export type WarehouseOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: WarehouseOrderField;
};

/** What to order by. 排序字段 */
export type WarehouseOrderField =
  | 'city'
  | 'code'
  | 'companyId'
  | 'id'
  | 'name';

/** What to group by. 分组字段 */
export type WorkOrderDimension =
  | 'companyId'
  | 'dueOn'
  | 'dueOnMonth'
  | 'dueOnYear'
  | 'finishedOn'
  | 'finishedOnMonth'
  | 'finishedOnYear'
  | 'itemId'
  | 'number'
  | 'startsOn'
  | 'startsOnMonth'
  | 'startsOnYear'
  | 'status'
  | 'unit';

export type WorkOrderFilter = {
  and?: InputMaybe<Array<WorkOrderFilter>>;
  company?: InputMaybe<ErpCompanyFilter>;
  companyId?: InputMaybe<IdFilter>;
  dueOn?: InputMaybe<DateFilter>;
  finishedOn?: InputMaybe<DateFilter>;
  id?: InputMaybe<IdFilter>;
  item?: InputMaybe<ItemFilter>;
  itemId?: InputMaybe<IdFilter>;
  madeQuantity?: InputMaybe<QuantityFilter>;
  not?: InputMaybe<WorkOrderFilter>;
  number?: InputMaybe<TextFilter>;
  or?: InputMaybe<Array<WorkOrderFilter>>;
  plannedQuantity?: InputMaybe<QuantityFilter>;
  scrappedQuantity?: InputMaybe<QuantityFilter>;
  startsOn?: InputMaybe<DateFilter>;
  status?: InputMaybe<WorkOrderStatusFilter>;
  unit?: InputMaybe<UnitFilter>;
};

export type WorkOrderOrder = {
  direction?: InputMaybe<OrderDirection>;
  field: WorkOrderOrderField;
};

/** What to order by. 排序字段 */
export type WorkOrderOrderField =
  | 'companyId'
  | 'dueOn'
  | 'finishedOn'
  | 'id'
  | 'itemId'
  | 'madeQuantity'
  | 'number'
  | 'plannedQuantity'
  | 'scrappedQuantity'
  | 'startsOn'
  | 'status'
  | 'unit';

/** How far it has come. 状态 */
export type WorkOrderStatus =
  | 'CANCELLED'
  | 'DONE'
  | 'PLANNED'
  | 'RELEASED';

export type WorkOrderStatusFilter = {
  eq?: InputMaybe<WorkOrderStatus>;
  in?: InputMaybe<Array<WorkOrderStatus>>;
  isNull?: InputMaybe<Scalars['Boolean']['input']>;
  ne?: InputMaybe<WorkOrderStatus>;
};

export type Join__Graph =
  | 'ERP'
  | 'FINANCE'
  | 'MAPPING';

export type Link__Purpose =
  /** `EXECUTION` features provide metadata necessary for operation execution. */
  | 'EXECUTION'
  /** `SECURITY` features provide metadata necessary to securely resolve fields. */
  | 'SECURITY';

export type ChainQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type ChainQuery = { documentChain?: Array<{ id?: string | null, kind?: DocumentKind | null, number?: string | null, documentOn?: string | null, status?: string | null, distance?: number | null, nextToId?: string | null, linkRule?: DocumentLinkRule | null, linkConfidence?: string | null, salesOrder?: { amount?: { amount: string, currency: string } | null } | null, purchaseOrder?: { amount?: { amount: string, currency: string } | null } | null, erpInvoice?: { amount?: { amount: string, currency: string } | null } | null, invoice?: { amount?: { amount: string, currency: string } | null } | null, bill?: { amount?: { amount: string, currency: string } | null } | null, creditNote?: { amount?: { amount: string, currency: string } | null } | null, payment?: { amount?: { amount: string, currency: string } | null } | null }> | null };

export type DiscrepanciesQueryVariables = Exact<{
  filter: DiscrepancyFilter;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type DiscrepanciesQuery = { discrepancies?: { totalCount?: number | null, pageInfo?: { endCursor?: string | null, hasNextPage: boolean } | null, nodes?: Array<{ id: string, rule?: ReconciliationRule | null, state?: DiscrepancyState | null, sinceOn?: string | null, ageDays?: number | null, cause?: string | null, causeZh?: string | null, amount?: { amount: string, currency: string } | null, party?: { displayName?: string | null } | null, item?: { displayName?: string | null } | null }> | null } | null };

export type DiscrepancyChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type DiscrepancyChangesSubscription = { discrepancyChanged?: { id?: string | null } | null };

export type AssignMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  owner: Scalars['String']['input'];
}>;


export type AssignMutation = { assignDiscrepancy?: { id: string } | null };

export type ResolveMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  note: Scalars['String']['input'];
}>;


export type ResolveMutation = { resolveDiscrepancy?: { id: string } | null };

export type AcceptMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  note: Scalars['String']['input'];
}>;


export type AcceptMutation = { acceptDiscrepancy?: { id: string } | null };

export type DiscrepancyOneQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type DiscrepancyOneQuery = { discrepancy?: { id: string, rule?: ReconciliationRule | null, state?: DiscrepancyState | null, owner?: string | null, cause?: string | null, causeZh?: string | null, remedy?: string | null, remedyZh?: string | null, note?: string | null, sinceOn?: string | null, firstSeenAt?: string | null, lastSeenAt?: string | null, decidedBy?: string | null, decidedAt?: string | null, salesOrderId?: string | null, purchaseOrderId?: string | null, shipmentId?: string | null, receiptId?: string | null, erpInvoiceId?: string | null, invoiceId?: string | null, billId?: string | null, creditNoteId?: string | null, paymentId?: string | null, journalEntryId?: string | null, amount?: { amount: string, currency: string } | null, party?: { displayName?: string | null } | null, item?: { displayName?: string | null } | null, history?: { nodes?: Array<{ id: string, kind?: DiscrepancyEventKind | null, madeBy?: string | null, madeAt?: string | null, note?: string | null }> | null } | null } | null };

export type SourcesQueryVariables = Exact<{ [key: string]: never; }>;


export type SourcesQuery = { sourceFreshness?: { nodes?: Array<{ id: string, system?: string | null, entity?: string | null, side?: DataSide | null, mode?: SyncMode | null, state?: FreshnessState | null, committedAt?: string | null, appliedAt?: string | null, checkedAt?: string | null, lagSeconds?: string | null, error?: string | null }> | null } | null };

export type BatchesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type BatchesSubscription = { importBatchChanged?: { id?: string | null } | null };

export type ProposalsQueryVariables = Exact<{ [key: string]: never; }>;


export type ProposalsQuery = { matchProposals?: { totalCount?: number | null, nodes?: Array<{ id: string, kind?: IdentityKind | null, leftId?: string | null, rightId?: string | null, leftName?: string | null, rightName?: string | null, confidence?: string | null, reason?: string | null, reasonZh?: string | null, explain?: Array<{ supports?: boolean | null, weight?: string | null, strength?: string | null, strengthZh?: string | null, text?: string | null, textZh?: string | null }> | null }> | null } | null, identityDecisions?: { nodes?: Array<{ id: string, kind?: DecisionKind | null, identityKind?: IdentityKind | null, reason?: string | null, outcome?: string | null, outcomeZh?: string | null, undoesId?: string | null, undoneById?: string | null, decidedBy?: string | null, decidedAt?: string | null }> | null } | null };

export type ConfirmMutationVariables = Exact<{
  proposalId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  key: Scalars['String']['input'];
}>;


export type ConfirmMutation = { confirmMatch?: { id: string } | null };

export type RejectMutationVariables = Exact<{
  proposalId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  key: Scalars['String']['input'];
}>;


export type RejectMutation = { rejectMatch?: { id: string } | null };

export type MergeMutationVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  key: Scalars['String']['input'];
}>;


export type MergeMutation = { mergeIdentities?: { id: string } | null };

export type UndoMutationVariables = Exact<{
  decisionId: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  key: Scalars['String']['input'];
}>;


export type UndoMutation = { undoDecision?: { id: string } | null };

export type IdentitiesQueryVariables = Exact<{
  sourceIds: Array<Scalars['String']['input']> | Scalars['String']['input'];
}>;


export type IdentitiesQuery = { identifiers?: { nodes?: Array<{ sharedId?: string | null }> | null } | null };

export type PartyPairQueryVariables = Exact<{
  leftId: Scalars['ID']['input'];
  rightId: Scalars['ID']['input'];
}>;


export type PartyPairQuery = { left?: { name?: string | null, number?: string | null, taxId?: string | null, street?: string | null, postalCode?: string | null, city?: string | null, country?: string | null, phone?: string | null, email?: string | null, currency?: string | null } | null, right?: { name?: string | null, number?: string | null, taxId?: string | null, street?: string | null, postalCode?: string | null, city?: string | null, country?: string | null, phone?: string | null, email?: string | null, currency?: string | null } | null };

export type ItemPairQueryVariables = Exact<{
  leftId: Scalars['ID']['input'];
  rightId: Scalars['ID']['input'];
}>;


export type ItemPairQuery = { left?: { name?: string | null, number?: string | null, unit?: string | null, currency?: string | null, soldFrom?: string | null } | null, right?: { name?: string | null, unit?: string | null, currency?: string | null, number?: string | null, soldFrom?: string | null } | null };

export type ReceivablesQueryVariables = Exact<{
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  on: Scalars['Date']['input'];
}>;


export type ReceivablesQuery = { ageing?: { documents?: number | null, total?: { amount: string, currency: string } | null, buckets?: Array<{ fromDays?: number | null, toDays?: number | null, documents?: number | null, amount?: { amount: string, currency: string } | null }> | null, lines?: Array<{ partyAccountId?: string | null, party?: { displayName?: string | null } | null, partyAccount?: { name?: string | null } | null, total?: { amount: string, currency: string } | null }> | null } | null };

export type AgeingFiguresFragment = { documents?: number | null, total?: { amount: string, currency: string } | null, buckets?: Array<{ fromDays?: number | null, toDays?: number | null, documents?: number | null, amount?: { amount: string, currency: string } | null }> | null, lines?: Array<{ partyAccountId?: string | null, party?: { displayName?: string | null } | null, partyAccount?: { name?: string | null } | null, total?: { amount: string, currency: string } | null }> | null };

export type PayablesQueryVariables = Exact<{
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  on: Scalars['Date']['input'];
}>;


export type PayablesQuery = { ageing?: { documents?: number | null, total?: { amount: string, currency: string } | null, buckets?: Array<{ fromDays?: number | null, toDays?: number | null, documents?: number | null, amount?: { amount: string, currency: string } | null }> | null, lines?: Array<{ partyAccountId?: string | null, party?: { displayName?: string | null } | null, partyAccount?: { name?: string | null } | null, total?: { amount: string, currency: string } | null }> | null } | null };

export type BudgetOfYearQueryVariables = Exact<{
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type BudgetOfYearQuery = { budgetVariance?: { revenue?: { favourable?: boolean | null, variancePercent?: string | null, budget?: { amount: string, currency: string } | null, actual?: { amount: string, currency: string } | null } | null, expense?: { favourable?: boolean | null, variancePercent?: string | null, budget?: { amount: string, currency: string } | null, actual?: { amount: string, currency: string } | null } | null, profit?: { favourable?: boolean | null, variancePercent?: string | null, budget?: { amount: string, currency: string } | null, actual?: { amount: string, currency: string } | null } | null, lines?: Array<{ accountId?: string | null, costCenterId?: string | null, code?: string | null, name?: string | null, budgeted?: boolean | null, favourable?: boolean | null, variancePercent?: string | null, costCenter?: { name?: string | null } | null, budget?: { amount: string, currency: string } | null, actual?: { amount: string, currency: string } | null, variance?: { amount: string, currency: string } | null }> | null } | null };

export type BudgetSumFragment = { favourable?: boolean | null, variancePercent?: string | null, budget?: { amount: string, currency: string } | null, actual?: { amount: string, currency: string } | null };

export type ForecastQueryVariables = Exact<{
  figure: ForecastFigure;
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  to: Scalars['Date']['input'];
}>;


export type ForecastQuery = { forecast?: { method?: ForecastMethod | null, level?: number | null, history?: Array<{ startsOn?: string | null, amount?: { amount: string, currency: string } | null }> | null, points?: Array<{ startsOn?: string | null, amount?: { amount: string, currency: string } | null, lower?: { amount: string, currency: string } | null, upper?: { amount: string, currency: string } | null }> | null, backTest?: { origins?: number | null, smape?: string | null, againstNaive?: string | null } | null } | null };

export type KpisOfYearQueryVariables = Exact<{
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
  fromBefore: Scalars['Date']['input'];
  toBefore: Scalars['Date']['input'];
}>;


export type KpisOfYearQuery = { now?: { grossMargin?: string | null, netMargin?: string | null, daysSalesOutstanding?: string | null, daysPayableOutstanding?: string | null, revenue?: { amount: string, currency: string } | null, netProfit?: { amount: string, currency: string } | null } | null, before?: { grossMargin?: string | null, netMargin?: string | null, daysSalesOutstanding?: string | null, daysPayableOutstanding?: string | null, revenue?: { amount: string, currency: string } | null, netProfit?: { amount: string, currency: string } | null } | null, cash?: { opening?: { amount: string, currency: string } | null, closing?: { amount: string, currency: string } | null } | null };

export type KpiFiguresFragment = { grossMargin?: string | null, netMargin?: string | null, daysSalesOutstanding?: string | null, daysPayableOutstanding?: string | null, revenue?: { amount: string, currency: string } | null, netProfit?: { amount: string, currency: string } | null };

export type MarginSumsFragment = { netAmount?: Array<{ amount: string, currency: string }> | null, costAmount?: Array<{ amount: string, currency: string }> | null };

export type ScopeQueryVariables = Exact<{ [key: string]: never; }>;


export type ScopeQuery = { companies?: { nodes?: Array<{ financeId?: string | null, name?: string | null, currency?: string | null }> | null } | null, journalEntries?: { aggregate?: { maximum?: { postedOn?: string | null } | null } | null } | null, accountBalances?: { aggregate?: { maximum?: { balanceOn?: string | null } | null } | null } | null, invoices?: { aggregate?: { maximum?: { issuedOn?: string | null } | null } | null } | null };

export type CustomerRevenueQueryVariables = Exact<{
  filter: InvoiceFilter;
}>;


export type CustomerRevenueQuery = { invoices?: { groupBy?: Array<{ key?: { partyAccountId?: string | null } | null, aggregate?: { sum?: { netAmount?: Array<{ amount: string, currency: string }> | null } | null } | null }> | null } | null };

export type CustomerMarginQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  filter: InvoiceLineFilter;
}>;


export type CustomerMarginQuery = { partyAccount?: { name?: string | null, party?: { displayName?: string | null } | null } | null, invoiceLines?: { aggregate?: { sum?: { netAmount?: Array<{ amount: string, currency: string }> | null, costAmount?: Array<{ amount: string, currency: string }> | null } | null } | null } | null };

export type ItemMarginsQueryVariables = Exact<{
  filter: InvoiceLineFilter;
}>;


export type ItemMarginsQuery = { invoiceLines?: { groupBy?: Array<{ key?: { productId?: string | null } | null, aggregate?: { sum?: { netAmount?: Array<{ amount: string, currency: string }> | null, costAmount?: Array<{ amount: string, currency: string }> | null } | null } | null }> | null } | null };

export type ProductNamesQueryVariables = Exact<{
  ids: Array<Scalars['ID']['input']> | Scalars['ID']['input'];
}>;


export type ProductNamesQuery = { products?: { nodes?: Array<{ id: string, name?: string | null, item?: { displayName?: string | null } | null }> | null } | null };

export type MonthFiguresQueryVariables = Exact<{
  companyId?: InputMaybe<Scalars['ID']['input']>;
  currency?: InputMaybe<Scalars['CurrencyCode']['input']>;
  from: Scalars['Date']['input'];
  to: Scalars['Date']['input'];
}>;


export type MonthFiguresQuery = { incomeStatement?: { revenue?: { amount: string, currency: string } | null, grossProfit?: { amount: string, currency: string } | null, netProfit?: { amount: string, currency: string } | null } | null, cashFlow?: { movement?: { amount: string, currency: string } | null, closing?: { amount: string, currency: string } | null } | null };

export type PermissionMatrixQueryVariables = Exact<{ [key: string]: never; }>;


export type PermissionMatrixQuery = { permissionMatrix?: Array<{ type?: string | null, fields?: Array<{ field?: string | null, roles?: Array<RoleName> | null }> | null }> | null };

export type CorrectMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  values: Array<CorrectedValue> | CorrectedValue;
  reason: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
}>;


export type CorrectMutation = { correctQuarantinedRow?: { id: string } | null };

export type DismissMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
}>;


export type DismissMutation = { dismissQuarantinedRow?: { id: string } | null };

export type ReopenMutationVariables = Exact<{
  id: Scalars['ID']['input'];
  reason: Scalars['String']['input'];
  version?: InputMaybe<Scalars['Int']['input']>;
}>;


export type ReopenMutation = { reopenQuarantinedRow?: { id: string } | null };

export type QuarantinedOneQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type QuarantinedOneQuery = { quarantinedRow?: { id: string, system?: string | null, entity?: string | null, rowId?: string | null, file?: string | null, line?: number | null, code?: string | null, path?: string | null, reason?: string | null, expected?: string | null, remedy?: string | null, state?: QuarantineState | null, version?: number | null, record?: string | null, recordKind?: QuarantinedRecordKind | null, correction?: string | null, proposedField?: string | null, proposedValue?: string | null, proposedBecause?: string | null, decisionReason?: string | null, quarantinedAt?: string | null, decisions?: { nodes?: Array<{ id: string, kind?: QuarantineDecisionKind | null, reason?: string | null, decidedBy?: string | null, decidedAt?: string | null }> | null } | null } | null };

export type QuarantinedRowsQueryVariables = Exact<{
  filter: QuarantinedRowFilter;
  after?: InputMaybe<Scalars['String']['input']>;
}>;


export type QuarantinedRowsQuery = { quarantinedRows?: { totalCount?: number | null, pageInfo?: { endCursor?: string | null, hasNextPage: boolean } | null, nodes?: Array<{ id: string, system?: string | null, entity?: string | null, code?: string | null, path?: string | null, reason?: string | null, state?: QuarantineState | null, correction?: string | null }> | null } | null };

export type QuarantineChangesSubscriptionVariables = Exact<{ [key: string]: never; }>;


export type QuarantineChangesSubscription = { quarantinedRowChanged?: { id?: string | null } | null };

export type MoneyFieldsFragment = { amount: string, currency: string };

export const MoneyFieldsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<MoneyFieldsFragment, unknown>;
export const AgeingFiguresFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgeingFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ageing"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromDays"}},{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partyAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partyAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<AgeingFiguresFragment, unknown>;
export const BudgetSumFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BudgetSum"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BudgetVarianceSum"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favourable"}},{"kind":"Field","name":{"kind":"Name","value":"variancePercent"}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<BudgetSumFragment, unknown>;
export const KpiFiguresFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KpiFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kpis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"netProfit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grossMargin"}},{"kind":"Field","name":{"kind":"Name","value":"netMargin"}},{"kind":"Field","name":{"kind":"Name","value":"daysSalesOutstanding"}},{"kind":"Field","name":{"kind":"Name","value":"daysPayableOutstanding"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<KpiFiguresFragment, unknown>;
export const MarginSumsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MarginSums"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceLineTotals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<MarginSumsFragment, unknown>;
export const ChainDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Chain"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documentChain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"documentOn"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"distance"}},{"kind":"Field","name":{"kind":"Name","value":"nextToId"}},{"kind":"Field","name":{"kind":"Name","value":"linkRule"}},{"kind":"Field","name":{"kind":"Name","value":"linkConfidence"}},{"kind":"Field","name":{"kind":"Name","value":"salesOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"purchaseOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"erpInvoice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"invoice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"bill"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"creditNote"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"amount"},"name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"payment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<ChainQuery, ChainQueryVariables>;
export const DiscrepanciesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Discrepancies"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscrepancyFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"sinceOn"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"id"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"sinceOn"}},{"kind":"Field","name":{"kind":"Name","value":"ageDays"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"causeZh"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<DiscrepanciesQuery, DiscrepanciesQueryVariables>;
export const DiscrepancyChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"DiscrepancyChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancyChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DiscrepancyChangesSubscription, DiscrepancyChangesSubscriptionVariables>;
export const AssignDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Assign"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"owner"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"assignDiscrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"owner"},"value":{"kind":"Variable","name":{"kind":"Name","value":"owner"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<AssignMutation, AssignMutationVariables>;
export const ResolveDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Resolve"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resolveDiscrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ResolveMutation, ResolveMutationVariables>;
export const AcceptDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Accept"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"note"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptDiscrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"note"},"value":{"kind":"Variable","name":{"kind":"Name","value":"note"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<AcceptMutation, AcceptMutationVariables>;
export const DiscrepancyOneDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DiscrepancyOne"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discrepancy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"rule"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"owner"}},{"kind":"Field","name":{"kind":"Name","value":"cause"}},{"kind":"Field","name":{"kind":"Name","value":"causeZh"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"remedyZh"}},{"kind":"Field","name":{"kind":"Name","value":"note"}},{"kind":"Field","name":{"kind":"Name","value":"sinceOn"}},{"kind":"Field","name":{"kind":"Name","value":"firstSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"lastSeenAt"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}},{"kind":"Field","name":{"kind":"Name","value":"salesOrderId"}},{"kind":"Field","name":{"kind":"Name","value":"purchaseOrderId"}},{"kind":"Field","name":{"kind":"Name","value":"shipmentId"}},{"kind":"Field","name":{"kind":"Name","value":"receiptId"}},{"kind":"Field","name":{"kind":"Name","value":"erpInvoiceId"}},{"kind":"Field","name":{"kind":"Name","value":"invoiceId"}},{"kind":"Field","name":{"kind":"Name","value":"billId"}},{"kind":"Field","name":{"kind":"Name","value":"creditNoteId"}},{"kind":"Field","name":{"kind":"Name","value":"paymentId"}},{"kind":"Field","name":{"kind":"Name","value":"journalEntryId"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"madeBy"}},{"kind":"Field","name":{"kind":"Name","value":"madeAt"}},{"kind":"Field","name":{"kind":"Name","value":"note"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<DiscrepancyOneQuery, DiscrepancyOneQueryVariables>;
export const SourcesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sourceFreshness"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"500"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"system"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"entity"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"mode"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"committedAt"}},{"kind":"Field","name":{"kind":"Name","value":"appliedAt"}},{"kind":"Field","name":{"kind":"Name","value":"checkedAt"}},{"kind":"Field","name":{"kind":"Name","value":"lagSeconds"}},{"kind":"Field","name":{"kind":"Name","value":"error"}}]}}]}}]}}]} as unknown as DocumentNode<SourcesQuery, SourcesQueryVariables>;
export const BatchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"Batches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importBatchChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<BatchesSubscription, BatchesSubscriptionVariables>;
export const ProposalsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Proposals"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"matchProposals"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"status"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"PROPOSED"}}]}}]}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"confidence"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"id"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"leftId"}},{"kind":"Field","name":{"kind":"Name","value":"rightId"}},{"kind":"Field","name":{"kind":"Name","value":"leftName"}},{"kind":"Field","name":{"kind":"Name","value":"rightName"}},{"kind":"Field","name":{"kind":"Name","value":"confidence"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"reasonZh"}},{"kind":"Field","name":{"kind":"Name","value":"explain"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"supports"}},{"kind":"Field","name":{"kind":"Name","value":"weight"}},{"kind":"Field","name":{"kind":"Name","value":"strength"}},{"kind":"Field","name":{"kind":"Name","value":"strengthZh"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"textZh"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"identityDecisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"12"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"decidedAt"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"identityKind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"outcomeZh"}},{"kind":"Field","name":{"kind":"Name","value":"undoesId"}},{"kind":"Field","name":{"kind":"Name","value":"undoneById"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}}]}}]}}]} as unknown as DocumentNode<ProposalsQuery, ProposalsQueryVariables>;
export const ConfirmDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Confirm"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"proposalId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmMatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"proposalId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"proposalId"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ConfirmMutation, ConfirmMutationVariables>;
export const RejectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Reject"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"proposalId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rejectMatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"proposalId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"proposalId"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<RejectMutation, RejectMutationVariables>;
export const MergeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Merge"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"mergeIdentities"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"ids"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<MergeMutation, MergeMutationVariables>;
export const UndoDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Undo"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"decisionId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"key"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"undoDecision"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"decisionId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"decisionId"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"idempotencyKey"},"value":{"kind":"Variable","name":{"kind":"Name","value":"key"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<UndoMutation, UndoMutationVariables>;
export const IdentitiesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Identities"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"sourceIds"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"identifiers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"sourceId"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"Variable","name":{"kind":"Name","value":"sourceIds"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sharedId"}}]}}]}}]}}]} as unknown as DocumentNode<IdentitiesQuery, IdentitiesQueryVariables>;
export const PartyPairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PartyPair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"leftId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rightId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"left"},"name":{"kind":"Name","value":"partyByErpId"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"erpId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"leftId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"taxId"}},{"kind":"Field","name":{"kind":"Name","value":"street"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"right"},"name":{"kind":"Name","value":"partyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rightId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"taxId"}},{"kind":"Field","name":{"kind":"Name","value":"street"}},{"kind":"Field","name":{"kind":"Name","value":"postalCode"}},{"kind":"Field","name":{"kind":"Name","value":"city"}},{"kind":"Field","name":{"kind":"Name","value":"country"}},{"kind":"Field","name":{"kind":"Name","value":"phone"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}}]} as unknown as DocumentNode<PartyPairQuery, PartyPairQueryVariables>;
export const ItemPairDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemPair"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"leftId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"rightId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"left"},"name":{"kind":"Name","value":"itemByErpId"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"erpId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"leftId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","name":{"kind":"Name","value":"soldFrom"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"right"},"name":{"kind":"Name","value":"product"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"rightId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","alias":{"kind":"Name","value":"number"},"name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"unit"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}},{"kind":"Field","alias":{"kind":"Name","value":"soldFrom"},"name":{"kind":"Name","value":"validFrom"}}]}}]}}]} as unknown as DocumentNode<ItemPairQuery, ItemPairQueryVariables>;
export const ReceivablesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Receivables"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"on"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"ageing"},"name":{"kind":"Name","value":"agedReceivables"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgeingFigures"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgeingFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ageing"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromDays"}},{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partyAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partyAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}}]} as unknown as DocumentNode<ReceivablesQuery, ReceivablesQueryVariables>;
export const PayablesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Payables"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"on"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"ageing"},"name":{"kind":"Name","value":"agedPayables"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"on"},"value":{"kind":"Variable","name":{"kind":"Name","value":"on"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"5"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AgeingFigures"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AgeingFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Ageing"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"buckets"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"fromDays"}},{"kind":"Field","name":{"kind":"Name","value":"toDays"}},{"kind":"Field","name":{"kind":"Name","value":"documents"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partyAccountId"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}},{"kind":"Field","name":{"kind":"Name","value":"partyAccount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}}]} as unknown as DocumentNode<PayablesQuery, PayablesQueryVariables>;
export const BudgetOfYearDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"BudgetOfYear"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"budgetVariance"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BudgetSum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"expense"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BudgetSum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"profit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"BudgetSum"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"costCenterId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"budgeted"}},{"kind":"Field","name":{"kind":"Name","value":"favourable"}},{"kind":"Field","name":{"kind":"Name","value":"variancePercent"}},{"kind":"Field","name":{"kind":"Name","value":"costCenter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"variance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"BudgetSum"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"BudgetVarianceSum"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"favourable"}},{"kind":"Field","name":{"kind":"Name","value":"variancePercent"}},{"kind":"Field","name":{"kind":"Name","value":"budget"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"actual"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]} as unknown as DocumentNode<BudgetOfYearQuery, BudgetOfYearQueryVariables>;
export const ForecastDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Forecast"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"figure"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ForecastFigure"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"forecast"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"figure"},"value":{"kind":"Variable","name":{"kind":"Name","value":"figure"}}},{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}},{"kind":"Argument","name":{"kind":"Name","value":"months"},"value":{"kind":"IntValue","value":"6"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"method"}},{"kind":"Field","name":{"kind":"Name","value":"level"}},{"kind":"Field","name":{"kind":"Name","value":"history"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsOn"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"points"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsOn"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lower"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"upper"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"backTest"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"origins"}},{"kind":"Field","name":{"kind":"Name","value":"smape"}},{"kind":"Field","name":{"kind":"Name","value":"againstNaive"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<ForecastQuery, ForecastQueryVariables>;
export const KpisOfYearDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"KpisOfYear"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"fromBefore"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"toBefore"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"now"},"name":{"kind":"Name","value":"kpis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KpiFigures"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"before"},"name":{"kind":"Name","value":"kpis"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"fromBefore"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"toBefore"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"KpiFigures"}}]}},{"kind":"Field","alias":{"kind":"Name","value":"cash"},"name":{"kind":"Name","value":"cashFlow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"opening"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"KpiFigures"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Kpis"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"netProfit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grossMargin"}},{"kind":"Field","name":{"kind":"Name","value":"netMargin"}},{"kind":"Field","name":{"kind":"Name","value":"daysSalesOutstanding"}},{"kind":"Field","name":{"kind":"Name","value":"daysPayableOutstanding"}}]}}]} as unknown as DocumentNode<KpisOfYearQuery, KpisOfYearQueryVariables>;
export const ScopeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Scope"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"companies"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"code"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"financeId"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"journalEntries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maximum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"postedOn"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountBalances"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"scenario"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"eq"},"value":{"kind":"EnumValue","value":"ACTUAL"}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maximum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balanceOn"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"invoices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"maximum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issuedOn"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ScopeQuery, ScopeQueryVariables>;
export const CustomerRevenueDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerRevenue"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invoices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupBy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"partyAccountId"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partyAccountId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<CustomerRevenueQuery, CustomerRevenueQueryVariables>;
export const CustomerMarginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerMargin"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceLineFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"partyAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"party"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"invoiceLines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MarginSums"}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MarginSums"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceLineTotals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]} as unknown as DocumentNode<CustomerMarginQuery, CustomerMarginQueryVariables>;
export const ItemMarginsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ItemMargins"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceLineFilter"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"invoiceLines"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"groupBy"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"ListValue","values":[{"kind":"EnumValue","value":"productId"}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"productId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"aggregate"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sum"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MarginSums"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MarginSums"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"InvoiceLineTotals"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"netAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"costAmount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]} as unknown as DocumentNode<ItemMarginsQuery, ItemMarginsQueryVariables>;
export const ProductNamesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ProductNames"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"ids"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"id"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"in"},"value":{"kind":"Variable","name":{"kind":"Name","value":"ids"}}}]}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"item"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ProductNamesQuery, ProductNamesQueryVariables>;
export const MonthFiguresDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MonthFigures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"currency"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CurrencyCode"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"to"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"incomeStatement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grossProfit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"netProfit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"cashFlow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"companyId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"companyId"}}},{"kind":"Argument","name":{"kind":"Name","value":"currency"},"value":{"kind":"Variable","name":{"kind":"Name","value":"currency"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"to"},"value":{"kind":"Variable","name":{"kind":"Name","value":"to"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"movement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}},{"kind":"Field","name":{"kind":"Name","value":"closing"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"MoneyFields"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"MoneyFields"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Money"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amount"}},{"kind":"Field","name":{"kind":"Name","value":"currency"}}]}}]} as unknown as DocumentNode<MonthFiguresQuery, MonthFiguresQueryVariables>;
export const PermissionMatrixDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PermissionMatrix"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"permissionMatrix"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"type"}},{"kind":"Field","name":{"kind":"Name","value":"fields"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"roles"}}]}}]}}]}}]} as unknown as DocumentNode<PermissionMatrixQuery, PermissionMatrixQueryVariables>;
export const CorrectDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Correct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"values"}},"type":{"kind":"NonNullType","type":{"kind":"ListType","type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CorrectedValue"}}}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"correctQuarantinedRow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"values"},"value":{"kind":"Variable","name":{"kind":"Name","value":"values"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<CorrectMutation, CorrectMutationVariables>;
export const DismissDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Dismiss"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dismissQuarantinedRow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<DismissMutation, DismissMutationVariables>;
export const ReopenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Reopen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"reason"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"version"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reopenQuarantinedRow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}},{"kind":"Argument","name":{"kind":"Name","value":"reason"},"value":{"kind":"Variable","name":{"kind":"Name","value":"reason"}}},{"kind":"Argument","name":{"kind":"Name","value":"version"},"value":{"kind":"Variable","name":{"kind":"Name","value":"version"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<ReopenMutation, ReopenMutationVariables>;
export const QuarantinedOneDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuarantinedOne"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quarantinedRow"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"rowId"}},{"kind":"Field","name":{"kind":"Name","value":"file"}},{"kind":"Field","name":{"kind":"Name","value":"line"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"remedy"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"record"}},{"kind":"Field","name":{"kind":"Name","value":"recordKind"}},{"kind":"Field","name":{"kind":"Name","value":"correction"}},{"kind":"Field","name":{"kind":"Name","value":"proposedField"}},{"kind":"Field","name":{"kind":"Name","value":"proposedValue"}},{"kind":"Field","name":{"kind":"Name","value":"proposedBecause"}},{"kind":"Field","name":{"kind":"Name","value":"decisionReason"}},{"kind":"Field","name":{"kind":"Name","value":"quarantinedAt"}},{"kind":"Field","name":{"kind":"Name","value":"decisions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"decidedAt"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"decidedBy"}},{"kind":"Field","name":{"kind":"Name","value":"decidedAt"}}]}}]}}]}}]}}]} as unknown as DocumentNode<QuarantinedOneQuery, QuarantinedOneQueryVariables>;
export const QuarantinedRowsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"QuarantinedRows"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"QuarantinedRowFilter"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quarantinedRows"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"200"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"system"}}]},{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"id"}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"endCursor"}},{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"system"}},{"kind":"Field","name":{"kind":"Name","value":"entity"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"path"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"correction"}}]}}]}}]}}]} as unknown as DocumentNode<QuarantinedRowsQuery, QuarantinedRowsQueryVariables>;
export const QuarantineChangesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"subscription","name":{"kind":"Name","value":"QuarantineChanges"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quarantinedRowChanged"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]} as unknown as DocumentNode<QuarantineChangesSubscription, QuarantineChangesSubscriptionVariables>;