import { createHash } from "node:crypto";
import { createReadStream, existsSync, statSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { createGunzip } from "node:zlib";
import { ConcordError, errorText } from "../../schema/errors";
import type { BookObjects } from "./book";
import { readSqliteBook } from "./sqlite-book";
import { readXmlBook } from "./xml-book";

export function bookExists(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

export function missingBook(path: string): string {
  return `There is no GnuCash book ${path}. Name the file in the source's option file, or bring it back.`;
}

export async function fingerprintOf(path: string): Promise<string> {
  requireBook(path);
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest("base64url");
}

export interface ReadBook {
  readonly objects: BookObjects;
  /** Of the bytes that were read, should the file change meanwhile. */
  readonly fingerprint: string;
}

/** Reads a book of any of GnuCash's three kinds of file, told by how it begins. */
export async function readBook(path: string, onBytes: (bytes: number) => void = () => {}): Promise<ReadBook> {
  requireBook(path);
  const start = await beginningOf(path);
  if (start.toString("latin1").startsWith("SQLite format 3")) {
    const bytes = await readFile(path);
    onBytes(bytes.length);
    return {
      objects: await readSqliteBook(bytes),
      fingerprint: createHash("sha256").update(bytes).digest("base64url"),
    };
  }
  const hash = createHash("sha256");
  const bytes = hashed(path, hash, onBytes);
  const isCompressed = start[0] === 0x1f && start[1] === 0x8b;
  const objects = await readXmlBook(isCompressed ? unpacked(bytes) : bytes);
  return { objects, fingerprint: hash.digest("base64url") };
}

function requireBook(path: string): void {
  if (!bookExists(path)) throw new ConcordError("SOURCE_MISSING", missingBook(path), path);
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const buffer = Buffer.alloc(16);
    await file.read(buffer, 0, 16, 0);
    return buffer;
  } finally {
    await file.close();
  }
}

async function* hashed(
  path: string,
  hash: ReturnType<typeof createHash>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Uint8Array> {
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = chunk as Buffer;
    hash.update(bytes);
    onBytes(bytes.length);
    yield bytes;
  }
}

async function* unpacked(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  const feeding = feed(bytes, gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
    await feeding;
  } catch (error) {
    if (error instanceof ConcordError) throw error;
    const reason = errorText(error);
    throw new ConcordError(
      "IMPORT_RECORD_MALFORMED",
      `Expected a whole compressed GnuCash book, but ${reason}. Save the book again, or restore a backup of it.`,
    );
  } finally {
    gunzip.destroy();
  }
}

async function feed(bytes: AsyncIterable<Uint8Array>, gunzip: ReturnType<typeof createGunzip>): Promise<void> {
  for await (const chunk of bytes)
    if (!gunzip.write(chunk)) await new Promise((resume) => gunzip.once("drain", resume).once("close", resume));
  gunzip.end();
}
