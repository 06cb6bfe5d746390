import { Query, Resolver } from "type-graphql";
import { TypePermissions } from "../../schema/mapping/permission-decision";
import { type Audience, operations, permissions } from "../../schema/permissions";

type Decisions = Readonly<Record<string, Audience>>;

/** The permission matrix as data: what docs/permissions.md shows. It depends on nothing stored and nobody asking. */
@Resolver()
export class PermissionResolver {
  @Query(() => [TypePermissions], {
    nullable: true,
    description: "Who may read or change what, by type and field, as it is enforced. 权限矩阵",
  })
  permissionMatrix(): readonly TypePermissions[] {
    return [typePermissions("Root fields", operations), ...entityPermissions()];
  }
}

function entityPermissions(): readonly TypePermissions[] {
  const types = Object.keys(permissions).sort() as (keyof typeof permissions)[];
  return types.map((type) => typePermissions(type, permissions[type]));
}

function typePermissions(type: string, decisions: Decisions): TypePermissions {
  const fields = Object.keys(decisions).sort();
  return { type, fields: fields.map((field) => ({ field, roles: decisions[field] ?? [] })) };
}
