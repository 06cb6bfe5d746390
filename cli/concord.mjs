#!/usr/bin/env node
// Runs on a bare clone: installs what is missing, then hands over to the TypeScript program in this same process.
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureConsole } from "./console.mjs";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const [command, part = "all"] = process.argv.slice(2);
if (command === "start" && !/^(finance|erp|mapping)$/.test(part) && process.env.CONSOLE !== "off") ensureConsole();
// Started from any folder, the compiler settings are this project's.
process.env.TSX_TSCONFIG_PATH ??= join(root, "tsconfig.json");
const require = createRequire(import.meta.url);
const { register } = require("tsx/cjs/api");
register();
require(join(root, "cli", "main.ts"));
