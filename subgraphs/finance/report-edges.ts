import type { GraphQLResolveInfo } from "graphql";
import { Ctx, FieldResolver, Info, Resolver, Root } from "type-graphql";
import { Account } from "../../schema/finance/account";
import { CostCenter } from "../../schema/finance/cost-center";
import { PartyAccount } from "../../schema/finance/party-account";
import { AgeingLine } from "../../schema/finance/reports/ageing";
import { BudgetVarianceLine } from "../../schema/finance/reports/budget-variance";
import { type AccountLine, StatementLine } from "../../schema/finance/reports/statement-line";
import { TrialBalanceLine } from "../../schema/finance/reports/trial-balance";
import { requireDefinition } from "../../schema/model/decorators";
import type { EntityClass } from "../../schema/model/definition";
import type { SubgraphContext } from "../service/context";
import { columnsFor, onlyKey, selectedNames } from "../service/selection";

/** The stored row a line points at; nothing is read when only its key is asked for. */
function follow(
  type: EntityClass,
  id: string | null,
  line: object,
  { loaders }: SubgraphContext,
  info: GraphQLResolveInfo,
): unknown {
  if (id === null) return null;
  const entity = requireDefinition(type);
  const names = selectedNames(info);
  return onlyKey(names, entity.key)
    ? { [entity.key]: id }
    : loaders.of(line as Record<PropertyKey, unknown>).row(entity, id, columnsFor(entity, names));
}

@Resolver(() => TrialBalanceLine)
class TrialBalanceLineResolver {
  @FieldResolver()
  account(@Root() line: AccountLine, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): unknown {
    return follow(Account, line.accountId, line, context, info);
  }
}

@Resolver(() => StatementLine)
class StatementLineResolver {
  @FieldResolver()
  account(@Root() line: AccountLine, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): unknown {
    return follow(Account, line.accountId, line, context, info);
  }
}

@Resolver(() => BudgetVarianceLine)
class BudgetVarianceLineResolver {
  @FieldResolver()
  account(@Root() line: AccountLine, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): unknown {
    return follow(Account, line.accountId, line, context, info);
  }

  @FieldResolver()
  costCenter(
    @Root() line: BudgetVarianceLine,
    @Ctx() context: SubgraphContext,
    @Info() info: GraphQLResolveInfo,
  ): unknown {
    return follow(CostCenter, line.costCenterId, line, context, info);
  }
}

@Resolver(() => AgeingLine)
class AgeingLineResolver {
  @FieldResolver()
  partyAccount(@Root() line: AgeingLine, @Ctx() context: SubgraphContext, @Info() info: GraphQLResolveInfo): unknown {
    return follow(PartyAccount, line.partyAccountId, line, context, info);
  }

  @FieldResolver()
  party(@Root() line: AgeingLine): unknown {
    // Mapping knows who this is; finance only names the account.
    return { financeId: line.partyAccountId };
  }
}

export const reportEdges = [
  TrialBalanceLineResolver,
  StatementLineResolver,
  BudgetVarianceLineResolver,
  AgeingLineResolver,
] as const;
