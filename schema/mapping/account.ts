import { Directive, Field, ID, ObjectType } from "type-graphql";

/** An account, as discrepancies point at it. */
@Directive('@key(fields: "id", resolvable: false)')
@ObjectType("Account")
export class Account {
  @Field(() => ID) id!: string;
}
