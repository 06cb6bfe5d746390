import {
  currency,
  date,
  decimal,
  edge,
  entity,
  id,
  integer,
  money,
  quantity,
  reference,
  text,
  unit,
} from "../model/decorators";
import { Bill } from "./bill";
import { CostCenter } from "./cost-center";
import { Item } from "./item";
import { Product } from "./product";
import { TaxCode } from "./tax-code";

@entity({
  subgraph: "finance",
  partOf: "billId",
  scope: "bill.companyId",
  document: {
    record: "line",
    lineNumber: "lineNumber",
    item: "productId",
    quantity: "quantity",
    description: "description",
    net: "netAmount",
    tax: "taxAmount",
    orderNumber: "orderNumber",
    orderLineNumber: "orderLineNumber",
    despatchNumber: "despatchNumber",
  },
  standard: "UBL InvoiceLine",
  doc: "One line of a bill.",
  zh: "采购发票行",
})
export class BillLine {
  @id("Id.", "标识") id!: string;
  @reference(() => Bill, "Its document.", "单据", { required: true }) billId!: string;
  @edge(() => Bill, "billId", "Its document.", "单据") bill!: Bill | null;
  @integer("Position.", "行号", { required: true }) lineNumber!: number;
  @reference(() => Product, "Product.", "产品") productId!: string | null;
  @edge(() => Product, "productId", "Product.", "产品") product!: Product | null;
  @edge(() => Item, "productId", "The item, over both systems.", "物料") item!: Item | null;
  @text("Text on the document.", "描述") description!: string | null;
  @date("Day of the document.", "开票日期") issuedOn!: string | null;
  @quantity("Quantity.", "数量") quantity!: object | null;
  @unit("Unit of the quantity.", "单位") unit!: string | null;
  @money("Price of one unit before discount.", "单价") unitPrice!: object | null;
  @decimal("Discount as a fraction of the price.", "折扣率") discountRate!: string | null;
  @money("Line amount before tax.", "未税金额", { required: true }) netAmount!: object;
  @money("Tax.", "税额") taxAmount!: object | null;
  @money("Freight.", "运费") freightAmount!: object | null;
  @money("Cost of what was sold.", "成本") costAmount!: object | null;
  @currency("Currency of its amounts.", "货币", { required: true }) currency!: string;
  @reference(() => TaxCode, "Tax code.", "税码") taxCodeId!: string | null;
  @edge(() => TaxCode, "taxCodeId", "Tax code.", "税码") taxCode!: TaxCode | null;
  @reference(() => CostCenter, "Cost centre.", "成本中心") costCenterId!: string | null;
  @edge(() => CostCenter, "costCenterId", "Cost centre.", "成本中心") costCenter!: CostCenter | null;
  @text("Number of the order, as the ERP prints it.", "订单号", { standard: "UBL OrderLineReference" }) orderNumber!:
    | string
    | null;
  @integer("Line of the order.", "订单行号", { standard: "UBL OrderLineReference/LineID" }) orderLineNumber!:
    | number
    | null;
  @text("Number of the despatch.", "发货单号", { standard: "UBL DespatchLineReference" }) despatchNumber!:
    | string
    | null;
}
