import type { ReactNode } from "react";
import { graphql } from "../../graph/generated";
import type { BudgetOfYearQuery } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { type Amount, changeText, forDrawing, moneyText, shortMoneyText } from "../../parts/figures";
import { Panel } from "../../parts/panel";
import { Pill } from "../../parts/pill";
import { useWords } from "../../words/language";
import type { Scope } from "./scope";

const BudgetDocument = graphql(`
  query BudgetOfYear($companyId: ID, $currency: CurrencyCode, $from: Date!, $to: Date!) {
    budgetVariance(companyId: $companyId, currency: $currency, from: $from, to: $to, first: 200) {
      revenue {
        ...BudgetSum
      }
      expense {
        ...BudgetSum
      }
      profit {
        ...BudgetSum
      }
      lines {
        accountId
        costCenterId
        code
        name
        budgeted
        favourable
        variancePercent
        costCenter {
          name
        }
        budget {
          ...MoneyFields
        }
        actual {
          ...MoneyFields
        }
        variance {
          ...MoneyFields
        }
      }
    }
  }
  fragment BudgetSum on BudgetVarianceSum {
    favourable
    variancePercent
    budget {
      ...MoneyFields
    }
    actual {
      ...MoneyFields
    }
  }
`);

type Variance = NonNullable<BudgetOfYearQuery["budgetVariance"]>;
type Sum = NonNullable<Variance["revenue"]>;
type Line = NonNullable<Variance["lines"]>[number];

const LINES = 6;

export function BudgetPanel({ scope }: { readonly scope: Scope }): ReactNode {
  const { say } = useWords();
  const answer = useAnswer(BudgetDocument, { variables: { ...scope } });
  return (
    <Panel
      title={say("budgetAgainstActual")}
      note={scope.currency}
      answer={answer}
      path="budgetVariance"
      of={(data) => data.budgetVariance}
      isEmpty={({ lines }) => (lines ?? []).every(({ budgeted }) => !budgeted)}
    >
      {({ revenue, expense, profit, lines }) => (
        <>
          <Bar name={say("revenue")} sum={revenue} />
          <Bar name={say("expense")} sum={expense} />
          <Bar name={say("profit")} sum={profit} />
          <h3>{say("largestVariances")}</h3>
          <Lines lines={lines ?? []} />
        </>
      )}
    </Panel>
  );
}

/** The actual as a bar, the budget as a mark on it. */
function Bar({ name, sum }: { readonly name: string; readonly sum: Sum | null | undefined }): ReactNode {
  const words = useWords();
  if (!sum?.budget || !sum.actual) return null;
  const actual = Math.max(0, forDrawing(sum.actual.amount) ?? 0);
  const budget = Math.max(0, forDrawing(sum.budget.amount) ?? 0);
  const scale = Math.max(actual, budget, 1) * 1.05;
  return (
    <div className="bullet">
      <span className="bullet-name">{name}</span>
      <span className="bullet-track" aria-hidden="true">
        <span
          className={sum.favourable ? "bullet-bar good" : "bullet-bar bad"}
          style={{ width: `${(actual / scale) * 100}%` }}
        />
        <span className="bullet-mark" style={{ left: `${(budget / scale) * 100}%` }} />
      </span>
      <span className="figure" title={moneyText(words, sum.actual)}>
        {shortMoneyText(words, sum.actual.amount)}
        <small>
          {" / "}
          {shortMoneyText(words, sum.budget.amount)}
        </small>
      </span>
      <Change favourable={sum.favourable} percent={sum.variancePercent} />
    </div>
  );
}

interface ChangeProps {
  readonly favourable: boolean | null | undefined;
  readonly percent: string | null | undefined;
}

function Change({ favourable, percent }: ChangeProps): ReactNode {
  const words = useWords();
  if (!percent) return <Pill tone="calm">—</Pill>;
  return <Pill tone={favourable ? "good" : "bad"}>{changeText(words, percent)}</Pill>;
}

function Lines({ lines }: { readonly lines: readonly Line[] }): ReactNode {
  const words = useWords();
  const { say } = words;
  const size = (amount: Amount | null | undefined): number => Math.abs(forDrawing(amount?.amount) ?? 0);
  const budgeted = lines.filter((line) => line.budgeted);
  const largest = [...budgeted].sort((left, right) => size(right.variance) - size(left.variance)).slice(0, LINES);
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{say("account")}</th>
          <th scope="col" className="number">
            {say("budget")}
          </th>
          <th scope="col" className="number">
            {say("actual")}
          </th>
          <th scope="col" className="number">
            {say("variance")}
          </th>
        </tr>
      </thead>
      <tbody>
        {largest.map((line) => (
          <tr key={`${line.accountId} ${line.costCenterId}`}>
            <th scope="row">
              {line.name}
              <small>{[line.code, line.costCenter?.name].filter(Boolean).join(" · ")}</small>
            </th>
            <td className="number">{line.budget ? shortMoneyText(words, line.budget.amount) : "—"}</td>
            <td className="number">{line.actual ? shortMoneyText(words, line.actual.amount) : "—"}</td>
            <td className="number">
              <Change favourable={line.favourable} percent={line.variancePercent} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
