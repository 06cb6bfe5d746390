import { request as httpRequest } from "node:http";
import { gunzipSync } from "node:zlib";
import type { Role } from "../../schema/roles";
import { type SampleServer, startSample } from "../sample-server";

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly text: string;
}

export interface OutletClient {
  readonly server: SampleServer;
  get(
    path: string,
    options?: { readonly role?: Role; readonly headers?: Readonly<Record<string, string>> },
  ): Promise<Reply>;
  graph(query: string, variables?: object, role?: Role): Promise<GraphReply>;
  /** Saves an operation as an administrator, for all roles that are named. */
  save(
    name: string,
    document: string,
    options?: { readonly roles?: readonly Role[]; readonly defaults?: object },
  ): Promise<void>;
}

export interface GraphReply {
  // The shape is the query's.
  readonly data: { [field: string]: ReturnType<typeof JSON.parse> };
  readonly errors?: readonly { readonly message: string; readonly extensions: Record<string, unknown> }[];
}

export const ALL: readonly Role[] = [
  "admin",
  "cfo",
  "accountant",
  "auditor",
  "analyst",
  "sales",
  "buyer",
  "warehouse",
  "steward",
  "integration",
];

const SAVE = `mutation ($name: String!, $document: String!, $roles: [RoleName!]!, $defaults: String!) {
  saveOperation(name: $name, description: "rows for a test", document: $document, roles: $roles, defaults: $defaults) { name version }
}`;

export async function openOutlets(env: Readonly<Record<string, string>> = {}): Promise<OutletClient> {
  const server = await startSample(env);
  const client: OutletClient = {
    server,
    get: async (path, { role, headers = {} } = {}) => {
      const authorization = role ? { authorization: `Bearer ${await server.token(role)}` } : {};
      return plainGet(new URL(path, server.address), { ...authorization, ...headers });
    },
    async graph(query, variables = {}, role = "admin") {
      const headers = { "content-type": "application/json", authorization: `Bearer ${await server.token(role)}` };
      const answer = await fetch(`${server.address}/graphql`, {
        method: "POST",
        headers,
        body: JSON.stringify({ query, variables }),
      });
      return (await answer.json()) as GraphReply;
    },
    async save(name, document, { roles = ALL, defaults = {} } = {}) {
      const { errors } = await client.graph(SAVE, { name, document, roles, defaults: JSON.stringify(defaults) });
      if (errors) throw new Error(errors[0]?.message);
    },
  };
  return client;
}

/** As a tool sends it: no header but those given, and the body as it came when it is not compressed. */
function plainGet(url: URL, headers: Readonly<Record<string, string>>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const sent = httpRequest(url, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on("data", (chunk: Buffer) => chunks.push(chunk));
      answer.on("end", () => {
        const body = Buffer.concat(chunks);
        const text = (answer.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers as Reply["headers"], text });
      });
    });
    sent.on("error", reject).end();
  });
}
