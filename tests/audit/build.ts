import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { type ChainRecord, readRecord } from "../../gateway/audit/chain";
import { chainsIn, filesOf } from "../../gateway/audit/folder";
import { AuditLog, type AuditLogSettings } from "../../gateway/audit/log";

export const KEY = "an audit key for tests, long enough";

export const auditFolder = (): string => mkdtempSync(join(tmpdir(), "concord-audit-"));

export function openLog(folder: string, settings: Partial<AuditLogSettings> = {}): Promise<AuditLog> {
  const logger = pino({ level: "silent" });
  return AuditLog.open({ folder, chain: "gateway", key: undefined, fileBytesMax: 1024 * 1024, logger, ...settings });
}

export const linesIn = (path: string): string[] => readFileSync(path, "utf8").split("\n").slice(0, -1);

/** Every record of every chain, in order. */
export function recordsIn(root: string): ChainRecord[] {
  return chainsIn(root).flatMap((chain) =>
    filesOf(join(root, chain)).flatMap(({ path }) =>
      linesIn(path).map((line) => {
        const record = readRecord(line);
        if (!record) throw new Error(`${path} has a line that is no record: ${line}`);
        return record;
      }),
    ),
  );
}

/** The bodies of the requests in the audit. */
export function entriesIn(root: string): Record<string, ReturnType<typeof JSON.parse>>[] {
  return recordsIn(root).flatMap(({ kind, body }) => (kind === "request" ? [body as Record<string, unknown>] : []));
}
