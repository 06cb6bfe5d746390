import { readFileSync } from "node:fs";
import { ConcordError } from "../../schema/errors";

const NAME = /^--\s*name:\s*(\w+)/;

/** Reads a file of named SELECTs: `-- name: sale` above each, a semicolon behind it if one likes. */
export function readSelects(path: string): ReadonlyMap<string, string> {
  return parseSelects(readFileSync(path, "utf8"), path);
}

export function parseSelects(text: string, path: string): ReadonlyMap<string, string> {
  const selects = new Map<string, string>();
  let lines: string[] = [];
  let name: string | undefined;
  const end = (): void => {
    if (name !== undefined) selects.set(name, lines.join("\n").trim().replace(/;$/, ""));
    lines = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const next = NAME.exec(line)?.[1];
    if (next === undefined) {
      if (!/^\s*--/.test(line)) lines.push(line);
      continue;
    }
    end();
    if (next === name || selects.has(next))
      throw new ConcordError("MAPPING_INVALID", `${path} has two selects named ${next}; rename one.`, path);
    name = next;
  }
  end();
  if (selects.size > 0) return selects;
  throw new ConcordError("MAPPING_INVALID", `${path} has no select; write "-- name: something" above each.`, path);
}
