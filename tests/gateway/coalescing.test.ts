import { until } from "../faults/until";
import { startHeld, type TestGateway } from "./fixture";

const ROUNDS = 3;

/** Until so many operations came to be executed. */
async function allBegun({ gateway }: TestGateway, count: number): Promise<void> {
  const begun = async (): Promise<number> => {
    const { body } = await gateway.app.inject("/metrics");
    const counts = [...body.matchAll(/^concord_compiled_operations_total\{.*\} (\d+)$/gm)];
    return counts.reduce((sum, [, each]) => sum + Number(each), 0);
  };
  await until(async () => (await begun()) >= count);
}

const who = (answer: { json(): unknown }): { subject: string; role: string; companies: unknown } =>
  JSON.parse((answer.json() as { data: { whoAmI: string } }).data.whoAmI);

describe("the gateway under equal questions", () => {
  it("runs them once for those who wait, and never one for two callers", async () => {
    const { test, calls, release } = await startHeld();
    const callers = [
      { subject: "anne", role: "cfo", companies: "*" },
      { subject: "bert", role: "cfo", companies: "*" },
      { subject: "anne", role: "sales", companies: "*" },
      { subject: "anne", role: "cfo", companies: ["one"] },
    ] as const;
    const asked = await Promise.all(
      Array.from({ length: 6 * callers.length }, async (_, at) => {
        const caller = callers[at % callers.length] ?? callers[0];
        const { subject, role, companies } = caller;
        const headers = { authorization: `Bearer ${await test.token({ subject, role, companies })}` };
        const payload = { query: "{ whoAmI }" };
        // Sent at once; an injected request waits for `then`.
        const answer = test.gateway.app
          .inject({ method: "POST", url: "/graphql", headers, payload })
          .then((told) => told);
        return { caller, answer };
      }),
    );
    await allBegun(test, asked.length);
    release();
    for (const { caller, answer } of asked) expect(who(await answer)).toEqual({ ...caller });
    // One that began at once, and one or two for those who came meanwhile.
    expect(calls()).toBeGreaterThanOrEqual(2 * callers.length);
    expect(calls()).toBeLessThanOrEqual(ROUNDS * callers.length);
    const { body } = await test.gateway.app.inject("/metrics");
    expect(body).toMatch(/concord_answers_shared_total 1[2-6]/);
    await test.gateway.close();
  });

  it("runs every change, and an explained question for itself", async () => {
    const { test, calls, release } = await startHeld();
    const changes = Array.from({ length: 5 }, () => test.ask('mutation { setRate(currency: "EUR") }'));
    const explained = Array.from({ length: 5 }, () =>
      test.ask("{ whoAmI }", { headers: { "x-concord-explain": "1" } }),
    );
    await allBegun(test, explained.length + changes.length);
    release();
    for (const { body } of await Promise.all(explained))
      expect(body.extensions).toMatchObject({ concord: { subgraphCalls: 1, sqlStatements: 2 } });
    expect(calls()).toBe(explained.length);
    await Promise.all(changes);
    const { body } = await test.gateway.app.inject("/metrics");
    expect(body).toContain("concord_answers_shared_total 0");
    expect(body).toMatch(/concord_subgraph_duration_seconds_count\{subgraph="finance"\} 5/);
    await test.gateway.close();
  });
});
