import { createHash } from "node:crypto";
import type { RecordSource, Records, RecordsRequest } from "../mapping/record-source";
import type { BookView } from "./book-views";

const BATCH = 1000;

/** The objects of one book, read into memory once. */
export class GnucashSource implements RecordSource {
  constructor(
    private readonly views: ReadonlyMap<string, BookView>,
    readonly place: string,
  ) {}

  get objects(): readonly string[] {
    return [...this.views.keys()];
  }

  view(object: string): BookView | undefined {
    return this.views.get(object);
  }

  /** A fingerprint of all that an object says. */
  digest(object: string): string {
    const hash = createHash("sha256");
    for (const { values } of this.views.get(object)?.records ?? [])
      hash.update(JSON.stringify(Object.entries(values).sort(([left], [right]) => (left < right ? -1 : 1))));
    return hash.digest("base64url");
  }

  async columns({ object, wanted }: RecordsRequest): Promise<readonly string[] | undefined> {
    const view = this.views.get(object);
    return view && headerOf(view, wanted);
  }

  async records({ object, wanted }: RecordsRequest): Promise<Records> {
    const view = this.views.get(object) ?? { header: [], columns: [], records: [] };
    const header = headerOf(view, wanted);
    async function* batches() {
      for (let at = 0; at < view.records.length; at += BATCH)
        yield view.records.slice(at, at + BATCH).map(({ line, values }) => ({
          line,
          values: header.map((column) => values[column] ?? ""),
          whole: () => values,
        }));
    }
    return { header, batches: batches(), close: async () => {} };
  }
}

/** Slots are free: a record may have any, and a book may have none. */
function headerOf({ header }: BookView, wanted: readonly string[]): readonly string[] {
  return [...new Set([...header, ...wanted.filter((column) => column.startsWith("slots/"))])];
}
