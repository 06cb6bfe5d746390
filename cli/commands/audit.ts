import { once } from "node:events";
import { csvHeader, csvLine } from "../../gateway/audit/csv";
import { pruneAudit } from "../../gateway/audit/prune";
import { type EntryFilter, readEntries } from "../../gateway/audit/read-entries";
import { type ChainReport, verifyAudit } from "../../gateway/audit/verify";
import { ConcordError } from "../../schema/errors";
import { auditFolder } from "../audit-parts";
import { type Environment, readSettings } from "../settings";

export interface AuditOptions {
  /** A folder to look at instead of AUDIT_DIR, such as a copy. */
  readonly folder?: string;
  readonly json?: boolean;
}

export interface ExportOptions extends AuditOptions, EntryFilter {
  readonly format: "csv" | "jsonl";
}

export interface PruneOptions extends AuditOptions {
  readonly before: string;
}

function placeOf(options: AuditOptions, env: Environment): { readonly root: string; readonly key: string | undefined } {
  const { config, store } = readSettings(env);
  return { root: options.folder ?? auditFolder(config.audit, store.dataFolder), key: config.audit.key };
}

/** @returns whether every chain is whole */
export async function verify(options: AuditOptions, env: Environment): Promise<boolean> {
  const { root, key } = placeOf(options, env);
  const reports = await verifyAudit(root, key);
  if (reports.length === 0) throw new ConcordError("BAD_USER_INPUT", `There is no audit in ${root}.`, "AUDIT_DIR");
  const ok = reports.every(({ fault }) => !fault);
  if (options.json) console.log(JSON.stringify({ ok, signed: key !== undefined, chains: reports }));
  else for (const line of reports.flatMap((report) => reportLines(report, key !== undefined))) console.log(line);
  return ok;
}

function reportLines(
  { chain, files, records, last, checkpoints, notes, fault }: ChainReport,
  signed: boolean,
): string[] {
  const signature = signed ? `, ${checkpoints} checkpoints and the head signed` : ", not checked against a key";
  const lines = [
    `${fault ? "✗" : "✓"} ${chain}: ${records} records in ${files} files, to ${last.seq} ${last.hash}${signature}`,
  ];
  if (fault) {
    const { file, line, kind, expected, found } = fault;
    lines.push(`  ${kind} at ${file}${line > 0 ? ` line ${line}` : ""}: expected ${expected}, found ${found}`);
  }
  return [...lines, ...notes.map((note) => `  ${note}`)];
}

/** Prints entries as CSV, or as JSON Lines that carry chain, number and hash. */
export async function exportEntries({ format, ...options }: ExportOptions, env: Environment): Promise<void> {
  const { root } = placeOf(options, env);
  const unreadable = (file: string, line: number): void =>
    console.error(`${file} line ${line} is not an entry as it was written; run concord audit verify.`);
  if (format === "csv") await print(csvHeader);
  for await (const read of readEntries(root, options, unreadable)) {
    const { entry, ...place } = read;
    await print(format === "csv" ? csvLine(read) : JSON.stringify({ ...place, ...entry }));
  }
}

/** A reader that is slower than the disk is waited for. */
async function print(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}

export async function prune(options: PruneOptions, env: Environment): Promise<void> {
  const { root, key } = placeOf(options, env);
  const pruned = await pruneAudit(root, options.before, key);
  if (options.json) return console.log(JSON.stringify({ pruned }));
  if (pruned.length === 0) console.log(`Nothing to remove: no whole file is older than ${options.before}.`);
  for (const { chain, files, through } of pruned) {
    console.log(`${chain}: removed ${files.join(", ")}, through entry ${through}; the rest verifies from the anchor.`);
  }
}
