import type { RecordExplanation } from "./explanation";
import type { Identifier } from "./identifier";
import { type IdentityFields, identity } from "./identity";

@identity("Company", "A legal entity over both systems. 公司")
export class Company implements IdentityFields {
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
