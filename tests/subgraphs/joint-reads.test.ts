import fc from "fast-check";
import { JointReads } from "../../subgraphs/service/joint-reads";

interface Read {
  readonly kind: string;
  readonly keys: readonly string[];
  readonly fails: boolean;
}

const KEYS = ["a", "b", "c", "d", "e"];
const reads: fc.Arbitrary<readonly Read[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("kind", "other"),
    keys: fc.uniqueArray(fc.constantFrom(...KEYS), { minLength: 1 }),
    fails: fc.constantFrom(false, false, false, true),
  }),
  { minLength: 1, maxLength: 12 },
);

/** A value: of which kind and key, and when it was read. */
interface Value {
  readonly kind: string;
  readonly key: string;
  readonly state: number;
}

interface Told {
  readonly asked: Read;
  readonly asker: number;
  readonly askedAt: number;
  readonly outcome: PromiseSettledResult<readonly Value[]>;
}

/** Asks in an order, the statements ending in another, while what is read changes between any two steps. */
async function readAll(scheduler: fc.Scheduler, asked: readonly Read[]) {
  const joint = new JointReads();
  const told: Promise<Told>[] = [];
  let [state, statements] = [0, 0];
  for (const [asker, one] of asked.entries()) {
    await scheduler.schedule(Promise.resolve());
    state += 1;
    const askedAt = state;
    const read = async (keys: readonly string[]): Promise<readonly Value[]> => {
      statements += 1;
      const values = keys.map((key) => ({ kind: one.kind, key, state }));
      await scheduler.schedule(Promise.resolve());
      if (one.fails) throw new Error(`read of ${asker}`);
      return values;
    };
    const outcome = joint.read({ kind: one.kind, keys: one.keys, names: one.keys, read });
    told.push(Promise.allSettled([outcome]).then(([settled]) => ({ asked: one, asker, askedAt, outcome: settled })));
  }
  return { told: await Promise.all(told), statements: () => statements };
}

describe("reads of many requests in one statement", () => {
  it("give each its own keys' values in their order, as they were when it asked or later, and nobody another's fault", async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), reads, async (scheduler, asked) => {
        const running = readAll(scheduler, asked);
        await scheduler.waitFor(running);
        const { told } = await running;
        expect(told).toHaveLength(asked.length);
        for (const { asked: own, asker, askedAt, outcome } of told) {
          if (outcome.status === "rejected") {
            expect([own.fails, outcome.reason]).toEqual([true, new Error(`read of ${asker}`)]);
            continue;
          }
          expect(outcome.value.map(({ kind, key }) => [kind, key])).toEqual(own.keys.map((key) => [own.kind, key]));
          for (const { state } of outcome.value) expect(state).toBeGreaterThanOrEqual(askedAt);
        }
      }),
    );
  });

  it("read each key once for all who wait for the statement under way, and a large read by itself", async () => {
    const joint = new JointReads();
    const statements: (readonly string[])[] = [];
    const ends: (() => void)[] = [];
    const ask = (keys: readonly string[]) =>
      joint.read({
        kind: "kind",
        keys,
        names: keys,
        read: async (all) => {
          statements.push(all);
          await new Promise<void>((resolve) => ends.push(resolve));
          return all.map((key) => `value of ${key}`);
        },
      });
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const first = ask(["a"]);
    await turn();
    const waiting = [ask(["a", "b"]), ask(["b", "c"])];
    const large = Array.from({ length: 1_001 }, (_, at) => `large ${at}`);
    const alone = ask(large);
    await turn();
    expect(statements).toEqual([["a"], large]);
    ends[0]?.();
    ends[1]?.();
    expect([await first, (await alone).length]).toEqual([["value of a"], 1_001]);
    await turn();
    await turn();
    expect(statements.at(-1)).toEqual(["a", "b", "c"]);
    ends[2]?.();
    expect(await Promise.all(waiting)).toEqual([
      ["value of a", "value of b"],
      ["value of b", "value of c"],
    ]);
  });
});
