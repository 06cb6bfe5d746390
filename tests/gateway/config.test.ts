import { readGatewayConfig } from "../../gateway/config";
import type { ConcordError } from "../../schema/errors";

const KEY = "0123456789abcdef0123456789abcdef";
const AUDIT_KEY = "fedcba9876543210fedcba9876543210";
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
      console: true,
      playgroundTokens: true,
      introspection: true,
      subgraphTimeoutMs: 10_000,
      tls: undefined,
    });
  });

  it("closes what is for development in production, unless told otherwise", () => {
    const config = readGatewayConfig({ NODE_ENV: "production", ...own, AUDIT_KEY });
    expect(config).toMatchObject({ playground: false, playgroundTokens: false, introspection: false });
    expect(readGatewayConfig({ NODE_ENV: "production", ...own, AUDIT_KEY, PLAYGROUND: "on" }).playground).toBe(true);
  });

  it("hands out no tokens from a server that others can reach", () => {
    expect(readGatewayConfig({ HOST: "0.0.0.0" }).playgroundTokens).toBe(false);
  });

  it("takes an empty variable for an absent one", () => {
    expect(readGatewayConfig({ PORT: "", JWT_JWKS_URL: "" })).toMatchObject({ port: 4000 });
  });

  it("refuses in production what would leave requests unaudited or a secret to be guessed", () => {
    const production = { NODE_ENV: "production", ...own };
    expect(faultsOf({ ...production, AUDIT: "off" })).toContain("AUDIT=off is refused when NODE_ENV=production");
    for (const guessable of [
      "changeme-0123456789-abcdefghijkl",
      "a".repeat(40),
      "this is an example key, 32 characters",
    ]) {
      expect(faultsOf({ ...production, INTERNAL_KEY: guessable })).toContain("INTERNAL_KEY must be random");
      expect(faultsOf({ ...production, AUDIT_KEY: guessable })).toContain("AUDIT_KEY must be random");
      expect(faultsOf({ ...production, INTERNAL_KEY: guessable })).not.toContain(guessable);
      expect(readGatewayConfig({ INTERNAL_KEY: guessable }).internalKey).toBe(guessable);
    }
    expect(readGatewayConfig({ ...production, INTERNAL_KEY: KEY, AUDIT_KEY: KEY }).audit).toMatchObject({
      on: true,
      key: KEY,
    });
  });

  it("refuses in production an audit whose chain nobody signs, together with every other fault", () => {
    const faults = faultsOf({ NODE_ENV: "production", ...own, LOG_LEVEL: "loud" });
    expect(faults).toMatch(/^- LOG_LEVEL /m);
    expect(faults).toMatch(/^- AUDIT_KEY is needed when NODE_ENV=production: .*rewrite them unseen$/m);
    expect(faultsOf({ NODE_ENV: "production", ...own, AUDIT_KEY: "" })).toContain("AUDIT_KEY is needed");
    expect(readGatewayConfig(own).audit.key).toBeUndefined();
  });

  it("asks of a subgraph no secret that only the gateway uses, and the same care with those it has", () => {
    const production = { NODE_ENV: "production", INTERNAL_KEY: KEY };
    expect(readGatewayConfig(production, "subgraph")).toMatchObject({ playgroundTokens: false, internalKey: KEY });
    expect(() => readGatewayConfig({ ...production, INTERNAL_KEY: "a".repeat(40) }, "subgraph")).toThrow(
      "INTERNAL_KEY must be random",
    );
  });

  it("takes algorithms and the difference of clocks within what is safe", () => {
    expect(readGatewayConfig({}).tokens).toMatchObject({ algorithms: ["RS256", "ES256"], clockSkewSeconds: 5 });
    const tokens = { JWT_ALGORITHMS: "PS256, EdDSA", JWT_CLOCK_SKEW_SECONDS: "0" };
    expect(readGatewayConfig(tokens).tokens).toMatchObject({ algorithms: ["PS256", "EdDSA"], clockSkewSeconds: 0 });
    for (const unsafe of ["HS256", "none", "RS256,HS512", "rs256", "RS256,,ES256"]) {
      expect(faultsOf({ JWT_ALGORITHMS: unsafe })).toMatch(/^- JWT_ALGORITHMS names algorithms other than RS256, /m);
    }
    for (const unsafe of ["-1", "301", "5s", "1.5"]) {
      expect(faultsOf({ JWT_CLOCK_SKEW_SECONDS: unsafe })).toMatch(/^- JWT_CLOCK_SKEW_SECONDS is a whole number/m);
    }
  });

  it("wants the settings of alerts and of subgraphs' certificates whole", () => {
    expect(faultsOf({ ALERT_WEBHOOK_URL: "https://alerts.test" })).toContain("ALERT_WEBHOOK_SECRET go together");
    expect(faultsOf({ SUBGRAPH_TLS_CERT_FILE: __filename })).toMatch(/KEY_FILE go together.*CA_FILE is needed/s);
    expect(readGatewayConfig({ SUBGRAPH_TLS_CA_FILE: __filename }).subgraphTls).toMatchObject({ caFile: __filename });
    expect(faultsOf({ AUDIT_CHAIN: "../elsewhere", ALERT_DENIALS: "many" })).toMatch(
      /AUDIT_CHAIN is a name.*ALERT_DENIALS is a whole/s,
    );
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
    expect(config.subgraphUrls).toEqual({ erp: ["http://erp:4002/graphql"], finance: undefined, mapping: undefined });
  });
});
