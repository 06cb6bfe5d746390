import "reflect-metadata";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { version } from "../package.json";
import { ConcordError } from "../schema/errors";
import { roles } from "../schema/roles";
import type { CreateKeyOptions } from "./commands/api-key";
import type { AuditOptions, ExportOptions, PruneOptions } from "./commands/audit";
import type { BackupOptions } from "./commands/backup";
import type { CheckDataOptions } from "./commands/check-data";
import type { ImportOptions } from "./commands/import";
import type { MatchOptions } from "./commands/match";
import type { MatchBenchmarkOptions } from "./commands/match-benchmark";
import type { ReconcileCommandOptions } from "./commands/reconcile";
import type { ReplayOptions } from "./commands/replay";
import type { RestoreOptions } from "./commands/restore";
import type { SourcesOptions } from "./commands/sources";
import type { StartOptions } from "./commands/start";
import type { SyncOptions } from "./commands/sync";
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

const dayText = (text: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || Number.isNaN(Date.parse(text)))
    throw new InvalidArgumentError("expected a day such as 2026-06-30");
  return text;
};

/** What a caller may be kept to beside companies. */
const costCentersOption = (): Option =>
  new Option(
    "--cost-centers [id...]",
    "source ids of the cost centres it is kept to (default: not kept; no id: sees none)",
  );
const customersOption = (): Option =>
  new Option(
    "--customers [id...]",
    "source ids of the customers it is kept to, of both systems (default: not kept; no id: sees none)",
  );

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
  .option("--sync", "with all: keep the configured sources in step, instead of showing the sample company")
  .action(async (part: Part, options: StartOptions) =>
    (require("./commands/start") as typeof import("./commands/start")).start(part, options, process.env),
  );

program
  .command("token")
  .description("print a bearer token for a role; for development, refused in production without --key")
  .addArgument(new Argument("<role>", "the caller's role").choices(roles))
  .option(
    "--companies <id...>",
    "source ids of the companies it may see, such as sample-fin:company:C01 (default: all)",
  )
  .addOption(costCentersOption())
  .addOption(customersOption())
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
  .command("check-data")
  .description("ask the rules of data quality of what is stored; ends with 2 when errors are open")
  .option("--all", "judge all rows, not only what loads brought since the last time")
  .option("--json", "print one JSON document for machines")
  .addHelpText("after", "\nQUALITY_RULES names files of your own rules; docs/quality.md teaches them.")
  .action(async (options: CheckDataOptions) => {
    const { runCheckData } = require("./commands/check-data") as typeof import("./commands/check-data");
    if ((await runCheckData(options, process.env)) > 0) process.exitCode = 2;
  });

program
  .command("sync")
  .description("read the configured sources once, or keep them in step as they change")
  .argument("[source...]", "names of the list's sources (default: all)")
  .option("--follow", "keep running: live sources commit by commit, the others when they are due")
  .option("--sources <file>", "the list of sources (default: CONCORD_SOURCES, or concord.sources.yaml)")
  .option("--full", "read everything, also what is unchanged since the last time")
  .option("--dry-run", "do everything but keep it")
  .option("--json", "print one JSON document for machines")
  .addHelpText(
    "after",
    "\nWith NATS_URL, several of these processes share the work. docs/synchronisation.md teaches the list.",
  )
  .action(async (names: string[], options: SyncOptions) =>
    (require("./commands/sync") as typeof import("./commands/sync")).runSyncCommand(names, options, process.env),
  );

const LIST_OF_SOURCES = "the list of sources (default: CONCORD_SOURCES, or concord.sources.yaml)";

const sourcesCommand = program
  .command("sources")
  .description("the configured sources: state, last commit, lag, and what they keep of their log");

sourcesCommand
  .command("list", { isDefault: true })
  .description("say of every source how fresh the store is, and what the source keeps for it (default)")
  .option("--sources <file>", LIST_OF_SOURCES)
  .option("--json", "print one JSON document for machines")
  .action(async (options: SourcesOptions) =>
    (require("./commands/sources") as typeof import("./commands/sources")).listSources(options, process.env),
  );

