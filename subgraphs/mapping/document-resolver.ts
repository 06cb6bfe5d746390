import { Ctx, FieldResolver, Resolver, Root } from "type-graphql";
import { Bill } from "../../schema/mapping/bill";
import { CreditNote } from "../../schema/mapping/credit-note";
import { ErpInvoice } from "../../schema/mapping/erp-invoice";
import { Invoice } from "../../schema/mapping/invoice";
import { ItemCategory } from "../../schema/mapping/item-category";
import { Payment } from "../../schema/mapping/payment";
import { PurchaseOrder } from "../../schema/mapping/purchase-order";
import { Receipt } from "../../schema/mapping/receipt";
import { SalesOrder } from "../../schema/mapping/sales-order";
import { Shipment } from "../../schema/mapping/shipment";
import type { DocumentKind } from "../../schema/model/definition";
import { readBillings } from "../../store/mapping/billing";
import { readBookings, readLinkedDocuments } from "../../store/mapping/document-links";
import { readIdentities } from "../../store/mapping/identities";
import { Batched } from "../service/batch";
import type { SubgraphContext } from "../service/context";
import { DOCUMENT_TYPES } from "./document-types";

interface Keyed {
  readonly id: string;
}

/** References to the documents of one kind that each of these is linked with. */
async function allLinked(
  roots: readonly Partial<Keyed>[],
  kind: DocumentKind,
  { loaders }: SubgraphContext,
): Promise<readonly (readonly object[])[]> {
  const reads = loaders.custom<string, readonly string[]>(`linked ${kind}`, (read, keys) =>
    readLinkedDocuments(read, kind, keys),
  );
  const linkedIds = await reads.loadMany(roots.map(({ id }) => String(id)));
  return linkedIds.map((ids) => ids.map((id) => ({ __typename: DOCUMENT_TYPES[kind], id })));
}

async function linked(root: Keyed, kind: DocumentKind, context: SubgraphContext): Promise<unknown> {
  return (await allLinked([root], kind, context))[0];
}

/** The field is linked documents of one kind. */
const Linked = (kind: DocumentKind): MethodDecorator =>
  Batched((roots, _args, context) => allLinked(roots as readonly Partial<Keyed>[], kind, context));

@Resolver(() => SalesOrder as never)
export class SalesOrderResolver {
  @Linked("INVOICE")
  @FieldResolver()
  invoices(@Root() order: SalesOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(order, "INVOICE", context);
  }

  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() order: SalesOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(order, "ERP_INVOICE", context);
  }

  @FieldResolver()
  billing(@Root() order: SalesOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("billings", readBillings).load(order.id);
  }
}

@Resolver(() => Shipment as never)
export class ShipmentResolver {
  @Linked("INVOICE")
  @FieldResolver()
  invoices(@Root() shipment: Shipment, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(shipment, "INVOICE", context);
  }

  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() shipment: Shipment, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(shipment, "ERP_INVOICE", context);
  }
}

@Resolver(() => Receipt as never)
export class ReceiptResolver {
  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() receipt: Receipt, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(receipt, "ERP_INVOICE", context);
  }
}

@Resolver(() => PurchaseOrder as never)
export class PurchaseOrderResolver {
  @Linked("BILL")
  @FieldResolver()
  bills(@Root() order: PurchaseOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(order, "BILL", context);
  }

  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() order: PurchaseOrder, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(order, "ERP_INVOICE", context);
  }
}

@Resolver(() => ErpInvoice as never)
export class ErpInvoiceResolver {
  @FieldResolver()
  bookedAs(@Root() invoice: ErpInvoice, @Ctx() context: SubgraphContext): Promise<unknown> {
    return context.loaders.custom("bookings", readBookings).load(invoice.id);
  }
}

@Resolver(() => Invoice as never)
export class InvoiceResolver {
  @Linked("SALES_ORDER")
  @FieldResolver()
  orders(@Root() invoice: Invoice, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(invoice, "SALES_ORDER", context);
  }

  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() invoice: Invoice, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(invoice, "ERP_INVOICE", context);
  }

  @Linked("PAYMENT")
  @FieldResolver()
  payments(@Root() invoice: Invoice, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(invoice, "PAYMENT", context);
  }
}

@Resolver(() => Bill as never)
export class BillResolver {
  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() bill: Bill, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(bill, "ERP_INVOICE", context);
  }

  @Linked("PAYMENT")
  @FieldResolver()
  payments(@Root() bill: Bill, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(bill, "PAYMENT", context);
  }
}

@Resolver(() => CreditNote as never)
export class CreditNoteResolver {
  @Linked("ERP_INVOICE")
  @FieldResolver()
  erpInvoices(@Root() note: CreditNote, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(note, "ERP_INVOICE", context);
  }
}

@Resolver(() => Payment as never)
export class PaymentResolver {
  @Linked("INVOICE")
  @FieldResolver()
  invoices(@Root() payment: Payment, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(payment, "INVOICE", context);
  }

  @Linked("BILL")
  @FieldResolver()
  bills(@Root() payment: Payment, @Ctx() context: SubgraphContext): Promise<unknown> {
    return linked(payment, "BILL", context);
  }
}

@Resolver(() => ItemCategory as never)
export class ItemCategoryResolver {
  @FieldResolver()
  async financeIds(@Root() category: ItemCategory, @Ctx() context: SubgraphContext): Promise<readonly string[] | null> {
    if (!category.itemIds) return null;
    const identities = context.loaders.custom("identities", readIdentities);
    const links = await identities.loadMany(category.itemIds.map((value) => ({ kind: "item" as const, value })));
    const ids = links.flat().filter(({ side }) => side === "FINANCE");
    return [...new Set(ids.map(({ sourceId }) => sourceId))].sort();
  }
}
