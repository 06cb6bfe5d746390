import { Directive, ObjectType } from "type-graphql";
import type { EntityClass } from "../model/definition";
import { Node, nodeField } from "../model/node";

/**
 * Declares an entity of another subgraph, as mapping knows it: by its id. Its global id is the owner's to give, so that
 * who asks for it learns whether there is such an object for them.
 */
export function extension(name: string, { resolvable = true } = {}) {
  return (type: EntityClass): void => {
    nodeField(type, { external: true });
    Directive(`@key(fields: "id"${resolvable ? "" : ", resolvable: false"})`)(type);
    ObjectType(name, { implements: Node as never })(type);
  };
}
