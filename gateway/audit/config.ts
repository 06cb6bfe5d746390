import { z } from "zod";
import { wholeNumber } from "../whole-number";
import type { AlertThresholds } from "./alerts/alert";
import { CHAIN_NAME } from "./folder";

export interface AuditConfig {
  readonly on: boolean;
  /** undefined: `audit` in the data folder. */
  readonly folder: string | undefined;
  readonly chain: string;
  readonly key: string | undefined;
  readonly fileBytesMax: number;
  readonly thresholds: AlertThresholds;
  readonly webhook: { readonly url: string; readonly secret: string } | undefined;
}

const count = (fallback: number) => wholeNumber(1, 1_000_000_000).default(fallback);

const MEGABYTE = 1024 * 1024;

/** The audit's and the alerts' part of the environment. */
export const auditEnvironment = {
  AUDIT: z.enum(["on", "off"], { error: "is on or off" }).default("on"),
  AUDIT_DIR: z.string().optional(),
  AUDIT_CHAIN: z.string().regex(CHAIN_NAME, { error: "is a name of letters, digits, - and _" }).default("gateway"),
  AUDIT_KEY: z.string().min(32, { error: "has at least 32 characters" }).optional(),
  AUDIT_FILE_MB: count(64),
  ALERT_WINDOW_SECONDS: count(300),
  ALERT_DENIALS: count(50),
  ALERT_PROBES: count(50),
  ALERT_FAILED_AUTHENTICATIONS: count(20),
  ALERT_EXPORT_ROWS: count(250_000),
  ALERT_DISCREPANCIES: count(10),
  ALERT_WEBHOOK_URL: z.url({ protocol: /^https?$/, error: "is an http:// or https:// address" }).optional(),
  ALERT_WEBHOOK_SECRET: z.string().min(32, { error: "has at least 32 characters" }).optional(),
};

const environment = z.object(auditEnvironment);
type AuditEnvironment = z.infer<typeof environment>;

export function auditSettings(env: AuditEnvironment): AuditConfig {
  const { ALERT_WEBHOOK_URL: url, ALERT_WEBHOOK_SECRET: secret } = env;
  return {
    on: env.AUDIT === "on",
    folder: env.AUDIT_DIR,
    chain: env.AUDIT_CHAIN,
    key: env.AUDIT_KEY,
    fileBytesMax: env.AUDIT_FILE_MB * MEGABYTE,
    thresholds: {
      windowSeconds: env.ALERT_WINDOW_SECONDS,
      denials: env.ALERT_DENIALS,
      probes: env.ALERT_PROBES,
      failedAuthentications: env.ALERT_FAILED_AUTHENTICATIONS,
      exportRows: env.ALERT_EXPORT_ROWS,
      discrepancies: env.ALERT_DISCREPANCIES,
    },
    webhook: url && secret ? { url, secret } : undefined,
  };
}

/** What the audit's settings get wrong together; `production`: where callers are answered in earnest. */
export function auditContradictions(
  env: { readonly [Name in keyof AuditEnvironment]?: unknown },
  production: boolean,
): readonly (readonly [fault: boolean, expected: string])[] {
  return [
    [production && env.AUDIT === "off", "AUDIT=off is refused when NODE_ENV=production"],
    [
      production && !env.AUDIT_KEY,
      "AUDIT_KEY is needed when NODE_ENV=production: without it, who can write the audit's files can rewrite them unseen",
    ],
    [
      Boolean(env.ALERT_WEBHOOK_URL) !== Boolean(env.ALERT_WEBHOOK_SECRET),
      "ALERT_WEBHOOK_URL and ALERT_WEBHOOK_SECRET go together",
    ],
  ];
}
