import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openBackupFile, writeBackupFile } from "../../store/backup/file";
import { type BackupKeys, encryptionFor } from "../../store/backup/keys";
import type { Place } from "../../store/backup/places";
import { type Restored, restoreBackup } from "../../store/backup/restore";
import { type Taken, takeBackup } from "../../store/backup/take";
import type { Database } from "../../store/database";
import { name, sql } from "../../store/sql";

export const SCHEMAS = ["mapping", "finance", "erp"] as const;

export const NO_KEYS: BackupKeys = { recipients: [], identities: [], passphrase: undefined };

export const allIn = (database: Database): readonly Place[] => [{ schemas: SCHEMAS, database }];

/** A folder for one test file, gone with it. */
export function scratchFolder(): { readonly file: (title: string) => string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), "concord-backup-"));
  return { file: (title) => join(folder, title), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export async function backUp(places: readonly Place[], file: string, keys: BackupKeys = NO_KEYS): Promise<Taken> {
  const encryption = await encryptionFor(keys);
  return writeBackupFile(
    file,
    encryption?.encrypter,
    (sink) => takeBackup(places, sink),
    async () => {},
  );
}

export async function putBack(
  places: readonly Place[],
  file: string,
  { keys = NO_KEYS, replace = false }: { readonly keys?: BackupKeys; readonly replace?: boolean } = {},
): Promise<Restored> {
  return restoreBackup(places, await openBackupFile(file, keys), { replace, verify: true });
}

/** What a disaster leaves: a database without Concord's schemas. */
export async function destroy(database: Database): Promise<void> {
  for (const schema of SCHEMAS) await database.query(sql`drop schema if exists ${name(schema)} cascade`);
}
