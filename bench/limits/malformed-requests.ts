import type { IncomingHttpHeaders } from "node:http";

/** A request that no honest client would send; `raw` is written to a connection as it is. */
export type Malformed =
  | {
      readonly kind: "http";
      readonly method: string;
      readonly path: string;
      readonly headers: IncomingHttpHeaders;
      readonly body: Buffer;
    }
  | { readonly kind: "raw"; readonly bytes: Buffer };

/** Questions that are answered; each mutation starts from one of them. */
const VALID: readonly { readonly query: string; readonly variables?: Record<string, unknown> }[] = [
  { query: "{ __typename }" },
  {
    query:
      "query A($n: Int, $f: SalesOrderFilter) { salesOrders(first: $n, filter: $f) { totalCount nodes { number netAmount { amount currency } customer { displayName } } } }",
    variables: { n: 3, f: { status: { eq: "DELIVERED" } } },
  },
  {
    query: "query B($id: ID!) { invoice(id: $id) { number lines(first: 2) { nodes { id } } } }",
    variables: { id: "x" },
  },
  {
    query:
      "{ invoices(first: 2, orderBy: [{ field: number, direction: DESC }]) { edges { cursor node { id ...f } } } } fragment f on Invoice { number }",
  },
  {
    query: "query C($after: String) { parties(first: 2, after: $after) { pageInfo { endCursor } } }",
    variables: { after: "abc" },
  },
  { query: 'mutation D($r: String!) { confirmMatch(proposalId: "x", reason: $r) { id } }', variables: { r: "x" } },
  { query: "{ orderBillings { groupBy(by: [status, currency]) { key { status } aggregate { count } } } }" },
];

const ODD_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  2 ** 53,
  "",
  "\u0000",
  "\ud800",
  "x".repeat(5_000),
  [],
  [[]],
  {},
  { a: { b: [] } },
  ["x", 1, null],
  "__proto__",
  { __proto__: null },
];
const ODD_TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "APPLICATION/JSON",
  "text/plain",
  "application/graphql",
  "multipart/form-data",
  "",
  "a/b/c",
  "application/json, text/plain",
  "application/json;;",
];
const ODD_ACCEPTS = [
  "*/*",
  "application/graphql-response+json",
  "text/html",
  "multipart/mixed",
  ";",
  "application/json;q=abc",
  "image/png",
  "a".repeat(500),
];
const METHODS = ["POST", "POST", "POST", "GET", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH", "REPORT"];
const TOKENS = [
  "{",
  "}",
  "(",
  ")",
  "[",
  "]",
  "...",
  "$",
  "@",
  "!",
  ":",
  '"',
  '"""',
  "query",
  "mutation",
  "subscription",
  "fragment",
  "on",
  "\u0000",
  "\ufeff",
  "é",
  "99999999999",
  "-0",
  "1e999",
  "#",
  "_entities",
  "__schema",
];

/** A request by a generator of numbers from 0 to 1; the same numbers make the same request. */
export function malformedRequest(random: () => number, token: string): Malformed {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const valid = pick(VALID);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const post = (body: Buffer, more: IncomingHttpHeaders = {}): Malformed => {
    return { kind: "http", method: "POST", path: "/graphql", headers: { ...headers, ...more }, body };
  };
  const text = (value: unknown): Buffer => Buffer.from(JSON.stringify(value) ?? "");
  const ways: readonly (() => Malformed)[] = [
    () => post(mutated(text(valid), random)),
    () => post(mutated(text(valid), random)),
    () => post(text({ ...valid, query: bent(valid.query, pick, random) })),
    () => post(text({ ...valid, query: bent(valid.query, pick, random) })),
    () =>
      post(
        text({
          ...valid,
          [pick(["query", "variables", "operationName", "extensions", "documentId"])]: pick(ODD_VALUES),
        }),
      ),
    () => post(text({ ...valid, variables: oddVariables(valid.variables ?? { n: 1 }, pick) })),
    () => post(text(pick(ODD_VALUES))),
    () => post(text(valid), { "content-type": pick(ODD_TYPES), accept: pick(ODD_ACCEPTS) }),
    () =>
      post(text(valid), {
        [pick([
          "x-request-id",
          "x-concord-cost",
          "x-concord-explain",
          "x-concord-freshness",
          "content-encoding",
          "expect",
          "accept-encoding",
          "cookie",
          "host",
        ])]: pick(["1", "", "%00", "gzip", "x y", "100-continue", "a".repeat(200), "[::1", "a:b:c"]),
      }),
    () => ({ kind: "http", method: pick(METHODS), path: oddPath(valid, pick, random), headers, body: Buffer.alloc(0) }),
    () => ({ kind: "raw", bytes: mutated(Buffer.from(wire(valid.query, token)), random) }),
    () => post(text({ query: "{".repeat(1 + Math.floor(random() * 4_000)) })),
  ];
  return pick(ways)();
}

function wire(query: string, token: string): string {
  const body = JSON.stringify({ query });
  const head = [
    `authorization: Bearer ${token}`,
    "host: x",
    "content-type: application/json",
    `content-length: ${body.length}`,
    "connection: close",
  ];
  return `POST /graphql HTTP/1.1\r\n${head.join("\r\n")}\r\n\r\n${body}`;
}

/** Some bytes changed, added, taken away, or the end cut off. */
function mutated(bytes: Buffer, random: () => number): Buffer {
  let result = Buffer.from(bytes);
  for (let changes = 1 + Math.floor(random() * 6); changes > 0; changes -= 1) {
    const at = Math.floor(random() * result.length);
    const byte = Buffer.from([Math.floor(random() * 256)]);
    const way = random();
    if (way < 0.4) result = Buffer.concat([result.subarray(0, at), byte, result.subarray(at + 1)]);
    else if (way < 0.7) result = Buffer.concat([result.subarray(0, at), byte, result.subarray(at)]);
    else if (way < 0.95)
      result = Buffer.concat([result.subarray(0, at), result.subarray(at + 1 + Math.floor(random() * 8))]);
    else result = result.subarray(0, at);
  }
  return result;
}

/** A document with words exchanged, doubled or strange. */
function bent(query: string, pick: <T>(list: readonly T[]) => T, random: () => number): string {
  const words = query.split(/(?<=\W)|(?=\W)/);
  for (let changes = 1 + Math.floor(random() * 4); changes > 0; changes -= 1)
    words.splice(
      Math.floor(random() * words.length),
      Math.floor(random() * 2),
      random() < 0.5 ? pick(TOKENS) : pick(words),
    );
  return words.join("");
}

function oddVariables(variables: Readonly<Record<string, unknown>>, pick: <T>(list: readonly T[]) => T): unknown {
  return Object.fromEntries(Object.keys(variables).map((name) => [name, pick(ODD_VALUES)]));
}

function oddPath(valid: (typeof VALID)[number], pick: <T>(list: readonly T[]) => T, random: () => number): string {
  const query = encodeURIComponent(bent(valid.query, pick, random)).slice(0, 4_000);
  return pick([
    `/graphql?query=${query}`,
    `/graphql?query=${query}&variables=${query}`,
    "/graphql?%zz",
    "/%c0%af",
    "//graphql",
    "/graphql/../x",
    `/${query}`,
  ]);
}
