const WRITTEN = /^(\d{4})-?(\d{2})-?(\d{2})(?:[ T]?(\d{2}):?(\d{2}):?(\d{2}))?\s*(Z|[+-]\d{2}:?\d{2})?$/;

/** The hour at which newer GnuCash keeps a day that has no time: the same date in all zones. */
const NEUTRAL = "10:59:00";

/**
 * The day a book means by a moment. GnuCash keeps days as moments: at 10:59 UTC since version 2.6, before that at midnight
 * where the book was kept, written with that place's offset or in UTC.
 */
export function dayOf(text: string | undefined, timeZone: string): string {
  const parts = WRITTEN.exec((text ?? "").trim());
  if (!parts) return text ?? "";
  const [, year, month, day, hours, minutes, seconds, offset] = parts;
  const written = `${year}-${month}-${day}`;
  const clock = `${hours}:${minutes}:${seconds}`;
  const isLocal = offset !== undefined && !/^(?:Z|[+-]00:?00)$/.test(offset);
  if (hours === undefined || isLocal || clock === NEUTRAL) return written;
  return localDay(new Date(`${written}T${clock}Z`), timeZone);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function localDay(moment: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format =
    known ?? new Intl.DateTimeFormat("en", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  if (!known) formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.get("year")}-${parts.get("month")}-${parts.get("day")}`;
}
