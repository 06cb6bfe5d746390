import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { graphError } from "../schema/errors";
import { type Identity, parseClaims } from "../schema/identity";
import { rememberUntilExpiry, type Verified } from "./remembered";
import { anyOf, DEFAULT_TOKEN_ALGORITHMS, type TokenAlgorithm } from "./token-algorithms";
import { openVerificationKeys, type VerificationKeys } from "./verification-keys";

/** Who a token or an API key says its bearer is. */
export interface Caller extends Omit<Identity, "requestId"> {
  /** The token's `jti`, or the id of an API key: to be found in the audit, no secret. */
  readonly credential?: string;
  /** Hashes of the only documents an API key may ask; absent: any. */
  readonly operations?: ReadonlySet<string>;
}

/** Takes the Authorization header as it came; throws a GraphQLError of code UNAUTHENTICATED for anything but a good token. */
export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: VerificationKeys;
  /** What a token may be signed with; RS256 and ES256 if absent. */
  readonly algorithms?: readonly TokenAlgorithm[];
  /** By how much the provider's clock and this one may differ; 5 if absent. */
  readonly clockSkewSeconds?: number;
}

export const DEFAULT_CLOCK_SKEW_SECONDS = 5;
/** A thousand companies fit; a larger one is not worth its verification. */
const HEADER_LENGTH_MAX = 12 * 1024;
/** A token is checked against its key again at least this often, so that a withdrawn key stops counting soon. */
const REMEMBERED_SECONDS = 60;

export function createTokenVerifier(given: TokenSettings): TokenVerifier {
  const settings = {
    ...given,
    algorithms: given.algorithms ?? DEFAULT_TOKEN_ALGORITHMS,
    clockSkewSeconds: given.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS,
  };
  const keyOf = openVerificationKeys(settings.keys, settings.algorithms);
  const callerOf = rememberUntilExpiry((token) => verify(token, settings, keyOf));
  return async (authorization) => callerOf(bearerToken(authorization));
}

function bearerToken(authorization: string | undefined): string {
  if (!authorization) throw unauthenticated("The request carries no token.");
  if (authorization.length > HEADER_LENGTH_MAX) throw unauthenticated("The token is too large.");
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization.trim())?.[1];
  if (!token) throw unauthenticated("The Authorization header is not a bearer token.");
  return token;
}

async function verify(
  token: string,
  settings: Required<TokenSettings>,
  keyOf: JWTVerifyGetKey,
): Promise<Verified<Caller>> {
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: [...settings.algorithms],
      issuer: settings.issuer,
      audience: settings.audience,
      clockTolerance: settings.clockSkewSeconds,
      requiredClaims: ["exp", "sub"],
    });
    const { jti } = payload;
    const credential = typeof jti === "string" && jti !== "" ? { credential: jti } : {};
    const recheckAt = Date.now() / 1000 + REMEMBERED_SECONDS;
    return {
      value: { ...parseClaims(payload), ...credential },
      expiresAtSeconds: Math.min(payload.exp ?? 0, recheckAt),
    };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError)
      throw unauthenticated(reason(error, settings.algorithms));
    throw error;
  }
}

/** Says what was wrong without a word of the token: its text may have come from anywhere and would end in logs. */
function reason(error: Error, algorithms: readonly TokenAlgorithm[]): string {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's ${claimName(error.claim)} is not accepted.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return `The token is not signed with ${anyOf(algorithms)}.`;
  if (error instanceof errors.JWKSNoMatchingKey) return "The token is signed with an unknown key.";
  return "The token's signature cannot be verified.";
}

function claimName(claim: string): string {
  const names: Readonly<Record<string, string>> = {
    iss: "issuer",
    aud: "audience",
    exp: "expiry",
    sub: "subject",
    nbf: "start of validity",
  };
  return names[claim] ?? "content";
}

function unauthenticated(message: string): Error {
  return graphError("UNAUTHENTICATED", message);
}
