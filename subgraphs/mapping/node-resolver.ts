import type { GraphQLResolveInfo } from "graphql";
import { Arg, Ctx, ID, Info, Query, Resolver } from "type-graphql";
import { graphError } from "../../schema/errors";
import { Node, type NodeKey, readNodeId } from "../../schema/model/node";
import { allEntities, entitiesBySubgraph } from "../../schema/model/registry";
import type { IdentityKind } from "../../store/mapping/identities";
import type { SubgraphContext } from "../service/context";
import { columnsFor, selectedNames } from "../service/selection";
import { IDENTITY_TYPES } from "./identity-facts";
import { findIdentity } from "./identity-resolver";

/** Most objects of one question: each may be of another type, and so another statement. */
const NODES_MAX = 100;

const ownEntities = new Map(entitiesBySubgraph.mapping.map((entity) => [entity.name, entity]));
const identityKinds = new Map(Object.entries(IDENTITY_TYPES).map(([kind, type]) => [type, kind as IdentityKind]));
const otherTypes: ReadonlySet<string> = new Set(
  allEntities.filter(({ subgraph, key }) => subgraph !== "mapping" && key === "id").map(({ name }) => name),
);

/** The object that a global id names: mapping's own is looked up, another subgraph's is told by its key alone. */
async function find({ type, id }: NodeKey, context: SubgraphContext, info: GraphQLResolveInfo): Promise<unknown> {
  const kind = identityKinds.get(type);
  if (kind) return findIdentity(context, kind, id);
  const entity = ownEntities.get(type);
  if (entity) {
    const row = await context.loaders.row(entity, id, new Set([...columnsFor(entity, selectedNames(info)), "id"]));
    return row && { ...row, __typename: type };
  }
  return otherTypes.has(type) ? { __typename: type, id } : null;
}

@Resolver()
export class NodeResolver {
  @Query(() => Node, {
    nullable: true,
    description: "Any object by its nodeId; null when there is none that you may see. 按全局标识查询",
  })
  node(
    @Arg("id", () => ID) nodeId: string,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown> | null {
    const key = readNodeId(nodeId);
    return key && find(key, context, info);
  }

  @Query(() => [Node], {
    nullable: "itemsAndList",
    description: "The same for up to 100 ids, in their order. 按全局标识批量查询",
  })
  nodes(
    @Arg("ids", () => [ID]) nodeIds: string[],
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<unknown[]> {
    if (nodeIds.length > NODES_MAX)
      throw graphError("BAD_USER_INPUT", `Give at most ${NODES_MAX} ids at once, got ${nodeIds.length}.`);
    return Promise.all(nodeIds.map((nodeId) => this.node(nodeId, context, info)));
  }
}
