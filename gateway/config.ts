import { existsSync } from "node:fs";
import { z } from "zod";
import { ConcordError } from "../schema/errors";
import { givenSettings } from "../schema/given-settings";
import { type AuditConfig, auditContradictions, auditEnvironment, auditSettings } from "./audit/config";
import { limitEnvironment, limitSettings } from "./limits/config";
import type { Limits } from "./limits/settings";
import { DEFAULT_ANSWER_BYTES_MAX } from "./sources";
import { DEFAULT_TOKEN_ALGORITHMS, TOKEN_ALGORITHMS, type TokenAlgorithm } from "./token-algorithms";
import { DEFAULT_CLOCK_SKEW_SECONDS } from "./tokens";
import { wholeNumber } from "./whole-number";

/** Where the keys that verify callers' tokens come from. */
export type KeySource =
  | { readonly kind: "jwks-url"; readonly url: string }
  | { readonly kind: "jwks-file"; readonly path: string }
  | { readonly kind: "public-key-file"; readonly path: string }
  | { readonly kind: "development" };

export interface TlsFiles {
  readonly caFile: string;
  readonly certFile: string | undefined;
  readonly keyFile: string | undefined;
}

export interface GatewayConfig {
  readonly production: boolean;
  readonly host: string;
  readonly port: number;
  readonly tokens: {
    readonly issuer: string;
    readonly audience: string;
    readonly keys: KeySource;
    readonly algorithms: readonly TokenAlgorithm[];
    readonly clockSkewSeconds: number;
  };
  /** Whether the playground and the console may hand out development tokens: only with development keys, and only on this machine. */
  readonly playgroundTokens: boolean;
  /** Signs the identity for subgraphs in other processes; absent when all run in this one. */
  readonly internalKey: string | undefined;
  /** Addresses that answer alike, one or more a subgraph. */
  readonly subgraphUrls: Readonly<Record<"finance" | "erp" | "mapping", readonly string[] | undefined>>;
  /** Watched: the gateway answers by what it holds now. Absent: the supergraph that comes with the code. */
  readonly supergraphFile: string | undefined;
  readonly subgraphTimeoutMs: number;
  /** Of a subgraph in another process: a longer answer is not read to its end, and counts as none. */
  readonly subgraphAnswerBytesMax: number;
  /** How long a part that is told to stop goes on answering after its readiness says so. */
  readonly drainMs: number;
  readonly logLevel: string;
  readonly playground: boolean;
  readonly console: boolean;
  readonly introspection: boolean;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | undefined;
  readonly limits: Limits;
  /** Several gateways count an identity's requests together there. */
  readonly redisUrl: string | undefined;
  /** A folder or file of documents; with `only`, no other is answered. */
  readonly savedOperations: { readonly path: string; readonly only: boolean } | undefined;
  /** How the gateway shows itself to subgraphs behind https, and whom both trust; on a subgraph, whose calls it takes. */
  readonly subgraphTls: TlsFiles | undefined;
  /** Where traces are sent; undefined: nowhere. */
  readonly traceEndpoint: string | undefined;
  readonly audit: AuditConfig;
  /** undefined: `api-keys.json` in the data folder. */
  readonly apiKeysFile: string | undefined;
}

const LOOPBACK_HOSTS = ["127.0.0.1", "::1", "[::1]", "localhost"];

const onOff = z.enum(["on", "off"], { error: "is on or off" });
const httpUrl = z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" });
const httpUrls = z
  .string()
  .refine((list) => addressesOf(list).every((url) => httpUrl.safeParse(url).success), {
    error: "is an http:// or https:// address, or several divided by commas",
  })
  .transform(addressesOf);
const file = z.string().refine((path) => existsSync(path), { error: "names a file that does not exist" });

const tokenAlgorithms = z
  .string()
  .transform((list) => list.split(",").map((name) => name.trim()))
  .pipe(z.array(z.enum(TOKEN_ALGORITHMS, { error: `names algorithms other than ${TOKEN_ALGORITHMS.join(", ")}` })));
/** Five minutes are what careful providers call the most; a token's end means nothing if a clock may be hours off. */
const CLOCK_SKEW_SECONDS_MAX = 300;

const environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: wholeNumber(0, 65535).default(4000),
  HOST: z.string().default("127.0.0.1"),
  JWT_ISSUER: z.string().optional(),
  JWT_AUDIENCE: z.string().optional(),
  JWT_JWKS_URL: httpUrl.optional(),
  JWT_JWKS_FILE: file.optional(),
  JWT_PUBLIC_KEY_FILE: file.optional(),
  JWT_ALGORITHMS: tokenAlgorithms.default([...DEFAULT_TOKEN_ALGORITHMS]),
  JWT_CLOCK_SKEW_SECONDS: wholeNumber(0, CLOCK_SKEW_SECONDS_MAX).default(DEFAULT_CLOCK_SKEW_SECONDS),
  INTERNAL_KEY: z.string().min(32, { error: "has at least 32 characters" }).optional(),
  FINANCE_URL: httpUrls.optional(),
  ERP_URL: httpUrls.optional(),
  MAPPING_URL: httpUrls.optional(),
  SUPERGRAPH_FILE: file.optional(),
  SUBGRAPH_TIMEOUT_MS: z.coerce.number({ error: "is a number" }).int().min(1).max(600_000).default(10_000),
  SUBGRAPH_ANSWER_BYTES_MAX: wholeNumber(1_024, 1_073_741_824).default(DEFAULT_ANSWER_BYTES_MAX),
  DRAIN_MS: wholeNumber(0, 600_000).default(0),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "is trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  PLAYGROUND: onOff.optional(),
  CONSOLE: onOff.default("on"),
  INTROSPECTION: onOff.optional(),
  TLS_CERT_FILE: file.optional(),
  TLS_KEY_FILE: file.optional(),
  SUBGRAPH_TLS_CA_FILE: file.optional(),
  SUBGRAPH_TLS_CERT_FILE: file.optional(),
  SUBGRAPH_TLS_KEY_FILE: file.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  REDIS_URL: z
    .string()
    .regex(/^rediss?:\/\//, { error: "begins with redis:// or rediss://" })
    .optional(),
  SAVED_OPERATIONS: file.optional(),
  SAVED_OPERATIONS_ONLY: onOff.default("on"),
  ...limitEnvironment,
  ...auditEnvironment,
  API_KEYS_FILE: z.string().optional(),
});

function addressesOf(list: string): readonly string[] {
  return list.split(",").map((url) => url.trim());
}

type Environment = z.infer<typeof environment>;

/** Who reads the settings: what answers callers verifies and audits them; a subgraph hears the gateway only. */
export type SettingsReader = "gateway" | "subgraph";

