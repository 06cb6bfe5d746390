import "reflect-metadata";
import { Argument, Command, InvalidArgumentError } from "commander";
import { version } from "../package.json";
import { ConcordError } from "../schema/errors";
import { roles } from "../schema/roles";
import type { ImportOptions } from "./commands/import";
import type { TokenOptions } from "./commands/token";
import { PARTS, type Part } from "./parts";
import { sources } from "./sources";

// A command loads what it needs when it runs, by require: help and tokens need not wait for the whole graph, and a
// dynamic import would leave the loader that compiles TypeScript.
const wholeNumber = (text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new InvalidArgumentError("expected a whole number above zero");
  return value;
};

const program = new Command("concord")
  .description("One GraphQL graph over a company's finance system and its ERP.")
  .version(version)
  .showHelpAfterError("(add --help to see what is possible)")
  .addHelpText(
    "after",
    `
A first tour:
  npm start                                          everything in one process, with the sample company
  npm run -s concord -- token sales                  a token for a role
  npm run -s concord -- import adventureworks DIR    load a real company's two systems
  npm run -s concord -- doctor                       what is missing, if something is

Settings are environment variables: docs/configuration.md lists them all.`,
  );

program
  .command("start")
  .description("run everything in one process, or one part for a deployment over several machines")
  .addArgument(new Argument("[part]", "what to run").choices(PARTS).default("all"))
  .addHelpText("after", "\nOne part alone needs INTERNAL_KEY; the gateway also FINANCE_URL, ERP_URL and MAPPING_URL.")
  .action(async (part: Part) =>
    (require("./commands/start") as typeof import("./commands/start")).start(part, process.env),
  );

program
  .command("token")
  .description("print a bearer token for a role; for development, refused in production without --key")
  .addArgument(new Argument("<role>", "the caller's role").choices(roles))
  .option(
    "--companies <id...>",
    "source ids of the companies it may see, such as sample-fin:company:C01 (default: all)",
  )
  .option("--ttl <seconds>", "how long it is good (default: eight hours)", wholeNumber)
  .option("--key <file>", "private key in PEM format to sign with (default: the development key)")
  .action(async (role: string, options: TokenOptions) => {
    const { createToken } = require("./commands/token") as typeof import("./commands/token");
    console.log(await createToken(role, options, process.env));
  });

program
  .command("import")
  .description("load a source: all valid rows in one transaction, bad ones set aside with their reason")
  .argument("<source>", `${Object.keys(sources).join(", ")}, or the path of a mapping file`)
  .argument("<folder>", "the folder that holds the source's files")
  .option("--dry-run", "do everything but keep it")
  .option("--full", "read every file, also those unchanged since the last load")
  .option("--json", "print one JSON document for machines")
  .addHelpText(
    "after",
    "\nLoading the same files again changes nothing. docs/mapping-files.md teaches the mapping language.",
  )
  .action(async (source: string, folder: string, options: ImportOptions) =>
    (require("./commands/import") as typeof import("./commands/import")).runImport(
      source,
      folder,
      options,
      process.env,
    ),
  );

program
  .command("sample")
  .description("write the sample company's exports into a folder")
  .argument("<folder>", "where to write")
  .option("--seed <number>", "another company for another number (default: 42)", wholeNumber)
  .action((folder: string, { seed }: { seed?: number }) => {
    const { writeSample } = require("./sample") as typeof import("./sample");
    const files = writeSample(folder, seed);
    console.log(`Wrote ${files} files. Load them: npm run -s concord -- import sample ${folder}`);
  });

program
  .command("migrate")
  .description("bring the database to this version")
  .option("--grant <schema=role...>", "let a database role read one schema, such as finance=concord_finance")
  .action(async ({ grant = [] }: { grant?: string[] }) =>
    (require("./commands/migrate") as typeof import("./commands/migrate")).runMigrate(grant, process.env),
  );

program
  .command("schema")
  .description("write the SDL files and docs/permissions.md from the classes")
  .option("--check", "write nothing; fail on any difference and on a breaking change")
  .option("--release", "keep the graph as the last release, which later changes are compared with")
  .action(async ({ check, release }: { check?: boolean; release?: boolean }) => {
    const { checkSchema, releaseSchema, writeSchema } = require("./schema") as typeof import("./schema");
    const { writePermissionPage } = require("./permission-page") as typeof import("./permission-page");
    if (release) return console.log(releaseSchema());
    if (!check) return console.log([...writeSchema(), writePermissionPage()].join("\n"));
    const faults = checkSchema();
    for (const fault of faults) console.error(fault);
    if (faults.length > 0) process.exitCode = 1;
  });

program
  .command("doctor")
  .description("look at everything Concord needs, and say what is wrong")
  .option("--json", "print one JSON document for machines")
  .action(async ({ json }: { json?: boolean }) => {
    const { doctor } = require("./commands/doctor") as typeof import("./commands/doctor");
    const examinations = await doctor(process.env);
    if (json) console.log(JSON.stringify(examinations));
    else for (const { what, ok, detail } of examinations) console.log(`${ok ? "✓" : "✗"} ${what.padEnd(14)} ${detail}`);
    if (examinations.some(({ ok }) => !ok)) process.exitCode = 1;
  });

/** Faults of the surroundings in words; anything else is ours and keeps its stack. */
function explained(error: unknown): unknown {
  const { code, port, syscall, path } = (error ?? {}) as NodeJS.ErrnoException & { port?: number };
  const text = error instanceof Error ? error.message : String(code);
  if (code === "EADDRINUSE")
    return new ConcordError("PORT_IN_USE", `Something listens on port ${port} already.`, "PORT");
  if (syscall === "listen" || (code === "ENOTFOUND" && syscall === "getaddrinfo" && port === undefined))
    return new ConcordError("CONFIG_INVALID", `HOST and PORT cannot be listened on: ${text}.`, "HOST");
  if (code === "ENOTDIR" || code === "EACCES" || code === "EROFS")
    return new ConcordError("CONFIG_INVALID", `A file or folder cannot be used: ${text}.`, path ?? "DATA_DIR");
  if (code === "42704")
    return new ConcordError("BAD_USER_INPUT", `${text}; make it first: create role … login.`, "grant");
  const unreachable = ["ECONNREFUSED", "ENOTFOUND", "ETIMEDOUT", "28P01", "28000", "3D000"];
  if (code && unreachable.includes(code))
    return new ConcordError("DATABASE_UNAVAILABLE", `The database cannot be used: ${text || code}.`, "DATABASE_URL");
  return error;
}

program.parseAsync().catch((fault: unknown) => {
  const error = explained(fault);
  if (error instanceof ConcordError) {
    console.error(`${error.code}${error.path ? ` at ${error.path}` : ""}: ${error.message}\n${error.hint}`);
  } else {
    console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  }
  process.exit(1);
});
