import type { RejectedRecord } from "../../schema/model/source-event";
import type { SourceRecord } from "./records";

interface Fault {
  readonly code: string;
  readonly reason: string;
  readonly path?: string;
}

/** Where a record was read: its file, the columns of that file, and the entity it was meant for. */
export interface Place {
  readonly file: string;
  readonly header: readonly string[];
  readonly entity: string | null;
}

/** Sets a record aside, whole: by column where it has columns, as its text where it could not be split. */
export function rejectionOf(place: Place, source: SourceRecord, { code, reason, path = "" }: Fault): RejectedRecord {
  const { file, entity, header } = place;
  const origin = { file, line: source.line };
  return { kind: "rejected", entity, code, path, reason, record: wholeOf(source, header), origin };
}

function wholeOf({ values, fault, whole }: SourceRecord, header: readonly string[]): Readonly<Record<string, string>> {
  if (whole) return whole();
  if (fault?.code === "IMPORT_RECORD_MALFORMED") return { record: values.join("") };
  return Object.fromEntries(header.map((name, at) => [name, values[at] ?? ""]));
}
