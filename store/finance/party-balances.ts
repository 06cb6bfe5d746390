import { OpenItem } from "../../schema/finance/open-item";
import { requireDefinition } from "../../schema/model/decorators";
import { type ReadContext, rowsByParent } from "../read/page";
import { visibleSql } from "../read/visibility";
import { sql } from "../sql";

export interface PartyBalanceKey {
  readonly kind: "RECEIVABLE" | "PAYABLE";
  readonly accountIds: readonly string[];
}

export interface CurrencyAmount {
  readonly amount: string;
  readonly currency: string;
}

/** What is open on each party's sub-ledger accounts, one entry a currency, in one statement. */
export async function readPartyBalances(
  read: ReadContext,
  keys: readonly PartyBalanceKey[],
): Promise<readonly (readonly CurrencyAmount[])[]> {
  const flat = keys.flatMap(({ kind, accountIds }, at) => accountIds.map((account) => ({ at, kind, account })));
  const rows = await read.database.query(sql`
    select w.at, t.currency, sum(t.open_amount) as amount
    from unnest(${flat.map(({ at }) => at)}::integer[], ${flat.map(({ kind }) => kind)}::text[],
      ${flat.map(({ account }) => account)}::text[]) as w(at, kind, account)
    join finance.open_item t on t.party_account_id = w.account and t.kind = w.kind
    where ${visibleSql(requireDefinition(OpenItem), read)}
    group by w.at, t.currency order by w.at, t.currency`);
  const byKey = rowsByParent(rows);
  return keys.map((_, at) =>
    (byKey.get(at) ?? []).map((row) => ({ amount: String(row["amount"]), currency: String(row["currency"]) })),
  );
}
