import {
  type Collection,
  choice,
  collection,
  currency,
  date,
  edge,
  entity,
  id,
  money,
  reference,
  text,
} from "../model/decorators";
import { Company } from "./company";
import { ErpInvoiceLine } from "./erp-invoice-line";
import { Party } from "./party";

@entity({
  subgraph: "erp",
  scope: "companyId",
  document: {
    record: "document",
    kind: "ERP_INVOICE",
    side: { field: "kind", sales: "CUSTOMER" },
    number: "number",
    date: "issuedOn",
    status: "status",
    party: "partyId",
    reference: "reference",
    description: "description",
    net: "netAmount",
    tax: "taxAmount",
    total: "totalAmount",
  },
  standard: "UBL 2.1 Invoice, CreditNote",
  doc: "An invoice as the ERP issued or received it, before finance books it; a credit note has negative amounts.",
  zh: "ERP 发票",
})
export class ErpInvoice {
  @id("Id.", "标识") id!: string;
  @text("Number; none while it is a draft.", "发票号", { standard: "UBL ID" }) number!: string | null;
  @choice("ErpInvoiceKind", ["CUSTOMER", "SUPPLIER"], "To a customer, or from a supplier.", "类型", { required: true })
  kind!: string;
  @reference(() => Company, "Company.", "公司") companyId!: string | null;
  @edge(() => Company, "companyId", "Company.", "公司") company!: Company | null;
  @reference(() => Party, "Customer or supplier.", "往来单位", { required: true }) partyId!: string;
  @edge(() => Party, "partyId", "Customer or supplier.", "往来单位") party!: Party | null;
  @date("Day of the invoice; none while it is a draft.", "开票日期", { standard: "UBL IssueDate" }) issuedOn!:
    | string
    | null;
  @date("Day it is due.", "到期日", { standard: "UBL DueDate" }) dueOn!: string | null;
  @choice("ErpInvoiceStatus", ["DRAFT", "POSTED", "PAID", "CANCELLED"], "How far it has come.", "状态", {
    required: true,
  })
  status!: string;
  @text("The other party's reference.", "对方参考号") reference!: string | null;
  @text("Text on the invoice.", "描述") description!: string | null;
  @currency("Currency of its amounts.", "货币", { required: true }) currency!: string;
  @money("Before tax.", "未税金额", { required: true, standard: "UBL TaxExclusiveAmount" }) netAmount!: object;
  @money("Tax.", "税额") taxAmount!: object | null;
  @money("What is owed for it.", "价税合计", { required: true, standard: "UBL PayableAmount" }) totalAmount!: object;
  @collection(() => ErpInvoiceLine, "invoiceId", "Its lines.", "明细") lines!: Collection<ErpInvoiceLine>;
}
