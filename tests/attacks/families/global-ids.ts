import { nodeIdOf } from "../../../schema/model/node";
import { COSTS, type Ground } from "./ground";

const ids = {
  unknown: nodeIdOf({ type: "Invoice", id: "f:invoice:none" }),
  otherCompany: nodeIdOf({ type: "Invoice", id: "f:invoice:02" }),
  own: nodeIdOf({ type: "Invoice", id: "f:invoice:01" }),
  // Nobody but ledger roles reads accounts; one exists, the other does not.
  forbidden: nodeIdOf({ type: "Account", id: "f:account:1" }),
  forbiddenUnknown: nodeIdOf({ type: "Account", id: "f:account:none" }),
  noType: nodeIdOf({ type: "Secret", id: "f:invoice:01" }),
  derived: nodeIdOf({ type: "InvoiceAggregate", id: "f:invoice:01" }),
  garbage: "%%%",
};

const selections: readonly (readonly [name: string, selection: string])[] = [
  ["its type alone", "__typename"],
  ["its id", "__typename nodeId ... on Invoice { id } ... on Account { id }"],
  ["its fields", "... on Invoice { number totalAmount { amount } } ... on Account { code name }"],
  [
    "a list below it",
    "... on Invoice { lines { nodes { costAmount { amount } } } } ... on Account { journalLines { totalCount } }",
  ],
  ["a fragment on the interface", "... on Node { nodeId ... on Invoice { number } }"],
];

/** Global ids name a type and a key, so that anybody can make them up. */
export function globalIds(at: Ground): void {
  describe("a global id that is made up", () => {
    const reader = { role: "sales", companies: ["f:company:01"] } as const;
    const ask = async (id: string, selection: string) => {
      const query = `query($id: ID!) { node(id: $id) { ${selection} } nodes(ids: [$id]) { ${selection} } }`;
      const { status, text } = await at.target.ask(query, { ...reader, variables: { id } });
      return { status, text };
    };

    it.each(selections)(
      "answers alike for unknown, forbidden and foreign objects, asked for %s",
      async (_name, selection) => {
        const { own, ...hidden } = ids;
        for (const id of Object.values(hidden)) {
          expect(await ask(id, selection)).toEqual({ status: 200, text: '{"data":{"node":null,"nodes":[null]}}\n' });
        }
        expect((await ask(own, selection)).text).not.toContain('"node":null');
      },
    );

    it("reads no more of an object than its own root field does", async () => {
      const { text } = await ask(ids.own, "... on Invoice { number lines { nodes { costAmount { amount } } } }");
      expect(text).toContain("FORBIDDEN");
      for (const cost of Object.values(COSTS)) expect(text).not.toContain(cost.slice(0, 5));
    });

    it("is not answered in hundreds", async () => {
      const many = Array.from({ length: 101 }, () => ids.own);
      const query = "query($ids: [ID!]!) { nodes(ids: $ids) { nodeId } }";
      const { text } = await at.target.ask(query, { ...reader, variables: { ids: many } });
      expect(text).toContain("BAD_USER_INPUT");
    });
  });
}
