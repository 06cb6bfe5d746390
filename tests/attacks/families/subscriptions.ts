import { once } from "node:events";
import { type ClientOptions, WebSocket } from "ws";
import { sql } from "../../../store/sql";
import { codeOf, dataOf, JSON_BODY, type Target } from "../target";
import type { Ground } from "./ground";

const WATCH = "subscription { invoiceChanged { kind node { number } } }";
const deep = (levels: number): string =>
  `subscription { invoiceChanged { node { ${"lines { nodes { invoice { ".repeat(levels)}id${" } } }".repeat(levels)} } } }`;

/** Subscriptions that are refused, by whom, and with what. */
const refused: readonly (readonly [name: string, query: string, role: string, code: string])[] = [
  ["to rows of which the role may read nothing", "subscription { journalEntryChanged { kind } }", "sales", "FORBIDDEN"],
  [
    "with a filter by a forbidden column",
    'subscription { invoiceLineChanged(filter: { costAmount: { gt: "61000" } }) { kind } }',
    "sales",
    "FORBIDDEN",
  ],
  [
    "with that filter behind a negation and an edge",
    'subscription { invoiceChanged(filter: { not: { journalEntry: { number: { eq: "1" } } } }) { kind } }',
    "sales",
    "FORBIDDEN",
  ],
  [
    "to two changes at once",
    `subscription { invoiceChanged { kind } billChanged { kind } }`,
    "cfo",
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["to the schema", "subscription { __schema { types { name } } }", "cfo", "GRAPHQL_VALIDATION_FAILED"],
  [
    "for the lookup's own argument",
    'subscription { invoiceChanged(events: ["x"]) { kind } }',
    "cfo",
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["that names a field nearly right", "subscription { invoiceChange { kind } }", "cfo", "GRAPHQL_VALIDATION_FAILED"],
  ["that is too deep", deep(10), "cfo", "QUERY_TOO_DEEP"],
  [
    "that has a fragment within itself",
    "subscription { ...A } fragment A on Subscription { ...A }",
    "cfo",
    "GRAPHQL_VALIDATION_FAILED",
  ],
  ["that is a query", "{ invoices { totalCount } }", "cfo", "OPERATION_RESOLUTION_FAILURE"],
  [
    "after an event that was made up",
    'subscription { invoiceChanged(after: "00000000-0000-4000-8000-000000000001") { kind } }',
    "cfo",
    "RESUME_TOO_OLD",
  ],
];

/** The code by which a connection is closed on which this was sent. */
async function closeCode(target: Target, messages: readonly unknown[], options: ClientOptions = {}): Promise<number> {
  const socket = new WebSocket(`${target.address.replace("http", "ws")}/graphql`, "graphql-transport-ws", options);
  await once(socket, "open");
  for (const message of messages) socket.send(JSON.stringify(message));
  const [code] = await once(socket, "close");
  return code as number;
}

export function subscriptions(ground: Ground): void {
  describe("subscriptions", () => {
    const stream = async (query: string, role: string) =>
      ground.target.send({
        path: "/graphql/stream",
        headers: { authorization: `Bearer ${await ground.target.token({ role })}`, ...JSON_BODY },
        body: JSON.stringify({ query }),
      });

    it.each(refused)("are refused: %s", async (_name, query, role, code) => {
      const answer = await stream(query, role);
      expect(codeOf(answer)).toBe(code);
      expect(answer.status).toBeLessThan(500);
      expect(answer.text).not.toContain("Did you mean");
    });

    it("are refused to a stranger, and to who has a token that has expired", async () => {
      const body = JSON.stringify({ query: WATCH });
      const path = "/graphql/stream";
      expect(codeOf(await ground.target.send({ path, headers: JSON_BODY, body }))).toBe("UNAUTHENTICATED");
      const authorization = `Bearer ${await ground.target.token({ exp: 1 })}`;
      const expired = await ground.target.send({ path, headers: { ...JSON_BODY, authorization }, body });
      expect([expired.status, codeOf(expired)]).toEqual([401, "UNAUTHENTICATED"]);
    });

    it("at /graphql are refused with a word of where they are answered, never by a 500", async () => {
      const answer = await ground.target.ask(WATCH);
      expect([answer.status, codeOf(answer)]).toEqual([400, "OPERATION_RESOLUTION_FAILURE"]);
    });

    it("over WebSocket are closed to a stranger, and to a page of another site that has only what the browser adds", async () => {
      const init = { type: "connection_init" };
      expect(await closeCode(ground.target, [init])).toBe(4401);
      const headers = { origin: "https://evil.test", authorization: `Bearer ${await ground.target.token()}` };
      expect(await closeCode(ground.target, [init], { headers })).toBe(4401);
    });

    it("over WebSocket are not begun without a greeting, and no message is larger than a body may be", async () => {
      expect(await closeCode(ground.target, [{ id: "1", type: "subscribe", payload: { query: WATCH } }])).toBe(4401);
      expect(await closeCode(ground.target, [{ type: "ping", payload: { x: "x".repeat(1_100_000) } }])).toBe(1009);
    });

    it("tell nothing of an event of another company to who knows its id, nor of one that was made up", async () => {
      const events = (
        await ground.target.database.query(
          sql`select id::text as id from finance.change where entity = 'Invoice' order by key`,
        )
      ).map((row) => String(row["id"]));
      expect(events).toHaveLength(2);
      const query = "query($events: [ID!]!) { invoiceChanges(events: $events) { kind key node { number } } }";
      const variables = { events: [...events, "00000000-0000-4000-8000-000000000001", "' or true --"] };
      const own = await ground.target.ask(query, { role: "sales", companies: ["f:company:01"], variables });
      expect(dataOf(own)).toEqual({
        invoiceChanges: [{ kind: "CREATED", key: "f:invoice:01", node: { number: "INV-01" } }],
      });
      const many = await ground.target.ask(query, {
        variables: { events: Array.from({ length: 101 }, () => events[0]) },
      });
      expect(codeOf(many)).toBe("PAGE_SIZE_INVALID");
    });
  });
}
