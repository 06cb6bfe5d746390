import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { ConcordError } from "../../schema/errors";
import { takeLock } from "../../schema/process-lock";
import { checkpointBody, type Link, type RecordBody, type RecordKind, seal } from "./chain";
import { chainsIn, fileName, headPath, headText, readHead } from "./folder";
import { recoverChain, type Standing } from "./recover";

export interface AuditLogSettings {
  /** The folder of all chains. */
  readonly folder: string;
  /** Name of this gateway's chain; if another gateway has it, `name-2` and so on is taken. */
  readonly chain: string;
  /** Signs heads and checkpoints; without it the chain shows changes only to who keeps a hash elsewhere. */
  readonly key: string | undefined;
  readonly fileBytesMax: number;
  readonly logger: Logger;
}

interface Waiting {
  readonly kind: RecordKind;
  readonly body: RecordBody;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

const CHAINS_MAX = 64;
/** Records between two checkpoints. */
const CHECKPOINT_RECORDS = 1_000;

/**
 * An append-only, hash-chained log. Records that come while the disk is busy are written and made durable together, so
 * that many requests share one wait for the disk.
 */
export class AuditLog {
  private waiting: Waiting[] = [];
  private working: Promise<void> | undefined;
  private file: FileHandle | undefined;
  private sinceCheckpoint = 0;
  /** A write failed and what it left could not be taken off yet. */
  private untidy = false;

  private constructor(
    private readonly settings: AuditLogSettings,
    private readonly path: string,
    readonly chain: string,
    private readonly release: () => void,
    private readonly head: FileHandle,
    private last: Link,
    private fileNumber: number,
    private bytes: number,
    private day: string,
  ) {}

  /**
   * Opens or begins a chain; a torn end is kept aside and noted.
   * @throws AUDIT_DAMAGED, AUDIT_UNAVAILABLE
   */
  static async open(settings: AuditLogSettings): Promise<AuditLog> {
    await mkdir(settings.folder, { recursive: true, mode: 0o700 }).catch(unwritable);
    const { chain, folder, release } = await takeChain(settings);
    try {
      const standing = await recoverChain(folder, chain, settings.key);
      return await AuditLog.begin(settings, { chain, folder, release }, standing);
    } catch (error) {
      release();
      throw error;
    }
  }

  private static async begin(settings: AuditLogSettings, taken: Taken, standing: Standing): Promise<AuditLog> {
    const { last, file, bytes, day = today(), recovered, unvouched } = standing;
    const head = await openHead(taken.folder, taken.chain, last, settings.key);
    const log = new AuditLog(settings, taken.folder, taken.chain, taken.release, head, last, file, bytes, day);
    const others = othersOf(settings, taken.chain);
    if (recovered) {
      await log.append("recovered", { at: now(), ...recovered });
      settings.logger.warn({ chain: taken.chain, ...recovered }, "the audit's torn end was kept aside");
    }
    if (unvouched > 0) settings.logger.warn({ chain: taken.chain, unvouched }, "the audit goes on after its head");
    await log.append("started", {
      at: now(),
      pid: process.pid,
      ...(others ? { others } : {}),
      ...(unvouched > 0 ? { unvouched } : {}),
    });
    return log;
  }

