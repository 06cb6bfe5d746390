import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { z } from "zod";
import { ConcordError } from "../schema/errors";
import type { RowScopes } from "../schema/identity";
import { type Role, roles } from "../schema/roles";

/** A key as it is kept: who it speaks for, and a hash of its secret. */
export interface ApiKey extends RowScopes {
  readonly id: string;
  readonly name: string;
  /** Of the secret, in hexadecimal digits. */
  readonly sha256: string;
  readonly role: Role;
  /** The only documents it may ask; absent: any that its role may. */
  readonly operations?: readonly { readonly name: string; readonly sha256: string }[] | undefined;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly revokedAt?: string | undefined;
}

export interface ListedKey extends Omit<ApiKey, "sha256"> {
  readonly lastUsedAt: string | undefined;
}

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const scope = z.union([z.literal("*"), z.array(z.string().min(1))]);
const content = z.strictObject({
  keys: z.array(
    z.strictObject({
      id: z.string().regex(/^[0-9a-f]{12}$/),
      name: z.string().min(1),
      sha256: hash,
      role: z.enum(roles),
      companies: scope,
      // Absent: not kept to any.
      costCenters: scope.exactOptional(),
      customers: scope.exactOptional(),
      operations: z.array(z.strictObject({ name: z.string(), sha256: hash })).optional(),
      createdAt: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      revokedAt: z.iso.datetime().optional(),
    }),
  ),
});

/** A use is noted at most so often. */
const USE_NOTED_MS = 1_000;
const LOCK_ATTEMPTS = 50;
const LOCK_PAUSE_MS = 20;

/** API keys in a file (mode 600), read again whenever it changes: a revoked key is refused from the next request on. */
export class ApiKeyFile {
  private known: { readonly version: string; readonly keys: ReadonlyMap<string, ApiKey> } | undefined;
  private readonly notedAtMs = new Map<string, number>();

  constructor(private readonly path: string) {}

  /** @throws CONFIG_INVALID when the file is not one of keys: nobody is let in by a file that cannot be read */
  async find(id: string): Promise<ApiKey | undefined> {
    const { mtimeMs, size, ino } = await stat(this.path).catch(() => ({ mtimeMs: 0, size: 0, ino: 0 }));
    const version = `${ino} ${size} ${mtimeMs}`;
    if (this.known?.version !== version) {
      this.known = { version, keys: new Map(this.read().map((key) => [key.id, key])) };
    }
    return this.known.keys.get(id);
  }

  /** Notes that a key was used, as the time of a file of its own, so that several gateways can do it. */
  used(id: string): void {
    const nowMs = Date.now();
    if (nowMs - (this.notedAtMs.get(id) ?? 0) < USE_NOTED_MS) return;
    this.notedAtMs.set(id, nowMs);
    try {
      mkdirSync(this.usesFolder, { recursive: true, mode: 0o700 });
      const path = join(this.usesFolder, id);
      writeFileSync(path, "", { flag: "a", mode: 0o600 });
      utimesSync(path, new Date(nowMs), new Date(nowMs));
    } catch {
      // A folder that may only be read costs the note, not the answer.
    }
  }

  list(): ListedKey[] {
    const uses = this.lastUses();
    return this.read().map(({ sha256: _hash, ...key }) => ({ ...key, lastUsedAt: uses.get(key.id) }));
  }

  async add(key: ApiKey): Promise<void> {
    await this.change((keys) => [...keys, key]);
  }

  /** @throws BAD_USER_INPUT when there is no such key */
  async revoke(id: string): Promise<void> {
    await this.change((keys) => {
      if (!keys.some((key) => key.id === id)) {
        throw new ConcordError("BAD_USER_INPUT", `There is no API key ${id}; concord api-key list shows them.`, "id");
      }
      const revokedAt = new Date().toISOString();
      return keys.map((key) => (key.id === id && !key.revokedAt ? { ...key, revokedAt } : key));
    });
  }

  private get usesFolder(): string {
    return `${this.path}.uses`;
  }

  private lastUses(): ReadonlyMap<string, string> {
    try {
      const ids = readdirSync(this.usesFolder);
      return new Map(ids.map((id) => [id, statSync(join(this.usesFolder, id)).mtime.toISOString()]));
    } catch {
      return new Map();
    }
  }

  private read(): readonly ApiKey[] {
    let text: string;
    try {
      text = readFileSync(this.path, "utf8");
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
      throw invalid(this.path, "it cannot be read");
    }
    try {
      return content.parse(JSON.parse(text)).keys;
    } catch {
      // What is wrong is not told in words: they would quote the file.
      throw invalid(this.path, "it is not what concord api-key writes");
    }
  }

  /** One writer at a time; readers see the old file or the new one. */
  private async change(edit: (keys: readonly ApiKey[]) => readonly ApiKey[]): Promise<void> {
    mkdirSync(dirname(this.path), { recursive: true, mode: 0o700 });
    const lock = `${this.path}.lock`;
    await takeLock(lock);
    try {
      const draft = `${this.path}.tmp`;
      writeFileSync(draft, `${JSON.stringify({ keys: edit(this.read()) }, undefined, 2)}\n`, { mode: 0o600 });
      renameSync(draft, this.path);
    } finally {
      rmSync(lock, { force: true });
    }
  }
}

async function takeLock(path: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return writeFileSync(path, String(process.pid), { flag: "wx" });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (attempt === LOCK_ATTEMPTS) throw invalid(path, "another command holds it; remove it if none runs");
      await new Promise((resolve) => setTimeout(resolve, LOCK_PAUSE_MS));
    }
  }
}

function invalid(path: string, because: string): ConcordError {
  return new ConcordError("CONFIG_INVALID", `The file of API keys ${path} is not usable: ${because}.`, "API_KEYS_FILE");
}
