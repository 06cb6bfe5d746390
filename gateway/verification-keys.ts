import { createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from "jose";
import { ConcordError } from "../schema/errors";

/** Keys given as a file, an address, or an object already in memory (development). */
export type VerificationKeys =
  | { readonly kind: "jwks-url"; readonly url: string }
  | { readonly kind: "jwks-file"; readonly path: string }
  | { readonly kind: "public-key-file"; readonly path: string }
  | { readonly kind: "public-key"; readonly key: KeyObject };

const JWKS_TIMEOUT_MS = 5_000;

/** Finds the key for a token's header; files are read once, at start, so that a fault shows there. */
export function openVerificationKeys(keys: VerificationKeys): JWTVerifyGetKey {
  switch (keys.kind) {
    case "jwks-url":
      return fromUrl(keys.url);
    case "jwks-file":
      return fromJwks(keys.path);
    case "public-key-file":
      return fromKey(readPublicKey(keys.path), keys.path);
    case "public-key":
      return fromKey(keys.key, "the key in memory");
  }
}

function fromUrl(url: string): JWTVerifyGetKey {
  const keySet = createRemoteJWKSet(new URL(url), { timeoutDuration: JWKS_TIMEOUT_MS });
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

function fromKey(key: KeyObject, origin: string): JWTVerifyGetKey {
  const algorithm = signatureAlgorithm(key);
  if (!algorithm) throw invalid(`${origin} must be an RSA key (RS256) or a P-256 key (ES256).`, FILE_SETTING);
  return async (header) => {
    if (header.alg !== algorithm) throw new errors.JOSEAlgNotAllowed("the key is of another algorithm");
    return key;
  };
}

/** The one algorithm that Concord accepts for a key; undefined for a key of another kind. */
export function signatureAlgorithm(key: KeyObject): "RS256" | "ES256" | undefined {
  if (key.asymmetricKeyType === "rsa") return "RS256";
  const isP256 = key.asymmetricKeyType === "ec" && key.asymmetricKeyDetails?.namedCurve === "prime256v1";
  return isP256 ? "ES256" : undefined;
}

function invalid(message: string, setting: string): ConcordError {
  return new ConcordError("CONFIG_INVALID", message, setting);
}