  /**
   * Resolves when the record is on the disk.
   * @throws AUDIT_UNAVAILABLE when it could not be written; then it is not in the chain
   */
  append(kind: RecordKind, body: RecordBody): Promise<void> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ kind, body, resolve, reject });
      this.working ??= this.work();
    });
  }

  /** The folder of all chains. */
  get folder(): string {
    return this.settings.folder;
  }

  /** Where the chain stands. */
  get link(): Link {
    return this.last;
  }

  async close(): Promise<void> {
    if (this.settings.key && this.sinceCheckpoint > 0) await this.append("checkpoint", {}).catch(() => undefined);
    await this.working;
    await this.file?.close();
    await this.head.sync().catch(() => undefined);
    await this.head.close();
    this.release();
  }

  private async work(): Promise<void> {
    // Requests of this turn of the event loop still join the first group.
    await Promise.resolve();
    while (this.waiting.length > 0) {
      const group = this.waiting;
      this.waiting = [];
      try {
        await this.commit(group);
        for (const { resolve } of group) resolve();
      } catch (error) {
        this.settings.logger.error({ chain: this.chain, cause: causeOf(error) }, "the audit cannot be written");
        for (const { reject } of group) reject(unavailable());
      }
    }
    // Here and not when the promise settles: who appends in between must find that nobody works.
    this.working = undefined;
  }

  private async commit(group: readonly Waiting[]): Promise<void> {
    if (this.bytes > 0 && (this.bytes >= this.settings.fileBytesMax || this.day !== today())) await this.rotate();
    const file = await this.currentFile();
    const { key } = this.settings;
    const lines: string[] = [];
    let link = this.last;
    const add = (kind: RecordKind, body: RecordBody): void => {
      const content = kind === "checkpoint" && key ? checkpointBody(this.chain, link, key, now()) : body;
      const sealed = seal(this.chain, link, kind, content);
      lines.push(sealed.line, "\n");
      link = sealed.link;
    };
    if (this.bytes === 0) add("opened", { at: now(), file: fileName(this.fileNumber) });
    for (const { kind, body } of group) add(kind, body);
    if (key && this.sinceCheckpoint + group.length >= CHECKPOINT_RECORDS) add("checkpoint", {});
    await this.write(file, Buffer.from(lines.join("")));
    this.last = link;
    this.sinceCheckpoint = lines.at(-2)?.includes('"kind":"checkpoint"') ? 0 : this.sinceCheckpoint + group.length;
    if (this.sinceCheckpoint === 0) this.settings.logger.info({ chain: this.chain, ...link }, "audit checkpoint");
    await this.head.write(headText(this.chain, link, key), 0);
  }

  /** All of it or nothing: what a full disk took in part is taken off again, so that the chain goes on when there is room. */
  private async write(file: FileHandle, bytes: Buffer): Promise<void> {
    if (this.untidy) await this.tidy(file);
    try {
      for (let from = 0; from < bytes.length; ) from += (await file.write(bytes, from)).bytesWritten;
      await file.datasync();
    } catch (error) {
      this.untidy = true;
      await this.tidy(file);
      throw error;
    }
    this.bytes += bytes.length;
  }

  private async tidy(file: FileHandle): Promise<void> {
    await file.truncate(this.bytes);
    this.untidy = false;
  }

  private async currentFile(): Promise<FileHandle> {
    if (this.file) return this.file;
    const file = await open(join(this.path, fileName(this.fileNumber)), "a", 0o600);
    await syncFolder(this.path);
    this.file = file;
    return file;
  }

  private async rotate(): Promise<void> {
    const file = await this.currentFile();
    const closed = { at: now(), next: fileName(this.fileNumber + 1) };
    const { line, link } = seal(this.chain, this.last, "closed", closed);
    await this.write(file, Buffer.from(`${line}\n`));
    this.last = link;
    await this.head.write(headText(this.chain, link, this.settings.key), 0);
    await this.head.sync();
    await file.close();
    this.file = undefined;
    this.fileNumber += 1;
    this.bytes = 0;
    this.day = today();
  }
}

const now = (): string => new Date().toISOString();
const today = (): string => now().slice(0, 10);

interface Taken {
  readonly chain: string;
  readonly folder: string;
  readonly release: () => void;
}

/** The first free name: two gateways of one machine, or the old and the new one of a restart, have a chain each. */
async function takeChain({ folder, chain }: AuditLogSettings): Promise<Taken> {
  for (let number = 1; number <= CHAINS_MAX; number += 1) {
    const name = number === 1 ? chain : `${chain}-${number}`;
    const path = join(folder, name);
    await mkdir(path, { recursive: true, mode: 0o700 }).catch(unwritable);
    const lock = takeLock(join(path, "lock"));
    if ("release" in lock) return { chain: name, folder: path, release: () => lock.release() };
  }
  throw new ConcordError("AUDIT_UNAVAILABLE", `All ${CHAINS_MAX} chains named ${chain} are in use.`, folder);
}

/** A head stands before the first record does, so that a chain without one has lost it. */
async function openHead(folder: string, chain: string, last: Link, key: string | undefined): Promise<FileHandle> {
  const path = headPath(folder);
  const head = await open(path, "r+").catch(() => open(path, "w+", 0o600));
  await head.write(headText(chain, last, key), 0);
  await head.sync();
  await syncFolder(folder);
  return head;
}

/** The other gateways' chains as this one finds them: a chain that vanishes later is missed. */
function othersOf({ folder, key }: AuditLogSettings, own: string): { [chain: string]: number } | undefined {
  const others = chainsIn(folder).flatMap((chain) => {
    const head = chain === own ? undefined : readHead(join(folder, chain), chain, key);
    return typeof head === "object" && head.seq > 0 ? [[chain, head.seq] as const] : [];
  });
  return others.length > 0 ? Object.fromEntries(others) : undefined;
}

/** A new file's name is durable only when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unwritable(error: NodeJS.ErrnoException): never {
  throw new ConcordError("CONFIG_INVALID", `AUDIT_DIR cannot be written: ${error.code}.`, "AUDIT_DIR");
}

function unavailable(): ConcordError {
  return new ConcordError("AUDIT_UNAVAILABLE", "The audit cannot be written, so nothing is answered.");
}

function causeOf(error: unknown): string {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : error instanceof Error ? error.message : "unknown";
}
