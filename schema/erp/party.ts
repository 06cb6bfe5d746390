import {
  type Collection,
  choice,
  collection,
  country,
  currency,
  entity,
  externalIds,
  flag,
  id,
  integer,
  money,
  text,
} from "../model/decorators";
import { PurchaseOrder } from "./purchase-order";
import { SalesOrder } from "./sales-order";
import { Shipment } from "./shipment";

@entity({
  subgraph: "erp",
  key: "erpId",
  one: "partyByErpId",
  many: "parties",
  crosswalk: {
    kind: "party",
    name: "name",
    taxId: "taxId",
    sharedNumber: "sharedNumber",
    group: "groupNumber",
    email: "email",
    phone: "phone",
    street: "street",
    city: "city",
    postalCode: "postalCode",
    country: "country",
  },
  standard: "ISO 21378 SAL_Customer_Master, PUR_Supplier_Master; UBL Party",
  doc: "A customer or supplier. Its own columns are the ERP's; other parts of the graph add theirs.",
  zh: "往来单位（客户与供应商）",
})
export class Party {
  @id("The ERP's id of the party.", "ERP 往来单位标识") erpId!: string;
  @externalIds("All of its ERP ids, from mapping.", "全部 ERP 标识") erpIds!: readonly string[] | null;
  @text("Customer or supplier number in the ERP.", "编号", { required: true, standard: "UBL PartyIdentification" })
  number!: string;
  @text("Name in the ERP.", "名称", { required: true, standard: "UBL PartyName" }) name!: string;
  @choice("PartyRole", ["CUSTOMER", "SUPPLIER", "BOTH"], "What the company trades with it as.", "角色", {
    required: true,
  })
  role!: string;
  @choice("PartyKind", ["ORGANISATION", "PERSON"], "A firm or a private person.", "类型") kind!: string | null;
  @text("Tax registration number.", "税号", { standard: "UBL PartyTaxScheme/CompanyID" }) taxId!: string | null;
  @text("Account number that the finance system prints too.", "共享账号") sharedNumber!: string | null;
  @text("Rows with an equal group are one party, such as the contacts of one store.", "所属单位")
  groupNumber!: string | null;
  @text("E-mail address.", "电子邮箱") email!: string | null;
  @text("Telephone number.", "电话") phone!: string | null;
  @text("Street and number.", "地址", { standard: "UBL Address/StreetName" }) street!: string | null;
  @text("City.", "城市") city!: string | null;
  @text("State or province.", "省份") region!: string | null;
  @text("Postal code.", "邮编") postalCode!: string | null;
  @country("Country.", "国家") country!: string | null;
  @currency("Currency it trades in.", "货币") currency!: string | null;
  @money("Credit granted.", "信用额度") creditLimit!: object | null;
  @integer("Net days of its payment term.", "付款天数") paymentDays!: number | null;
  @flag("False once it may not be traded with.", "有效") active!: boolean | null;

  @collection(() => SalesOrder, "customerId", "Its sales orders, over all of its ERP ids.", "销售订单", {
    ids: "erpIds",
    requires: true,
  })
  salesOrders!: Collection<SalesOrder>;
  @collection(() => Shipment, "customerId", "Shipments to it, over all of its ERP ids.", "发货单", {
    ids: "erpIds",
    requires: true,
  })
  shipments!: Collection<Shipment>;
  @collection(() => PurchaseOrder, "supplierId", "Purchase orders to it, over all of its ERP ids.", "采购订单", {
    ids: "erpIds",
    requires: true,
  })
  purchaseOrders!: Collection<PurchaseOrder>;
}
