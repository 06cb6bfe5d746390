#!/usr/bin/env node
// Runs on a bare clone: installs what is missing, then hands over to the TypeScript program in this same process.
import { createRequire } from "node:module";
import { join } from "node:path";
import { ensureInstalled, root } from "./install.mjs";

ensureInstalled();
const require = createRequire(import.meta.url);
const { register } = require("tsx/cjs/api");
register();
require(join(root, "cli", "main.ts"));
