import type { Identity } from "../../schema/identity";
import type { ReadContext } from "../../store/read/page";
import type { Loaders } from "./loaders";

/** What a resolver may use: who asks, the data within that identity's scope, and this request's loaders. */
export interface SubgraphContext {
  readonly identity: Identity;
  readonly read: ReadContext;
  readonly loaders: Loaders;
}
