import { generatedParties } from "../../bench/generated-parties";
import type { ComparedRecord } from "../../store/mapping/match-records";
import { candidatesOf } from "../../subgraphs/mapping/match-candidates";
import { engine } from "../../subgraphs/mapping/matching/engine";
import { ITEM_FIELDS, type MatchField, type MatchRecord, PARTY_FIELDS } from "../../subgraphs/mapping/matching/record";
import { migrateAll } from "../build";
import { describeOnServer } from "../databases";

type Values = Readonly<Record<string, string | null>>;

const compared = (
  side: "ERP" | "FINANCE",
  changed: boolean,
  valuesOf: (record: MatchRecord) => Values = ({ values }) => values as Values,
) => {
  return (record: MatchRecord): ComparedRecord => ({
    id: record.id,
    side,
    batch: "1",
    changed,
    country: record.country ?? null,
    values: valuesOf(record),
  });
};

const { left, right: unordered, truth } = generatedParties(400, 11);
/** As the store gives records, by their ids: of candidates with equal votes the first are kept. */
const right = [...unordered].sort((one, other) => (one.id < other.id ? -1 : 1));
const asItem = ({ values }: MatchRecord): Values => ({
  name: values["name"] as string,
  code: values["taxId"] as string,
});

describeOnServer("candidates found in the store", (server) => {
  let opened: Awaited<ReturnType<typeof server.open>>;
  beforeAll(async () => {
    opened = await server.open();
    await migrateAll(opened.database);
  });
  afterAll(() => opened.close());

  const inStore = async (fields: readonly MatchField[], records: readonly ComparedRecord[]) => {
    const pairs = await candidatesOf(opened.database, engine, { fields, records, reader: engine.reader(fields) });
    return new Set(pairs.map((pair) => `${pair.left.id}~${pair.right.id}`));
  };

  it.each<[string, readonly MatchField[], ((record: MatchRecord) => Values) | undefined]>([
    ["parties", PARTY_FIELDS, undefined],
    ["items", ITEM_FIELDS, asItem],
  ])("are all that memory finds, for %s, and bounded", async (_, fields, valuesOf) => {
    const lefts = left.map(compared("ERP", true, valuesOf));
    const rights = right.map(compared("FINANCE", true, valuesOf));
    const found = await inStore(fields, [...lefts, ...rights]);
    const memory = engine.candidatePairs(fields, lefts, rights).map((pair) => `${pair.left.id}~${pair.right.id}`);
    expect(memory.length).toBeGreaterThan(truth.size);
    expect(memory.filter((pair) => !found.has(pair))).toEqual([]);
    const hits = [...truth].filter(([one, other]) => found.has(`${one}~${other}`)).length;
    expect(hits / truth.size).toBeGreaterThan(0.99);
    expect(found.size).toBeLessThan(lefts.length * 45);
  });

  it("also find a name that shares no key with its partner, by its trigrams", async () => {
    const [one, other] = ["Kwizzelborgen", "Kwizelborgenn"].map(
      (name, at): MatchRecord => ({ id: `odd${at}`, values: { name, city: at === 0 ? "Urk" : "Ede" } }),
    ) as [MatchRecord, MatchRecord];
    const lefts = [...left, one].map(compared("ERP", true));
    const rights = [...right, other].map(compared("FINANCE", true));
    const memory = engine.candidatePairs(PARTY_FIELDS, lefts, rights).map((pair) => `${pair.left.id}~${pair.right.id}`);
    expect(memory).not.toContain("odd0~odd1");
    expect(await inStore(PARTY_FIELDS, [...lefts, ...rights])).toContain("odd0~odd1");
  });

  it("are only those of changed records", async () => {
    const lefts = left.map((record, at) => compared("ERP", at < 5)(record));
    const rights = right.map(compared("FINANCE", false));
    const found = await inStore(PARTY_FIELDS, [...lefts, ...rights]);
    const changed = new Set(left.slice(0, 5).map(({ id }) => id));
    expect(found.size).toBeGreaterThan(0);
    expect([...found].filter((pair) => !changed.has(pair.split("~")[0] ?? ""))).toEqual([]);
  });
});
