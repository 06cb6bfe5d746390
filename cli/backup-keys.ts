import { readFileSync } from "node:fs";
import { ConcordError } from "../schema/errors";
import type { BackupKeys } from "../store/backup/keys";
import type { BackupKeySettings } from "./config";

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConcordError("BACKUP_KEY_INVALID", `The key file ${file} cannot be read (${code ?? "unknown"}).`, "keys");
  }
}

/** Keys one a line; empty lines and comments, as age's own tools write them, are left out. */
function keyLines(file: string | undefined, kind: string): readonly string[] {
  if (!file) return [];
  const lines = readKeyFile(file)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  if (lines.length === 0) throw new ConcordError("BACKUP_KEY_INVALID", `The file ${file} holds no ${kind}.`, "keys");
  return lines;
}

/** The keys that files and environment give; a file named on the command line goes before the environment's. */
export function readBackupKeys(settings: BackupKeySettings): BackupKeys {
  const { recipientsFile, identityFile, passphraseFile, passphrase } = settings;
  const [fromFile] = passphraseFile ? readKeyFile(passphraseFile).split(/\r?\n/) : [];
  if (passphraseFile && !fromFile)
    throw new ConcordError("BACKUP_KEY_INVALID", `The first line of ${passphraseFile} is empty.`, "keys");
  return {
    recipients: keyLines(recipientsFile, "recipient"),
    identities: keyLines(identityFile, "identity"),
    passphrase: fromFile ?? passphrase,
  };
}
