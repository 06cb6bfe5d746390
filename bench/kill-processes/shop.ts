import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { Mode } from "./report";

export const SYSTEM = "shop";

const FOLDER = join(__dirname, "shop");

export const shopTables = (): string => readFileSync(join(FOLDER, "tables.sql"), "utf8");

/** The shop as an entry of the list of sources. */
export function shopSource(url: string, mode: Mode) {
  const [mapping, selects, changes] = ["mapping.yaml", "selects.sql", "changes.yaml"].map((file) => join(FOLDER, file));
  return { name: SYSTEM, connector: "postgres" as const, mode, options: { url, mapping, selects, changes } };
}

export function writeSources(path: string, url: string, mode: Mode): void {
  writeFileSync(path, stringify({ sources: [shopSource(url, mode)] }));
}
