import { readFileSync, writeFileSync } from "node:fs";
import { generateHybridIdentity, generateIdentity, identityToRecipient } from "age-encryption";
import { readBackupKeys } from "../../cli/backup-keys";
import type { BackupKeys } from "../../store/backup/keys";
import type { Taken } from "../../store/backup/take";
import type { Database } from "../../store/database";
import { sql } from "../../store/sql";
import { migrateAll } from "../build";
import { openEmbedded } from "../embedded";
import { allIn, backUp, NO_KEYS, putBack, scratchFolder } from "./build";

const folder = scratchFolder();
const SECRET = "a name that only the store knows";
const rowsIn = ({ closing }: Taken) => Object.values(closing.tables).reduce((sum, { rows }) => sum + rows, 0);

describe("an encrypted backup", () => {
  let database: Database;
  beforeAll(async () => {
    database = await openEmbedded();
    await migrateAll(database);
    await database.query(sql`insert into mapping.code_map (id, system, list, source_code, unified_code)
      select 'x:y:' || n, ${SECRET}, 'y', md5(n::text), 'z' from generate_series(1, 4000) n`);
  });
  afterAll(async () => {
    await database.close();
    folder.remove();
  });

  const opening = (identity: string): BackupKeys => ({ ...NO_KEYS, identities: [identity] });
  const restore = (file: string, keys: BackupKeys) => putBack(allIn(database), file, { keys, replace: true });

  it.each([
    ["a classic key", generateIdentity],
    ["a post-quantum key", generateHybridIdentity],
  ])("to %s is opened by it alone", async (title, generate) => {
    const [identity, other] = [await generate(), await generateIdentity()];
    const file = folder.file(`${title}.concord`);
    const taken = await backUp(allIn(database), file, {
      ...NO_KEYS,
      recipients: [await identityToRecipient(identity)],
    });
    expect(readFileSync(file).subarray(0, 21).toString()).toBe("age-encryption.org/v1");
    await expect(restore(file, NO_KEYS)).rejects.toMatchObject({ code: "BACKUP_KEY_MISSING" });
    await expect(restore(file, opening(other))).rejects.toMatchObject({ code: "BACKUP_KEY_WRONG" });
    expect((await restore(file, opening(identity))).rows).toBe(rowsIn(taken));
  });

  it("by a passphrase is opened by it alone", async () => {
    const file = folder.file("passphrase.concord");
    const taken = await backUp(allIn(database), file, { ...NO_KEYS, passphrase: "correct horse battery staple" });
    const wrong = restore(file, { ...NO_KEYS, passphrase: "another" });
    await expect(wrong).rejects.toMatchObject({ code: "BACKUP_KEY_WRONG" });
    expect((await restore(file, { ...NO_KEYS, passphrase: "correct horse battery staple" })).rows).toBe(rowsIn(taken));
  });

  it("that somebody changed or cut off is refused", async () => {
    const identity = await generateIdentity();
    const file = folder.file("tampered.concord");
    const taken = await backUp(allIn(database), file, {
      ...NO_KEYS,
      recipients: [await identityToRecipient(identity)],
    });
    const whole = readFileSync(file);
    // In the header, in the first sealed block, in the last, and cut at the end of a block and inside one.
    const flipped = [60, 600, whole.length - 5].map((at) => {
      const copy = Buffer.from(whole);
      copy[at] = (copy[at] ?? 0) ^ 1;
      return copy;
    });
    const cut = [whole.length - 1, whole.length - 70_000, 30].map((length) => whole.subarray(0, length));
    for (const [at, bytes] of [...flipped, ...cut].entries()) {
      const copy = folder.file(`tampered-${at}`);
      writeFileSync(copy, bytes);
      await expect(restore(copy, opening(identity))).rejects.toMatchObject({
        code: expect.stringMatching(/^BACKUP_(DAMAGED|KEY_WRONG)$/),
      });
    }
    expect((await restore(file, opening(identity))).rows).toBe(rowsIn(taken));
  });

  it("takes keys from files, with comments, and tells what is wrong with them without telling a key", async () => {
    const identity = await generateIdentity();
    const recipients = folder.file("recipients");
    writeFileSync(recipients, `# the safe in the office\n\n${await identityToRecipient(identity)}\n`);
    const none = {
      recipientsFile: undefined,
      identityFile: undefined,
      passphraseFile: undefined,
      passphrase: undefined,
    };
    const read = readBackupKeys({ ...none, recipientsFile: recipients });
    expect(read.recipients).toEqual([await identityToRecipient(identity)]);
    // A secret key where public ones belong.
    const mistaken = backUp(allIn(database), folder.file("x"), { ...NO_KEYS, recipients: [identity] });
    await expect(mistaken).rejects.toMatchObject({ code: "BACKUP_KEY_INVALID" });
    await expect(mistaken).rejects.not.toMatchObject({ message: expect.stringContaining(identity) });
    expect(() => readBackupKeys({ ...none, identityFile: folder.file("nowhere") })).toThrow(
      /cannot be read \(ENOENT\)/,
    );
    const both = backUp(allIn(database), folder.file("x"), { ...read, passphrase: "p" });
    await expect(both).rejects.toMatchObject({ code: "BACKUP_KEY_INVALID" });
  });
});
