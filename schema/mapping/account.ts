import { Field, ID } from "type-graphql";
import { extension } from "./extension";

/** An account, as discrepancies point at it. */
@extension("Account", { resolvable: false })
export class Account {
  @Field(() => ID) id!: string;
}
