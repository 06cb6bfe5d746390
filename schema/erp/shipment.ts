import { type Collection, choice, collection, date, edge, entity, id, reference, text } from "../model/decorators";
import { Company } from "./company";
import { Party } from "./party";
import { SalesOrder } from "./sales-order";
import { ShipmentLine } from "./shipment-line";
import { Warehouse } from "./warehouse";

@entity({
  subgraph: "erp",
  scope: "companyId",
  document: {
    record: "document",
    kind: "SHIPMENT",
    side: "SALES",
    number: "number",
    date: "shippedOn",
    status: "status",
    party: "customerId",
    origin: "orderId",
  },
  standard: "UBL DespatchAdvice; ISO 21378 INV_Shipment",
  doc: "Goods sent to a customer.",
  zh: "发货单",
})
export class Shipment {
  @id("Id.", "标识") id!: string;
  @text("Number.", "单号", { required: true }) number!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => SalesOrder, "The order it fulfils.", "订单") orderId!: string | null;
  @edge(() => SalesOrder, "orderId", "The order it fulfils.", "订单") order!: SalesOrder | null;
  @reference(() => Party, "The other party.", "客户") customerId!: string | null;
  @edge(() => Party, "customerId", "The other party.", "客户") customer!: Party | null;
  @reference(() => Warehouse, "Warehouse.", "仓库") warehouseId!: string | null;
  @edge(() => Warehouse, "warehouseId", "Warehouse.", "仓库") warehouse!: Warehouse | null;
  @date("Day the goods moved.", "日期", { required: true }) shippedOn!: string;
  @choice("DeliveryStatus", ["DRAFT", "DONE", "CANCELLED"], "How far it has come.", "状态", { required: true })
  status!: string;
  @text("Carrier's tracking number.", "运单号") trackingNumber!: string | null;
  @collection(() => ShipmentLine, "shipmentId", "Its lines.", "明细") lines!: Collection<ShipmentLine>;
}
