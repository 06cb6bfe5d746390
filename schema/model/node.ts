import { Directive, Field, ID, InterfaceType } from "type-graphql";
import type { EntityClass } from "./definition";

/** Field of the id that is good for any object of the graph; `id` says its key within one type. */
export const NODE_ID = "nodeId";

/**
 * An object that can be asked for again by one id, as Relay does (GraphQL Global Object Identification). What a subgraph's
 * schema holds is listed there, so that the interface must not bring every class along.
 */
@InterfaceType("Node", {
  description: "An object that can be asked for again by its global id. 可按全局标识重新查询的对象",
  autoRegisterImplementations: false,
  resolveType: (value: { readonly __typename?: string }) => value.__typename,
})
export abstract class Node {
  // Null where mapping knows no identity of a record.
  @Field(() => ID, { nullable: true, description: "Its global id: opaque, good for Query.node. 全局标识" })
  nodeId!: string | null;
}

/** Declares, beside the type's own fields, that the type is a Node. `external`: its owner gives the id. */
export function nodeField(type: EntityClass, { external = false } = {}): void {
  Field(() => ID, { nullable: true, description: "Its global id: opaque, good for Query.node. 全局标识" })(
    type.prototype,
    NODE_ID,
  );
  if (external) Directive("@external")(type.prototype, NODE_ID);
}

export interface NodeKey {
  /** GraphQL type. */
  readonly type: string;
  readonly id: string;
}

export function nodeIdOf({ type, id }: NodeKey): string {
  return Buffer.from(`${type}:${id}`).toString("base64url");
}

/** What a global id names; null: it is none that was ever given out. */
export function readNodeId(nodeId: string): NodeKey | null {
  const [, type, id] = /^(\w+):(.+)$/s.exec(Buffer.from(nodeId, "base64url").toString("utf8")) ?? [];
  return type && id && nodeIdOf({ type, id }) === nodeId ? { type, id } : null;
}
