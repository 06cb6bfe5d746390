import { readGatewayConfig } from "../../gateway/config";
import type { ConcordError } from "../../schema/errors";

const KEY = "0123456789abcdef0123456789abcdef";
const own = { JWT_ISSUER: "https://id.test", JWT_AUDIENCE: "concord", JWT_JWKS_URL: "https://id.test/keys" };

function faultsOf(env: Record<string, string>): string {
  try {
    readGatewayConfig(env);
  } catch (error) {
    expect((error as ConcordError).code).toBe("CONFIG_INVALID");
    return (error as ConcordError).message;
  }
  throw new Error("the configuration was accepted");
}

describe("the gateway's configuration", () => {
  it("needs nothing for development on this machine", () => {
    expect(readGatewayConfig({})).toMatchObject({
      port: 4000,
      host: "127.0.0.1",
      tokens: { keys: { kind: "development" } },
      playground: true,
      playgroundTokens: true,
      introspection: true,
      subgraphTimeoutMs: 10_000,
      tls: undefined,
    });
  });

  it("closes what is for development in production, unless told otherwise", () => {
    const config = readGatewayConfig({ NODE_ENV: "production", ...own });
    expect(config).toMatchObject({ playground: false, playgroundTokens: false, introspection: false });
    expect(readGatewayConfig({ NODE_ENV: "production", ...own, PLAYGROUND: "on" }).playground).toBe(true);
  });

  it("hands out no tokens from a server that others can reach", () => {
    expect(readGatewayConfig({ HOST: "0.0.0.0" }).playgroundTokens).toBe(false);
  });

  it("takes an empty variable for an absent one", () => {
    expect(readGatewayConfig({ PORT: "", JWT_JWKS_URL: "" })).toMatchObject({ port: 4000 });
  });

  it("reports every fault at once, by name, without the values", () => {
    const faults = faultsOf({
      PORT: "http",
      LOG_LEVEL: "loud",
      FINANCE_URL: "ftp://finance",
      INTERNAL_KEY: "too-short-secret",
      PLAYGROUND: "maybe",
      SUBGRAPH_TIMEOUT_MS: "0",
      JWT_JWKS_FILE: "/nowhere/keys.json",
      JWT_JWKS_URL: "https://id.test/keys",
      TLS_CERT_FILE: "/nowhere/cert.pem",
    });
    for (const name of ["PORT", "LOG_LEVEL", "FINANCE_URL", "INTERNAL_KEY", "PLAYGROUND", "SUBGRAPH_TIMEOUT_MS"]) {
      expect(faults).toMatch(new RegExp(`^- ${name} `, "m"));
    }
    expect(faults).toContain("JWT_JWKS_FILE names a file that does not exist");
    expect(faults).toContain("exclude each other");
    expect(faults).toContain("TLS_CERT_FILE and TLS_KEY_FILE go together");
    expect(faults).toContain("JWT_ISSUER and JWT_AUDIENCE are needed");
    expect(faults).not.toContain("too-short-secret");
  });

  it.each([
    ["development keys in production", { NODE_ENV: "production" }, /is needed when NODE_ENV=production/],
    ["remote subgraphs without INTERNAL_KEY", { ERP_URL: "http://erp:4002/graphql" }, /INTERNAL_KEY is needed/],
    ["keys over plain http", { NODE_ENV: "production", ...own, JWT_JWKS_URL: "http://id.test/k" }, /must be https/],
  ])("refuses %s", (_name, env, fault) => {
    expect(faultsOf(env as Record<string, string>)).toMatch(fault);
  });

  it("accepts remote subgraphs with INTERNAL_KEY", () => {
    const config = readGatewayConfig({ ERP_URL: "http://erp:4002/graphql", INTERNAL_KEY: KEY });
    expect(config.subgraphUrls).toEqual({ erp: "http://erp:4002/graphql", finance: undefined, mapping: undefined });
  });
});
