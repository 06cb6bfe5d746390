import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { graphError } from "../schema/errors";
import { rowScopesOf } from "../schema/identity";
import type { ApiKey, ApiKeyFile } from "./api-key-file";
import type { TokenVerifier } from "./tokens";

const ID_BYTES = 6;
const SECRET_BYTES = 32;
/** `ck_<id>_<secret>`: the prefix lets secret scanners know one. */
const KEY = /^ck_([0-9a-f]{12})_([\w-]{43})$/;
const LENGTH_MAX = 200;

export interface MintedKey {
  readonly id: string;
  /** Shown once; only its hash is kept. */
  readonly key: string;
  readonly sha256: string;
}

/** A new key of 256 random bits; a plain hash of that many is not to be guessed back. */
export function mintApiKey(): MintedKey {
  const id = randomBytes(ID_BYTES).toString("hex");
  const secret = randomBytes(SECRET_BYTES).toString("base64url");
  return { id, key: `ck_${id}_${secret}`, sha256: hashOf(secret).toString("hex") };
}

/**
 * Knows API keys beside tokens: `Authorization: Bearer ck_…`, and `Basic` with the key's id (or anything) as user and the
 * key or its secret as password, for BI tools that have nothing else. Anything else goes to `otherwise`.
 */
export function withApiKeys(file: ApiKeyFile, otherwise: TokenVerifier): TokenVerifier {
  return async (authorization) => {
    const presented = presentedKey(authorization);
    return presented ? callerOf(file, presented) : otherwise(authorization);
  };
}

interface Presented {
  readonly id: string;
  readonly secret: string;
}

function presentedKey(authorization = ""): Presented | undefined {
  if (authorization.length > LENGTH_MAX) return undefined;
  const [, scheme = "", value = ""] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization.trim()) ?? [];
  if (scheme.toLowerCase() === "bearer") return keyParts(value);
  if (scheme.toLowerCase() !== "basic") return undefined;
  const pair = Buffer.from(value, "base64").toString("utf8");
  const colon = pair.indexOf(":");
  const password = pair.slice(colon + 1);
  return keyParts(password) ?? keyParts(`ck_${pair.slice(0, colon)}_${password}`) ?? { id: "", secret: "" };
}

function keyParts(key: string): Presented | undefined {
  const [, id, secret] = KEY.exec(key) ?? [];
  return id && secret ? { id, secret } : undefined;
}

/** Who has not the secret learns nothing, not even whether there is such a key. */
async function callerOf(file: ApiKeyFile, { id, secret }: Presented) {
  const key = await file.find(id);
  const expected = Buffer.from(key?.sha256 ?? "0".repeat(64), "hex");
  if (!timingSafeEqual(hashOf(secret), expected) || !key) throw refused("The API key is not known.");
  if (key.revokedAt) throw refused("The API key is revoked.");
  if (Date.parse(key.expiresAt) <= Date.now()) throw refused("The API key has expired.");
  file.used(id);
  return {
    subject: subjectOf(key),
    role: key.role,
    ...rowScopesOf(key),
    credential: id,
    ...(key.operations ? { operations: new Set(key.operations.map(({ sha256 }) => sha256)) } : {}),
  };
}

function subjectOf({ name }: ApiKey): string {
  return `api-key:${name}`;
}

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function refused(message: string): Error {
  return graphError("UNAUTHENTICATED", message);
}
