import type { Connector } from "../../connectors/contract";
import type { SourceEvent } from "../../schema/model/source-event";

/** What a connector's own test gives the suite: a source of its kind, and ways to change it. */
export interface Harness {
  /** A connector over the source as it is now. */
  open(): Connector;
  /** A connector over a source that is not there. */
  openMissing(): Connector;
  /** Adds one record to the source. */
  change(): Promise<void>;
  /** Takes away a column or field the mapping needs. */
  changeSchema(): Promise<void>;
  /** How many source records the reads of the mapping see, whatever becomes of them. */
  recordCount(): number;
  /** Makes the source unreachable and reachable again, where it is something that can be gone. */
  readonly outage?: { begin(): Promise<void>; end(): Promise<void> };
}

async function readAll(connector: Connector, since?: string): Promise<{ events: SourceEvent[]; cursor: string }> {
  const read = connector.read(since === undefined ? {} : { since });
  const events: SourceEvent[] = [];
  for await (const event of read) events.push(event);
  return { events, cursor: read.cursor() };
}

const facts = (events: readonly SourceEvent[]): string[] =>
  events.map((event) => JSON.stringify(event.kind === "row" ? { ...event, entity: event.entity.name } : event));

/** Every connector passes this suite; `setUp` makes a fresh source. */
export function describeConnector(name: string, setUp: () => Promise<Harness>): void {
  describe(`${name} keeps the connector contract`, () => {
    let harness: Harness;
    beforeEach(async () => {
      harness = await setUp();
    });

    it("describes itself the same each time, with the entity and fields of every stream", () => {
      const description = harness.open().describe();
      expect(harness.open().describe()).toEqual(description);
      expect(description.system).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(description.streams.length).toBeGreaterThan(0);
      for (const stream of description.streams) expect(stream.fields.length).toBeGreaterThan(0);
    });

    it("finds nothing wrong with a good source, and says in words what is missing from another", async () => {
      expect(await harness.open().check()).toEqual([]);
      const findings = await harness.openMissing().check();
      expect(findings.length).toBeGreaterThan(0);
      for (const { code, message } of findings) {
        expect(code).toMatch(/^[A-Z_]+$/);
        expect(message).toMatch(/\w+ \w+ \w+/);
      }
    });

    it("tells when the source's schema changed under it", async () => {
      await harness.changeSchema();
      expect((await harness.open().check()).map(({ code }) => code)).toContain("IMPORT_COLUMN_MISSING");
    });

    it("reads the same twice", async () => {
      const [first, second] = [await readAll(harness.open()), await readAll(harness.open())];
      expect(facts(second.events)).toEqual(facts(first.events));
      for (const { cursor } of [first, second]) expect((await readAll(harness.open(), cursor)).events).toEqual([]);
    });

    it("goes on from any earlier cursor, and refuses a text that is none", async () => {
      const first = await readAll(harness.open());
      await harness.change();
      const second = await readAll(harness.open(), first.cursor);
      // A reader that lost its place and goes back to an older one gets what is new since then, once more.
      expect(facts((await readAll(harness.open(), first.cursor)).events)).toEqual(facts(second.events));
      await expect(readAll(harness.open(), "not a cursor")).rejects.toMatchObject({ code: "CURSOR_INVALID" });
    });

    it("says that a source is gone, and reads on once it is back", async () => {
      const { outage } = harness;
      if (!outage) return;
      const { cursor } = await readAll(harness.open());
      await outage.begin();
      await expect(readAll(harness.open(), cursor)).rejects.toMatchObject({
        message: expect.stringMatching(/\w+ \w+/),
      });
      expect((await harness.open().check()).length).toBeGreaterThan(0);
      await outage.end();
      expect((await readAll(harness.open(), cursor)).events).toEqual([]);
    });

    it("accounts for every record: a row, a rejection or a counted skip", async () => {
      const { events } = await readAll(harness.open());
      const records = events.filter(({ kind }) => kind === "row" || kind === "rejected" || kind === "skipped");
      expect(records).toHaveLength(harness.recordCount());
      for (const event of records) expect(event.origin.line).toBeGreaterThan(0);
    });

    it("gives nothing from its own cursor, and what changed after a change", async () => {
      const { cursor } = await readAll(harness.open());
      expect((await readAll(harness.open(), cursor)).events).toEqual([]);
      await harness.change();
      const later = await readAll(harness.open(), cursor);
      expect(later.events.length).toBeGreaterThan(0);
      expect((await readAll(harness.open(), later.cursor)).events).toEqual([]);
    });

    it("refuses to tell a cursor before the read has ended", () => {
      expect(() => harness.open().read().cursor()).toThrow();
    });
  });
}
