import { errors, type JWTVerifyGetKey, jwtVerify } from "jose";
import { graphError } from "../schema/errors";
import { type Identity, parseClaims, rememberUntilExpiry, type Verified } from "../schema/identity";
import { openVerificationKeys, type VerificationKeys } from "./verification-keys";

/** Who a bearer token says its bearer is. */
export type Caller = Omit<Identity, "requestId">;

/** Takes the Authorization header as it came; throws a GraphQLError of code UNAUTHENTICATED for anything but a good token. */
export type TokenVerifier = (authorization: string | undefined) => Promise<Caller>;

export interface TokenSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly keys: VerificationKeys;
}

const ALGORITHMS = ["RS256", "ES256"];
const CLOCK_TOLERANCE_SECONDS = 5;
/** A token is checked against its key again at least this often, so that a withdrawn key stops counting soon. */
const REMEMBERED_SECONDS = 60;

export function createTokenVerifier(settings: TokenSettings): TokenVerifier {
  const keyOf = openVerificationKeys(settings.keys);
  const callerOf = rememberUntilExpiry((token) => verify(token, settings, keyOf));
  return async (authorization) => callerOf(bearerToken(authorization));
}

function bearerToken(authorization: string | undefined): string {
  if (!authorization) throw unauthenticated("The request carries no token.");
  const token = /^Bearer +([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization.trim())?.[1];
  if (!token) throw unauthenticated("The Authorization header is not a bearer token.");
  return token;
}

async function verify(token: string, settings: TokenSettings, keyOf: JWTVerifyGetKey): Promise<Verified<Caller>> {
  try {
    const { payload } = await jwtVerify(token, keyOf, {
      algorithms: ALGORITHMS,
      issuer: settings.issuer,
      audience: settings.audience,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
      requiredClaims: ["exp", "sub"],
    });
    const recheckAt = Date.now() / 1000 + REMEMBERED_SECONDS;
    return { value: parseClaims(payload), expiresAtSeconds: Math.min(payload.exp ?? 0, recheckAt) };
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof TypeError) throw unauthenticated(reason(error));
    throw error;
  }
}

/** Says what was wrong without a word of the token: its text may have come from anywhere and would end in logs. */
function reason(error: Error): string {
  if (error instanceof errors.JWTExpired) return "The token has expired.";
  if (error instanceof errors.JWTClaimValidationFailed) return `The token's ${claimName(error.claim)} is not accepted.`;
  if (error instanceof errors.JOSEAlgNotAllowed) return "The token is not signed with RS256 or ES256.";
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
