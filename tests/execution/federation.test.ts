import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery } from "graphql";
import { Random } from "../no-leak/random";
import { type BothGateways, differenceIn, openGateways } from "./both-gateways";
import { catalogueSupergraph } from "./catalogue";
import { conditioned } from "./conditioned";
import { randomOperation } from "./random-operation";

const OPERATIONS = 60;
const supergraphSdl = catalogueSupergraph();

async function schemaOf({ stock }: BothGateways): Promise<GraphQLSchema> {
  const { data } = await stock.execute({ query: getIntrospectionQuery() });
  return buildClientSchema(JSON.parse(JSON.stringify(data)));
}

describe("every federation feature", () => {
  it.each([
    { mood: { seed: 1, empty: 0, failing: 0, lost: 0 }, name: "all is well" },
    { mood: { seed: 2, empty: 0.15, failing: 0, lost: 0 }, name: "values are empty" },
    { mood: { seed: 3, empty: 0.05, failing: 0.08, lost: 0 }, name: "fields fail" },
    { mood: { seed: 4, empty: 0.05, failing: 0.03, lost: 0.15 }, name: "calls fail as a whole" },
  ])("is answered by our executor as by Apollo's where $name", async ({ mood }) => {
    const both = await openGateways(supergraphSdl, mood);
    const schema = await schemaOf(both);
    const random = new Random(mood.seed);
    const differences = [];
    for (let asked = 0; asked < OPERATIONS; asked += 1) {
      const difference = await differenceIn(both, conditioned(randomOperation(schema, random), random));
      if (difference) differences.push(difference);
    }
    const metrics = await both.own.metrics();
    await both.close();
    expect(differences.slice(0, 3)).toEqual([]);
    // Else Apollo's executor would be compared with itself.
    expect(metrics).not.toContain("concord_operations_left_to_apollo_total{");
  });
});
