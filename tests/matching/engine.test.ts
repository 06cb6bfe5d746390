import fc from "fast-check";
import { generatedParties } from "../../bench/generated-parties";
import type { Decision } from "../../subgraphs/mapping/matching/decision";
import { engine } from "../../subgraphs/mapping/matching/engine";
import { bestThreshold, qualityAt } from "../../subgraphs/mapping/matching/evaluation";
import { learn, monotone } from "../../subgraphs/mapping/matching/expectation-maximisation";
import { boost, DEFAULT_BOOSTING, logOddsOf, sigmoid } from "../../subgraphs/mapping/matching/histogram-boosting";
import { type MatchModel, matchModel } from "../../subgraphs/mapping/matching/model";
import { seeded } from "../../subgraphs/mapping/matching/random";
import { type MatchRecord, PARTY_FIELDS, type RecordPair } from "../../subgraphs/mapping/matching/record";

const SEED = 7;
const { left, right, truth } = generatedParties(300, SEED);
const pairs = engine.candidatePairs(PARTY_FIELDS, left, right);
const weights = engine.learnWeights(PARTY_FIELDS, pairs);
const isTrue = ({ leftId, rightId }: Pick<Decision, "leftId" | "rightId">): boolean => truth.get(leftId) === rightId;
const labelled = pairs
  .filter((pair, at) => at % 25 === 0 || truth.get(pair.left.id) === pair.right.id)
  .map((pair) => ({ ...pair, matches: truth.get(pair.left.id) === pair.right.id }));
const trees = engine.learnTrees(PARTY_FIELDS, labelled, { seed: SEED, folds: 2, boosting: { rounds: 30 } });

describe("matching generated parties", () => {
  test("blocking keeps nearly every true pair and few others", () => {
    const kept = pairs.filter((pair) => truth.get(pair.left.id) === pair.right.id).length;
    expect(kept / truth.size).toBeGreaterThan(0.99);
    expect(pairs.length).toBeLessThanOrEqual(left.length * 40);
  });

  test("weights learned without labels find the pairs", () => {
    const decisions = engine.scorePairs(weights, pairs);
    const found = decisions.filter(isTrue).filter(({ verdict }) => verdict === "LINK").length;
    const linked = decisions.filter(({ verdict }) => verdict === "LINK").length;
    expect(found / linked).toBeGreaterThan(0.98);
    expect(found / truth.size).toBeGreaterThan(0.95);
  });

  test("trees learned from labelled pairs find them too", () => {
    const decisions = engine.scorePairs(trees, labelled);
    const quality = qualityAt(
      decisions.map(({ probability }) => probability),
      labelled.map(({ matches }) => matches),
      trees.thresholds.link,
    );
    expect(quality.f1).toBeGreaterThan(0.97);
  });

  test.each<[string, MatchModel]>([
    ["weights", weights],
    ["trees", trees],
  ])("%s: a model is data, and survives JSON", (_, model) => {
    const read = matchModel.parse(JSON.parse(JSON.stringify(model)));
    expect(engine.scorePairs(read, labelled.slice(0, 20))).toEqual(engine.scorePairs(model, labelled.slice(0, 20)));
  });

  test("the same seed learns the same trees", () => {
    const again = engine.learnTrees(PARTY_FIELDS, labelled, { seed: SEED, folds: 2, boosting: { rounds: 30 } });
    expect(again).toEqual(trees);
  });

  test("every probability is one, and every weight has its sign's word, in both languages", () => {
    for (const model of [weights, trees])
      for (const { probability, reasons } of engine.scorePairs(model, labelled)) {
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
        for (const { weight, forOrAgainst, because } of reasons) {
          expect(forOrAgainst).toBe(weight > 0 ? "FOR" : "AGAINST");
          expect(because.zh).toMatch(/^\p{Script=Han}.*：/u);
          expect(because.zh.match(/\d[\d.]*/g)).toEqual(because.en.match(/\d[\d.]*/g));
        }
      }
  });
});

const party = (id: string, values: MatchRecord["values"]): MatchRecord => ({ id, country: "US", values });
const scored = (one: MatchRecord, other: MatchRecord): Decision | undefined =>
  engine.scorePairs(weights, [{ left: one, right: other }])[0];

