import { openBackupFile } from "../../store/backup/file";
import { restoreBackup } from "../../store/backup/restore";
import { readBackupKeys } from "../backup-keys";
import { openPlaces } from "../backup-places";
import { readStoreConfig } from "../config";
import { rowBar } from "../row-bar";

export interface RestoreOptions {
  readonly identityFile?: string;
  readonly passphraseFile?: string;
  readonly replace?: boolean;
  readonly verify: boolean;
  readonly json?: boolean;
}

/** Puts a backup back and says what is there now. */
export async function runRestore(
  file: string,
  options: RestoreOptions,
  env: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const config = readStoreConfig(env);
  const keys = readBackupKeys({ ...config.backupKeys, ...options });
  const bar = rowBar(!options.json && process.stderr.isTTY === true);
  const startedAt = performance.now();
  const target = await openPlaces(config);
  try {
    const { manifest, rows, migratedForward } = await restoreBackup(target.places, await openBackupFile(file, keys), {
      replace: options.replace ?? false,
      verify: options.verify,
      onProgress: (progress) => bar.show("restoring", progress),
    });
    bar.stop();
    const seconds = (performance.now() - startedAt) / 1000;
    const { takenAt } = manifest;
    if (options.json) {
      console.log(JSON.stringify({ file, takenAt, rows, migratedForward, verified: options.verify, seconds }));
      return;
    }
    const newer = migratedForward > 0 ? `\n  brought forward by ${migratedForward} migration(s) to this version` : "";
    console.log(`${file}: the store is as of ${takenAt}
  ${rows.toLocaleString("en-US")} rows${options.verify ? ", read back, all digests agree" : ""}${newer}
  What the sources changed since then is missing: load them once in full (docs/backup.md).
${seconds.toFixed(1)} s`);
  } finally {
    bar.stop();
    await target.close();
  }
}
