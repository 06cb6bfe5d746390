import { slashed } from "./calendar";
import { CATEGORIES } from "./catalogue";
import { COST_CENTERS, WAREHOUSES } from "./companies";
import { companyIdOf } from "./export-erp-trade";
import { columns, type ExportTable } from "./export-table";
import { amountOf } from "./money";
import { erpMoney, inWan } from "./number-formats";
import type { SampleBooks } from "./sample-company";

const ERP = { system: "sample-erp", encoding: "utf-8", delimiter: "," } as const;
const KINDS = { PRODUCT: "成品", COMPONENT: "零件", SERVICE: "服务" } as const;
const ROLES = { CUSTOMER: "客户", SUPPLIER: "供应商", BOTH: "客户兼供应商" } as const;

/** Units as the ERP writes them. The last is not converted to a standard unit yet. */
const UNITS = [
  ["个", "个", "C62"],
  ["台", "台", "C62"],
  ["箱", "箱", "BX"],
  ["千克", "千克", "KGM"],
  ["米", "米", "MTR"],
  ["套", "套", "SET"],
  ["次", "次", "C62"],
  ["托", "托盘", ""],
] as const;

function partiesTable({ parties }: SampleBooks): ExportTable {
  const known = parties.filter(({ erpId }) => erpId !== null);
  return {
    ...ERP,
    file: "erp/parties.csv",
    entity: "Party",
    encoding: "gb18030",
    header: columns("往来ID 编号 名称 角色 性质 税号 集团编号 电话 城市 省份 邮编 国家 币种 信用额度 账期 有效"),
    rows: known.map((party, index) => [
      party.erpId ?? "",
      party.number,
      party.name,
      ROLES[party.role],
      party.kind === "PERSON" ? "个人" : "单位",
      party.taxId,
      party.sharedNumber,
      `${party.country === "CN" ? "+86 21 " : "+"}${55_500_000 + index * 137}`,
      party.city,
      party.region,
      party.postalCode,
      party.country,
      party.currency,
      inWan(amountOf(party.creditLimitWan * 10_000)),
      String(party.paymentDays),
      "是",
    ]),
  };
}

function itemsTable({ items }: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/items.csv",
    entity: "Item",
    encoding: "gb18030",
    header: columns("物料ID 物料编号 名称 类型 分类 条码 单位 标准成本 标价 币种 开始销售 有效"),
    rows: items.map((item) => [
      item.erpId,
      item.number,
      item.name,
      KINDS[item.kind],
      item.categoryId,
      item.kind === "SERVICE" ? `FW${item.barcode.slice(-6)}` : item.barcode,
      item.unit,
      erpMoney(item.cost, "CNY"),
      erpMoney(item.price, "CNY"),
      "CNY",
      slashed(item.soldFrom),
      item.active ? "是" : "否",
    ]),
  };
}

function componentsTable({ items }: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/bill_of_materials.csv",
    entity: "BillOfMaterials",
    header: columns("父件 子件 用量 单位 生效日期"),
    rows: items.flatMap(({ erpId, components }) =>
      components.map(({ item, quantity }) => [erpId, item.erpId, quantity.toFixed(), item.unit, "2024/1/1"]),
    ),
  };
}

function companiesTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/companies.csv",
    entity: "Company",
    header: columns("公司ID 代码 名称 税号 集团编号 本位币"),
    rows: books.companies.map((company) => [
      company.erpId,
      company.erpCode,
      company.erpName,
      company.erpTaxId,
      company.sharedNumber,
      company.currency,
    ]),
  };
}

function departmentsTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/departments.csv",
    entity: "CostCenter",
    encoding: "gb18030",
    header: columns("部门ID 公司ID 名称 集团编号"),
    rows: COST_CENTERS.filter(({ erpId }) => erpId !== null).map((center) => [
      center.erpId ?? "",
      companyIdOf(books, center.company),
      center.erpName,
      center.sharedNumber,
    ]),
  };
}

function categoriesTable(): ExportTable {
  return {
    ...ERP,
    file: "erp/item_categories.csv",
    entity: "ItemCategory",
    header: columns("分类ID 名称 上级"),
    rows: CATEGORIES.map(({ id, name, parentId }) => [id, name, parentId]),
  };
}

function warehousesTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/warehouses.csv",
    entity: "Warehouse",
    header: columns("仓库ID 公司ID 代码 名称 城市"),
    rows: WAREHOUSES.map(({ id, company, code, name, city }) => [id, companyIdOf(books, company), code, name, city]),
  };
}

export function erpMasterTables(books: SampleBooks): readonly ExportTable[] {
  return [
    companiesTable(books),
    departmentsTable(books),
    { ...ERP, file: "erp/units.csv", entity: "UnitOfMeasure", header: columns("单位 名称 标准代码"), rows: UNITS },
    partiesTable(books),
    categoriesTable(),
    itemsTable(books),
    componentsTable(books),
    warehousesTable(books),
  ];
}