describe("laws of the weights", () => {
  const value = fc.option(fc.string({ maxLength: 20 }));
  const record = fc.record({ name: value, taxId: value, email: value, address: value, postalCode: value, city: value });

  test("the order of a pair does not matter", () =>
    fc.assert(
      fc.property(record, record, (a, b) => {
        const [one, other] = [party("a", a), party("b", b)];
        expect(scored(one, other)?.probability).toBeCloseTo(scored(other, one)?.probability ?? -1, 9);
      }),
      { numRuns: 200, seed: SEED },
    ));

  test("an equal tax id never makes a pair less likely than a different one", () =>
    fc.assert(
      fc.property(record, record, (a, b) => {
        const equal = scored(party("a", { ...a, taxId: "123456789" }), party("b", { ...b, taxId: "12-3456789" }));
        const different = scored(party("a", { ...a, taxId: "123456789" }), party("b", { ...b, taxId: "987650000" }));
        expect(equal?.probability ?? 0).toBeGreaterThanOrEqual(different?.probability ?? 1);
      }),
      { numRuns: 200, seed: SEED },
    ));

  test("fuller agreement never weighs less", () =>
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1000 })), {
          minLength: 2,
          maxLength: 6,
        }),
        (shares) => {
          const { m, u } = monotone({ m: shares.map(([share]) => share), u: shares.map(([, share]) => share) });
          const ratios = m.map((share, level) => share / (u[level] ?? 1));
          for (const [at, ratio] of ratios.slice(1).entries())
            expect(ratio).toBeGreaterThanOrEqual((ratios[at] ?? 0) - 1e-9);
        },
      ),
    ));

  test("a decision says what speaks for it and what against", () => {
    const decision = scored(
      party("a", { name: "Zorvex Optics GmbH", taxId: "123456789", city: "Hamburg" }),
      party("b", { name: "ZORVEX OPTICS", taxId: "123456789", city: "Springfield" }),
    );
    expect(decision?.reasons.find(({ field }) => field === "taxId")).toMatchObject({ forOrAgainst: "FOR" });
    const city = decision?.reasons.find(({ field }) => field === "city");
    expect(city).toMatchObject({ forOrAgainst: "AGAINST" });
    expect(city?.because.en).toMatch(/^city: the values differ, \d+\.\d bits against/);
    expect(city?.because.zh).toMatch(/^城市：不同，反对为同一个（\d+\.\d 比特）$/);
  });

  test("what one record lacks says nothing", () => {
    const decision = scored(
      party("a", { name: "Zorvex Optics", taxId: "123456789" }),
      party("b", { name: "Zorvex Optics", taxId: null }),
    );
    expect(decision?.reasons.map(({ field }) => field)).not.toContain("taxId");
  });

  test("raised thresholds turn a link into a question", () => {
    const pair = pairs.find(({ left: one, right: other }) => truth.get(one.id) === other.id) as RecordPair;
    expect(engine.scorePairs({ ...weights, thresholds: { link: 1.1, queue: 0.5 } }, [pair])[0]?.verdict).toBe("QUEUE");
  });
});

describe("learning", () => {
  test("EM recovers planted shares without labels", () => {
    const random = seeded(SEED);
    const planted = { m: [0.9, 0.8, 0.7, 0.95], u: [0.05, 0.1, 0.2, 0.02] };
    const drawn = (shares: readonly number[]): number[] => shares.map((share) => (random() < share ? 1 : 0));
    const observations = Array.from({ length: 20_000 }, (_, at) => ({
      levels: drawn(at % 5 === 0 ? planted.m : planted.u),
      left: Math.floor(at / 5),
      right: at,
    }));
    const { prior, levels } = learn(observations, [2, 2, 2, 2]);
    expect(prior).toBeCloseTo(0.2, 1);
    levels.forEach(({ m, u }, field) => {
      expect(Math.abs((m[1] ?? 0) - (planted.m[field] ?? 0))).toBeLessThan(0.03);
      expect(Math.abs((u[1] ?? 0) - (planted.u[field] ?? 0))).toBeLessThan(0.03);
    });
  });

  test("what many records share is not taken for identity: few towns, each with one postal code", () => {
    const { left, right, truth } = generatedParties(70, SEED);
    const moved = (record: MatchRecord, at: number): MatchRecord => ({
      ...record,
      values: { ...record.values, city: `Town ${at % 7}`, postalCode: `1000${at % 7}`, address: null },
    });
    const lefts = left.map(moved);
    const rights = right.map(moved);
    const all = engine.candidatePairs(PARTY_FIELDS, lefts, rights);
    const assigned = engine.assign(engine.scorePairs(engine.learnWeights(PARTY_FIELDS, all), all));
    const linked = assigned.filter(({ verdict }) => verdict === "LINK");
    expect(linked.filter(({ leftId, rightId }) => truth.get(leftId) === rightId).length).toBe(linked.length);
    expect(linked.length).toBeGreaterThan(0.9 * truth.size);
    expect(assigned.filter(({ verdict }) => verdict === "QUEUE").length).toBeLessThan(10);
  });

  test("trees learn what no single feature tells (exclusive or), with values missing", () => {
    const random = seeded(SEED);
    const rows = Array.from({ length: 600 }, () =>
      Float64Array.of(random(), random(), random() < 0.3 ? Number.NaN : random()),
    );
    const labels = rows.map((row) => (row[0] ?? 0) > 0.5 !== (row[1] ?? 0) > 0.5);
    const forest = boost(rows, labels, { ...DEFAULT_BOOSTING, rounds: 60, depth: 4, featureShare: 1, seed: SEED });
    const right = rows.filter((row, at) => sigmoid(logOddsOf(forest, row)) > 0.5 === labels[at]).length;
    expect(right / rows.length).toBeGreaterThan(0.97);
  });

  test("the chosen threshold separates what can be separated", () => {
    const threshold = bestThreshold([0.1, 0.2, 0.8, 0.9], [false, false, true, true]);
    expect(qualityAt([0.1, 0.2, 0.8, 0.9], [false, false, true, true], threshold).f1).toBe(1);
  });
});
