import type { RecordExplanation } from "./explanation";
import type { Identifier } from "./identifier";
import { type IdentityFields, identity } from "./identity";

@identity("Party", "A customer or supplier over both systems. 往来单位")
export class Party implements IdentityFields {
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
