import type { ReactNode } from "react";
import { isDenied } from "../../graph/faults";
import { graphql } from "../../graph/generated";
import type { KpisOfYearQuery } from "../../graph/generated/graphql";
import { useAnswer } from "../../graph/use-answer";
import { type Amount, daysText, moneyText, numberText, percentText, shortMoneyText } from "../../parts/figures";
import { DeniedMark, Faulted } from "../../parts/states";
import { useWords, type Word } from "../../words/language";
import { monthOf, type Scope } from "./scope";

const KpisDocument = graphql(`
  query KpisOfYear(
    $companyId: ID
    $currency: CurrencyCode
    $from: Date!
    $to: Date!
    $fromBefore: Date!
    $toBefore: Date!
  ) {
    now: kpis(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      ...KpiFigures
    }
    before: kpis(companyId: $companyId, currency: $currency, from: $fromBefore, to: $toBefore) {
      ...KpiFigures
    }
    cash: cashFlow(companyId: $companyId, currency: $currency, from: $from, to: $to) {
      opening {
        ...MoneyFields
      }
      closing {
        ...MoneyFields
      }
    }
  }
  fragment KpiFigures on Kpis {
    revenue {
      ...MoneyFields
    }
    netProfit {
      ...MoneyFields
    }
    grossMargin
    netMargin
    daysSalesOutstanding
    daysPayableOutstanding
  }
`);

type Kpis = NonNullable<KpisOfYearQuery["now"]>;

/** As the tile shows it, with its unit, and in full. */
interface Figure {
  readonly shown: string;
  readonly unit: string;
  readonly full: string;
}

interface Tile {
  readonly word: Word;
  readonly path: string;
  readonly text: Figure | undefined;
  readonly change: string | undefined;
}

export function KpiTiles({ scope }: { readonly scope: Scope }): ReactNode {
  const { say } = useWords();
  const variables = { ...scope, fromBefore: monthOf(scope.from, -12).from, toBefore: monthOf(scope.to, -12).to };
  const answer = useAnswer(KpisDocument, { variables });
  const tiles = useTiles(answer.data);
  const fault = answer.faults.find(({ code, path }) => code !== "FORBIDDEN" && path !== "before");
  return (
    <section className="tiles" aria-label={say("keyFigures")} aria-busy={answer.loading}>
      {tiles.map(({ word, path, text, change }) => (
        <div className="tile" key={word}>
          <h2>{say(word)}</h2>
          <p className="tile-figure" title={text?.full} data-figure={word}>
            {text ? <Shown figure={text} /> : answer.loading ? <span className="bone" /> : null}
            {!text && !answer.loading ? isDenied(answer.faults, path) ? <DeniedMark /> : "—" : null}
          </p>
          <p className="tile-change">{change ?? " "}</p>
        </div>
      ))}
      {fault && !answer.loading ? <Faulted faults={[fault]} again={answer.again} /> : null}
    </section>
  );
}

function Shown({ figure: { shown, unit } }: { readonly figure: Figure }): ReactNode {
  return (
    <>
      {shown} <small>{unit}</small>
    </>
  );
}

function useTiles(data: KpisOfYearQuery | undefined): readonly Tile[] {
  const words = useWords();
  const { say } = words;
  const now = data?.now ?? undefined;
  const before = data?.before ?? undefined;
  const money = (amount: Amount | null | undefined): Tile["text"] =>
    amount
      ? { shown: shortMoneyText(words, amount.amount), unit: amount.currency, full: moneyText(words, amount) }
      : undefined;
  const compared = (word: Word, of: (kpis: Kpis) => Figure | undefined, path = "now"): Tile => {
    const was = before && of(before);
    return { word, path, text: now && of(now), change: was ? say("yearBefore", { value: was.shown }) : undefined };
  };
  const fraction = (text: string | null | undefined): Tile["text"] =>
    text ? { shown: percentText(words, text), unit: "", full: percentText(words, text, 4) } : undefined;
  const days = (text: string | null | undefined): Tile["text"] =>
    text
      ? {
          shown: numberText(words, text, 1),
          unit: say("daysUnit"),
          full: daysText(words, text, 2),
        }
      : undefined;
  const opening = money(data?.cash?.opening);
  return [
    compared("revenue", (kpis) => money(kpis.revenue)),
    compared("grossMargin", (kpis) => fraction(kpis.grossMargin)),
    compared("netProfit", (kpis) => money(kpis.netProfit)),
    {
      word: "cash",
      path: "cash",
      text: money(data?.cash?.closing),
      change: opening ? say("atBeginning", { value: opening.shown }) : undefined,
    },
    compared("daysSales", (kpis) => days(kpis.daysSalesOutstanding)),
    compared("daysPayable", (kpis) => days(kpis.daysPayableOutstanding)),
  ];
}
