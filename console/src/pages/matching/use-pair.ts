import type { Fault } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import { useAnswer } from "../../graph/use-answer";
import type { Word } from "../../words/language";
import type { Proposal } from "./matching-page";

const PartyPairDocument = graphql(`
  query PartyPair($leftId: ID!, $rightId: ID!) {
    left: partyByErpId(erpId: $leftId) {
      name
      number
      taxId
      street
      postalCode
      city
      country
      phone
      email
      currency
    }
    right: partyAccount(id: $rightId) {
      name
      number
      taxId
      street
      postalCode
      city
      country
      phone
      email
      currency
    }
  }
`);

const ItemPairDocument = graphql(`
  query ItemPair($leftId: ID!, $rightId: ID!) {
    left: itemByErpId(erpId: $leftId) {
      name
      number
      unit
      currency
      soldFrom
    }
    right: product(id: $rightId) {
      name
      number: code
      unit
      currency
      soldFrom: validFrom
    }
  }
`);

/** One property of both records; null where it has none, or where it was denied at the path. */
export interface PairField {
  readonly word: Word;
  readonly left: string | null | undefined;
  readonly right: string | null | undefined;
  readonly leftPath: string;
  readonly rightPath: string;
}

const PARTY_FIELDS = [
  "name",
  "number",
  "taxId",
  "street",
  "postalCode",
  "city",
  "country",
  "phone",
  "email",
  "currency",
] as const satisfies readonly Word[];
const ITEM_FIELDS = ["name", "number", "unit", "currency", "soldFrom"] as const satisfies readonly Word[];

interface Pair {
  readonly fields: readonly PairField[];
  readonly loading: boolean;
  readonly faults: readonly Fault[];
}

/** The two records that a proposal takes for one. */
export function usePair({ kind, leftId, rightId }: Proposal): Pair {
  const variables = { leftId: leftId ?? "", rightId: rightId ?? "" };
  const parties = useAnswer(PartyPairDocument, { variables: kind === "PARTY" ? variables : undefined });
  const items = useAnswer(ItemPairDocument, { variables: kind === "ITEM" ? variables : undefined });
  const { loading, faults } = kind === "PARTY" ? parties : items;
  const fields = kind === "PARTY" ? fieldsOf(PARTY_FIELDS, parties.data) : fieldsOf(ITEM_FIELDS, items.data);
  return { fields, loading, faults };
}

type Texts<Name extends Word> = { readonly [N in Name]?: string | null };

function fieldsOf<const Name extends Word>(
  names: readonly Name[],
  pair: { readonly left?: Texts<Name> | null; readonly right?: Texts<Name> | null } | undefined,
): readonly PairField[] {
  if (!pair) return [];
  return names.map((word) => ({
    word,
    left: pair.left?.[word],
    right: pair.right?.[word],
    leftPath: `left.${word}`,
    rightPath: `right.${word}`,
  }));
}
