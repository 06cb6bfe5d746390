import { Waves } from "../../schema/waves";

/** What one request reads by keys. */
export interface KeyedRead<Key, Value> {
  /** Equal for reads of one statement that differ in their keys alone, by readers who see the same rows. */
  readonly kind: string;
  readonly keys: readonly Key[];
  /** Equal for equal keys. */
  readonly names: readonly string[];
  /** For this request: whichever keys of the kind, in their order. */
  readonly read: (keys: readonly Key[]) => Promise<readonly Value[]>;
}

interface Waiting extends KeyedRead<unknown, unknown> {
  readonly resolve: (values: readonly unknown[]) => void;
  readonly reject: (fault: unknown) => void;
}

/** Who asks for more reads alone, so that nobody else waits for all that. */
const KEYS_MAX = 1_000;
/** Most keys of one statement. */
const JOINT_KEYS_MAX = 10_000;

/**
 * Reads by keys of all requests: while a statement of one kind is under way, those who come wait for it to end, and then have one
 * statement in common, in which each key is read once. It begins after all of them asked, so that nobody reads what was before;
 * nothing is kept. One of them reads for all; where that fails it reads alone, and so do all where it fails for another, too.
 */
export class JointReads {
  private readonly waves = new Waves<Waiting>(
    async (waiting) => void (await Promise.all(inStatements(waiting).map((some) => readJointly(some)))),
    // Those whom one statement answered go on in the same turn, and ask for what comes next.
    (begin) => void setImmediate(begin),
  );

  read<Key, Value>(asked: KeyedRead<Key, Value>): Promise<readonly Value[]> {
    if (asked.keys.length > KEYS_MAX) return asked.read(asked.keys);
    return new Promise((resolve, reject) =>
      this.waves.join(asked.kind, { ...asked, resolve, reject } as unknown as Waiting),
    );
  }
}

function inStatements(waiting: readonly Waiting[]): readonly Waiting[][] {
  const statements: Waiting[][] = [];
  let keys = 0;
  for (const each of waiting) {
    keys += each.keys.length;
    const last = statements.at(-1);
    if (last && keys <= JOINT_KEYS_MAX) last.push(each);
    else {
      statements.push([each]);
      keys = each.keys.length;
    }
  }
  return statements;
}

/** @param again whether a statement in common failed already */
async function readJointly(waiting: readonly Waiting[], again = false): Promise<void> {
  const [reader, ...others] = waiting;
  if (!reader) return;
  if (others.length === 0) return readAlone(reader);
  const places = new Map<string, number>();
  const keys: unknown[] = [];
  for (const each of waiting) {
    for (const [at, name] of each.names.entries()) {
      if (places.has(name)) continue;
      places.set(name, keys.push(each.keys[at]) - 1);
    }
  }
  try {
    const values = await reader.read(keys);
    for (const { names, resolve } of waiting) resolve(names.map((name) => values[places.get(name) ?? -1]));
  } catch {
    // The one who read may be gone; where the next one fails as well, it is not the reader.
    const rest = again ? others.map(readAlone) : [readJointly(others, true)];
    await Promise.all([readAlone(reader), ...rest]);
  }
}

async function readAlone({ keys, read, resolve, reject }: Waiting): Promise<void> {
  try {
    resolve(await read(keys));
  } catch (fault) {
    reject(fault);
  }
}
