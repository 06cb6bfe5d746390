import { setImmediate as nextTurn } from "node:timers/promises";
import fc from "fast-check";
import { Coalescing } from "../../gateway/execution/coalescing";

/** An answer: what it read, of which question, for whom it was run, and whether it is everybody's. */
interface Answer {
  readonly question: string;
  readonly state: number;
  readonly asker: number;
  readonly whole: boolean;
}

interface Asking {
  readonly question: string;
  readonly fate: "whole" | "partial" | "failed";
}

const asking: fc.Arbitrary<Asking> = fc.record({
  question: fc.constantFrom("q", "r"),
  fate: fc.constantFrom("whole", "whole", "whole", "partial", "failed"),
});

/** Asks in an order, with the runs ending in another, while what is read changes between any two steps. */
async function ask(scheduler: fc.Scheduler, askings: readonly Asking[]) {
  let [state, runs] = [0, 0];
  const coalescing = new Coalescing<Answer>(
    ({ whole }) => whole,
    () => undefined,
  );
  const told: { asking: Asking; asker: number; askedAt: number; outcome: PromiseSettledResult<Answer> }[] = [];
  const steps = askings.map((asked, asker) => async () => {
    state += 1;
    const askedAt = state;
    const run = async (): Promise<Answer> => {
      runs += 1;
      const answer = { question: asked.question, state, asker, whole: asked.fate === "whole" };
      await scheduler.schedule(Promise.resolve());
      if (asked.fate === "failed") throw new Error(`run of ${asker}`);
      return answer;
    };
    const answered = coalescing.answer(asked.question, { signal: new AbortController().signal, run });
    void Promise.allSettled([answered]).then(([outcome]) => told.push({ asking: asked, asker, askedAt, outcome }));
  });
  scheduler.scheduleSequence(steps);
  await scheduler.waitIdle();
  return { told, runs };
}

describe("equal questions at once", () => {
  it("are answered each with what had happened when they were asked, their own question's, and no fault of another", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(asking, { minLength: 1, maxLength: 12 }),
        async (scheduler, askings) => {
          const { told, runs } = await ask(scheduler, askings);
          expect(told).toHaveLength(askings.length);
          expect(runs).toBeLessThanOrEqual(askings.length);
          for (const { asking, asker, askedAt, outcome } of told) {
            if (outcome.status === "rejected") {
              expect(outcome.reason).toEqual(new Error(`run of ${asker}`));
              continue;
            }
            const answer = outcome.value;
            expect(answer.question).toBe(asking.question);
            expect(answer.state).toBeGreaterThanOrEqual(askedAt);
            expect(answer.whole || answer.asker === asker).toBe(true);
          }
        },
      ),
    );
  });

  it("are run once for all who wait for the one under way", async () => {
    const ends: (() => void)[] = [];
    const run = (): Promise<number> => new Promise((resolve) => ends.push(() => resolve(ends.length)));
    const coalescing = new Coalescing<number>(
      () => true,
      () => undefined,
    );
    const { signal } = new AbortController();
    const answers = Array.from({ length: 10 }, () => coalescing.answer("q", { signal, run }));
    expect(ends).toHaveLength(1);
    ends[0]?.();
    await answers[0];
    await nextTurn();
    expect(ends).toHaveLength(2);
    ends[1]?.();
    expect(await Promise.all(answers)).toEqual([1, ...Array.from({ length: 9 }, () => 2)]);
  });

  it("do not wait for long: a second one is run beside the first, for all who came", async () => {
    jest.useFakeTimers();
    try {
      let runs = 0;
      const run = (): Promise<number> => {
        runs += 1;
        return new Promise(() => undefined);
      };
      const coalescing = new Coalescing<number>(
        () => true,
        () => undefined,
      );
      const { signal } = new AbortController();
      const asked = () => void coalescing.answer("q", { signal, run });
      for (let at = 0; at < 5; at += 1) asked();
      expect(runs).toBe(1);
      await jest.advanceTimersByTimeAsync(100);
      expect(runs).toBe(2);
      // Then those who come wait for a second at most, so that nobody waits for two long runs.
      for (let at = 0; at < 5; at += 1) asked();
      await jest.advanceTimersByTimeAsync(900);
      expect(runs).toBe(2);
      await jest.advanceTimersByTimeAsync(60_000);
      expect(runs).toBe(3);
    } finally {
      jest.useRealTimers();
    }
  });

  it("leave one who gives up to answer for itself, and go on with the others", async () => {
    const ends: ((value: string) => void)[] = [];
    const run = (): Promise<string> => new Promise((resolve) => ends.push(resolve));
    const coalescing = new Coalescing<string>(
      () => true,
      () => undefined,
    );
    const impatient = new AbortController();
    const first = coalescing.answer("q", { signal: new AbortController().signal, run });
    const gone = coalescing.answer("q", { signal: impatient.signal, run: async () => "too late" });
    const other = coalescing.answer("q", { signal: new AbortController().signal, run });
    impatient.abort();
    expect(await gone).toBe("too late");
    ends[0]?.("first");
    expect(await first).toBe("first");
    await nextTurn();
    ends[1]?.("second");
    expect(await other).toBe("second");
  });
});
