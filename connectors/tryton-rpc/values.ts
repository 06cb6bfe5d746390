import { z } from "zod";

const two = (number: number): string => String(number).padStart(2, "0");

const day = z.object({ year: z.number(), month: z.number(), day: z.number() });

const clock = z.object({
  hour: z.number().default(0),
  minute: z.number().default(0),
  second: z.number().default(0),
  microsecond: z.number().default(0),
});

const wrapped = z.looseObject({ __class__: z.string() });

/** What Tryton means by a value: exact text, so that no amount passes through a float. Null: absent. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== "object") return String(value);
  const typed = wrapped.safeParse(value);
  if (!typed.success) return JSON.stringify(value);
  switch (typed.data.__class__) {
    case "Decimal":
      return String(typed.data["decimal"]);
    case "date":
      return dateText(day.parse(value));
    case "datetime": {
      const { hour, minute, second, microsecond } = clock.parse(value);
      const time = `${two(hour)}:${two(minute)}:${two(second)}.${String(microsecond).padStart(6, "0")}`;
      return `${dateText(day.parse(value))} ${time}`;
    }
    default:
      return JSON.stringify(value);
  }
}

function dateText({ year, month, day: of }: z.infer<typeof day>): string {
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(of)}`;
}

/** A moment of the database, which keeps UTC without a zone, as Tryton's JSON writes it. */
export function momentOf(text: string): Readonly<Record<string, unknown>> {
  const parts = /^(\d+)-(\d+)-(\d+)[ T](\d+):(\d+):(\d+)(?:\.(\d+))?/.exec(text);
  const [year = 1, month = 1, of = 1, hour = 0, minute = 0, second = 0] = (parts ?? []).slice(1, 7).map(Number);
  const microsecond = Number((parts?.[7] ?? "").padEnd(6, "0"));
  return { __class__: "datetime", year, month, day: of, hour, minute, second, microsecond };
}
