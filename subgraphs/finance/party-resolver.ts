import { Ctx, Directive, FieldResolver, Resolver, Root } from "type-graphql";
import { Party } from "../../schema/finance/party";
import { Money } from "../../schema/model/values";
import { type PartyBalanceKey, readPartyBalances } from "../../store/finance/party-balances";
import type { SubgraphContext } from "../service/context";

function openBalance(party: Party, kind: PartyBalanceKey["kind"], context: SubgraphContext): Promise<unknown> | null {
  // An identity that nobody knows owes an unknown amount, not nothing.
  if (!party.financeIds) return null;
  return context.loaders.custom("partyBalances", readPartyBalances).load({ kind, accountIds: party.financeIds });
}

@Resolver(() => Party as never)
export class PartyResolver {
  @Directive('@requires(fields: "financeIds")')
  @FieldResolver(() => [Money], {
    nullable: true,
    description: "What it still owes over all of its accounts, one entry a currency. 应收余额",
  })
  receivable(@Root() party: Party, @Ctx() context: SubgraphContext): Promise<unknown> | null {
    return openBalance(party, "RECEIVABLE", context);
  }

  @Directive('@requires(fields: "financeIds")')
  @FieldResolver(() => [Money], {
    nullable: true,
    description: "What is still owed to it over all of its accounts, one entry a currency. 应付余额",
  })
  payable(@Root() party: Party, @Ctx() context: SubgraphContext): Promise<unknown> | null {
    return openBalance(party, "PAYABLE", context);
  }
}
