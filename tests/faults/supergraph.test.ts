import { startGateway, supergraphSdl } from "../gateway/fixture";

const QUESTION = '{ rate(currency: "EUR") orders { number owed } }';
const NEW_FIELD = "{ orders { number hint } }";

describe("another supergraph", () => {
  it("is answered by from the next question on, while questions under way end by the old one", async () => {
    const test = await startGateway();
    expect((await test.ask(NEW_FIELD)).status).toBe(400);
    const underWay = Array.from({ length: 20 }, () => test.ask(QUESTION));
    test.gateway.changeSupergraph(supergraphSdl("hint: String"));
    for (const { status, body } of await Promise.all(underWay)) {
      expect(status).toBe(200);
      expect(body.errors).toBeUndefined();
    }
    expect((await test.ask(NEW_FIELD)).status).toBe(200);
    test.gateway.changeSupergraph(supergraphSdl());
    expect((await test.ask(NEW_FIELD)).status).toBe(400);
    await test.gateway.close();
  });

  it.each([
    ["no GraphQL", "type Query {"],
    ["a schema that is no supergraph", "type Query { a: String }"],
    ["nothing", ""],
  ])("that is %s is refused, and the old one stays", async (_what, sdl) => {
    const test = await startGateway();
    expect(() => test.gateway.changeSupergraph(sdl)).toThrow(expect.objectContaining({ code: "SUPERGRAPH_INVALID" }));
    const { body } = await test.ask(QUESTION);
    expect(body.errors).toBeUndefined();
    await test.gateway.close();
  });
});
