import { recordDigest, rowDigest } from "../../schema/model/record-digest";
import type { SourceEvent } from "../../schema/model/source-event";
import type { Corrections } from "../contract";
import type { SourceRecord } from "./record";
import { wholeOf } from "./rejection";

const UNDECODED = "\uFFFD";

/** Puts what people corrected in place of what one object of the source says. */
export class CorrectedObject {
  private constructor(
    private readonly object: string,
    private readonly header: readonly string[],
    private readonly corrections: Corrections,
  ) {}

  /** @returns none where nothing of the object is corrected: then no record needs a digest */
  static of(
    object: string,
    header: readonly string[],
    corrections: Corrections | undefined,
  ): CorrectedObject | undefined {
    return corrections?.of(object) ? new CorrectedObject(object, header, corrections) : undefined;
  }

  /** The record with its corrected texts; what is kept of it, should it be refused again, is what the source said. */
  record(record: SourceRecord): SourceRecord {
    if (record.fault?.code === "IMPORT_RECORD_MALFORMED") return record;
    const whole = wholeOf(record, this.header);
    const texts = this.corrections.take(this.object, recordDigest(whole), record.line);
    if (!texts) return record;
    const values = this.header.map((column, at) => texts[column] ?? record.values[at] ?? "");
    const { fault, ...sound } = record;
    const isSound = !fault || !values.some((value) => value.includes(UNDECODED));
    return { ...(isSound ? sound : record), values, whole: () => whole };
  }

  /** A row that the store refused before, with its corrected values. */
  event(event: SourceEvent): SourceEvent {
    if (event.kind !== "row") return event;
    const digest = rowDigest(event.entity, event.values);
    const texts = this.corrections.take(this.object, digest, event.origin.line);
    if (!texts) return event;
    const values = Object.entries(texts).map(([column, text]) => [column, text === "" ? null : text]);
    return { ...event, values: { ...event.values, ...Object.fromEntries(values) } };
  }
}
