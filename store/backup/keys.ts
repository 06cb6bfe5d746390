import { Decrypter, Encrypter, generateHybridIdentity, generateIdentity, identityToRecipient } from "age-encryption";
import { ConcordError } from "../../schema/errors";

/** Keys of age: what a backup is encrypted to, and what opens one. */
export interface BackupKeys {
  /** Public keys, `age1…`. */
  readonly recipients: readonly string[];
  /** Secret keys, `AGE-SECRET-KEY-…`. */
  readonly identities: readonly string[];
  readonly passphrase: string | undefined;
}

export interface Encryption {
  readonly encrypter: Encrypter;
  /** Opens what the encrypter wrote. */
  readonly opens: BackupKeys;
}

/**
 * How to encrypt for these keys; undefined when none is given. Only the holder of a secret key can read what is encrypted
 * to a public one, so a second key is made that is never written anywhere: with it the file is read back and verified.
 */
export async function encryptionFor(keys: BackupKeys): Promise<Encryption | undefined> {
  const { recipients, passphrase } = keys;
  if (recipients.length > 0 && passphrase !== undefined)
    throw new ConcordError("BACKUP_KEY_INVALID", "Give recipients or a passphrase, not both.", "keys");
  const encrypter = new Encrypter();
  if (passphrase !== undefined) {
    encrypter.setPassphrase(passphrase);
    return { encrypter, opens: keys };
  }
  if (recipients.length === 0) return undefined;
  // Post-quantum and classic recipients do not mix: a classic one would give away what the other protects.
  const hybrid = recipients.some((recipient) => recipient.startsWith("age1pq1"));
  const passing = await (hybrid ? generateHybridIdentity() : generateIdentity());
  for (const recipient of [...recipients, await identityToRecipient(passing)])
    asKey("recipient", () => encrypter.addRecipient(recipient));
  return { encrypter, opens: { recipients: [], identities: [passing], passphrase: undefined } };
}

/** @throws BACKUP_KEY_MISSING when there is nothing to open an encrypted backup with */
export function decrypterFor({ identities, passphrase }: BackupKeys): Decrypter {
  if (identities.length === 0 && passphrase === undefined)
    throw new ConcordError("BACKUP_KEY_MISSING", "The backup is encrypted and no key was given.", "keys");
  const decrypter = new Decrypter();
  for (const identity of identities) asKey("identity", () => decrypter.addIdentity(identity));
  if (passphrase !== undefined) decrypter.addPassphrase(passphrase);
  return decrypter;
}

/** The key itself is never told: a secret key pasted into the wrong file would end in a log. */
function asKey(kind: string, add: () => void): void {
  try {
    add();
  } catch {
    throw new ConcordError("BACKUP_KEY_INVALID", `A line of the ${kind} file is not an age ${kind}.`, "keys");
  }
}
