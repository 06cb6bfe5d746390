import { Directive, Field, ID, ObjectType } from "type-graphql";
import { type Collection, collection, externalIds } from "../model/decorators";
import type { Money } from "../model/values";
import { Bill } from "./bill";
import { CreditNote } from "./credit-note";
import { Invoice } from "./invoice";
import { OpenItem } from "./open-item";
import { PartyAccount } from "./party-account";
import { Payment } from "./payment";

/** What finance adds to a party; the party itself is identified by mapping, over all of its finance ids. */
@Directive('@key(fields: "id")')
@Directive('@key(fields: "financeId", resolvable: false)')
@ObjectType("Party")
export class Party {
  // Without @external the gateway would ask mapping with {id: null} on the way from an invoice to its party.
  @Directive("@external")
  @Field(() => ID, { nullable: true })
  id!: string | null;

  @Field(() => ID, { nullable: true, description: "The finance system's id: a sub-ledger account. 财务标识" })
  financeId!: string | null;

  @externalIds("All of its finance ids, from mapping.", "全部财务标识") financeIds!: readonly string[] | null;

  @collection(() => PartyAccount, "id", "Its sub-ledger accounts.", "往来账户", { ids: "financeIds", requires: true })
  accounts!: Collection<PartyAccount>;
  @collection(() => Invoice, "partyAccountId", "Sales invoices to it.", "销售发票", {
    ids: "financeIds",
    requires: true,
  })
  invoices!: Collection<Invoice>;
  @collection(() => Bill, "partyAccountId", "Bills from it.", "采购发票", { ids: "financeIds", requires: true })
  bills!: Collection<Bill>;
  @collection(() => CreditNote, "partyAccountId", "Credit notes with it.", "红字发票", {
    ids: "financeIds",
    requires: true,
  })
  creditNotes!: Collection<CreditNote>;
  @collection(() => Payment, "partyAccountId", "Payments with it.", "收付款", { ids: "financeIds", requires: true })
  payments!: Collection<Payment>;
  @collection(() => OpenItem, "partyAccountId", "What is still open with it.", "未清项", {
    ids: "financeIds",
    requires: true,
  })
  openItems!: Collection<OpenItem>;

  /** What it owes and what is owed to it, one entry a currency; resolved in the finance subgraph. */
  receivable!: readonly Money[];
  payable!: readonly Money[];
}
