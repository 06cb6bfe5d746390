import type { ReadContext } from "../../store/read/page";
import type { Loaders } from "../service/loaders";

/** What the objects of a report's answer were read by: with it their figures are explained. */
interface Origin {
  readonly request: Readonly<Record<string, unknown>>;
  readonly loaders: Loaders;
  /** What the object stands in. */
  readonly parent: Readonly<Record<string, unknown>>;
}

const ORIGIN = Symbol("origin of a report");

export function originOf(object: object): Origin | undefined {
  return (object as { readonly [ORIGIN]?: Origin })[ORIGIN];
}

/** A report as of a moment, its objects marked with where they are from; what its lines lead to is read as of the same. */
export async function answerAt<R extends object, T>(
  loaders: Loaders,
  knownAt: string | null,
  request: R,
  answer: (read: ReadContext, request: R) => Promise<T>,
): Promise<T> {
  const reading = await loaders.at("finance", knownAt);
  const report = await answer(reading.read, request);
  mark(report, { request: request as Readonly<Record<string, unknown>>, loaders: reading, parent: {} });
  reading.markAll(report);
  return report;
}

function mark(answer: unknown, origin: Origin): void {
  if (typeof answer !== "object" || answer === null) return;
  if (Array.isArray(answer)) {
    for (const item of answer) mark(item, origin);
    return;
  }
  for (const part of Object.values(answer)) mark(part, { ...origin, parent: answer as Origin["parent"] });
  Object.defineProperty(answer, ORIGIN, { value: origin });
}
