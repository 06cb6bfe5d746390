import type { RecordExplanation } from "./explanation";
import type { Identifier } from "./identifier";
import { type IdentityFields, identity } from "./identity";

@identity("Item", "A product, part or service over both systems. 物料")
export class Item implements IdentityFields {
  id!: string | null;
  nodeId!: string | null;
  erpId!: string | null;
  financeId!: string | null;
  displayName!: string | null;
  erpIds!: readonly string[] | null;
  financeIds!: readonly string[] | null;
  mappingStatus!: string;
  identifiers!: readonly Identifier[];
  explain!: readonly RecordExplanation[];
}
