import type { Role } from "../../../schema/roles";
import { type Answer, codeOf, dataOf, errorsOf, expectRefusal } from "../target";
import { COSTS, type Ground } from "./ground";

const COST = "costAmount { amount currency }";

/** Ways to one field that a sales clerk may not read; each is null at its path. */
const ways: readonly (readonly [name: string, query: string])[] = [
  ["straight", `{ invoiceLines { nodes { ${COST} } } }`],
  ["under an alias", `{ invoiceLines { nodes { netAmount: ${COST} } } }`],
  ["in a fragment", `{ invoiceLines { nodes { ...f } } } fragment f on InvoiceLine { ${COST} }`],
  [
    "in a fragment within a fragment",
    `{ invoiceLines { ...c } } fragment c on InvoiceLineConnection { nodes { ...f } } fragment f on InvoiceLine { x: ${COST} }`,
  ],
  ["in an inline fragment", `{ invoiceLines { nodes { ... on InvoiceLine { ... { ${COST} } } } } }`],
  ["with a directive", `{ invoiceLines { nodes { ... @include(if: true) { ${COST} } } } }`],
  ["through edges", `{ invoiceLines { edges { node { ${COST} } } } }`],
  ["through its document", `{ invoices { nodes { lines { nodes { ${COST} } } } } }`],
  ["by id", `{ invoiceLine(id: "f:invoice_line:01") { ${COST} } }`],
  ["twice, once allowed by name", `{ invoiceLines { nodes { a: netAmount { amount } b: ${COST} } } }`],
  ["by its type alone", "{ invoiceLines { nodes { costAmount { __typename } } } }"],
];

const roots: readonly (readonly [role: Role, name: string, query: string])[] = [
  ["sales", "the balance sheet", '{ balanceSheet(on: "2026-06-30") { balanced } }'],
  ["warehouse", "the trial balance", '{ trialBalance(from: "2026-01-01", to: "2026-06-30") { __typename } }'],
  ["sales", "the journal", "{ journalLines { totalCount } }"],
  ["sales", "an account", '{ account(id: "f:account:1") { code } }'],
  ["buyer", "aged receivables", '{ agedReceivables(on: "2026-06-30") { __typename } }'],
  ["warehouse", "an identifier", '{ resolveIdentifier(id: "x") { __typename } }'],
  ["auditor", "a decision", 'mutation { linkRecords(leftId: "a", rightId: "b", reason: "x") { id } }'],
  ["sales", "a merge", 'mutation { mergeIdentities(ids: ["a", "b"], reason: "x") { id } }'],
  [
    "analyst",
    "a code",
    'mutation { setCodeMapping(system: "s", list: "l", sourceCode: "a", unifiedCode: "b", reason: "x") { __typename } }',
  ],
];

const REPRESENTATION = '[{ __typename: "InvoiceLine", id: "f:invoice_line:01" }]';

/** What goes around the permissions of fields. */
export function permissionBypass(at: Ground): void {
  const expectNoCost = ({ text }: Answer): void => {
    for (const cost of Object.values(COSTS)) expect(text).not.toContain(cost);
  };

  describe("a field that a role may not read", () => {
    it.each(ways)("stays null, with an error at its path: %s", async (_name, query) => {
      const answer = await at.target.ask(query, { role: "sales" });
      expect([answer.status, codeOf(answer)]).toEqual([200, "FORBIDDEN"]);
      for (const { extensions, path } of errorsOf(answer)) {
        expect(extensions?.code).toBe("FORBIDDEN");
        expect(valueAt(dataOf(answer), path ?? [])).toBeNull();
      }
      expectNoCost(answer);
    });

    it("is read by who may", async () => {
      const answer = await at.target.ask(`{ invoiceLines { nodes { ${COST} } } }`, { role: "accountant" });
      for (const cost of Object.values(COSTS)) expect(answer.text).toContain(cost);
    });

    it.each([
      ["_entities", `{ _entities(representations: ${REPRESENTATION}) { ... on InvoiceLine { ${COST} } } }`],
      ["_entities under an alias", `{ x: _entities(representations: ${REPRESENTATION}) { __typename } }`],
      [
        "_entities in a fragment",
        `{ ...f } fragment f on Query { _entities(representations: ${REPRESENTATION}) { __typename } }`,
      ],
      ["node", '{ node(id: "f:invoice_line:01") { id } }'],
      ["the union of entities", "{ invoiceLines { nodes { ... on _Entity { __typename } } } }"],
    ])("is not reached through %s, which no client may ask", async (_name, query) => {
      for (const role of ["sales", "admin"] as const)
        expectRefusal(await at.target.ask(query, { role }), 400, "GRAPHQL_VALIDATION_FAILED");
    });
  });

  describe("a root that a role may not ask", () => {
    it.each(roots)("is refused to %s: %s", async (role, _name, query) => {
      const answer = await at.target.ask(query, { role });
      expect([answer.status, codeOf(answer)]).toEqual([200, "FORBIDDEN"]);
      expect(Object.values(dataOf(answer) ?? {})).toEqual([null]);
    });
  });
}

function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce((value, step) => (value as Record<string | number, unknown> | null)?.[step] ?? null, data);
}
