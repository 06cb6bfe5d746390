import {
  DATE_FORMATS,
  type DateFormat,
  type DecimalFormat,
  standardiseDate,
  standardiseDecimal,
} from "../../schema/values/standardise";

/** A text that may be meant instead of a faulty one, and why. */
export interface Suggestion {
  readonly value: string;
  readonly because: string;
}

/** Shortest code in which one slip is told from another code. */
const SHORTEST_SLIP = 3;

const bare = (code: string): string => code.toLowerCase().replace(/[\s.\-_/]/g, "");

/** The one known code that differs in case or punctuation only, else the one that is a single slip away. */
export function closeCode(code: string, known: readonly string[]): Suggestion | undefined {
  const same = known.filter((other) => bare(other) === bare(code));
  const [only] = same;
  if (same.length === 1 && only !== undefined)
    return { value: only, because: "It is a known code but for case, spaces or punctuation." };
  if (same.length > 1 || code.length < SHORTEST_SLIP) return undefined;
  const near = known.filter(
    (other) => other.length >= SHORTEST_SLIP && isOneSlip(other.toLowerCase(), code.toLowerCase()),
  );
  const [nearest] = near;
  return near.length === 1 && nearest !== undefined
    ? { value: nearest, because: "It is the only known code that is one slip away." }
    : undefined;
}

/** True when one letter was put in, left out, changed, or swapped with its neighbour. */
function isOneSlip(left: string, right: string): boolean {
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, from: number): string => text.slice(at + from);
  if (short.length < long.length) return rest(short, 0) === rest(long, 1);
  const isSwapped = short[at] === long[at + 1] && short[at + 1] === long[at] && rest(short, 2) === rest(long, 2);
  return isSwapped || rest(short, 1) === rest(long, 1);
}

/** The day that all other formats which read the text agree on, as the source should have written it. */
export function otherDate(text: string, format: DateFormat): Suggestion | undefined {
  const days = new Map<string, DateFormat>();
  for (const other of DATE_FORMATS) {
    const day = other === format ? undefined : standardiseDate(text, other);
    if (day?.ok) days.set(day.text, other);
  }
  const [found] = days;
  if (days.size !== 1 || !found) return undefined;
  return { value: written(found[0], format), because: `It is a day as ${found[1]}, and in no other way.` };
}

function written(day: string, format: DateFormat): string {
  const [year = "", month = "", date = ""] = day.split("-");
  const plain = format.replace("yyyy", year).replace("MM", month).replace("dd", date);
  return plain.replace("M", String(Number(month))).replace("d", String(Number(date)));
}

const OTHER_NUMBERS: readonly DecimalFormat[] = [
  { point: ".", group: "," },
  { point: ",", group: "." },
  { point: ".", group: " " },
  { point: ",", group: " " },
  { point: ".", group: "'" },
];

/** The number that all other formats which read the text agree on, as the source should have written it. */
export function otherNumber(text: string, format: DecimalFormat): Suggestion | undefined {
  const numbers = new Set<string>();
  for (const other of OTHER_NUMBERS) {
    const number = standardiseDecimal(text, other);
    if (number.ok) numbers.add(number.text);
  }
  const [only] = numbers;
  if (numbers.size !== 1 || only === undefined) return undefined;
  return {
    value: only.replace(".", format.point),
    because: "Every other way of writing numbers that reads it says this.",
  };
}
