import { codeOf, dataOf, errorsOf, expectNoLeak } from "../target";
import { COSTS, type Ground } from "./ground";

/** Questions of somebody who sees company 01 only, and the whole answer. */
const questions: readonly (readonly [name: string, query: string, expected: unknown])[] = [
  ["the id of another company's document", '{ invoice(id: "f:invoice:02") { number } }', { invoice: null }],
  [
    "the id of a line of it",
    '{ invoiceLine(id: "f:invoice_line:02") { costAmount { amount } } }',
    { invoiceLine: null },
  ],
  ["the whole list", "{ invoices { nodes { number } } }", { invoices: { nodes: [{ number: "INV-01" }] } }],
  [
    "the count",
    "{ invoices { totalCount } invoiceLines { totalCount } }",
    { invoices: { totalCount: 1 }, invoiceLines: { totalCount: 1 } },
  ],
  [
    "a filter by the other company",
    '{ invoices(filter: { companyId: { eq: "f:company:02" } }) { totalCount } }',
    { invoices: { totalCount: 0 } },
  ],
  [
    "alternatives that include it",
    '{ invoices(filter: { or: [{ companyId: { eq: "f:company:02" } }, { number: { eq: "INV-02" } }] }) { totalCount nodes { id } } }',
    { invoices: { totalCount: 0, nodes: [] } },
  ],
  [
    "a filter that denies the own company",
    '{ invoices(filter: { not: { companyId: { eq: "f:company:01" } } }) { totalCount } }',
    { invoices: { totalCount: 0 } },
  ],
  [
    "a sum",
    "{ invoices { aggregate { count sum { netAmount { amount } } } } }",
    { invoices: { aggregate: { count: 1, sum: { netAmount: [{ amount: "100000" }] } } } },
  ],
  [
    "groups",
    "{ invoices { groupBy(by: [companyId]) { key { companyId } } } }",
    { invoices: { groupBy: [{ key: { companyId: "f:company:01" } }] } },
  ],
  [
    "a customer of both",
    "{ partyAccounts { nodes { invoices { totalCount nodes { number } } } } }",
    { partyAccounts: { nodes: [{ invoices: { totalCount: 1, nodes: [{ number: "INV-01" }] } }] } },
  ],
];

const OWN = { role: "accountant", companies: ["f:company:01"] } as const;

/** What reaches into another company's rows. */
export function tenants(at: Ground): void {
  describe("another company's rows", () => {
    it.each(questions)("are not there, by %s", async (_name, query, expected) => {
      const answer = await at.target.ask(query, OWN);
      expectNoLeak(answer);
      expect({ data: dataOf(answer), errors: errorsOf(answer) }).toEqual({ data: expected, errors: [] });
      expect(answer.text).not.toMatch(/INV-02|company:02|72345/);
    });

    it("are told apart from none at all by nothing", async () => {
      const asked = async (id: string): Promise<string> =>
        (await at.target.ask("query($id: ID!) { invoice(id: $id) { number } }", { ...OWN, variables: { id } })).text;
      expect(await asked("f:invoice:02")).toBe(await asked("f:invoice:does-not-exist"));
    });

    it("are not reached by the cursor of somebody who sees them", async () => {
      const all = await at.target.ask("{ invoices { edges { cursor } } }", { role: "accountant" });
      for (const { cursor } of dataOf(all).invoices.edges) {
        for (const place of ["after", "before"]) {
          const answer = await at.target.ask(`{ invoices(${place}: "${cursor}") { nodes { number } } }`, OWN);
          expect(answer.text).not.toContain("INV-02");
        }
      }
    });

    it.each([
      ["an empty list of companies", []],
      ["a company that does not exist", ["f:company:99"]],
      ["a pattern", ["%"]],
      ["SQL", ["x') or true --"]],
      ["the name of a company instead of its id", ["Other Ltd"]],
    ])("are not there for %s", async (_name, companies) => {
      const answer = await at.target.ask("{ invoices { totalCount nodes { id } } }", { role: "admin", companies });
      expect(dataOf(answer)).toEqual({ invoices: { totalCount: 0, nodes: [] } });
    });

    it("are not there for a token that names no company", async () => {
      const headers = {
        authorization: `Bearer ${await at.target.token({ companies: undefined })}`,
        "content-type": "application/json",
      };
      const answer = await at.target.send({ headers, body: '{"query":"{ invoices { totalCount } }"}' });
      expect(dataOf(answer)).toEqual({ invoices: { totalCount: 0 } });
    });

    it("are not named when a report is asked of that company", async () => {
      const report = async (companyId: string): Promise<string> => {
        const query =
          'query($c: ID) { trialBalance(from: "2026-01-01", to: "2026-06-30", companyId: $c) { __typename } }';
        const answer = await at.target.ask(query, { ...OWN, variables: { c: companyId } });
        codeOf(answer);
        return answer.text.replaceAll(companyId, "");
      };
      expect(await report("f:company:02")).toBe(await report("f:company:99"));
    });

    it("are there for who may see them", async () => {
      const answer = await at.target.ask("{ invoiceLines { nodes { costAmount { amount } } } }", {
        role: "accountant",
      });
      expect(answer.text).toContain(COSTS["02"]);
    });
  });
}
