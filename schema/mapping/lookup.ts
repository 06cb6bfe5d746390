import { Field, ID, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import { Company } from "./company";
import { CostCenter } from "./cost-center";
import { IDENTITY_KINDS, Identifier } from "./identifier";
import { MappingStatus } from "./identity";
import { Item } from "./item";
import { Party } from "./party";

const IdentityKind = enumOf("IdentityKind", IDENTITY_KINDS, "What an identifier identifies. 标识类型");

@ObjectType({ description: "What an identifier, of either system or shared, stands for. 标识解析结果" })
export class ResolvedIdentifier {
  @Field(() => ID, { nullable: true, description: "The identifier that was asked for. 查询的标识" })
  requested!: string;

  @Field(() => IdentityKind, { nullable: true, description: "What it identifies; null: nobody knows it. 类型" })
  kind!: string | null;

  @Field(() => ID, { nullable: true, description: "The permanent shared id. 统一标识" })
  sharedId!: string | null;

  @Field(() => MappingStatus, { nullable: true, description: "Whether both systems know it. 映射状态" })
  mappingStatus!: string;

  @Field(() => [Identifier], { nullable: true, description: "All links of that identity. 标识列表" })
  identifiers!: readonly Identifier[];

  @Field(() => Party, { nullable: true, description: "The party, if it is one. 往来单位" })
  party!: Party | null;

  @Field(() => Item, { nullable: true, description: "The item, if it is one. 物料" })
  item!: Item | null;

  @Field(() => Company, { nullable: true, description: "The company, if it is one. 公司" })
  company!: Company | null;

  @Field(() => CostCenter, { nullable: true, description: "The cost centre, if it is one. 成本中心" })
  costCenter!: CostCenter | null;
}

@ObjectType({ description: "One system's id in terms of another system. 标识转换结果" })
export class Translation {
  @Field(() => ID, { nullable: true, description: "The id that was given. 原标识" })
  requested!: string;

  @Field(() => [ID], {
    nullable: true,
    description: "Ids in the target system; empty: it has none; null: the given id is unknown. 目标标识",
  })
  translated!: readonly string[] | null;

  @Field(() => ID, { nullable: true, description: "The shared id between them. 统一标识" })
  sharedId!: string | null;

  @Field(() => MappingStatus, { nullable: true, description: "Whether both systems know it. 映射状态" })
  mappingStatus!: string;
}
