import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SignJWT } from "jose";
import { ConcordError } from "../schema/errors";
import { type RowScopes, rowScopesOf } from "../schema/identity";
import type { Role } from "../schema/roles";
import { algorithmsOf, anyOf, DEFAULT_TOKEN_ALGORITHMS, type TokenAlgorithm } from "./token-algorithms";

/** Left out, the token sees no company, and is kept to no cost centre or customer. */
export interface TokenRequest extends Partial<RowScopes> {
  readonly role: Role;
  readonly subject?: string;
  readonly ttlSeconds?: number;
  readonly issuer: string;
  readonly audience: string;
  /** What the gateway takes; the first that the key can sign with is used. */
  readonly algorithms?: readonly TokenAlgorithm[];
}

export interface SigningKeyRequest {
  readonly production: boolean;
  /** A private key file that someone named on purpose; allowed in production too. */
  readonly keyFile?: string | undefined;
  /** The folder of Concord's own data, `.data`. */
  readonly dataFolder: string;
}

const EIGHT_HOURS_SECONDS = 8 * 60 * 60;

/**
 * The private key file that signs development tokens, made at first use. Anyone who can read it can be anyone, so a
 * production server must be told which key to use.
 */
export function developmentKeyFile({ production, keyFile, dataFolder }: SigningKeyRequest): string {
  if (keyFile) return keyFile;
  if (production) {
    throw new ConcordError(
      "CONFIG_INVALID",
      "Development tokens are refused when NODE_ENV=production. Take tokens from your identity provider, or name a " +
        "private key file whose public half the gateway trusts (JWT_PUBLIC_KEY_FILE).",
      "NODE_ENV",
    );
  }
  const path = join(dataFolder, "keys", "development.pem");
  if (!existsSync(path)) createKeyFile(join(dataFolder, "keys"), path);
  return path;
}

/** Written aside and linked in one step: of two processes that start at once, both end up with the same key. */
function createKeyFile(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const draft = join(folder, `${randomUUID()}.tmp`);
  writeFileSync(draft, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600, flag: "wx" });
  try {
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft);
  }
}

/** The public half, for the gateway's token verifier. */
export function publicKeyOf(privateKeyFile: string): KeyObject {
  return createPublicKey(readPrivateKey(privateKeyFile));
}

/** A bearer token for a role, signed with a private key file. */
export async function mintToken(request: TokenRequest, privateKeyFile: string): Promise<string> {
  const key = readPrivateKey(privateKeyFile);
  const allowed = request.algorithms ?? DEFAULT_TOKEN_ALGORITHMS;
  const [algorithm] = algorithmsOf(key, allowed);
  if (!algorithm) throw invalid(`${privateKeyFile} must hold a private key for ${anyOf(allowed)}.`);
  return new SignJWT({ role: request.role, ...rowScopesOf({ ...request, companies: request.companies ?? [] }) })
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setSubject(request.subject ?? `${request.role}@development`)
    .setIssuer(request.issuer)
    .setAudience(request.audience)
    .setIssuedAt()
    .setExpirationTime(`${request.ttlSeconds ?? EIGHT_HOURS_SECONDS}s`)
    .sign(key);
}

function readPrivateKey(path: string): KeyObject {
  try {
    return createPrivateKey(readFileSync(path));
  } catch {
    throw invalid(`${path} is not a readable private key in PEM format.`);
  }
}

function invalid(message: string): ConcordError {
  return new ConcordError("CONFIG_INVALID", message);
}
