// Hive Gateway in the place of Concord's: it verifies callers' tokens and signs each call to a subgraph with who asks, as
// docs/scaling.md tells. Settings: INTERNAL_KEY, JWT_PUBLIC_KEY_FILE, JWT_ISSUER, JWT_AUDIENCE,
// SUPERGRAPH_FILE, FINANCE_URL, ERP_URL, MAPPING_URL.
import { createHash, createPublicKey, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { defineConfig } from "@graphql-hive/gateway";
import { jwtVerify, SignJWT } from "jose";

const { env } = process;
const internalKey = new TextEncoder().encode(env.INTERNAL_KEY);
const callersKey = createPublicKey(readFileSync(env.JWT_PUBLIC_KEY_FILE));

async function signed(subgraph, body, authorization) {
  const { payload } = await jwtVerify((authorization ?? "").replace(/^Bearer /i, ""), callersKey, {
    issuer: env.JWT_ISSUER,
    audience: env.JWT_AUDIENCE,
  });
  const { role, companies, costCenters, customers } = payload;
  const bodyHash = createHash("sha256").update(body).digest("base64url");
  return new SignJWT({ role, companies, costCenters, customers, requestId: randomUUID(), bodyHash })
    .setProtectedHeader({ alg: "HS256", typ: "JWT" })
    .setSubject(payload.sub)
    .setIssuer("concord-gateway")
    .setAudience(`concord-subgraph:${subgraph}`)
    .setIssuedAt()
    .setExpirationTime("30s")
    .setJti(randomUUID())
    .sign(internalKey);
}

const signedIdentity = {
  async onFetch({ executionRequest, options, setOptions, context }) {
    const subgraph = executionRequest?.subgraphName;
    if (!subgraph) return;
    const identity = await signed(subgraph, options.body, context.request.headers.get("authorization"));
    setOptions({ ...options, headers: { ...options.headers, "x-concord-identity": identity } });
  },
};

export const gatewayConfig = defineConfig({
  supergraph: env.SUPERGRAPH_FILE,
  transportEntries: {
    finance: { location: env.FINANCE_URL },
    erp: { location: env.ERP_URL },
    mapping: { location: env.MAPPING_URL },
  },
  plugins: () => [signedIdentity],
});
