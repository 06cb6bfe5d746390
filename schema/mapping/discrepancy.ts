import { Field } from "type-graphql";
import {
  type Collection,
  choice,
  collection,
  currency,
  date,
  dateTime,
  edge,
  entity,
  id,
  integer,
  money,
  reference,
  text,
} from "../model/decorators";
import { Account } from "./account";
import { Bill } from "./bill";
import { CostCenter } from "./cost-center";
import { CreditNote } from "./credit-note";
import { DiscrepancyEvent } from "./discrepancy-event";
import { DISCREPANCY_STATES } from "./discrepancy-state";
import { ErpInvoice } from "./erp-invoice";
import { Invoice } from "./invoice";
import { Item } from "./item";
import { JournalEntry } from "./journal-entry";
import { Party } from "./party";
import { Payment } from "./payment";
import { PurchaseOrder } from "./purchase-order";
import { Receipt } from "./receipt";
import { SalesOrder } from "./sales-order";
import { Shipment } from "./shipment";

export const RECONCILIATION_RULES = [
  "SHIPPED_NOT_BILLED",
  "BILLED_NOT_SHIPPED",
  "ORDER_AGAINST_INVOICE",
  "THREE_WAY_MATCH",
  "RECEIVED_NOT_INVOICED",
  "ERP_INVOICE_NOT_BOOKED",
  "BOOKED_DIFFERENTLY",
  "BOOKED_WITHOUT_ERP_DOCUMENT",
  "DUPLICATE_INVOICE",
  "PAYMENT_WITHOUT_INVOICE",
  "UNMAPPED_IDENTIFIER",
  "UNBALANCED_OR_OFF_PERIOD",
  "SUBLEDGER_AGAINST_CONTROL",
  "STOCK_AGAINST_INVENTORY",
] as const;
export type ReconciliationRule = (typeof RECONCILIATION_RULES)[number];

@entity({
  subgraph: "mapping",
  importable: false,
  live: true,
  many: "discrepancies",
  scope: "companyId",
  standard: "ISO 21378 audit findings; UBL DiscrepancyResponse",
  doc: "Something the two systems, or two books of one, disagree on. It keeps its id, state and owner from run to run.",
  zh: "差异",
})
export class Discrepancy {
  @id("Permanent id.", "标识") id!: string;
  @choice("ReconciliationRule", RECONCILIATION_RULES, "The rule that found it.", "规则") rule!: string;
  @choice("DiscrepancyState", DISCREPANCY_STATES, "How far its handling has come.", "状态") state!: string;
  @text("Who takes care of it.", "负责人") owner!: string | null;
  @text("What the last decision said.", "备注") note!: string | null;
  @text("What disagrees, in words.", "原因（英文）") cause!: string;
  @text("What disagrees, in Chinese; none: no run found it since there are Chinese words.", "原因") causeZh!:
    | string
    | null;
  @text("What would settle it.", "建议处理（英文）") remedy!: string;
  @text("What would settle it, in Chinese; none: as for the cause.", "建议处理") remedyZh!: string | null;
  @money("What it is about in money; none: it has no amount.", "金额") amount!: object | null;
  @currency("Currency of the amount.", "货币") currency!: string | null;
  @date("Day it goes back to.", "起始日期") sinceOn!: string;
  @integer("Days since then.", "账龄（天）", { sql: "(current_date - t.since_on)" }) ageDays!: number;
  @text("Company, as the system of the first document names it.", "公司") companyId!: string | null;
  @reference(() => SalesOrder, "The sales order.", "销售订单") salesOrderId!: string | null;
  @edge(() => SalesOrder, "salesOrderId", "The sales order.", "销售订单") salesOrder!: SalesOrder | null;
  @reference(() => PurchaseOrder, "The purchase order.", "采购订单") purchaseOrderId!: string | null;
  @edge(() => PurchaseOrder, "purchaseOrderId", "The purchase order.", "采购订单") purchaseOrder!: PurchaseOrder | null;
  @reference(() => Shipment, "The shipment.", "发货单") shipmentId!: string | null;
  @edge(() => Shipment, "shipmentId", "The shipment.", "发货单") shipment!: Shipment | null;
  @reference(() => Receipt, "The receipt.", "收货单") receiptId!: string | null;
  @edge(() => Receipt, "receiptId", "The receipt.", "收货单") receipt!: Receipt | null;
  @reference(() => ErpInvoice, "The ERP's invoice.", "ERP 发票") erpInvoiceId!: string | null;
  @edge(() => ErpInvoice, "erpInvoiceId", "The ERP's invoice.", "ERP 发票") erpInvoice!: ErpInvoice | null;
  @reference(() => Invoice, "The invoice.", "发票") invoiceId!: string | null;
  @edge(() => Invoice, "invoiceId", "The invoice.", "发票") invoice!: Invoice | null;
  @reference(() => Bill, "The bill.", "采购发票") billId!: string | null;
  @edge(() => Bill, "billId", "The bill.", "采购发票") bill!: Bill | null;
  @reference(() => CreditNote, "The credit note.", "红字发票") creditNoteId!: string | null;
  @edge(() => CreditNote, "creditNoteId", "The credit note.", "红字发票") creditNote!: CreditNote | null;
  @reference(() => Payment, "The payment.", "收付款") paymentId!: string | null;
  @edge(() => Payment, "paymentId", "The payment.", "收付款") payment!: Payment | null;
  @reference(() => JournalEntry, "The journal entry.", "记账凭证") journalEntryId!: string | null;
  @edge(() => JournalEntry, "journalEntryId", "The journal entry.", "记账凭证") journalEntry!: JournalEntry | null;
  @reference(() => Account, "The account.", "科目") accountId!: string | null;
  @edge(() => Account, "accountId", "The account.", "科目") account!: Account | null;
  @text("Shared id of the party; a party nobody linked: its own id.", "往来单位标识") partyId!: string | null;
  @text("Shared id of the item; an item nobody linked: its own id.", "物料标识") itemId!: string | null;
  @text("Shared id of the cost centre; one nobody linked: its own id.", "成本中心标识") costCenterId!: string | null;
  @dateTime("When a run first found it.", "首次发现") firstSeenAt!: string;
  @dateTime("When a run last found it.", "最近发现") lastSeenAt!: string;
  @text("Who decided last.", "决定人") decidedBy!: string | null;
  @dateTime("When that was.", "决定时间") decidedAt!: string | null;
  @collection(() => DiscrepancyEvent, "discrepancyId", "What became of it, from the first run that found it.", "历史")
  history!: Collection<DiscrepancyEvent>;

  @Field(() => Party, { nullable: true, description: "The party, over both systems. 往来单位" }) party!: Party | null;
  @Field(() => Item, { nullable: true, description: "The item, over both systems. 物料" }) item!: Item | null;
  @Field(() => CostCenter, { nullable: true, description: "The cost centre, over both systems. 成本中心" })
  costCenter!: CostCenter | null;
}
