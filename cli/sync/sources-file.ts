import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { systemName } from "../../connectors/mapping/system-name";
import { ConcordError, errorText } from "../../schema/errors";
import { type ConnectorName, connectorNames } from "../connector-kinds";
import type { Environment } from "../settings";

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

const interval = z
  .string()
  .regex(/^\d+[smhd]$/, "is a number with s, m, h or d, such as 15m")
  .transform((text) => Number(text.slice(0, -1)) * (SECONDS[text.slice(-1)] ?? 1))
  .refine((seconds) => seconds >= 1, "is at least 1s");

const source = z.strictObject({
  name: systemName,
  connector: z.enum(connectorNames),
  mode: z.enum(["live", "batch"]).default("batch"),
  /** Batch: how often it is due. Live, where the source cannot be followed: how often it is asked. */
  every: interval.optional(),
  options: z.record(z.string(), z.unknown()).default({}),
});

const sourcesFile = z
  .strictObject({ sources: z.array(source).min(1) })
  .refine(({ sources }) => new Set(sources.map(({ name }) => name)).size === sources.length, {
    error: "two sources have one name",
    path: ["sources"],
  });

/** One source as configured: its credentials are in `options`, filled in from the environment. */
export interface ConfiguredSource {
  readonly name: string;
  readonly connector: ConnectorName;
  readonly mode: "live" | "batch";
  readonly everySeconds: number | undefined;
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * Reads the list of sources. `${NAME}` stands for an environment variable, `${file:path}` for a file's text, so that no
 * credential needs to be in the list; every fault is told at once.
 */
export function readSourcesFile(path: string, env: Environment): readonly ConfiguredSource[] {
  if (!existsSync(path))
    throw new ConcordError("SOURCES_MISSING", `There is no list of sources at ${path}.`, "CONCORD_SOURCES");
  const faults: string[] = [];
  const document = filledIn(parseYaml(path), { env, folder: dirname(resolve(path)), faults }, "");
  const parsed = sourcesFile.safeParse(document);
  if (!parsed.success)
    faults.push(...parsed.error.issues.map((issue) => `${issue.path.join(".") || "(top)"}: ${issue.message}`));
  if (faults.length > 0 || !parsed.success)
    throw new ConcordError("SOURCES_INVALID", `${path} is not usable:\n- ${faults.join("\n- ")}`, path);
  return parsed.data.sources.map(({ every, ...rest }) => ({ ...rest, everySeconds: every }));
}

function parseYaml(path: string): unknown {
  try {
    return parse(readFileSync(path, "utf8"));
  } catch (error) {
    const text = errorText(error);
    throw new ConcordError("SOURCES_INVALID", `${path} is not YAML: ${text}`, path);
  }
}

interface Filling {
  readonly env: Environment;
  /** Files are named from here. */
  readonly folder: string;
  readonly faults: string[];
}

function filledIn(value: unknown, filling: Filling, path: string): unknown {
  if (typeof value === "string") return filledText(value, filling, path);
  if (Array.isArray(value)) return value.map((item, at) => filledIn(item, filling, `${path}.${at}`));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, filledIn(item, filling, path ? `${path}.${key}` : key)]),
  );
}

function filledText(text: string, { env, folder, faults }: Filling, path: string): string {
  return text.replaceAll(/\$\{(file:)?([^}]+)\}/g, (_whole, isFile: string | undefined, name: string) => {
    const found = isFile ? textOf(resolve(folder, name)) : env[name];
    if (found === undefined || found === "")
      faults.push(
        `${path}: ${isFile ? `the file ${name} cannot be read` : `the environment variable ${name} is not set`}`,
      );
    return found ?? "";
  });
}

function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
}
