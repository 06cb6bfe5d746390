import type { EntityClass } from "../model/definition";
import { BillOfMaterials } from "./bill-of-materials";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { ErpInvoice } from "./erp-invoice";
import { ErpInvoiceLine } from "./erp-invoice-line";
import { Item } from "./item";
import { ItemCategory } from "./item-category";
import { Party } from "./party";
import { PurchaseOrder } from "./purchase-order";
import { PurchaseOrderLine } from "./purchase-order-line";
import { Receipt } from "./receipt";
import { ReceiptLine } from "./receipt-line";
import { SalesOrder } from "./sales-order";
import { SalesOrderLine } from "./sales-order-line";
import { Shipment } from "./shipment";
import { ShipmentLine } from "./shipment-line";
import { StockLevel } from "./stock-level";
import { StockMovement } from "./stock-movement";
import { UnitOfMeasure } from "./unit-of-measure";
import { Warehouse } from "./warehouse";
import { WorkOrder } from "./work-order";

/** The ERP's entities; an entity stands after those it references, so that a load can go through in this order. */
export const erpEntities: readonly EntityClass[] = [
  Company,
  CostCenter,
  UnitOfMeasure,
  Party,
  ItemCategory,
  Item,
  Warehouse,
  SalesOrder,
  SalesOrderLine,
  PurchaseOrder,
  PurchaseOrderLine,
  Shipment,
  ShipmentLine,
  Receipt,
  ReceiptLine,
  ErpInvoice,
  ErpInvoiceLine,
  StockLevel,
  StockMovement,
  WorkOrder,
  BillOfMaterials,
];
