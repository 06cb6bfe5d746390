import type { ReactNode } from "react";
import { graphql } from "../../graph/generated";
import type { ChainQuery } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { Panel } from "../../parts/panel";
import { useWords } from "../../words/language";
import { ChainPicture } from "./chain-picture";

const ChainDocument = graphql(`
  query Chain($id: ID!) {
    documentChain(id: $id) {
      id
      kind
      number
      documentOn
      status
      distance
      nextToId
      linkRule
      linkConfidence
      salesOrder {
        amount: netAmount {
          ...MoneyFields
        }
      }
      purchaseOrder {
        amount: netAmount {
          ...MoneyFields
        }
      }
      erpInvoice {
        amount: netAmount {
          ...MoneyFields
        }
      }
      invoice {
        amount: netAmount {
          ...MoneyFields
        }
      }
      bill {
        amount: netAmount {
          ...MoneyFields
        }
      }
      creditNote {
        amount: netAmount {
          ...MoneyFields
        }
      }
      payment {
        amount {
          ...MoneyFields
        }
      }
    }
  }
`);

export type ChainStep = NonNullable<ChainQuery["documentChain"]>[number];

/** The way from the order to the journal entry on which the first of the documents stands. */
export function ChainPanel({ documentIds }: { readonly documentIds: readonly string[] }): ReactNode {
  const { say } = useWords();
  const [id] = documentIds;
  const answer = useAnswer(ChainDocument, { variables: id ? { id } : undefined });
  if (!id) return null;
  return (
    <Panel
      title={say("chain")}
      note={say("chainNote")}
      answer={answer}
      path="documentChain"
      of={(data) => data.documentChain}
      isEmpty={(steps) => steps.length === 0}
    >
      {(steps) => <ChainPicture steps={steps} marked={new Set(documentIds)} />}
    </Panel>
  );
}
