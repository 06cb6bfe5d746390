import type { KeyObject } from "node:crypto";

/**
 * Signature algorithms that a token may be signed with, all of them asymmetric: with HS256 and its kin whoever can verify a
 * token can make one, and a public key can be passed off as their secret.
 */
export const TOKEN_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
] as const;

export type TokenAlgorithm = (typeof TOKEN_ALGORITHMS)[number];

export const DEFAULT_TOKEN_ALGORITHMS: readonly TokenAlgorithm[] = ["RS256", "ES256"];

const OF_CURVE: Readonly<Record<string, TokenAlgorithm>> = {
  prime256v1: "ES256",
  secp384r1: "ES384",
  secp521r1: "ES512",
};

/** Those of the allowed algorithms that a key can sign with, in their order; none for a key of another kind. */
export function algorithmsOf(key: KeyObject, allowed: readonly TokenAlgorithm[]): readonly TokenAlgorithm[] {
  return allowed.filter((algorithm) => {
    if (key.asymmetricKeyType === "rsa") return /^[RP]S/.test(algorithm);
    if (key.asymmetricKeyType === "ed25519") return algorithm === "EdDSA";
    const curve = key.asymmetricKeyType === "ec" ? key.asymmetricKeyDetails?.namedCurve : undefined;
    return OF_CURVE[curve ?? ""] === algorithm;
  });
}

/** For messages: `RS256, PS256 or ES256`. */
export function anyOf(algorithms: readonly TokenAlgorithm[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(algorithms);
}
