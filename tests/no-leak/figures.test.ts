import { operations } from "../../schema/permissions";
import type { Role } from "../../schema/roles";
import { serverUrl } from "../databases";
import { compare, describeDifference, type Worlds } from "./differential";
import { readsWhatFiguresCount } from "./figures";
import { leaf } from "./question";
import { ONE_COMPANY } from "./readers";
import { openPairOfWorlds } from "./worlds";

const SEED = 31;
const QUESTIONS = 5;
const SCOPES = [
  ["all companies", "*"],
  ["one company", ONE_COMPANY],
  ["no company", []],
] as const;

const counting = operations.integrationScorecard.filter(readsWhatFiguresCount);

let worlds: Worlds & { close(): Promise<void> };
beforeAll(async () => {
  worlds = await openPairOfWorlds(SEED, serverUrl());
});
afterAll(() => worlds.close());

describe("figures of the scorecard", () => {
  it("are asked of all who may read what they count: stewards read no documents, analysts no links of identities", () => {
    const all: readonly Role[] = operations.integrationScorecard;
    expect(all.filter((role) => !readsWhatFiguresCount(role))).toEqual(["analyst", "steward"]);
  });

  it.each(
    SCOPES.flatMap(([scope, companies]) => counting.map((role, at) => ({ role, scope, companies, seed: SEED + at }))),
  )("tell $role in $scope nothing of what it may not read", async ({ role, companies, seed }) => {
    const trial = { reader: { role, companies }, about: ["integrationScorecard"], seed, questions: QUESTIONS };
    const { differences } = await compare(worlds, trial);
    expect(differences.map(describeDifference)).toEqual([]);
  });

  it.each(SCOPES)(
    "are the same in %s for all who read the scorecard, and count nothing in none",
    async (_scope, companies) => {
      const day = (name: string, value: string) => ({ name, type: "Date!", value, asVariable: false });
      const figures = leaf("figures", ["measure", "value", "how"]);
      const scorecard = { name: "integrationScorecard", args: [day("from", "2025-01-01"), day("to", "2025-12-31")] };
      const question = { selections: [{ ...scorecard, children: [figures] }], headers: {} };
      const answers = await Promise.all(
        operations.integrationScorecard.map(
          async (role) => (await worlds.graphs[0].ask(question, { role, companies })).body,
        ),
      );
      expect(new Set(answers).size).toBe(1);
      const isEmpty = answers[0]?.includes("0 of 0 invoices and bills of finance");
      expect(isEmpty).toBe(companies.length === 0);
    },
  );
});
