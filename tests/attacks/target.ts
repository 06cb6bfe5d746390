import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { mkdtempSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type JWTPayload, SignJWT } from "jose";
import { sameForAll } from "../../cli/databases";
import { assembleGateway } from "../../cli/gateway-parts";
import { allSubgraphsOver } from "../../cli/graph";
import { readGatewayConfig } from "../../gateway/config";
import type { Role } from "../../schema/roles";
import { changesOf } from "../../store/changes/source";
import type { Database } from "../../store/database";
import { migrateAll } from "../build";
import { openEmbedded } from "../embedded";
import { captureLog } from "../gateway/fixture";

/** What a client saw of one answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface Caller {
  readonly role?: Role;
  readonly companies?: readonly string[] | "*";
  /** Other claims of its token. */
  readonly claims?: JWTPayload;
  readonly headers?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** A gateway as in production, over real subgraphs and a database, on a port of this machine. */
export interface Target {
  readonly address: string;
  readonly database: Database;
  readonly log: ReturnType<typeof captureLog>;
  /** The folder of the audit's chains. */
  readonly audit: string;
  /** The public key that the gateway trusts, as the attacker may know it. */
  readonly publicPem: string;
  readonly privateKey: KeyObject;
  /** A good token, or one with other claims. */
  token(claims?: JWTPayload): Promise<string>;
  /** Sends a request as it is. */
  send(sent: Sent): Promise<Answer>;
  /** Asks the graph as a client does. */
  ask(query: string, caller?: Caller): Promise<Answer>;
  /** Writes bytes to a connection of their own, and reads until it closes. */
  raw(bytes: string, keepWriting?: (write: (bytes: string) => void) => void): Promise<string>;
  /** Another gateway over the same database and keys, with other settings. */
  beside(env: Readonly<Record<string, string>>): Promise<Target>;
  close(): Promise<void>;
}

const ISSUER = "https://id.attacked.test";
const AUDIENCE = "concord-attacked";
/** Signs the audit's chain; the attacker has not got it. */
export const AUDIT_KEY = "8d1f0c6b92e74a35b1d09f7e6a2c4b58";

export async function openTarget(): Promise<Target> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const publicPem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const dataFolder = mkdtempSync(join(tmpdir(), "concord-attacks-"));
  writeFileSync(join(dataFolder, "public.pem"), publicPem);
  const database = await openEmbedded();
  await migrateAll(database);
  const target = await startTarget({ database, publicPem, privateKey, dataFolder }, {});
  return {
    ...target,
    close: async () => {
      await target.close();
      await database.close();
    },
  };
}

type Ground = Pick<Target, "database" | "publicPem" | "privateKey"> & { readonly dataFolder: string };

async function startTarget(ground: Ground, env: Readonly<Record<string, string>>): Promise<Target> {
  const { database, dataFolder, publicPem, privateKey } = ground;
  const config = readGatewayConfig({
    NODE_ENV: "production",
    JWT_PUBLIC_KEY_FILE: join(dataFolder, "public.pem"),
    JWT_ISSUER: ISSUER,
    JWT_AUDIENCE: AUDIENCE,
    AUDIT_KEY,
    ...env,
  });
  const log = captureLog();
  const local = allSubgraphsOver({ finance: database, erp: database, mapping: database }, "a key for tests only");
  const changes = changesOf(sameForAll(database), () => {});
  const gateway = await assembleGateway({ config, dataFolder, logger: log.logger, local, changes });
  const address = await gateway.listen({ port: 0, host: "127.0.0.1" });
  const token = (claims: JWTPayload = {}): Promise<string> => sign(claims, privateKey);
  const send = (sent: Sent): Promise<Answer> => exchange(address, sent);
  return {
    address,
    database,
    log,
    audit: join(dataFolder, "audit"),
    publicPem,
    privateKey,
    token,
    send,
    ask: async (query, { role = "cfo", companies = "*", claims = {}, headers = {}, variables = {} } = {}) =>
      send({
        headers: { authorization: `Bearer ${await token({ role, companies, ...claims })}`, ...JSON_BODY, ...headers },
        body: JSON.stringify({ query, variables }),
      }),
    raw: (bytes, keepWriting) => talk(address, bytes, keepWriting),
    beside: (other) => startTarget(ground, other),
    close: () => gateway.close(),
  };
}

export const JSON_BODY = { "content-type": "application/json" };

/** The claims of a good token; undefined takes one away. */
export function goodClaims(changes: JWTPayload = {}): JWTPayload {
  const exp = Math.floor(Date.now() / 1000) + 300;
  const claims = { sub: "mallory", role: "cfo", companies: "*", iss: ISSUER, aud: AUDIENCE, exp, ...changes };
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}

function sign(changes: JWTPayload, key: KeyObject): Promise<string> {
  return new SignJWT(goodClaims(changes)).setProtectedHeader({ alg: "ES256" }).sign(key);
}

function exchange(address: string, { method = "POST", path = "/graphql", headers = {}, body }: Sent): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const sent = request(`${address}${path}`, { method, headers: { ...length, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("error", reject);
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

function talk(address: string, bytes: string, keepWriting?: (write: (bytes: string) => void) => void): Promise<string> {
  const { hostname, port } = new URL(address);
  return new Promise((resolve) => {
    let text = "";
    const socket = connect({ host: hostname, port: Number(port) }, () => {
      socket.write(bytes);
      keepWriting?.((more) => socket.writable && socket.write(more));
    });
    socket.on("data", (chunk) => {
      text += chunk;
    });
    // A server that cuts the connection has refused too.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(text));
  });
}

/** What no answer may tell: where code and machines are, what runs there, and what was thrown. */
const LEAKS = [
  /\n {4}at /,
  /\bat \S+ \(?(file:|\/|node:)/,
  /node_modules|\.ts:\d|\.js:\d/,
  /127\.0\.0\.1:\d|localhost:\d|ECONN|EADDR/,
  /postgres(ql)?:\/\/|select .* from |syntax error at or near|pglite/i,
  /fastify|apollo|graphql-shield|node\/\d/i,
  /BEGIN (EC |RSA )?(PUBLIC|PRIVATE) KEY/,
  /stacktrace|serviceName/,
];

/** The code of a refusal, after looking that nothing inside is told, whatever the answer. */
export function codeOf(answer: Answer): string | undefined {
  expectNoLeak(answer);
  return errorsOf(answer)[0]?.extensions?.code;
}

export function expectNoLeak({ text, headers }: Answer): void {
  for (const leak of LEAKS) expect(text).not.toMatch(leak);
  for (const name of ["server", "x-powered-by", "via"]) expect(headers[name]).toBeUndefined();
}

interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly hint?: string };
}

export function errorsOf(answer: Answer): readonly AnswerError[] {
  return (JSON.parse(answer.text) as { errors?: AnswerError[] }).errors ?? [];
}

export function dataOf(answer: Answer): ReturnType<typeof JSON.parse> {
  return JSON.parse(answer.text).data;
}

/** A whole refusal: status and code as expected, a hint for who is honest, and no data. */
export function expectRefusal(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: codeOf(answer) }).toEqual({ status, code });
  expect(dataOf(answer) ?? null).toBeNull();
  expect(errorsOf(answer)[0]?.extensions?.hint).toEqual(expect.any(String));
}
