import type { EntityClass } from "../model/definition";
import { CodeMap } from "./code-map";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { DocumentLink } from "./document-link";
import { Identifier } from "./identifier";
import { IdentityLink } from "./identity-link";
import { ImportBatch } from "./import-batch";
import { Invoice } from "./invoice";
import { Item } from "./item";
import { ItemCategory } from "./item-category";
import { OrderBilling } from "./order-billing";
import { Party } from "./party";
import { QuarantinedRow } from "./quarantined-row";
import { SalesOrder } from "./sales-order";

/** What mapping stores. */
export const mappingEntities: readonly EntityClass[] = [
  IdentityLink,
  Identifier,
  DocumentLink,
  OrderBilling,
  CodeMap,
  ImportBatch,
  QuarantinedRow,
];

/** The identities mapping mints, by the kind the crosswalk evidence names. */
export const identityClasses = { party: Party, item: Item, company: Company, cost_center: CostCenter } as const;

/** Entities of other subgraphs that mapping adds fields to. */
export const mappingExtensions: readonly EntityClass[] = [ItemCategory, SalesOrder, Invoice];
