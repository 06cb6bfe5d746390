import { type Collection, choice, collection, date, edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";
import { Party } from "./party";
import { PurchaseOrder } from "./purchase-order";
import { ReceiptLine } from "./receipt-line";
import { Warehouse } from "./warehouse";

@entity({
  subgraph: "erp",
  scope: "companyId",
  document: {
    record: "document",
    kind: "RECEIPT",
    side: "PURCHASE",
    number: "number",
    date: "receivedOn",
    status: "status",
    party: "supplierId",
    origin: "orderId",
  },
  standard: "UBL ReceiptAdvice; ISO 21378 PUR_Material_Receipt",
  doc: "Goods received from a supplier.",
  zh: "收货单",
})
export class Receipt {
  @id("Id.", "标识") id!: string;
  @text("Number.", "单号", { required: true }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => PurchaseOrder, "The order it fulfils.", "订单") orderId!: string | null;
  @edge(() => PurchaseOrder, "orderId", "The order it fulfils.", "订单") order!: PurchaseOrder | null;
  @reference(() => Party, "The other party.", "供应商") supplierId!: string | null;
  @edge(() => Party, "supplierId", "The other party.", "供应商") supplier!: Party | null;
  @reference(() => Warehouse, "Warehouse.", "仓库") warehouseId!: string | null;
  @edge(() => Warehouse, "warehouseId", "Warehouse.", "仓库") warehouse!: Warehouse | null;
  @date("Day the goods moved.", "日期", { required: true }) receivedOn!: string;
  @choice("DeliveryStatus", ["DRAFT", "DONE", "CANCELLED"], "How far it has come.", "状态", { required: true })
  status!: string;
  @text("Carrier's tracking number.", "运单号") trackingNumber!: string | null;
  @collection(() => ReceiptLine, "receiptId", "Its lines.", "明细") lines!: Collection<ReceiptLine>;
}
