import fc from "fast-check";
import { assign, NOTHING_KNOWN, type Standing } from "../../subgraphs/mapping/matching/assignment";
import type { Decision, Verdict } from "../../subgraphs/mapping/matching/decision";
import { DEFAULT_THRESHOLDS, verdictOf } from "../../subgraphs/mapping/matching/decision";

const pair = (leftId: string, rightId: string, probability: number): Decision => ({
  leftId,
  rightId,
  probability,
  verdict: verdictOf(probability, DEFAULT_THRESHOLDS),
  reasons: [],
});

const verdicts = (decisions: readonly Decision[], standing?: Partial<Standing>): readonly Verdict[] =>
  assign(decisions, { ...NOTHING_KNOWN, ...standing }).map(({ verdict }) => verdict);

const linked = (leftId: string, rightId: string) => ({ leftId, rightId });

describe("who is linked and who is asked about", () => {
  test("links the most probable pairs, one a record, and asks about nobody who has a partner", () => {
    const chain = [pair("a", "x", 0.96), pair("a", "y", 0.99), pair("b", "x", 0.97)];
    expect(verdicts(chain)).toEqual(["LEAVE", "LINK", "LINK"]);
  });

  test("asks about a record without a partner, though its best candidate has one: it may be entered twice", () => {
    expect(verdicts([pair("a", "x", 0.99), pair("a", "x2", 0.97)])).toEqual(["LINK", "QUEUE"]);
  });

  test("does not ask about two records that are each linked exactly to somebody else", () => {
    const standing = { linked: [linked("a", "y"), linked("b", "x")] };
    expect(verdicts([pair("a", "x", 0.97)], standing)).toEqual(["LEAVE"]);
    expect(verdicts([pair("a", "x", 0.97)], { linked: [linked("a", "y")] })).toEqual(["QUEUE"]);
  });

  test("keeps a pair that exact evidence made one already", () => {
    expect(verdicts([pair("a", "x", 0.97)], { linked: [linked("a", "x")] })).toEqual(["LINK"]);
  });

  test("leaves what a better candidate clearly beats, and asks about what is near", () => {
    expect(verdicts([pair("a", "x", 0.9), pair("a", "y", 0.35), pair("b", "y", 0.9)])).toEqual([
      "QUEUE",
      "LEAVE",
      "QUEUE",
    ]);
    expect(verdicts([pair("a", "x", 0.9), pair("a", "y", 0.8), pair("b", "y", 0.9)])).toEqual([
      "QUEUE",
      "QUEUE",
      "QUEUE",
    ]);
  });

  test("a record may have a partner in each of several systems", () => {
    const systemOf = (id: string): string => id.slice(0, 1);
    expect(verdicts([pair("a1", "x1", 0.99), pair("a1", "y1", 0.98)], { systemOf })).toEqual(["LINK", "LINK"]);
  });

  test("records of one group have one partner together", () => {
    const unitOf = (id: string): string => id.slice(0, 1);
    const decisions = [pair("a", "x1", 0.99), pair("a", "x2", 0.96), pair("b", "x2", 0.97)];
    expect(verdicts(decisions, { unitOf })).toEqual(["LINK", "LINK", "QUEUE"]);
  });

  test("what a person keeps apart takes nobody's place", () => {
    const standing = { apart: ({ leftId, rightId }: { leftId: string; rightId: string }) => leftId + rightId === "ax" };
    expect(verdicts([pair("a", "x", 0.99), pair("a", "y", 0.6)], standing)).toEqual(["LINK", "QUEUE"]);
  });

  const decisions = fc.uniqueArray(
    fc.tuple(
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 0, max: 6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    ),
    { maxLength: 40, selector: ([left, right]) => `${left} ${right}` },
  );

  test("laws: one partner at most, no question between records that both have one, the order does not matter", () =>
    fc.assert(
      fc.property(decisions, (drawn) => {
        const given = drawn.map(([left, right, probability]) => pair(`l${left}`, `r${right}`, probability));
        const assigned = assign(given);
        const links = assigned.filter(({ verdict }) => verdict === "LINK");
        const partnered = new Set(links.flatMap(({ leftId, rightId }) => [leftId, rightId]));
        expect(partnered.size).toBe(2 * links.length);
        for (const { leftId, rightId, verdict } of assigned)
          if (verdict === "QUEUE") expect(partnered.has(leftId) && partnered.has(rightId)).toBe(false);
        // Whoever has a candidate worth a question, and no partner, is asked about.
        for (const { leftId } of given.filter(({ verdict }) => verdict !== "LEAVE"))
          expect(assigned.some((decision) => decision.leftId === leftId && decision.verdict !== "LEAVE")).toBe(true);
        const backwards = assign([...given].reverse());
        expect([...backwards].reverse()).toEqual(assigned);
      }),
    ));
});
