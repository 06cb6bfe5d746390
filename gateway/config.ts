import { existsSync } from "node:fs";
import { z } from "zod";
import { ConcordError } from "../schema/errors";

/** Where the keys that verify callers' tokens come from. */
export type KeySource =
  | { readonly kind: "jwks-url"; readonly url: string }
  | { readonly kind: "jwks-file"; readonly path: string }
  | { readonly kind: "public-key-file"; readonly path: string }
  | { readonly kind: "development" };

export interface GatewayConfig {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly tokens: { readonly issuer: string; readonly audience: string; readonly keys: KeySource };
  /** Whether the playground may hand out development tokens: only with development keys, and only on this machine. */
  readonly playgroundTokens: boolean;
  /** Signs the identity for subgraphs in other processes; absent when all run in this one. */
  readonly internalKey: string | undefined;
  readonly subgraphUrls: Readonly<Record<"finance" | "erp" | "mapping", string | undefined>>;
  readonly subgraphTimeoutMs: number;
  readonly logLevel: string;
  readonly playground: boolean;
  readonly introspection: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
}

const LOOPBACK_HOSTS = ["127.0.0.1", "::1", "[::1]", "localhost"];

const onOff = z.enum(["on", "off"], { error: "is on or off" });
const httpUrl = z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" });
const file = z.string().refine((path) => existsSync(path), { error: "names a file that does not exist" });

const PORT_RANGE = "is a whole number from 0 to 65535";

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce
    .number({ error: PORT_RANGE })
    .int({ error: PORT_RANGE })
    .min(0, { error: PORT_RANGE })
    .max(65535, { error: PORT_RANGE })
    .default(4000),
  HOST: z.string().default("127.0.0.1"),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: httpUrl.optional(),
  JWT_JWKS_FILE: file.optional(),
  JWT_PUBLIC_KEY_FILE: file.optional(),
  INTERNAL_KEY: z.string().min(32, { error: "has at least 32 characters" }).optional(),
  FINANCE_URL: httpUrl.optional(),
  ERP_URL: httpUrl.optional(),
  MAPPING_URL: httpUrl.optional(),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number({ error: "is a number" }).int().min(1).max(600_000).default(10_000),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "is trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  PLAYGROUND: onOff.optional(),
  INTROSPECTION: onOff.optional(),
  TLS_CERT_FILE: file.optional(),
  TLS_KEY_FILE: file.optional(),
});

type Environment = z.infer<typeof environment>;

/** Reads the gateway's settings once, and reports every fault at once. */
export function readGatewayConfig(env: Readonly<Record<string, string | undefined>>): GatewayConfig {
  // An empty variable is what a compose file makes of an absent one.
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map((issue) => `${issue.path.join(".")} ${expectation(issue.message)}`);
    throw invalid([...faults, ...contradictions(given)]);
  }
  const faults = contradictions(parsed.data);
  if (faults.length > 0) throw invalid(faults);
  return settings(parsed.data);
}

function settings(env: Environment): GatewayConfig {
  const production = env.NODE_ENV === "production";
  const keys = keySource(env);
  return {
    production,
    host: env.HOST,
    port: env.PORT,
    tokens: { issuer: env.JWT_ISSUER ?? "concord-development", audience: env.JWT_AUDIENCE ?? "concord", keys },
    playgroundTokens: keys.kind === "development" && !production && LOOPBACK_HOSTS.includes(env.HOST),
    internalKey: env.INTERNAL_KEY,
    subgraphUrls: { finance: env.FINANCE_URL, erp: env.ERP_URL, mapping: env.MAPPING_URL },
    subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT_MS,
    logLevel: env.LOG_LEVEL,
    playground: (env.PLAYGROUND ?? (production ? "off" : "on")) === "on",
    introspection: (env.INTROSPECTION ?? (production ? "off" : "on")) === "on",
    tls: env.TLS_CERT_FILE && env.TLS_KEY_FILE ? { certFile: env.TLS_CERT_FILE, keyFile: env.TLS_KEY_FILE } : undefined,
  };
}

function keySource(env: Environment): KeySource {
  if (env.JWT_JWKS_URL) return { kind: "jwks-url", url: env.JWT_JWKS_URL };
  if (env.JWT_JWKS_FILE) return { kind: "jwks-file", path: env.JWT_JWKS_FILE };
  if (env.JWT_PUBLIC_KEY_FILE) return { kind: "public-key-file", path: env.JWT_PUBLIC_KEY_FILE };
  return { kind: "development" };
}

/** What settings that are right one by one get wrong together; also told when another setting could not be read. */
function contradictions(env: { readonly [Name in keyof Environment]?: unknown }): string[] {
  const production = env.NODE_ENV === "production";
  const sources = [env.JWT_JWKS_URL, env.JWT_JWKS_FILE, env.JWT_PUBLIC_KEY_FILE].filter((source) => source);
  const remote = [env.FINANCE_URL, env.ERP_URL, env.MAPPING_URL].some((url) => url);
  const rules: readonly (readonly [fault: boolean, expected: string])[] = [
    [sources.length > 1, "JWT_JWKS_URL, JWT_JWKS_FILE and JWT_PUBLIC_KEY_FILE exclude each other: set one"],
    [
      production && sources.length === 0,
      "JWT_JWKS_URL, JWT_JWKS_FILE or JWT_PUBLIC_KEY_FILE is needed when NODE_ENV=production",
    ],
    [
      (production || sources.length > 0) && !(env.JWT_ISSUER && env.JWT_AUDIENCE),
      "JWT_ISSUER and JWT_AUDIENCE are needed with keys of your own",
    ],
    [remote && !env.INTERNAL_KEY, "INTERNAL_KEY is needed to call subgraphs in other processes"],
    [Boolean(env.TLS_CERT_FILE) !== Boolean(env.TLS_KEY_FILE), "TLS_CERT_FILE and TLS_KEY_FILE go together"],
    [production && isPlain(env.JWT_JWKS_URL), "JWT_JWKS_URL must be https:// when NODE_ENV=production"],
  ];
  return rules.filter(([fault]) => fault).map(([, expected]) => expected);
}

/** Keys read over plain http could be swapped on the way, unless they never leave the machine. */
function isPlain(url: unknown): boolean {
  if (typeof url !== "string" || !url.startsWith("http:")) return false;
  return !(URL.canParse(url) && LOOPBACK_HOSTS.includes(new URL(url).hostname));
}

function expectation(message: string): string {
  return /^(is|has|names) /.test(message) ? message : `is invalid: ${message}`;
}

function invalid(faults: readonly string[]): ConcordError {
  return new ConcordError("CONFIG_INVALID", `The configuration is not usable:\n- ${faults.join("\n- ")}`);
}
