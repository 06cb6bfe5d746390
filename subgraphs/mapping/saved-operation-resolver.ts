import { Arg, Ctx, Mutation, Resolver } from "type-graphql";
import { RoleName } from "../../schema/mapping/permission-decision";
import { SavedOperation } from "../../schema/mapping/saved-operation";
import type { Role } from "../../schema/roles";
import { removeOperation, saveOperation } from "../../store/write/saved-operations";
import type { SubgraphContext } from "../service/context";
import { answered, asGraphErrors, described } from "./decision-mutation";

const Name = (): ReturnType<typeof Arg> => Arg("name", () => String, { description: "Its name in addresses." });

/** Queries that are kept for tools that read rows. */
@Resolver()
export class SavedOperationResolver {
  @Mutation(
    () => SavedOperation,
    described("Keeps a query under a name, anew or in the place of what its owner kept there. 保存查询"),
  )
  saveOperation(
    @Name() name: string,
    @Arg("description", () => String, { description: "What its rows are." }) description: string,
    @Arg("document", () => String, { description: "The GraphQL document: one query." }) document: string,
    @Arg("roles", () => [RoleName], { description: "Who may ask it; each is answered what it may read." })
    allowed: readonly Role[],
    @Arg("defaults", () => String, { defaultValue: "{}", description: "Values of its variables, as a JSON object." })
    defaults: string,
    @Ctx() context: SubgraphContext,
  ): Promise<unknown> {
    const draft = { name, description, document, defaults, roles: allowed };
    return answered(context, SavedOperation, saveOperation(context.read.database, context.identity, draft));
  }

  @Mutation(() => String, described("Takes a saved query out of use; gives its name. 删除已保存的查询"))
  removeOperation(@Name() name: string, @Ctx() { read, identity }: SubgraphContext): Promise<string> {
    return asGraphErrors(removeOperation(read.database, identity, name));
  }
}
