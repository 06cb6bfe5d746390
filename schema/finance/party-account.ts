import {
  type Collection,
  choice,
  collection,
  country,
  currency,
  edge,
  entity,
  id,
  reference,
  text,
} from "../model/decorators";
import { Account } from "./account";
import { Company } from "./company";
import { Invoice } from "./invoice";
import { OpenItem } from "./open-item";
import { Party } from "./party";

@entity({
  subgraph: "finance",
  scope: "companyId",
  withoutCompany: "shared",
  word: "party",
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
  standard: "SAF-T MasterFiles/Customer, Supplier; ISO 21378 SAL_Customer_Master",
  doc: "The sub-ledger account of a customer or supplier. One party may have several.",
  zh: "往来账户",
})
export class PartyAccount {
  @id("Id; also the party's `financeId`.", "标识") id!: string;
  @reference(() => Company, "Company that keeps it; none: shared by all.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company that keeps it.", "公司") company!: Company | null;
  @edge(() => Party, "id", "The party it belongs to, over both systems.", "往来单位") party!: Party | null;
  @text("Account number.", "账户编号", { required: true, standard: "SAF-T CustomerID, SupplierID" }) number!: string;
  @text("Name.", "名称", { required: true }) name!: string;
  @choice("PartyAccountKind", ["CUSTOMER", "SUPPLIER"], "Which sub-ledger it is in.", "类型", { required: true })
  kind!: string;
  @text("Tax registration number.", "税号") taxId!: string | null;
  @text("Account number that the ERP prints too.", "共享账号") sharedNumber!: string | null;
  @text("Rows with an equal group are one party.", "所属单位") groupNumber!: string | null;
  @reference(() => Account, "Its control account.", "统驭科目") controlAccountId!: string | null;
  @edge(() => Account, "controlAccountId", "Its control account.", "统驭科目") controlAccount!: Account | null;
  @currency("Currency it is kept in.", "货币") currency!: string | null;
  @text("E-mail address.", "电子邮箱") email!: string | null;
  @text("Telephone number.", "电话") phone!: string | null;
  @text("Street and number.", "地址", { standard: "UBL Address/StreetName" }) street!: string | null;
  @text("City.", "城市") city!: string | null;
  @text("Postal code.", "邮编") postalCode!: string | null;
  @country("Country.", "国家") country!: string | null;
  @collection(() => Invoice, "partyAccountId", "Its invoices.", "销售发票") invoices!: Collection<Invoice>;
  @collection(() => OpenItem, "partyAccountId", "What is still open on it.", "未清项") openItems!: Collection<OpenItem>;
}
