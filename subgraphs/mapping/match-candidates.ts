import type { Database } from "../../store/database";
import { candidatesInStore, hasTrigrams, type KeyedRecord } from "../../store/mapping/match-candidates";
import type { ComparedRecord } from "../../store/mapping/match-records";
import type { MatchingEngine } from "./matching/api";
import { BLOCKING, blockingKeys, comparesAll } from "./matching/blocking";
import type { RecordReader } from "./matching/comparison";
import type { MatchField, RecordPair } from "./matching/record";

export interface Compared {
  readonly fields: readonly MatchField[];
  readonly records: readonly ComparedRecord[];
  readonly reader: RecordReader;
}

/**
 * Changed records of one side with candidates of the other; what did not change was compared before. Few records are all
 * compared. Many are looked up in the store where it has trigrams, else in memory, by the same keys.
 */
export async function candidatesOf(
  database: Database,
  engine: MatchingEngine,
  compared: Compared,
): Promise<readonly RecordPair[]> {
  const left = compared.records.filter(({ side }) => side === "ERP");
  const right = compared.records.filter(({ side }) => side === "FINANCE");
  const few = comparesAll(left, right);
  if (!few && (await hasTrigrams(database))) return inStore(database, compared);
  return inMemory(engine, compared, left, right);
}

function inMemory(
  engine: MatchingEngine,
  { fields, reader }: Compared,
  left: readonly ComparedRecord[],
  right: readonly ComparedRecord[],
): readonly RecordPair[] {
  const changed = ({ changed: is }: ComparedRecord): boolean => is;
  const rest = left.filter((record) => !record.changed);
  return [
    ...engine.candidatePairs(fields, left.filter(changed), right, reader),
    ...engine.candidatePairs(fields, rest, right.filter(changed), reader),
  ];
}

async function inStore(database: Database, { fields, records, reader }: Compared): Promise<readonly RecordPair[]> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = await candidatesInStore(database, keyed(fields, records, reader), BLOCKING);
  return found.flatMap(({ leftId, rightId }) => {
    const [left, right] = [byId.get(leftId), byId.get(rightId)];
    return left && right ? [{ left, right }] : [];
  });
}

function* keyed(
  fields: readonly MatchField[],
  records: readonly ComparedRecord[],
  reader: RecordReader,
): Generator<KeyedRecord> {
  const keysOf = blockingKeys(fields, reader);
  const name = fields.findIndex((field) => field.name === "name");
  for (const record of records)
    yield {
      id: record.id,
      side: record.side,
      changed: record.changed,
      name: reader.comparable(record)[name]?.[0]?.key ?? "",
      keys: keysOf(record),
    };
}
