import { choice, date, decimal, edge, entity, id, reference, text } from "../model/decorators";
import { Invoice } from "./invoice";
import { SalesOrder } from "./sales-order";

@entity({
  subgraph: "mapping",
  importable: false,
  scope: "companyId",
  standard: "UBL OrderReference; ISO 21378 SAL_Invoice/Sales_Order_ID",
  doc: "An order and an invoice that bills it, joined by the order number on the invoice.",
  zh: "单据关联",
})
export class DocumentLink {
  @id("Id.", "标识") id!: string;
  @reference(() => SalesOrder, "The order.", "订单") orderId!: string;
  @edge(() => SalesOrder, "orderId", "The order.", "订单") order!: SalesOrder | null;
  @reference(() => Invoice, "The invoice.", "发票") invoiceId!: string;
  @edge(() => Invoice, "invoiceId", "The invoice.", "发票") invoice!: Invoice | null;
  @text("The ERP's id of the selling company.", "公司") companyId!: string | null;
  @text("Order number both print.", "订单号") orderNumber!: string;
  @date("Day of the invoice.", "开票日期") invoicedOn!: string;
  @choice("DocumentLinkRule", ["ORDER_NUMBER"], "What joined them.", "规则") rule!: string;
  @decimal("Confidence from 0 to 1.", "置信度") confidence!: string;
}
