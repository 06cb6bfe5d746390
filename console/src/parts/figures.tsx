import type { ReactNode } from "react";
import { graphql } from "../graph/generated";
import type { MoneyFieldsFragment } from "../graph/generated/graphql";
import { useWords, type Words } from "../words/language";

graphql(`
  fragment MoneyFields on Money {
    amount
    currency
  }
`);

/** An amount as the graph gives it. */
export type Amount = MoneyFieldsFragment;

/** Intl takes decimals as text, digit by digit; no amount becomes a float on its way to the screen. */
const exactly = (decimal: string): number => decimal as unknown as number;

export function moneyText({ locale }: Words, { amount, currency }: Amount): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "code" });
  // The sign belongs to the number: "CNY -5.00", where Intl writes "-CNY 5.00".
  return format.format(exactly(amount)).replace(/^-(\D+)/, "$1-");
}

/** For tiles and tables: 12.3m, 1230.0万. */
export function shortMoneyText(words: Words, amount: string | number): string {
  return compactText(words, typeof amount === "string" ? exactly(amount) : amount, 1);
}

/** For the marks of an axis, which are round. */
export const axisText = (words: Words, amount: number): string => compactText(words, amount, 0);

function compactText({ locale }: Words, amount: number, digits: number): string {
  return new Intl.NumberFormat(locale, {
    notation: "compact",
    minimumFractionDigits: digits,
    maximumFractionDigits: 1,
  }).format(amount);
}

export function percentText({ locale }: Words, fraction: string, digits = 1): string {
  return new Intl.NumberFormat(locale, {
    style: "percent",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(exactly(fraction));
}

/** A change in percent, with its sign. */
export function changeText({ locale }: Words, percent: string): string {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "percent",
    signDisplay: "exceptZero",
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(exactly(percent));
}

export function daysText({ locale }: Words, days: string | number, digits = 0): string {
  return new Intl.NumberFormat(locale, {
    style: "unit",
    unit: "day",
    unitDisplay: "long",
    maximumFractionDigits: digits,
  }).format(typeof days === "string" ? exactly(days) : days);
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
