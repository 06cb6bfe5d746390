import type { ReactNode } from "react";
import { useWords, type Words } from "../words/language";

/** An amount as the graph gives it. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

/** Intl takes decimals as text, digit by digit; no amount becomes a float on its way to the screen. */
const exactly = (decimal: string): number => decimal as unknown as number;

export function moneyText({ locale }: Words, { amount, currency }: Amount): string {
  return new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "code" }).format(
    exactly(amount),
  );
}

/** For tiles and axes: 12.3M, 1230万. */
export function shortMoneyText({ locale }: Words, amount: string | number): string {
  return new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }).format(
    typeof amount === "string" ? exactly(amount) : amount,
  );
}

export function percentText({ locale }: Words, fraction: string, digits = 1): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(exactly(fraction));
}

export function numberText({ locale }: Words, decimal: string | number, digits = 2): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(
    typeof decimal === "string" ? exactly(decimal) : decimal,
  );
}

/** For drawing alone: pixels need no cents. */
export const forDrawing = (decimal: string | null | undefined): number | null =>
  decimal === null || decimal === undefined ? null : Number(decimal);

export function Money({ of }: { readonly of: Amount }): ReactNode {
  return <span className="figure">{moneyText(useWords(), of)}</span>;
}

export function momentText({ locale }: Words, moment: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(new Date(moment));
}

/** A calendar day, which is the same in every time zone. */
export function dayText({ locale }: Words, day: string): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

export function monthText({ locale }: Words, day: string): string {
  return new Intl.DateTimeFormat(locale, { year: "2-digit", month: "short", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

export function agoText({ locale }: Words, seconds: number): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const steps = [
    [86_400, "day"],
    [3_600, "hour"],
    [60, "minute"],
    [1, "second"],
  ] as const;
  const [size, unit] = steps.find(([length]) => seconds >= length) ?? [1, "second"];
  return format.format(-Math.floor(seconds / size), unit);
}
