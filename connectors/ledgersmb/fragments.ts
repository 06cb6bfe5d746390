import { readFileSync } from "node:fs";
import { ConcordError } from "../../schema/errors";

const HEADING = /^-- (fragment|name): (\w+)$/;

/** `:name`, but not a cast. */
const MENTION = /(?<!:):([a-z_]+)/g;

export interface ComposedSelects {
  /** Named SELECTs, whole. */
  readonly selects: ReadonlyMap<string, string>;
  /** Another statement with the fragments it mentions put in. */
  readonly compose: (statement: string) => string;
}

/** Reads SELECTs that share fragments: `:posting` stands for the SELECT of that name, in parentheses. */
export function readComposedSelects(path: string): ComposedSelects {
  return composeSelects(readFileSync(path, "utf8"), path);
}

export function composeSelects(text: string, path: string): ComposedSelects {
  const fragments = new Map<string, string>();
  const selects = new Map<string, string>();
  const compose = (statement: string): string =>
    statement.replace(MENTION, (_, name: string) => {
      const fragment = fragments.get(name);
      if (fragment !== undefined) return `(${fragment})`;
      throw new ConcordError(
        "MAPPING_INVALID",
        `${path} mentions :${name}, but no fragment above has that name.`,
        path,
      );
    });
  for (const { kind, name, body } of partsOf(text)) (kind === "name" ? selects : fragments).set(name, compose(body));
  return { selects, compose };
}

function partsOf(text: string): readonly { kind: string; name: string; body: string }[] {
  const parts: { kind: string; name: string; body: string }[] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, kind, name] = HEADING.exec(line) ?? [];
    const last = parts.at(-1);
    if (kind !== undefined && name !== undefined) parts.push({ kind, name, body: "" });
    else if (last && !line.startsWith("--")) last.body += `${line}\n`;
  }
  return parts.map((part) => ({ ...part, body: part.body.trim() }));
}
