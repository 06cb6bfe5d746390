import type { ReactNode } from "react";
import type { DocumentKind } from "../../graph/generated/graphql";
import { type Amount, dayText, moneyText, percentText } from "../../parts/figures";
import { documentKindNames, linkRuleNames } from "../../words/enums";
import { useWords, type Words } from "../../words/language";
import type { ChainStep } from "./chain-panel";

const BOX = { width: 178, height: 84 };
const GAP = { x: 18, y: 34 };
const EDGE = 3;
/** What the ERP wrote and what finance wrote, in two colours. */
const ERP_KINDS: readonly DocumentKind[] = ["SALES_ORDER", "PURCHASE_ORDER", "SHIPMENT", "RECEIPT", "ERP_INVOICE"];

interface Placed {
  readonly step: ChainStep;
  readonly x: number;
  readonly y: number;
}

interface PictureProps {
  readonly steps: readonly ChainStep[];
  /** Documents that the discrepancy names. */
  readonly marked: ReadonlySet<string>;
}

/** Documents in rows by their distance along the chain, the order at the top, joined by their links. */
export function ChainPicture({ steps, marked }: PictureProps): ReactNode {
  const words = useWords();
  const { say, language } = words;
  const placed = place(steps);
  const width = Math.max(...placed.map(({ x }) => x)) + BOX.width + EDGE;
  const height = Math.max(...placed.map(({ y }) => y)) + BOX.height + EDGE;
  const byId = new Map(placed.map((one) => [one.step.id, one]));
  const inWords = placed.map(({ step }) => `${kindText(step, words)} ${step.number ?? ""}`).join(" → ");
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll-x" tabIndex={0} aria-label={`${say("chain")}: ${steps.length}`}>
        <svg className="chain" viewBox={`0 0 ${width} ${height}`} width={width} height={height} role="img">
          <title>{inWords}</title>
          {placed.map(({ step, ...to }) => {
            const from = byId.get(step.nextToId ?? "");
            return from ? (
              <Link key={`to ${step.id}`} step={step} from={from} to={to} label={linkText(step, language)} />
            ) : null;
          })}
          {placed.map((one) => (
            <Box key={one.step.id} placed={one} isMarked={marked.has(one.step.id ?? "")} />
          ))}
        </svg>
      </section>
      <p className="legend">
        <span className="key erp" /> {say("erpSide")} <span className="key finance" /> {say("financeSide")}{" "}
        <span className="key marked" /> {say("named")}
      </p>
    </>
  );
}

function place(steps: readonly ChainStep[]): readonly Placed[] {
  const distances = [...new Set(steps.map(({ distance }) => distance ?? 0))].sort((left, right) => left - right);
  const rows = distances.map((each) => steps.filter(({ distance }) => (distance ?? 0) === each));
  const widest = Math.max(...rows.map(({ length }) => length));
  return rows.flatMap((row, at) =>
    row.map((step, column) => ({
      step,
      x: EDGE + (column + (widest - row.length) / 2) * (BOX.width + GAP.x),
      y: EDGE + at * (BOX.height + GAP.y),
    })),
  );
}

interface Point {
  readonly x: number;
  readonly y: number;
}

interface LinkProps {
  readonly step: ChainStep;
  readonly from: Point;
  readonly to: Point;
  readonly label: string;
}

function Link({ step, from, to, label }: LinkProps): ReactNode {
  const [above, below] = from.y < to.y ? [from, to] : [to, from];
  const start = { x: above.x + BOX.width / 2, y: above.y + BOX.height };
  const end = { x: below.x + BOX.width / 2, y: below.y };
  const middle = (start.y + end.y) / 2;
  const sure = Number(step.linkConfidence ?? 1) >= 1;
  return (
    <g className={sure ? "chain-link" : "chain-link guessed"}>
      <path d={`M${start.x} ${start.y} C${start.x} ${middle} ${end.x} ${middle} ${end.x} ${end.y}`} />
      <circle cx={end.x} cy={end.y} r="3.5" />
      <title>{label}</title>
    </g>
  );
}

function Box({ placed: { step, x, y }, isMarked }: { readonly placed: Placed; readonly isMarked: boolean }): ReactNode {
  const words = useWords();
  const amount = amountOf(step);
  const side = step.kind && ERP_KINDS.includes(step.kind) ? "erp" : "finance";
  return (
    <g transform={`translate(${x} ${y})`} className={`chain-box ${side}${isMarked ? " marked" : ""}`}>
      <rect width={BOX.width} height={BOX.height} rx="8" />
      <text x="12" y="20" className="chain-kind">
        {kindText(step, words)}
      </text>
      <text x="12" y="40" className="chain-number">
        {step.number ?? "—"}
      </text>
      <text x="12" y="58" className="chain-soft">
        {[step.documentOn ? dayText(words, step.documentOn) : "", step.status].filter(Boolean).join(" · ")}
      </text>
      <text x="12" y="75" className="chain-amount">
        {amount ? moneyText(words, amount) : ""}
      </text>
    </g>
  );
}

function kindText({ kind }: ChainStep, { language }: Words): string {
  return kind ? documentKindNames[kind][language] : "—";
}

function linkText({ linkRule, linkConfidence }: ChainStep, language: Words["language"]): string {
  const rule = linkRule ? linkRuleNames[linkRule][language] : "";
  return linkConfidence ? `${rule} ${percentText({ locale: language } as Words, linkConfidence, 0)}` : rule;
}

function amountOf(step: ChainStep): Amount | null | undefined {
  const { salesOrder, purchaseOrder, erpInvoice, invoice, bill, creditNote, payment } = step;
  return (salesOrder ?? purchaseOrder ?? erpInvoice ?? invoice ?? bill ?? creditNote ?? payment)?.amount;
}
