import { Directive, Field, ID, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import type { EntityClass } from "../model/definition";
import { Node, nodeField } from "../model/node";
import type { RecordExplanation } from "./explanation";
import { Identifier } from "./identifier";

export const MAPPING_STATUSES = ["LINKED", "ERP_ONLY", "FINANCE_ONLY", "UNKNOWN"] as const;

export const MappingStatus = enumOf(
  "MappingStatus",
  MAPPING_STATUSES,
  "Known on both sides, on one side only, or to nobody. 映射状态",
);

/** What mapping knows of one identity, whichever kind it is. */
export interface IdentityFields {
  id: string | null;
  nodeId: string | null;
  erpId: string | null;
  financeId: string | null;
  displayName: string | null;
  erpIds: readonly string[] | null;
  financeIds: readonly string[] | null;
  mappingStatus: string;
  identifiers: readonly Identifier[];
  /** Resolved in the mapping subgraph. */
  explain: readonly RecordExplanation[];
}

const nullable = { nullable: true };

/** Declares a kind of identity: the type is shared with the other subgraphs, its ids are mapping's. */
export function identity(name: string, doc: string) {
  return (type: EntityClass): void => {
    const field = (
      property: string,
      thunk: () => object,
      description: string,
      options: { nullable?: boolean } = nullable,
    ) => Field(thunk as () => ObjectConstructor, { ...options, description })(type.prototype, property);
    field("id", () => ID, "The permanent id that all systems share, minted here. 统一标识");
    field("erpId", () => ID, "Its id in the ERP, the first where it has several. ERP 标识");
    field("financeId", () => ID, "Its id in the finance system, the first where it has several. 财务标识");
    field(
      "displayName",
      () => String,
      "Name as the crosswalk shows it: the ERP's, else the finance system's. 显示名称",
    );
    field("erpIds", () => [ID], "All of its ERP ids; empty: known to finance only; null: unknown. 全部 ERP 标识");
    field(
      "financeIds",
      () => [ID],
      "All of its finance ids; empty: known to the ERP only; null: unknown. 全部财务标识",
    );
    field("mappingStatus", () => MappingStatus, "Whether both systems know it. 映射状态");
    field("identifiers", () => [Identifier], "Every link, with validity, status and reason. 标识列表");
    nodeField(type);
    for (const key of ["id", "erpId", "financeId"]) Directive(`@key(fields: "${key}")`)(type);
    ObjectType(name, { description: doc, implements: Node as never })(type);
  };
}
