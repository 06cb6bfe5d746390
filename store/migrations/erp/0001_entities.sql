-- The erp schema: one table an entity; every row carries where it came from (source_system, source_file, source_line)
-- and the batch that wrote it. No foreign keys: rows may arrive before what they point at is repaired; the importer checks references.

create table erp.company (
  erp_id text collate "C" primary key,
  erp_code text collate "C" not null,
  erp_name text collate "C" not null,
  erp_tax_id text collate "C",
  erp_number text collate "C",
  erp_currency text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table erp.cost_center (
  erp_id text collate "C" primary key,
  erp_company_id text collate "C",
  erp_code text collate "C" not null,
  erp_name text collate "C" not null,
  erp_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.cost_center (erp_company_id);

create table erp.unit_of_measure (
  id text collate "C" primary key,
  code text collate "C" not null,
  name text collate "C" not null,
  standard_unit text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table erp.party (
  erp_id text collate "C" primary key,
  number text collate "C" not null,
  name text collate "C" not null,
  role text collate "C" not null,
  kind text collate "C",
  tax_id text collate "C",
  shared_number text collate "C",
  group_number text collate "C",
  email text collate "C",
  phone text collate "C",
  street text collate "C",
  city text collate "C",
  region text collate "C",
  postal_code text collate "C",
  country text collate "C",
  currency text collate "C",
  credit_limit numeric,
  payment_days integer,
  active boolean,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);

create table erp.item_category (
  id text collate "C" primary key,
  name text collate "C" not null,
  parent_id text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.item_category (parent_id);

create table erp.item (
  erp_id text collate "C" primary key,
  number text collate "C" not null,
  name text collate "C" not null,
  kind text collate "C",
  category_id text collate "C",
  shared_number text collate "C",
  unit text collate "C",
  standard_cost numeric,
  list_price numeric,
  currency text collate "C",
  sold_from date,
  sold_to date,
  active boolean,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.item (category_id);

create table erp.warehouse (
  id text collate "C" primary key,
  company_id text collate "C",
  code text collate "C" not null,
  name text collate "C" not null,
  city text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.warehouse (company_id);

create table erp.sales_order (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  customer_id text collate "C" not null,
  ordered_on date not null,
  due_on date,
  shipped_on date,
  status text collate "C" not null,
  channel text collate "C",
  customer_reference text collate "C",
  sales_person text collate "C",
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  total_amount numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.sales_order (company_id);
create index on erp.sales_order (customer_id);
create index on erp.sales_order (ordered_on);

create table erp.sales_order_line (
  id text collate "C" primary key,
  order_id text collate "C" not null,
  line_number integer not null,
  item_id text collate "C",
  description text collate "C",
  quantity numeric not null,
  unit text collate "C",
  unit_price numeric,
  discount_rate numeric,
  net_amount numeric not null,
  currency text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.sales_order_line (order_id);
create index on erp.sales_order_line (item_id);

create table erp.purchase_order (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  supplier_id text collate "C" not null,
  ordered_on date not null,
  shipped_on date,
  status text collate "C" not null,
  currency text collate "C" not null,
  net_amount numeric not null,
  tax_amount numeric,
  freight_amount numeric,
  total_amount numeric,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.purchase_order (company_id);
create index on erp.purchase_order (supplier_id);
create index on erp.purchase_order (ordered_on);

create table erp.purchase_order_line (
  id text collate "C" primary key,
  order_id text collate "C" not null,
  line_number integer not null,
  item_id text collate "C",
  due_on date,
  quantity numeric not null,
  received_quantity numeric,
  rejected_quantity numeric,
  unit text collate "C",
  unit_price numeric,
  net_amount numeric not null,
  currency text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.purchase_order_line (order_id);
create index on erp.purchase_order_line (item_id);

create table erp.shipment (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  order_id text collate "C",
  customer_id text collate "C",
  warehouse_id text collate "C",
  shipped_on date not null,
  status text collate "C" not null,
  tracking_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.shipment (company_id);
create index on erp.shipment (order_id);
create index on erp.shipment (customer_id);
create index on erp.shipment (warehouse_id);
create index on erp.shipment (shipped_on);

create table erp.shipment_line (
  id text collate "C" primary key,
  shipment_id text collate "C" not null,
  line_number integer not null,
  order_line_id text collate "C",
  item_id text collate "C",
  quantity numeric not null,
  unit text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.shipment_line (shipment_id);
create index on erp.shipment_line (order_line_id);
create index on erp.shipment_line (item_id);

create table erp.receipt (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  order_id text collate "C",
  supplier_id text collate "C",
  warehouse_id text collate "C",
  received_on date not null,
  status text collate "C" not null,
  tracking_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.receipt (company_id);
create index on erp.receipt (order_id);
create index on erp.receipt (supplier_id);
create index on erp.receipt (warehouse_id);
create index on erp.receipt (received_on);

create table erp.receipt_line (
  id text collate "C" primary key,
  receipt_id text collate "C" not null,
  line_number integer not null,
  order_line_id text collate "C",
  item_id text collate "C",
  quantity numeric not null,
  unit text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.receipt_line (receipt_id);
create index on erp.receipt_line (order_line_id);
create index on erp.receipt_line (item_id);

create table erp.stock_level (
  id text collate "C" primary key,
  item_id text collate "C" not null,
  warehouse_id text collate "C" not null,
  bin text collate "C",
  on_hand numeric not null,
  unit text collate "C",
  counted_on date,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.stock_level (item_id);
create index on erp.stock_level (warehouse_id);

create table erp.stock_movement (
  id text collate "C" primary key,
  item_id text collate "C" not null,
  warehouse_id text collate "C" not null,
  kind text collate "C" not null,
  moved_at timestamptz not null,
  quantity numeric not null,
  unit text collate "C",
  document_number text collate "C",
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.stock_movement (item_id);
create index on erp.stock_movement (warehouse_id);

create table erp.work_order (
  id text collate "C" primary key,
  number text collate "C" not null,
  company_id text collate "C",
  item_id text collate "C" not null,
  planned_quantity numeric not null,
  made_quantity numeric,
  scrapped_quantity numeric,
  unit text collate "C",
  starts_on date not null,
  due_on date,
  finished_on date,
  status text collate "C" not null,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.work_order (company_id);
create index on erp.work_order (item_id);
create index on erp.work_order (starts_on);

create table erp.bill_of_materials (
  id text collate "C" primary key,
  assembly_id text collate "C" not null,
  component_id text collate "C" not null,
  quantity numeric not null,
  unit text collate "C",
  level integer,
  valid_from date,
  valid_to date,
  source_system text collate "C" not null,
  source_file text collate "C" not null,
  source_line integer not null,
  batch_id bigint not null
);
create index on erp.bill_of_materials (assembly_id);
create index on erp.bill_of_materials (component_id);

