import { Field, ID, Int, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import { DOCUMENT_KINDS } from "../model/definition";
import { DateScalar, DecimalScalar } from "../scalars";
import { Bill } from "./bill";
import { CreditNote } from "./credit-note";
import { DOCUMENT_LINK_RULES, DocumentLink } from "./document-link";
import { ErpInvoice } from "./erp-invoice";
import { Invoice } from "./invoice";
import { JournalEntry } from "./journal-entry";
import { Payment } from "./payment";
import { PurchaseOrder } from "./purchase-order";
import { Receipt } from "./receipt";
import { SalesOrder } from "./sales-order";
import { Shipment } from "./shipment";

const DocumentKind = enumOf("DocumentKind", DOCUMENT_KINDS, "What a document is. 单据类型");

const LinkRule = enumOf("DocumentLinkRule", DOCUMENT_LINK_RULES, "What joined two documents. 规则");

type GraphType = () => object;

const answered = (type: GraphType, description: string): PropertyDecorator =>
  Field(type as () => ObjectConstructor, { nullable: true, description }) as PropertyDecorator;

/** One document of a chain, with the link that leads to it. */
@ObjectType({ description: "One document on the way from the order to the journal entry. 单据链步骤" })
export class DocumentStep {
  @answered(() => ID, "Its id in its system. 标识") id!: string;
  @answered(() => DocumentKind, "What it is. 类型") kind!: string;
  @answered(() => String, "Its number; none while it is a draft. 单据号") number!: string | null;
  @answered(() => DateScalar, "Its day. 日期") documentOn!: string | null;
  @answered(() => String, "How far it has come, as its system says. 状态") status!: string;
  @answered(
    () => Int,
    "Links from the document that was asked for: negative towards the order, positive towards the ledger. 步数",
  )
  distance!: number;
  @answered(() => ID, "The document of the chain that it hangs on. 关联单据") nextToId!: string | null;
  @answered(() => DocumentLink, "The link between the two. 关联") link!: DocumentLink | null;
  @answered(() => LinkRule, "What joined the two. 规则") linkRule!: string | null;
  @answered(() => DecimalScalar, "How sure that is, from 0 to 1. 置信度") linkConfidence!: string | null;
  @answered(() => SalesOrder, "The sales order, if it is one. 销售订单") salesOrder!: SalesOrder | null;
  @answered(() => PurchaseOrder, "The purchase order, if it is one. 采购订单") purchaseOrder!: PurchaseOrder | null;
  @answered(() => Shipment, "The shipment, if it is one. 发货单") shipment!: Shipment | null;
  @answered(() => Receipt, "The receipt, if it is one. 收货单") receipt!: Receipt | null;
  @answered(() => ErpInvoice, "The ERP's invoice, if it is one. ERP 发票") erpInvoice!: ErpInvoice | null;
  @answered(() => Invoice, "The invoice, if it is one. 发票") invoice!: Invoice | null;
  @answered(() => Bill, "The bill, if it is one. 采购发票") bill!: Bill | null;
  @answered(() => CreditNote, "The credit note, if it is one. 红字发票") creditNote!: CreditNote | null;
  @answered(() => Payment, "The payment, if it is one. 收付款") payment!: Payment | null;
  @answered(() => JournalEntry, "The journal entry, if it is one. 记账凭证") journalEntry!: JournalEntry | null;
}
