import { LAST_DAY, slashed } from "./calendar";
import { companyIdOf } from "./export-erp-trade";
import { columns, type ExportTable } from "./export-table";
import { plain } from "./number-formats";
import type { SampleBooks } from "./sample-company";
import { levelsOn } from "./stock";

const ERP = { system: "sample-erp", encoding: "utf-8", delimiter: "," } as const;
const MOVEMENTS = {
  RECEIPT: "采购入库",
  SHIPMENT: "销售出库",
  PRODUCTION: "生产入库",
  CONSUMPTION: "生产领料",
  ADJUSTMENT: "盘点调整",
} as const;
const WORK_STATUS = { PLANNED: "计划", DONE: "完工" } as const;

function levelsTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/stock_levels.csv",
    entity: "StockLevel",
    encoding: "gb18030",
    header: columns("仓库ID 物料ID 库位 在库数量 单位 日期"),
    rows: levelsOn(books.movements, LAST_DAY).map(({ warehouseId, item, onHand }) => [
      warehouseId,
      item.erpId,
      `${item.categoryId}-${item.erpId.slice(-2)}`,
      plain(onHand),
      item.unit,
      slashed(LAST_DAY),
    ]),
  };
}

function movementsTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/stock_movements.txt",
    entity: "StockMovement",
    encoding: "utf-16le",
    delimiter: "\t",
    header: columns("流水号 物料ID 仓库ID 类型 时间 数量 单位 单据号"),
    rows: books.movements.map((movement, index) => [
      String(900_001 + index),
      movement.item.erpId,
      movement.warehouseId,
      MOVEMENTS[movement.kind],
      `${slashed(movement.on)} ${movement.time}`,
      plain(movement.quantity),
      movement.item.unit,
      movement.documentNumber,
    ]),
  };
}

function workOrdersTable(books: SampleBooks): ExportTable {
  return {
    ...ERP,
    file: "erp/work_orders.jsonl",
    entity: "WorkOrder",
    delimiter: null,
    header: columns("工单号 公司ID 物料ID 计划数量 完成数量 报废数量 单位 开始日期 到期日期 完成日期 状态"),
    rows: books.workOrders.map((order) => [
      order.number,
      companyIdOf(books, "CN"),
      order.item.erpId,
      plain(order.quantity),
      order.status === "DONE" ? plain(order.quantity) : "",
      "0",
      order.item.unit,
      slashed(order.startsOn),
      slashed(order.dueOn),
      slashed(order.finishedOn),
      WORK_STATUS[order.status],
    ]),
  };
}

export function erpStockTables(books: SampleBooks): readonly ExportTable[] {
  return [levelsTable(books), movementsTable(books), workOrdersTable(books)];
}
