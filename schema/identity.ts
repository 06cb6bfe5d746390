import { createHash, randomUUID } from "node:crypto";
import { type JWTPayload, jwtVerify, SignJWT } from "jose";
import { ConcordError, graphError } from "./errors";
import { type Role, roles } from "./roles";
import type { DimensionScopes, Scope } from "./row-scope";

/** Which rows a caller is kept to, always by the ids that the source systems gave. */
export interface RowScopes extends DimensionScopes {
  /** Source ids of the companies in scope, such as "sample-fin:company:01"; "*" is every company, [] is none. */
  readonly companies: Scope;
}

/** The scopes of a caller and nothing else of it: whoever hands a caller on takes them from here, so that none is lost. */
export function rowScopesOf({ companies, costCenters, customers }: RowScopes): RowScopes {
  return { companies, ...(costCenters ? { costCenters } : {}), ...(customers ? { customers } : {}) };
}

/** Who asks, as the gateway found it in the caller's token; the only thing a subgraph decides permissions by. */
export interface Identity extends RowScopes {
  readonly subject: string;
  readonly role: Role;
  readonly requestId: string;
}

/** The header that carries the signed identity from the gateway to a subgraph in another process. */
export const IDENTITY_HEADER = "x-concord-identity";

const ISSUER = "concord-gateway";
const AUDIENCE = "concord-subgraph";
const LIFETIME_SECONDS = 30;
const BODY_CLAIM = "bodyHash";
const CLOCK_TOLERANCE_SECONDS = 5;
const KEY_BYTES_MIN = 32;
const SCOPE_IDS_MAX = 1000;

/** The caller's claims, the same in an outside token and in the signed identity. */
export function parseClaims(payload: JWTPayload): Omit<Identity, "requestId"> {
  const { sub, role, companies = [], costCenters, customers } = payload;
  if (typeof sub !== "string" || sub === "") throw unauthenticated("The token names no subject.");
  const known = roles.find((candidate) => candidate === role);
  if (!known) throw unauthenticated("The token's role is not a single role of this graph.");
  return {
    subject: sub,
    role: known,
    companies: parseScope("companies", "company", companies),
    ...(costCenters === undefined ? {} : { costCenters: parseScope("costCenters", "cost centre", costCenters) }),
    ...(customers === undefined ? {} : { customers: parseScope("customers", "customer", customers) }),
  };
}

function parseScope(name: keyof RowScopes, what: string, claim: unknown): Scope {
  if (claim === "*") return "*";
  const isList = Array.isArray(claim) && claim.length <= SCOPE_IDS_MAX;
  if (isList && claim.every((id): id is string => typeof id === "string" && id !== "" && id !== "*")) return claim;
  throw unauthenticated(`The token's ${name} must be a list of ${what} ids, or "*".`);
}

/** The one call that a signed identity is good for. */
export interface IdentityCall {
  /** Name of the subgraph that is called. */
  readonly subgraph: string;
  /** The request's body, as it travels. */
  readonly body: string | Uint8Array;
}

export type IdentitySigner = (identity: Identity, call: IdentityCall) => Promise<string>;

/** Signs an identity for one call: another subgraph, another body, a second time or 30 seconds later it is refused. */
export function createIdentitySigner(key: string): IdentitySigner {
  const secret = secretOf(key);
  return ({ subject, role, requestId, ...scopes }, { subgraph, body }) =>
    new SignJWT({ role, ...rowScopesOf(scopes), requestId, [BODY_CLAIM]: bodyHash(body) })
      .setProtectedHeader({ alg: "HS256", typ: "JWT" })
      .setSubject(subject)
      .setIssuer(ISSUER)
      .setAudience(audienceOf(subgraph))
      .setIssuedAt()
      .setExpirationTime(`${LIFETIME_SECONDS}s`)
      .setJti(randomUUID())
      .sign(secret);
}

/** Verifies signed identities at a subgraph, each once. */
export function createIdentityVerifier(
  key: string,
  subgraph: string,
): (token: string | undefined, body: string | Uint8Array) => Promise<Identity> {
  const secret = secretOf(key);
  const isFirst = firstUses();
  return async (token, body) => {
    if (!token) throw unauthenticated("The call carries no identity signed by the gateway.");
    try {
      const { payload } = await jwtVerify(token, secret, {
        algorithms: ["HS256"],
        issuer: ISSUER,
        audience: audienceOf(subgraph),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
        requiredClaims: ["exp", "jti", "sub", BODY_CLAIM],
      });
      const { requestId, jti = "", exp = 0 } = payload;
      if (typeof requestId !== "string") throw new Error("no request id");
      if (payload[BODY_CLAIM] !== bodyHash(body)) throw new Error("signed for another body");
      if (!isFirst(jti, exp + CLOCK_TOLERANCE_SECONDS)) throw new Error("used before");
      return { ...parseClaims(payload), requestId };
    } catch {
      // One text for every cause: the only honest caller is our gateway, and it needs no explanation.
      throw unauthenticated("The call carries no valid identity signed by the gateway.");
    }
  };
}

/** Keeps ids until they expire. Only what the gateway signed comes here, so that its rate bounds how many there are. */
function firstUses(): (id: string, expiresAtSeconds: number) => boolean {
  const used = new Map<string, number>();
  return (id, expiresAtSeconds) => {
    const nowSeconds = Date.now() / 1000;
    for (const [old, expiry] of used) {
      if (expiry > nowSeconds) break;
      used.delete(old);
    }
    if (used.has(id)) return false;
    used.set(id, expiresAtSeconds);
    return true;
  };
}

function audienceOf(subgraph: string): string {
  return `${AUDIENCE}:${subgraph}`;
}

function bodyHash(body: string | Uint8Array): string {
  return createHash("sha256").update(body).digest("base64url");
}

function secretOf(key: string): Uint8Array {
  const secret = new TextEncoder().encode(key);
  if (secret.length >= KEY_BYTES_MIN) return secret;
  throw new ConcordError("CONFIG_INVALID", `INTERNAL_KEY must have at least ${KEY_BYTES_MIN} bytes.`, "INTERNAL_KEY");
}

function unauthenticated(message: string): Error {
  return graphError("UNAUTHENTICATED", message);
}
