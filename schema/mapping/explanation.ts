import { Field, ID, ObjectType } from "type-graphql";
import { EvidenceNote } from "./match-proposal";

@ObjectType({ description: "Why a record is in its identity. 记录归属依据" })
export class RecordExplanation {
  @Field(() => ID, { nullable: true, description: "The record. 来源标识" })
  sourceId!: string;

  @Field(() => String, { nullable: true, description: "Why it is there, in one sentence. 结论" })
  summary!: string;

  @Field(() => [EvidenceNote], {
    nullable: true,
    description: "All that speaks for it and against, the strongest first. 依据",
  })
  evidence!: readonly EvidenceNote[];
}