/** Reads the gateway's settings once, and reports every fault at once. */
export function readGatewayConfig(
  env: Readonly<Record<string, string | undefined>>,
  reader: SettingsReader = "gateway",
): GatewayConfig {
  const given = givenSettings(env);
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${expectation(message)}`);
    throw invalid([...faults, ...contradictions(given, reader)]);
  }
  const faults = contradictions(parsed.data, reader);
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
    tokens: {
      issuer: env.JWT_ISSUER ?? "concord-development",
      audience: env.JWT_AUDIENCE ?? "concord",
      keys,
      algorithms: env.JWT_ALGORITHMS,
      clockSkewSeconds: env.JWT_CLOCK_SKEW_SECONDS,
    },
    playgroundTokens: keys.kind === "development" && !production && LOOPBACK_HOSTS.includes(env.HOST),
    internalKey: env.INTERNAL_KEY,
    subgraphUrls: { finance: env.FINANCE_URL, erp: env.ERP_URL, mapping: env.MAPPING_URL },
    supergraphFile: env.SUPERGRAPH_FILE,
    subgraphTimeoutMs: env.SUBGRAPH_TIMEOUT_MS,
    subgraphAnswerBytesMax: env.SUBGRAPH_ANSWER_BYTES_MAX,
    drainMs: env.DRAIN_MS,
    logLevel: env.LOG_LEVEL,
    playground: (env.PLAYGROUND ?? (production ? "off" : "on")) === "on",
    console: env.CONSOLE === "on",
    introspection: (env.INTROSPECTION ?? (production ? "off" : "on")) === "on",
    tls: env.TLS_CERT_FILE && env.TLS_KEY_FILE ? { certFile: env.TLS_CERT_FILE, keyFile: env.TLS_KEY_FILE } : undefined,
    limits: limitSettings(env),
    redisUrl: env.REDIS_URL,
    savedOperations: env.SAVED_OPERATIONS
      ? { path: env.SAVED_OPERATIONS, only: env.SAVED_OPERATIONS_ONLY === "on" }
      : undefined,
    subgraphTls: subgraphTls(env),
    traceEndpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT,
    audit: auditSettings(env),
    apiKeysFile: env.API_KEYS_FILE,
  };
}

function subgraphTls(env: Environment): TlsFiles | undefined {
  const { SUBGRAPH_TLS_CA_FILE: caFile, SUBGRAPH_TLS_CERT_FILE: certFile, SUBGRAPH_TLS_KEY_FILE: keyFile } = env;
  return caFile ? { caFile, certFile, keyFile } : undefined;
}

function keySource(env: Environment): KeySource {
  if (env.JWT_JWKS_URL) return { kind: "jwks-url", url: env.JWT_JWKS_URL };
  if (env.JWT_JWKS_FILE) return { kind: "jwks-file", path: env.JWT_JWKS_FILE };
  if (env.JWT_PUBLIC_KEY_FILE) return { kind: "public-key-file", path: env.JWT_PUBLIC_KEY_FILE };
  return { kind: "development" };
}

/** What settings that are right one by one get wrong together; also told when another setting could not be read. */
function contradictions(env: { readonly [Name in keyof Environment]?: unknown }, reader: SettingsReader): string[] {
  const production = env.NODE_ENV === "production";
  // A machine that has no use for a secret shall not have to hold it.
  const answersCallers = production && reader === "gateway";
  const sources = [env.JWT_JWKS_URL, env.JWT_JWKS_FILE, env.JWT_PUBLIC_KEY_FILE].filter((source) => source);
  const remote = [env.FINANCE_URL, env.ERP_URL, env.MAPPING_URL].some((url) => url);
  const rules: readonly (readonly [fault: boolean, expected: string])[] = [
    [sources.length > 1, "JWT_JWKS_URL, JWT_JWKS_FILE and JWT_PUBLIC_KEY_FILE exclude each other: set one"],
    [
      answersCallers && sources.length === 0,
      "JWT_JWKS_URL, JWT_JWKS_FILE or JWT_PUBLIC_KEY_FILE is needed when NODE_ENV=production",
    ],
    [
      (answersCallers || sources.length > 0) && !(env.JWT_ISSUER && env.JWT_AUDIENCE),
      "JWT_ISSUER and JWT_AUDIENCE are needed with keys of your own",
    ],
    [remote && !env.INTERNAL_KEY, "INTERNAL_KEY is needed to call subgraphs in other processes"],
    [Boolean(env.TLS_CERT_FILE) !== Boolean(env.TLS_KEY_FILE), "TLS_CERT_FILE and TLS_KEY_FILE go together"],
    [
      Boolean(env.SUBGRAPH_TLS_CERT_FILE) !== Boolean(env.SUBGRAPH_TLS_KEY_FILE),
      "SUBGRAPH_TLS_CERT_FILE and SUBGRAPH_TLS_KEY_FILE go together",
    ],
    [
      Boolean(env.SUBGRAPH_TLS_CERT_FILE) && !env.SUBGRAPH_TLS_CA_FILE,
      "SUBGRAPH_TLS_CA_FILE is needed with SUBGRAPH_TLS_CERT_FILE: whom to trust",
    ],
    ...SECRETS.map(
      (name) => [production && isGuessable(env[name]), `${name} must be random when NODE_ENV=production`] as const,
    ),
    ...auditContradictions(env, answersCallers),
    [production && isPlain(env.JWT_JWKS_URL), "JWT_JWKS_URL must be https:// when NODE_ENV=production"],
  ];
  return rules.filter(([fault]) => fault).map(([, expected]) => expected);
}

const SECRETS = ["INTERNAL_KEY", "AUDIT_KEY", "ALERT_WEBHOOK_SECRET"] as const;
/** 32 random hexadecimal digits have fewer than 9 different ones once in a hundred thousand. */
const DIFFERENT_CHARACTERS_MIN = 8;

/** A secret such as "changeme-changeme-changeme-change" or forty times the same letter. */
function isGuessable(secret: unknown): boolean {
  if (typeof secret !== "string") return false;
  return new Set(secret).size < DIFFERENT_CHARACTERS_MIN || /change.?me|placeholder|example/i.test(secret);
}

/** Keys read over plain http could be swapped on the way, unless they never leave the machine. */
function isPlain(url: unknown): boolean {
  if (typeof url !== "string" || !url.startsWith("http:")) return false;
  return !(URL.canParse(url) && LOOPBACK_HOSTS.includes(new URL(url).hostname));
}

function expectation(message: string): string {
  return /^(is|has|names|begins) /.test(message) ? message : `is invalid: ${message}`;
}

function invalid(faults: readonly string[]): ConcordError {
  return new ConcordError("CONFIG_INVALID", `The configuration is not usable:\n- ${faults.join("\n- ")}`);
}
