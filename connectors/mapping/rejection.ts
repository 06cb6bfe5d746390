import type { Proposal, RejectedRecord, UnknownCode } from "../../schema/model/source-event";
import type { SourceRecord } from "./record";

interface Fault {
  readonly code: string;
  readonly reason: string;
  readonly path?: string;
  /** Its unified id and that of the document it is a part of, where the record tells them. */
  readonly id?: string;
  readonly document?: string;
  readonly unknownCode?: UnknownCode;
  readonly proposal?: Proposal;
}

/** Where a record was read: its object, the columns of that object, and the entity it was meant for. */
export interface Place {
  readonly object: string;
  readonly header: readonly string[];
  readonly entity: string | null;
}

/** Sets a record aside, whole: by column where it has columns, as its text where it could not be split. */
export function rejectionOf(place: Place, source: SourceRecord, fault: Fault): RejectedRecord {
  const { object, entity, header } = place;
  const origin = { file: object, line: source.line };
  return { kind: "rejected", path: "", ...fault, entity, record: wholeOf(source, header), origin };
}

/** All that the record says, and an empty text for each column asked for that it leaves out. */
export function wholeOf(
  { values, fault, whole }: SourceRecord,
  header: readonly string[],
): Readonly<Record<string, string>> {
  if (fault?.code === "IMPORT_RECORD_MALFORMED") return whole?.() ?? { record: values.join("") };
  const asked = header.map((name, at) => [name, whole ? "" : (values[at] ?? "")] as const);
  return { ...Object.fromEntries(asked), ...whole?.() };
}
