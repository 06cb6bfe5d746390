import { ID, ObjectType } from "type-graphql";
import { enumOf } from "../model/decorators";
import type { EntityDefinition } from "../model/definition";
import { DateTimeScalar } from "../scalars";
import { type DerivedClass, derive, field } from "./derive";

export const CHANGE_KINDS = ["CREATED", "UPDATED", "DELETED"] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** Most changes that one question looks up. */
export const CHANGES_MAX = 100;

/** Names of what is derived for an entity whose changes are told: `SalesOrderChange`, `salesOrderChanged`, `salesOrderChanges`. */
export function changeNames({ list }: Pick<EntityDefinition, "list">) {
  const stem = `${list[0]?.toLowerCase()}${list.slice(1)}`;
  return { type: `${list}Change`, subscription: `${stem}Changed`, query: `${stem}Changes` } as const;
}

/** `SalesOrderChange`: what a change of a row was to its reader, and the row as it stands now. */
export function changeType(entity: EntityDefinition): DerivedClass {
  const { type: name } = changeNames(entity);
  const kinds = enumOf(
    "ChangeKind",
    CHANGE_KINDS,
    "What became of a row among those that its reader sees and asked for. 变更类型",
  );
  return derive(name, (type) => {
    field(type, "id", () => ID, { description: "The event's id, to resume after it. 事件标识" });
    field(type, "kind", () => kinds, {
      description:
        "CREATED: it is there now and was not before, for you and your filter; DELETED: it was, and is no longer. 变更类型",
    });
    field(type, "key", () => ID, { description: `The row's ${entity.key}, also when the row is gone. 行标识` });
    field(type, "changedAt", () => DateTimeScalar, { description: "When it was written here. 变更时间" });
    field(type, "node", () => entity.type, {
      description: "The row as it stands now; null when it is not there for you. 当前行",
    });
    ObjectType(name, { description: `A change of ${entity.list}. ${entity.zh}变更` })(type);
  });
}
