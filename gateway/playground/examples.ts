import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The example queries, in the order of their file names; each begins with a comment that says what it shows. */
export function readExamples(folder = join(__dirname, "examples")): readonly string[] {
  const files = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  return files.sort().map((name) => readFileSync(join(folder, name), "utf8").trim());
}
