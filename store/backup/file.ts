import { once } from "node:events";
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { Decrypter, type Encrypter } from "age-encryption";
import { ConcordError, errorText } from "../../schema/errors";
import { damaged } from "./format";
import { type BackupKeys, decrypterFor } from "./keys";
import type { Sink } from "./take";

const AGE_BEGINNING = "age-encryption.org/v1";
/** Holds the header of a file to a hundred recipients. */
const HEAD_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** Only the owner may read it: a backup holds everything. */
const OWNER_ONLY = 0o600;

/**
 * Writes a file beside its name, and gives it the name when it is whole, on the disk and accepted: there is never half a
 * backup under a name that promises one.
 * @param accept looks at the finished file; when it throws, nothing is left
 */
export async function writeBackupFile<T>(
  file: string,
  encrypter: Encrypter | undefined,
  write: (sink: Sink) => Promise<T>,
  accept: (partial: string, written: T) => Promise<void>,
): Promise<T> {
  if (await exists(file)) throw new ConcordError("BACKUP_FILE_EXISTS", `There is a file ${file} already.`, "file");
  const partial = `${file}.partial`;
  await rm(partial, { force: true });
  try {
    const written = await writeThrough(partial, encrypter, write);
    await toDisk(partial);
    await accept(partial, written);
    await rename(partial, file);
    return written;
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}

async function toDisk(file: string): Promise<void> {
  const handle = await open(file, "r+");
  await handle.sync().finally(() => handle.close());
}

async function writeThrough<T>(
  file: string,
  encrypter: Encrypter | undefined,
  write: (sink: Sink) => Promise<T>,
): Promise<T> {
  const entry = new PassThrough();
  const output = createWriteStream(file, { mode: OWNER_ONLY, flags: "wx" });
  const done = encrypter
    ? pipeline(entry, createGzip(), (plain: AsyncIterable<Uint8Array>) => encrypted(encrypter, plain), output)
    : pipeline(entry, createGzip(), output);
  const failed = done.then(() => new Promise<never>(() => {}));
  // Told where it is awaited; a fault before that must not end the process.
  failed.catch(() => {});
  try {
    const written = await write(async (text) => {
      if (!entry.write(text)) await Promise.race([once(entry, "drain"), failed]);
    });
    entry.end();
    await done;
    return written;
  } catch (error) {
    entry.destroy();
    await done.catch(() => {});
    throw error;
  }
}

async function* encrypted(encrypter: Encrypter, plain: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const stream = await encrypter.encrypt(Readable.toWeb(Readable.from(plain)) as ReadableStream<Uint8Array>);
  yield* Readable.fromWeb(stream as import("node:stream/web").ReadableStream<Uint8Array>);
}

/**
 * Opens a backup file; the lines can then be read as often as wanted. Whatever is wrong with the file or the key is told by
 * a registered error.
 */
export async function openBackupFile(file: string, keys: BackupKeys): Promise<() => AsyncGenerator<string>> {
  const head = await beginning(file);
  const decrypter = head.startsWith(AGE_BEGINNING) ? await unlock(head, keys) : undefined;
  return () => readLines(file, decrypter);
}

async function* readLines(file: string, decrypter: Decrypter | undefined): AsyncGenerator<string> {
  const raw = createReadStream(file);
  const plain = decrypter ? Readable.from(decrypted(raw, decrypter)) : raw;
  const text = createGunzip();
  const done = pipeline(plain, text).catch(() => {});
  try {
    yield* splitLines(text);
  } catch (error) {
    throw error instanceof ConcordError ? error : damaged(`it cannot be read to its end (${errorText(error)})`);
  } finally {
    text.destroy();
    await done;
  }
}

async function beginning(file: string): Promise<string> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
    throw new ConcordError("BACKUP_MISSING", `There is no file ${file}.`, "file");
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead).toString("latin1");
  } finally {
    await handle.close();
  }
}

/** Finds the file's own key once: trying a passphrase takes seconds, by design. */
async function unlock(head: string, keys: BackupKeys): Promise<Decrypter> {
  const header = /^[\s\S]*?\n---[^\n]*\n/.exec(head)?.[0];
  if (!header) throw damaged("its header is not whole");
  const fileKey = await decrypterFor(keys)
    .decryptHeader(Buffer.from(header, "latin1"))
    .catch((error: unknown) => {
      if (error instanceof ConcordError) throw error;
      if (!errorText(error).includes("no identity matched")) throw damaged(`its header is wrong (${errorText(error)})`);
      throw new ConcordError("BACKUP_KEY_WRONG", "None of the given keys opens the backup.", "keys");
    });
  const decrypter = new Decrypter();
  decrypter.addIdentity({ unwrapFileKey: () => fileKey });
  return decrypter;
}

async function* decrypted(cipher: Readable, decrypter: Decrypter): AsyncGenerator<Uint8Array> {
  const stream = await decrypter.decrypt(Readable.toWeb(cipher) as ReadableStream<Uint8Array>);
  yield* Readable.fromWeb(stream as import("node:stream/web").ReadableStream<Uint8Array>);
}

/** Lines end at a newline alone: JSON text may hold what other readers take for the end of a line. */
async function* splitLines(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]).toString("utf8");
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) throw damaged("it ends inside a line");
}
