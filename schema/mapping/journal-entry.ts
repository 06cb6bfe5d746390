import { Field, ID } from "type-graphql";
import { extension } from "./extension";

/** A journal entry, as the document links and discrepancies point at it. */
@extension("JournalEntry", { resolvable: false })
export class JournalEntry {
  @Field(() => ID) id!: string;
}
