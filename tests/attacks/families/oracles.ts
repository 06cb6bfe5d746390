import { codeOf, dataOf, errorsOf } from "../target";
import { COSTS, type Ground } from "./ground";

const GUESS = '{ gt: "61000" }';

/** Questions whose answer depends on a cost without giving it. */
const questions: readonly (readonly [name: string, query: string, variables?: Record<string, unknown>])[] = [
  ["a filter", `{ invoiceLines(filter: { costAmount: ${GUESS} }) { totalCount } }`],
  ["a filter by its very value", `{ invoiceLines(filter: { costAmount: { eq: "${COSTS["01"]}" } }) { nodes { id } } }`],
  ["a filter that is negated", `{ invoiceLines(filter: { not: { costAmount: ${GUESS} } }) { totalCount } }`],
  [
    "a filter among alternatives",
    `{ invoiceLines(filter: { or: [{ netAmount: { gt: "1" } }, { costAmount: ${GUESS} }] }) { totalCount } }`,
  ],
  [
    "a filter four levels down",
    `{ invoiceLines(filter: { and: [{ or: [{ not: { and: [{ costAmount: ${GUESS} }] } }] }] }) { totalCount } }`,
  ],
  [
    "a filter in a variable",
    "query($f: InvoiceLineFilter) { invoiceLines(filter: $f) { totalCount } }",
    { f: { costAmount: { gt: "61000" } } },
  ],
  [
    "a filter in a variable of one level",
    "query($c: DecimalFilter) { invoiceLines(filter: { costAmount: $c }) { totalCount } }",
    { c: { gt: "61000" } },
  ],
  ["a filter of a nested list", `{ invoices { nodes { lines(filter: { costAmount: ${GUESS} }) { totalCount } } } }`],
  ["a filter under an alias", `{ a: invoiceLines(filter: { costAmount: ${GUESS} }) { totalCount } }`],
  ["an order", "{ invoiceLines(orderBy: [{ field: costAmount }]) { nodes { id } } }"],
  [
    "an order at second place",
    "{ invoiceLines(orderBy: [{ field: currency }, { field: costAmount, direction: DESC }]) { nodes { id } } }",
  ],
  [
    "an order in a variable",
    "query($o: [InvoiceLineOrder!]) { invoiceLines(orderBy: $o) { nodes { id } } }",
    { o: [{ field: "costAmount" }] },
  ],
  ["a sum", "{ invoiceLines { aggregate { sum { costAmount { amount } } } } }"],
  ["an average", "{ invoiceLines { aggregate { average { costAmount { amount } } } } }"],
  ["a minimum", "{ invoiceLines { aggregate { minimum { costAmount { amount } } } } }"],
  ["a maximum under an alias", "{ invoiceLines { aggregate { m: maximum { netAmount: costAmount { amount } } } } }"],
  ["a sum of groups", "{ invoiceLines { groupBy(by: [currency]) { aggregate { sum { costAmount { amount } } } } } }"],
  [
    "a sum by a fragment",
    "{ invoiceLines { aggregate { ...a } } } fragment a on InvoiceLineAggregate { sum { costAmount { amount } } }",
  ],
];

/** What infers a value that may not be read. */
export function oracles(at: Ground): void {
  describe("an oracle for a value that a role may not read", () => {
    const asked = questions.map(([name, query, variables = {}]) => ({ name, query, variables }));
    it.each(asked)("is denied: $name", async ({ query, variables }) => {
      const answer = await at.target.ask(query, { role: "sales", variables });
      const code = codeOf(answer);
      // A variable of a type that does not exist is refused before anybody looks at permissions.
      expect(["FORBIDDEN", "GRAPHQL_VALIDATION_FAILED"]).toContain(code);
      for (const cost of Object.values(COSTS)) expect(answer.text).not.toContain(cost.slice(0, 5));
      expect(answer.text).not.toMatch(/"totalCount":\d|"id":/);
    });

    it("is denied through a cursor that somebody else's order made", async () => {
      const order = "orderBy: [{ field: costAmount }]";
      const made = await at.target.ask(`{ invoiceLines(first: 1, ${order}) { pageInfo { endCursor } } }`, {
        role: "cfo",
      });
      const { endCursor } = dataOf(made).invoiceLines.pageInfo;
      const after = await at.target.ask(`{ invoiceLines(after: "${endCursor}") { nodes { id } } }`, { role: "sales" });
      expect(codeOf(after)).toBe("CURSOR_INVALID");
      const both = await at.target.ask(`{ invoiceLines(after: "${endCursor}", ${order}) { nodes { id } } }`, {
        role: "sales",
      });
      expect(codeOf(both)).toBe("FORBIDDEN");
    });

    it("is not made by the text of its refusal: right and wrong guesses read alike", async () => {
      const guess = async (amount: string): Promise<unknown> => {
        const query = `{ invoiceLines(filter: { costAmount: { eq: "${amount}" } }) { totalCount } }`;
        return errorsOf(await at.target.ask(query, { role: "sales" }));
      };
      expect(await guess(COSTS["01"])).toEqual(await guess("1"));
    });

    it("is not made by the cost that is told", async () => {
      const told = async (filter: string): Promise<unknown> => {
        const headers = { "x-concord-cost": "1" };
        const answer = await at.target.ask(`{ invoiceLines(filter: ${filter}) { totalCount } }`, {
          role: "sales",
          headers,
        });
        return JSON.parse(answer.text).extensions;
      };
      expect(await told(`{ costAmount: { eq: "${COSTS["01"]}" } }`)).toEqual(await told('{ costAmount: { eq: "1" } }'));
    });
  });
}
