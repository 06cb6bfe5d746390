import type { RecordExplanation } from "./explanation";
import type { Identifier } from "./identifier";
import { type IdentityFields, identity } from "./identity";

@identity("CostCenter", "A cost centre or department over both systems. 成本中心")
export class CostCenter implements IdentityFields {
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
