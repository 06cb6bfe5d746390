// `npm run bench:<name>` runs bench/<name>.ts, installing first what is missing, as the commands do.
import { ensureInstalled } from "../cli/install.mjs";
import { runProgram } from "../cli/program.mjs";

ensureInstalled();
const [name = ""] = process.argv.splice(2, 1);
await runProgram(`bench/${name}.ts`);
