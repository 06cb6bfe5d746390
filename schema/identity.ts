import { randomUUID } from "node:crypto";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import { ConcordError, graphError } from "./errors";
import { type Role, roles } from "./roles";

/** Who asks, as the gateway found it in the caller's token; the only thing a subgraph decides permissions by. */
export interface Identity {
  readonly subject: string;
  readonly role: Role;
  /** Source ids of the companies in scope, such as "sample-fin:company:01"; "*" is every company, [] is none. */
  readonly companies: readonly string[] | "*";
  readonly requestId: string;
}

/** The header that carries the signed identity from the gateway to a subgraph in another process. */
export const IDENTITY_HEADER = "x-concord-identity";

const ISSUER = "concord-gateway";
const AUDIENCE = "concord-subgraph";
const LIFETIME_SECONDS = 30;
const RESIGN_AFTER_MS = 15_000;
const CLOCK_TOLERANCE_SECONDS = 5;
const KEY_BYTES_MIN = 32;
const COMPANIES_MAX = 1000;
const REMEMBERED_MAX = 1000;

/** The caller's claims, the same in an outside token and in the signed identity. */
export function parseClaims(payload: JWTPayload): Omit<Identity, "requestId"> {
  const { sub, role, companies } = payload;
  if (typeof sub !== "string" || sub === "") throw unauthenticated("The token names no subject.");
  const known = roles.find((candidate) => candidate === role);
  if (!known) throw unauthenticated("The token's role is not a single role of this graph.");
  return { subject: sub, role: known, companies: parseCompanies(companies) };
}

function parseCompanies(claim: unknown): readonly string[] | "*" {
  if (claim === undefined) return [];
  if (claim === "*") return "*";
  const isList = Array.isArray(claim) && claim.length <= COMPANIES_MAX;
  if (isList && claim.every((id): id is string => typeof id === "string" && id !== "" && id !== "*")) return claim;
  throw unauthenticated('The token\'s companies must be a list of company ids, or "*".');
}

/** Signs an identity for one hop; subgraphs refuse it after 30 seconds. */
export async function signIdentity(identity: Identity, key: string): Promise<string> {
  return new SignJWT({ role: identity.role, companies: identity.companies, requestId: identity.requestId })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(identity.subject)
    .setIssuer(ISSUER)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(`${LIFETIME_SECONDS}s`)
    .setJti(randomUUID())
    .sign(secretOf(key));
}

/**
 * Signs an identity once for all calls that one request makes: the same object gets the same token, renewed before a
 * slow request outlives it.
 */
export function createIdentitySigner(key: string): (identity: Identity) => Promise<string> {
  secretOf(key);
  const signed = new WeakMap<Identity, { readonly token: Promise<string>; readonly signedAtMs: number }>();
  return (identity) => {
    const known = signed.get(identity);
    if (known && Date.now() - known.signedAtMs < RESIGN_AFTER_MS) return known.token;
    const token = signIdentity(identity, key);
    signed.set(identity, { token, signedAtMs: Date.now() });
    return token;
  };
}

/** Verifies a signed identity each time; `createIdentityVerifier` remembers. */
export async function verifyIdentity(token: string, key: string): Promise<Identity> {
  return (await verified(token, secretOf(key))).value;
}

/**
 * Verifies signed identities and remembers them until they expire: one request calls a subgraph several times with
 * the same token.
 */
export function createIdentityVerifier(key: string): (token: string | undefined) => Promise<Identity> {
  const secret = secretOf(key);
  const remember = rememberUntilExpiry((token: string) => verified(token, secret));
  return async (token) => {
    if (!token) throw unauthenticated("The call carries no identity signed by the gateway.");
    return remember(token);
  };
}

/** A verified value and the second since the epoch after which it counts no longer. */
export interface Verified<Value> {
  readonly value: Value;
  readonly expiresAtSeconds: number;
}

/** Keeps the last successes of an expensive verification, never a failure, and none past its expiry. */
export function rememberUntilExpiry<Value>(
  verify: (token: string) => Promise<Verified<Value>>,
): (token: string) => Promise<Value> {
  const remembered = new Map<string, Verified<Value>>();
  return async (token) => {
    const known = remembered.get(token);
    if (known && known.expiresAtSeconds > Date.now() / 1000) return known.value;
    remembered.delete(token);
    const fresh = await verify(token);
    const [oldest] = remembered.keys();
    if (remembered.size >= REMEMBERED_MAX && oldest !== undefined) remembered.delete(oldest);
    remembered.set(token, fresh);
    return fresh.value;
  };
}

async function verified(token: string, secret: Uint8Array): Promise<Verified<Identity>> {
  try {
    const { payload } = await jwtVerify(token, secret, {
      algorithms: ["HS256"],
      issuer: ISSUER,
      audience: AUDIENCE,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["exp", "jti", "sub"],
    });
    const requestId = payload["requestId"];
    if (typeof requestId !== "string") throw new Error("no request id");
    return { value: { ...parseClaims(payload), requestId }, expiresAtSeconds: payload.exp ?? 0 };
  } catch {
    // One text for every cause: the only honest caller is our gateway, and it needs no explanation.
    throw unauthenticated("The call carries no valid identity signed by the gateway.");
  }
}

function secretOf(key: string): Uint8Array {
  const secret = new TextEncoder().encode(key);
  if (secret.length >= KEY_BYTES_MIN) return secret;
  throw new ConcordError("CONFIG_INVALID", `INTERNAL_KEY must have at least ${KEY_BYTES_MIN} bytes.`, "INTERNAL_KEY");
}

function unauthenticated(message: string): Error {
  return graphError("UNAUTHENTICATED", message);
}
