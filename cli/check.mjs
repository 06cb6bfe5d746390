// `npm run check`: types, generated types, lint, import rules, dead code, schema drift. Runs all of them, then fails if any failed.
import { spawnSync } from "node:child_process";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const steps = [
  ["types", ["run", "-s", "types"]],
  ["types of the console's documents", ["run", "-s", "console:types", "--", "--check"]],
  ["lint", ["run", "-s", "lint"]],
  ["import rules", ["run", "-s", "imports"]],
  ["dead code", ["run", "-s", "dead-code"]],
  ["schema drift", ["run", "-s", "schema", "--", "--check"]],
];
const failed = steps.filter(([title, args]) => {
  console.log(`\n=== ${title}`);
  return spawnSync("npm", args, { cwd: root, stdio: "inherit", shell: process.platform === "win32" }).status !== 0;
});
console.log(failed.length === 0 ? "\nAll checks passed." : `\nFailed: ${failed.map(([title]) => title).join(", ")}`);
process.exit(failed.length === 0 ? 0 : 1);