sourcesCommand
  .command("stop")
  .description("give up following sources: removes the slot and the publication that it left in them")
  .argument("<source...>", "names of the list's sources")
  .option("--sources <file>", LIST_OF_SOURCES)
  .option("--json", "print one JSON document for machines")
  .addHelpText("after", "\nStop what follows them first. Followed again, a source is read whole.")
  .action(async (names: string[], options: SourcesOptions) =>
    (require("./commands/sources") as typeof import("./commands/sources")).stopSources(names, options, process.env),
  );

program
  .command("replay")
  .description("read again what was decided about rows in quarantine, with the corrections in place")
  .argument("[system...]", "systems or sources of the list (default: all)")
  .option("--all", "try every open row again, not only those that somebody decided about")
  .option("--sources <file>", "the list of sources (default: CONCORD_SOURCES, or concord.sources.yaml)")
  .option("--dry-run", "do everything but keep it")
  .option("--json", "print one JSON document for machines")
  .addHelpText("after", "\nThe next sync or import of a source does the same by itself. docs/quarantine.md teaches it.")
  .action(async (names: string[], options: ReplayOptions) =>
    (require("./commands/replay") as typeof import("./commands/replay")).runReplay(names, options, process.env),
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

const match = program
  .command("match")
  .description("match parties and items of the two sides: link what is sure, queue what a person must look at")
  .addOption(new Option("--kind <kind>", "only these (default: both)").choices(["party", "item"]))
  .option("--dry-run", "do everything but keep it")
  .option("--full", "learn the weights anew and compare all records, not only those that changed")
  .option("--json", "print one JSON document for machines")
  .action(async (options: MatchOptions) =>
    (require("./commands/match") as typeof import("./commands/match")).runMatch(options, process.env),
  );

match
  .command("benchmark <folder>")
  .description(
    "score matching on labelled pairs of your own: train.csv, valid.csv and test.csv in DeepMatcher's layout",
  )
  .option("--folds <number>", "cross-validate on train and valid too", wholeNumber)
  .option("--seed <number>", "what the learning starts from", wholeNumber, 1)
  .option("--json", "print one JSON document for machines")
  .action((folder: string, options: MatchBenchmarkOptions, command: Command) =>
    (require("./commands/match-benchmark") as typeof import("./commands/match-benchmark")).runMatchBenchmark(folder, {
      ...options,
      ...command.optsWithGlobals<MatchBenchmarkOptions>(),
    }),
  );

program
  .command("migrate")
  .description("bring the database to this version")
  .option("--grant <schema=role...>", "let a database role read one schema, such as finance=concord_finance")
  .action(async ({ grant = [] }: { grant?: string[] }) =>
    (require("./commands/migrate") as typeof import("./commands/migrate")).runMigrate(grant, process.env),
  );

program
  .command("reconcile")
  .description("link documents over both systems and say what disagrees")
  .option("--full", "look at every document, also those that no change could touch")
  .option("--as-of <day>", "judge by this day, as YYYY-MM-DD (default: today)", dayText)
  .option("--json", "print one JSON document for machines")
  .action(async (options: ReconcileCommandOptions) =>
    (require("./commands/reconcile") as typeof import("./commands/reconcile")).runReconcile(options, process.env),
  );

program
  .command("backup")
  .description("write everything Concord stores into one file, encrypted if a key is given, and verify it")
  .argument("<file>", "where to write; a file that exists is never overwritten")
  .option("--recipients-file <file>", "public keys (age1…) to encrypt to")
  .option("--passphrase-file <file>", "a passphrase to encrypt with")
  .option("--no-verify", "do not restore it into a scratch database and compare digests")
  .option("--json", "print one JSON document for machines")
  .addHelpText("after", "\nReaders and imports go on meanwhile. docs/backup.md tells of keys, schedules and drills.")
  .action(async (file: string, options: BackupOptions) =>
    (require("./commands/backup") as typeof import("./commands/backup")).runBackup(file, options, process.env),
  );

program
  .command("restore")
  .description("put a backup back: all of it or nothing")
  .argument("<file>", "a file that concord backup wrote")
  .option("--identity-file <file>", "secret keys (AGE-SECRET-KEY-…) to open it with")
  .option("--passphrase-file <file>", "the passphrase it was encrypted with")
  .option("--replace", "give up what is in the target; without it a target that has rows is refused")
  .option("--no-verify", "do not read everything back and compare digests before the commit")
  .option("--json", "print one JSON document for machines")
  .addHelpText("after", "\nStop what writes into the store first. docs/backup.md tells what to do afterwards.")
  .action(async (file: string, options: RestoreOptions) =>
    (require("./commands/restore") as typeof import("./commands/restore")).runRestore(file, options, process.env),
  );

const apiKeyCommands = () => require("./commands/api-key") as typeof import("./commands/api-key");
const apiKey = program.command("api-key").description("keys for BI tools and programs that cannot fetch tokens");

apiKey
  .command("create")
  .description("make a key and print it, this once")
  .argument("<name>", "what it is for; the audit shows it as api-key:<name>")
  .addOption(new Option("--role <role>", "whose permissions it has").choices(roles).makeOptionMandatory())
  .option("--companies <id...>", 'source ids of the companies it sees, or "*" (default: none)')
  .addOption(costCentersOption())
  .addOption(customersOption())
  .option("--operations <file...>", "GraphQL documents that are all it may ask")
  .option("--days <number>", "how long it is good", wholeNumber, 90)
  .option("--json", "print one JSON document for machines")
  .action(async (name: string, options: CreateKeyOptions) => apiKeyCommands().createKey(name, options, process.env));

apiKey
  .command("list")
  .description("show every key without its secret, and when it was last used")
  .option("--json", "print one JSON document for machines")
  .action(({ json = false }: { json?: boolean }) => apiKeyCommands().listKeys(json, process.env));

apiKey
  .command("revoke")
  .description("refuse a key from the next request on")
  .argument("<id>", "as concord api-key list shows it")
  .action(async (id: string) => apiKeyCommands().revokeKey(id, process.env));

const auditCommands = () => require("./commands/audit") as typeof import("./commands/audit");
const audit = program.command("audit").description("look at who asked the graph for what");

audit
  .command("verify")
  .description(
    "check every chain, and name the first entry that was altered, removed, moved or cut off; ends with 1 then",
  )
  .option("--folder <folder>", "a copy of the audit, instead of AUDIT_DIR")
  .option("--json", "print one JSON document for machines")
  .addHelpText(
    "after",
    "\nWith AUDIT_KEY, signatures are checked too; without it, who can write the files can rewrite the chain.",
  )
  .action(async (options: AuditOptions) => {
    if (!(await auditCommands().verify(options, process.env))) process.exitCode = 1;
  });

audit
  .command("export")
  .description("print entries for a spreadsheet or a machine")
  .option("--from <day>", "not before this day, as YYYY-MM-DD, UTC", dayText)
  .option("--to <day>", "before this day", dayText)
  .option("--subject <subject>", "only of this caller")
  .addOption(new Option("--format <format>", "how").choices(["csv", "jsonl"]).default("csv"))
  .option("--folder <folder>", "a copy of the audit, instead of AUDIT_DIR")
  .action(async (options: ExportOptions) => auditCommands().exportEntries(options, process.env));

audit
  .command("prune")
  .description("remove whole files that are older than a day, after verifying all; what is left still verifies")
  .requiredOption("--before <day>", "every entry of a removed file is older, as YYYY-MM-DD, UTC", dayText)
  .option("--folder <folder>", "a copy of the audit, instead of AUDIT_DIR")
  .option("--json", "print one JSON document for machines")
  .action(async (options: PruneOptions) => auditCommands().prune(options, process.env));

program
  .command("schema")
  .description("write the SDL files and the generated pages of docs/ from the classes")
  .option("--check", "write nothing; fail on any difference and on a breaking change")
  .option("--release", "keep what clients see as this version's release, which later changes are compared with")
  .action(async ({ check, release }: { check?: boolean; release?: boolean }) => {
    const { checkSchema, releaseSchema, writeSchema } = require("./schema") as typeof import("./schema");
    const { checkPages, writePages } = require("./generated-pages") as typeof import("./generated-pages");
    if (release) return console.log(releaseSchema(new Date()));
    if (!check) return console.log([...writeSchema(), ...writePages()].join("\n"));
    const faults = [...checkSchema(), ...checkPages()];
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
