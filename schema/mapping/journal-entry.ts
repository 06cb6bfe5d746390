import { Directive, Field, ID, ObjectType } from "type-graphql";

/** A journal entry, as the document links and discrepancies point at it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("JournalEntry")
export class JournalEntry {
  @Field(() => ID) id!: string;
}
