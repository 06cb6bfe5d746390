import { Field, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import { roles } from "../roles";

export const RoleName = enumOf("RoleName", roles, "A role of the permission matrix. 角色");

@ObjectType({ description: "Who may read one field, or make one change. 字段权限" })
export class FieldPermission {
  @Field(() => String, { nullable: true, description: "The field's name. 字段" })
  field!: string;

  @Field(() => [RoleName], {
    nullable: true,
    description: "The roles that may; all others get null and an error of code FORBIDDEN. 角色",
  })
  roles!: readonly string[];
}

@ObjectType({ description: "The decisions of one type of the graph. 类型权限" })
export class TypePermissions {
  @Field(() => String, {
    nullable: true,
    description: 'The type; "Root fields" are queries and changes that are written by hand. 类型',
  })
  type!: string;

  @Field(() => [FieldPermission], { nullable: true, description: "Its fields, by name. 字段" })
  fields!: readonly FieldPermission[];
}
