import {
  type Collection,
  choice,
  collection,
  date,
  decimal,
  edge,
  entity,
  id,
  reference,
  text,
} from "../model/decorators";
import { DOCUMENT_KINDS } from "../model/definition";
import { Bill } from "./bill";
import { CreditNote } from "./credit-note";
import { DocumentLineLink } from "./document-line-link";
import { ErpInvoice } from "./erp-invoice";
import { Invoice } from "./invoice";
import { JournalEntry } from "./journal-entry";
import { Payment } from "./payment";
import { PurchaseOrder } from "./purchase-order";
import { Receipt } from "./receipt";
import { SalesOrder } from "./sales-order";
import { Shipment } from "./shipment";

export const DOCUMENT_LINK_RULES = [
  "DECISION",
  "ORDER_ID",
  "ORDER_LINE",
  "SAME_ORDER_LINE",
  "DESPATCH_NUMBER",
  "ORDER_NUMBER",
  "CORRECTS",
  "SETTLEMENT",
  "JOURNAL_ENTRY",
  "DOCUMENT_NUMBER",
  "EVIDENCE",
] as const;

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  otherDocument: { by: "toId", names: "document" },
  standard: "UBL OrderReference, DespatchDocumentReference, BillingReference; ISO 21378 SAL_Invoice/Sales_Order_ID",
  doc: "Two documents that belong together, the earlier first: by a reference one of them carries, or by evidence.",
  zh: "单据关联",
})
export class DocumentLink {
  @id("Id.", "标识") id!: string;
  @choice("DocumentKind", DOCUMENT_KINDS, "What the earlier document is.", "前单据类型") fromKind!: string;
  @text("Id of the earlier document in its system.", "前单据") fromId!: string;
  @choice("DocumentKind", DOCUMENT_KINDS, "What the later document is.", "后单据类型") toKind!: string;
  @text("Id of the later document in its system.", "后单据") toId!: string;
  @reference(() => SalesOrder, "The order.", "订单") orderId!: string | null;
  @edge(() => SalesOrder, "orderId", "The order.", "订单") order!: SalesOrder | null;
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
  @reference(() => Bill, "The supplier's bill.", "采购发票") billId!: string | null;
  @edge(() => Bill, "billId", "The supplier's bill.", "采购发票") bill!: Bill | null;
  @reference(() => CreditNote, "The credit note.", "红字发票") creditNoteId!: string | null;
  @edge(() => CreditNote, "creditNoteId", "The credit note.", "红字发票") creditNote!: CreditNote | null;
  @reference(() => Payment, "The payment.", "收付款") paymentId!: string | null;
  @edge(() => Payment, "paymentId", "The payment.", "收付款") payment!: Payment | null;
  @reference(() => JournalEntry, "The journal entry.", "记账凭证") journalEntryId!: string | null;
  @edge(() => JournalEntry, "journalEntryId", "The journal entry.", "记账凭证") journalEntry!: JournalEntry | null;
  @text("Company of the earlier document, as its system names it.", "公司") companyId!: string | null;
  @text("Order number both print.", "订单号") orderNumber!: string | null;
  @date("Day of the invoice.", "开票日期") invoicedOn!: string | null;
  @date("Day of the later document.", "后单据日期") linkedOn!: string | null;
  @choice("DocumentLinkRule", DOCUMENT_LINK_RULES, "What joined them.", "规则") rule!: string;
  @decimal("Confidence from 0 to 1.", "置信度") confidence!: string;
  @text("What speaks for the link, in words.", "依据") reason!: string;
  @choice("DocumentLinkStatus", ["PROPOSED", "CONFIRMED"], "Proposed ones wait for a person's look.", "状态")
  status!: string;
  @collection(() => DocumentLineLink, "linkId", "Lines of both that belong together.", "行关联")
  lines!: Collection<DocumentLineLink>;
}
