#!/usr/bin/env node
// Runs on a bare clone: installs what is missing, then hands over to the TypeScript program in this same process.
import { ensureConsole } from "./console.mjs";
import { ensureInstalled } from "./install.mjs";
import { runProgram } from "./program.mjs";

ensureInstalled();
const [command, part = "all"] = process.argv.slice(2);
if (command === "start" && !/^(finance|erp|mapping)$/.test(part) && process.env.CONSOLE !== "off") ensureConsole();
await runProgram("cli/main.ts");
