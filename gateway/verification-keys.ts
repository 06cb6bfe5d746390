import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { ConcordError } from "../schema/errors";
import { algorithmsOf, anyOf, type TokenAlgorithm } from "./token-algorithms";

/** Keys given as a file, an address, or an object already in memory (development). */
export type VerificationKeys =
  | { readonly kind: "jwks-url"; readonly url: string; readonly cooldownMs?: number }
  | { readonly kind: "jwks-file"; readonly path: string }
  | { readonly kind: "public-key-file"; readonly path: string }
  | { readonly kind: "public-key"; readonly key: KeyObject };

const JWKS_TIMEOUT_MS = 5_000;
const JWKS_MAX_AGE_MS = 5 * 60_000;
/** Unknown key ids cost the key server at most one request in so long. */
const JWKS_COOLDOWN_MS = 10_000;

/** Finds the key for a token's header; files are read once, at start, so that a fault shows there. */
export function openVerificationKeys(keys: VerificationKeys, allowed: readonly TokenAlgorithm[]): JWTVerifyGetKey {
  switch (keys.kind) {
    case "jwks-url":
      return fromUrl(keys.url, keys.cooldownMs);
    case "jwks-file":
      return fromJwks(keys.path);
    case "public-key-file":
      return fromKey(readPublicKey(keys.path), keys.path, allowed);
    case "public-key":
      return fromKey(keys.key, "the key in memory", allowed);
  }
}

/** Keys are fetched again when they are old, or when a token names an unknown one: that is how they rotate. */
function fromUrl(url: string, cooldownDuration = JWKS_COOLDOWN_MS): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(url), {
    timeoutDuration: JWKS_TIMEOUT_MS,
    cacheMaxAge: JWKS_MAX_AGE_MS,
    cooldownDuration,
  });
  return async (header, token) => {
    try {
      return await keySet(header, token);
    } catch (error) {
      // An unreachable key server is not the caller's fault: keep it apart from a token that names an unknown key.
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw new KeysUnavailable("The key server of JWT_JWKS_URL did not answer.", { cause: error });
    }
  };
}

/** The keys could not be read now; the token may be good. */
export class KeysUnavailable extends Error {
  override readonly name = "KeysUnavailable";
}

function fromJwks(path: string): JWTVerifyGetKey {
  try {
    return createLocalJWKSet(JSON.parse(readFileSync(path, "utf8")) as JSONWebKeySet);
  } catch {
    throw invalid(`${path} is not a readable JWKS file: expected {"keys": [...]}.`, "JWT_JWKS_FILE");
  }
}

function readPublicKey(path: string): KeyObject {
  const text = readPem(path);
  // Node derives a public key from a private one; a private key has no business on a machine that only verifies.
  if (text.includes("PRIVATE KEY")) throw invalid(`${path} holds a private key; give the public one.`, FILE_SETTING);
  try {
    return createPublicKey(text);
  } catch {
    throw invalid(`${path} is not a public key in PEM format.`, FILE_SETTING);
  }
}

function readPem(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    throw invalid(`${path} cannot be read.`, FILE_SETTING);
  }
}

const FILE_SETTING = "JWT_PUBLIC_KEY_FILE";

function fromKey(key: KeyObject, origin: string, allowed: readonly TokenAlgorithm[]): JWTVerifyGetKey {
  const algorithms: readonly string[] = algorithmsOf(key, allowed);
  if (algorithms.length === 0) {
    throw invalid(`${origin} must be a key for ${anyOf(allowed)}, as JWT_ALGORITHMS says.`, FILE_SETTING);
  }
  return async ({ alg }) => {
    if (!algorithms.includes(alg)) throw new errors.JOSEAlgNotAllowed("the key is of another algorithm");
    return key;
  };
}

function invalid(message: string, setting: string): ConcordError {
  return new ConcordError("CONFIG_INVALID", message, setting);
}
