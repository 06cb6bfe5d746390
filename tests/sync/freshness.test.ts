import { request } from "undici";
import type { Role } from "../../schema/roles";
import type { TestGraph } from "../graph";
import { openSampleGraph, type SampleServer, startSample } from "../sample-server";

let server: SampleServer;
let graph: TestGraph;
beforeAll(async () => {
  [server, graph] = [await startSample(), await openSampleGraph()];
});
afterAll(() => Promise.all([server.close(), graph.close()]));

const QUESTION = "{ salesOrders { totalCount } }";

async function ask(role: Role, headers: Record<string, string>): Promise<Record<string, unknown>> {
  const answer = await request(`${server.address}/graphql`, {
    method: "POST",
    headers: { authorization: `Bearer ${await server.token(role)}`, "content-type": "application/json", ...headers },
    body: JSON.stringify({ query: QUESTION }),
  });
  return (await answer.body.json()) as Record<string, unknown>;
}

it("tells in the answer how fresh its sources are, to who asks for it", async () => {
  const answer = await ask("sales", { "x-concord-freshness": "1" });
  const rows = (answer["extensions"] as { freshness: Record<string, unknown>[] }).freshness;
  expect(rows).toContainEqual({
    system: "sample-erp",
    entity: "SalesOrder",
    side: "ERP",
    mode: "BATCH",
    state: "CURRENT",
    committedAt: null,
    appliedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    changedAt: expect.stringMatching(/Z$/),
    lagSeconds: null,
  });
  expect((await ask("sales", {}))["extensions"]).toBeUndefined();
});

it("shows a source's fault only to those who look after loads", async () => {
  const question = "{ sourceFreshness(first: 1) { nodes { system error } } }";
  expect((await graph.query(question, {}, { role: "integration" })).errors).toEqual([]);
  const refused = await graph.query(question, {}, { role: "sales" });
  expect(refused.errors.map(({ extensions }) => extensions?.["code"])).toEqual(["FORBIDDEN"]);
});
