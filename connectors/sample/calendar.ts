/** The sample company's books cover 18 months and end on a fixed day, so that the files never depend on today. */
export const FIRST_DAY = "2025-01-01";
export const LAST_DAY = "2026-06-30";

const DAY_MS = 86_400_000;

function instantOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

export function addDays(day: string, count: number): string {
  return new Date(instantOf(day) + count * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, to: string): number {
  return Math.round((instantOf(to) - instantOf(from)) / DAY_MS);
}

/** 0 for Sunday, 5 for Friday. */
export function weekdayOf(day: string): number {
  return new Date(instantOf(day)).getUTCDay();
}

/** `2025-01` for every day in it. */
export function monthOf(day: string): string {
  return day.slice(0, 7);
}

/** The month `count` months after the first one of the books. */
export function monthAt(count: number): string {
  const date = new Date(Date.UTC(2025, count, 1));
  return date.toISOString().slice(0, 7);
}

export function monthIndex(day: string): number {
  return (Number(day.slice(0, 4)) - 2025) * 12 + Number(day.slice(5, 7)) - 1;
}

export const MONTHS: readonly string[] = Array.from({ length: monthIndex(LAST_DAY) + 1 }, (_, index) => monthAt(index));

export function dayIn(month: string, day: number): string {
  return `${month}-${String(day).padStart(2, "0")}`;
}

export function lastDayOf(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5, 7))];
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}

export function earlierOf(one: string, other: string): string {
  return [one, other].sort()[0] ?? one;
}

export function laterOf(one: string, other: string): string {
  return [one, other].sort()[1] ?? one;
}

/** `2026/1/5`, as the ERP prints a day; an absent day stays absent. */
export function slashed(day: string): string {
  if (day === "") return "";
  return day
    .split("-")
    .map((part) => String(Number(part)))
    .join("/");
}

/** `20260105`, as the finance system prints a day. */
export function compact(day: string): string {
  return day.replaceAll("-", "");
}
