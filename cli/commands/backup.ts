import { statSync } from "node:fs";
import { openBackupFile, writeBackupFile } from "../../store/backup/file";
import { type BackupKeys, encryptionFor } from "../../store/backup/keys";
import { restoreBackup } from "../../store/backup/restore";
import { type RowProgress, type Taken, takeBackup } from "../../store/backup/take";
import { readBackupKeys } from "../backup-keys";
import { openPlaces, openScratch } from "../backup-places";
import { readStoreConfig, type StoreConfig } from "../config";
import { rowBar } from "../row-bar";

export interface BackupOptions {
  readonly recipientsFile?: string;
  readonly passphraseFile?: string;
  readonly verify: boolean;
  readonly json?: boolean;
}

type Progress = (progress: RowProgress) => void;

/** Restores the file into a database of its own and compares every digest. */
async function verifyFile(file: string, keys: BackupKeys, config: StoreConfig, onProgress: Progress): Promise<void> {
  const scratch = await openScratch(config);
  try {
    await restoreBackup(scratch.places, await openBackupFile(file, keys), { replace: false, verify: true, onProgress });
  } finally {
    await scratch.close();
  }
}

/** Writes a verified backup and says what is in it. */
export async function runBackup(
  file: string,
  options: BackupOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const config = readStoreConfig(env);
  const keys = readBackupKeys({ ...config.backupKeys, ...options });
  const encryption = await encryptionFor(keys);
  const bar = rowBar(!options.json && process.stderr.isTTY === true);
  const startedAt = performance.now();
  const source = await openPlaces(config);
  try {
    const taken = await writeBackupFile(
      file,
      encryption?.encrypter,
      (sink) => takeBackup(source.places, sink, (progress) => bar.show("writing  ", progress)),
      async (partial) => {
        if (!options.verify) return;
        const show: Progress = (progress) => bar.show("verifying", progress);
        await verifyFile(partial, encryption?.opens ?? keys, config, show);
      },
    );
    bar.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    report(file, taken, { ...options, encrypted: encryption !== undefined, seconds });
  } finally {
    bar.stop();
    await source.close();
  }
}

function report(
  file: string,
  { manifest, closing }: Taken,
  { verify, json, encrypted, seconds }: BackupOptions & { readonly encrypted: boolean; readonly seconds: number },
): void {
  const tables = Object.values(closing.tables);
  const rows = tables.reduce((sum, table) => sum + table.rows, 0);
  const bytes = statSync(file).size;
  const { takenAt, schemas } = manifest;
  if (json) {
    const versions = schemas.map(({ schema, migrations }) => ({ schema, version: migrations.at(-1)?.version ?? 0 }));
    const facts = { file, bytes, takenAt, schemas: versions, tables: closing.tables, rows };
    console.log(JSON.stringify({ ...facts, encrypted, verified: verify, seconds }));
    return;
  }
  const sealed = encrypted ? "encrypted" : "not encrypted: whoever has the file can read it";
  console.log(`${file}: ${schemas.map(({ schema }) => schema).join(", ")} as of ${takenAt}
  ${tables.length} tables, ${rows.toLocaleString("en-US")} rows, ${(bytes / 1_000_000).toFixed(1)} MB, ${sealed}
  ${verify ? "verified: restored into a scratch database, all digests agree" : "not verified"}
${seconds.toFixed(1)} s`);
}
