/** A table of Tryton's database as its RPC shows it: fields are columns, under the model's name. */
export interface CopiedTable {
  readonly table: string;
  readonly model: string;
  readonly fields: readonly string[];
  /** Of a module that an installation may do without. */
  readonly optional?: boolean;
  /** Columns that the database calls otherwise than the field. */
  readonly names?: Readonly<Record<string, string>>;
  /** Tryton's domain of the records that are copied; all of them unless said. */
  readonly only?: readonly unknown[];
}

const of = (model: string, fields: string, more: Partial<CopiedTable> = {}): CopiedTable => ({
  table: model.replaceAll(".", "_"),
  model,
  fields: fields.split(" "),
  ...more,
});

const optional = { optional: true } as const;

/** What the selects over Tryton's database need; fields that only the database has are not among them. */
export const COPIED_TABLES: readonly CopiedTable[] = [
  of("company.company", "party currency"),
  of("currency.currency", "code digits"),
  of("country.country", "code"),
  of("country.subdivision", "name"),
  of("party.party", "code name active replaced_by customer_payment_term supplier_payment_term"),
  of("party.identifier", "party code sequence"),
  of("party.address", "party street city postal_code country subdivision active sequence invoice"),
  of("party.contact_mechanism", "party type value active sequence"),
  of("product.uom", "name symbol factor category"),
  of("ir.model.data", "fs_id module model db_id", { only: [["model", "=", "product.uom"]] }),
  of("product.category", "name parent"),
  of("product.template", "name type salable default_uom account_category active list_price categories"),
  of("product.product", "code template active cost_price"),
  of("stock.location", "name code type parent address"),
  of(
    "sale.sale",
    "number company party invoice_party shipment_party reference sale_date shipping_date state shipment_state currency untaxed_amount_cache tax_amount_cache total_amount_cache",
  ),
  of("sale.line", "sale sequence type product description quantity unit unit_price"),
  of(
    "purchase.purchase",
    "number company party invoice_party purchase_date state shipment_state currency untaxed_amount_cache tax_amount_cache total_amount_cache",
  ),
  of("purchase.line", "purchase sequence type product quantity unit unit_price delivery_date_store"),
  of("purchase.product_supplier", "party"),
  of("stock.shipment.out", "number company customer warehouse state effective_date planned_date"),
  of("stock.shipment.out.return", "number company customer warehouse state effective_date planned_date"),
  of("stock.shipment.in", "number company supplier warehouse state effective_date planned_date"),
  of("stock.shipment.in.return", "number company supplier state effective_date planned_date", optional),
  of("stock.shipment.internal", "number company state effective_date planned_date", optional),
  of(
    "stock.move",
    "company product quantity internal_quantity uom from_location to_location state shipment origin effective_date planned_date production_input production_output",
  ),
  of(
    "account.invoice",
    "number type company party reference description invoice_date state currency move account payment_term",
  ),
  of(
    "account.invoice.line",
    "invoice company currency sequence type product description quantity unit unit_price origin",
  ),
  of("account.invoice.tax", "invoice amount"),
  of("account.move.line", "move account maturity_date debit credit amount_second_currency"),
  of(
    "production",
    "number company product quantity uom state effective_start_date effective_date planned_start_date planned_date",
    optional,
  ),
  of("production.bom", "active", optional),
  of("production.bom.input", "bom product quantity uom", optional),
  of("production.bom.output", "bom product quantity uom", optional),
];

/**
 * Tables that have no model of their own in the RPC, and what their rows are in the models that have: prices and payment
 * terms are kept by company and shown as fields of the product and the party; categories are a list.
 */
export const DERIVED_TABLES: Readonly<Record<string, { readonly from: string; readonly select: string }>> = {
  party_party_payment_term: {
    from: "party_party",
    select: "select id, id as party, customer_payment_term, supplier_payment_term from party_party",
  },
  product_list_price: {
    from: "product_template",
    select:
      "select id, id as template, list_price, null::integer as company from product_template where list_price is not null",
  },
  product_cost_price: {
    from: "product_product",
    select:
      "select id, id as product, cost_price, null::integer as company from product_product where cost_price is not null",
  },
  "product_template-product_category": {
    from: "product_template",
    select: `select t.id * 1000 + c.place as id, t.id as template, c.category::integer as category
      from product_template t, jsonb_array_elements_text(t.categories::jsonb) with ordinality as c (category, place)`,
  },
};

/** Tables that a select reads. */
export function tablesIn(select: string): ReadonlySet<string> {
  const names = [...select.matchAll(/\b(?:from|join)\s+(?:"([^"]+)"|([a-z_]+))/gi)].map(
    ([, quoted, bare]) => quoted ?? bare ?? "",
  );
  return new Set(names.flatMap((name) => [name, DERIVED_TABLES[name]?.from ?? name]));
}
