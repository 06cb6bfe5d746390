import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** What a reader of a page does: writes a file, or types commands, whose output may be printed below them. */
export type Step =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "commands"; readonly code: string; readonly expected?: { language: string; text: string } };

const FENCE = /(?:^(?<before>[^\n]+)\n\n)?```(?<language>\w+)\n(?<code>[\s\S]*?)```/gm;
/** A line that ends with the name of a file between backticks and a colon gives the file below it. */
const NAMED = /`([\w./-]+\.\w+)`[^`]*[:：]$/;

/** The steps of a page, in their order. */
export function stepsOf(page: string): readonly Step[] {
  const blocks = [...page.matchAll(FENCE)].map(({ groups = {} }) => groups);
  return blocks.flatMap(({ before = "", language = "", code = "" }, at): readonly Step[] => {
    const path = NAMED.exec(before)?.[1];
    if (path && language !== "sh") return [{ kind: "file", path, text: code }];
    if (language !== "sh") return [];
    const next = blocks[at + 1];
    // Straight below the commands, without a word in between.
    const isOutput =
      next && next["before"] === undefined && (next["language"] === "text" || next["language"] === "json");
    const expected = isOutput ? { expected: { language: next["language"] ?? "", text: next["code"] ?? "" } } : {};
    return [{ kind: "commands", code, ...expected }];
  });
}

const MARK = "-- output of the step before --";
/** Job control as in a terminal; the first command that fails ends it, and with it whatever it started. */
const SHELL = `set -e -m
trap 'kill $(jobs -p) 2> /dev/null || true' EXIT
trap 'exit 1' TERM
`;
/** Longer than any page takes, and shorter than a test may: a page that waits for what never comes is to be told by its output. */
const MOST_MS = 220_000;

/**
 * Does all steps in one shell, as somebody would who follows the page from its top.
 * @returns what each step of commands printed
 */
export async function follow(
  steps: readonly Step[],
  { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<readonly string[]> {
  const script = steps.map((step) =>
    step.kind === "file"
      ? `mkdir -p "$(dirname '${step.path}')" && cat > '${step.path}' <<'__END_OF_FILE__'\n${step.text}__END_OF_FILE__\n`
      : `${step.code}\necho; echo "${MARK}"\n`,
  );
  const file = join(folder, "steps.sh");
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${SHELL}${script.join("\n")}`);
  const { stdout } = await run("bash", [file], { cwd: folder, env, maxBuffer: 10_000_000, timeout: MOST_MS });
  return stdout.split(MARK).slice(0, -1);
}

export const readPage = (root: string, path: string): string => readFileSync(join(root, path), "utf8");
