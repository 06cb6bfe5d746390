import { type Fleet, startFleet } from "../../bench/faults/fleet";
import { restartInTurn } from "../../bench/faults/restart-in-turn";
import { describeOnServer } from "../databases";

const DRAIN_MS = 500;
const PER_SECOND = 5;
/** Twelve starts of a process, which on a machine that does other work too take their time; nothing here is about speed. */
const TEST_MS_MAX = 900_000;

describeOnServer("two processes of each part behind a balancer", (engine) => {
  let opened: Awaited<ReturnType<typeof engine.open>>;
  let fleet: Fleet;

  beforeAll(async () => {
    opened = await engine.open();
    fleet = await startFleet(opened, { drainMs: DRAIN_MS });
  }, TEST_MS_MAX);

  afterAll(async () => {
    await fleet?.close();
    await opened.close();
  }, TEST_MS_MAX);

  it(
    "answer every question, and the same, while one of each kind is stopped and started again in turn",
    async () => {
      const oneOfEach = fleet.parts.filter(({ part }, index) => fleet.parts[index - 1]?.part !== part);
      const restarts = await restartInTurn(fleet, oneOfEach, PER_SECOND);
      expect(restarts.map(({ part, exitCode }) => [part.part, exitCode])).toEqual([
        ["finance", 0],
        ["erp", 0],
        ["mapping", 0],
        ["gateway", 0],
      ]);
      for (const { part, answers } of restarts) {
        expect({ part: part.part, failed: answers.filter(({ failed }) => failed) }).toEqual({
          part: part.part,
          failed: [],
        });
        expect(answers.length).toBeGreaterThan(0);
      }
    },
    TEST_MS_MAX,
  );
});
