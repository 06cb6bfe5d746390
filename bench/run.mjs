// `npm run bench:<name>` runs bench/<name>.ts, installing first what is missing, as the commands do.
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureInstalled, root } from "../cli/install.mjs";

ensureInstalled();
const require = createRequire(import.meta.url);
require("tsx/cjs/api").register();
const [name = ""] = process.argv.splice(2, 1);
require(join(root, "bench", `${name}.ts`));
