import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { canonicalJson, type Json } from "../../gateway/audit/canonical";
import { GENESIS, readRecord, seal } from "../../gateway/audit/chain";
import { filesOf, headPath } from "../../gateway/audit/folder";
import { pruneAudit } from "../../gateway/audit/prune";
import { verifyAudit } from "../../gateway/audit/verify";
import { auditFolder, KEY, linesIn, openLog, recordsIn } from "./build";

const body = (number: number) => ({ at: new Date().toISOString(), number, text: "客户".repeat(number % 7) });

/** A chain of `count` requests over several small files. */
async function written(count: number, key: string | undefined = undefined, fileBytesMax = 1500): Promise<string> {
  const folder = auditFolder();
  const log = await openLog(folder, { key, fileBytesMax });
  for (let number = 1; number <= count; number += 1) await log.append("request", body(number));
  await log.close();
  return folder;
}

const chainOf = (folder: string): string => join(folder, "gateway");
const faultOf = async (folder: string, key?: string) => (await verifyAudit(folder, key))[0]?.fault;
const rewrite = (path: string, lines: readonly string[]): void =>
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string({ unit: "binary" }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe("canonical JSON", () => {
  it("is one text however the names are ordered, and says what the value says", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), json, { noNullPrototype: true }), (value) => {
        const turned = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalJson(turned)).toBe(canonicalJson(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

describe("a record", () => {
  it("is read as it was sealed, and not when one character of its line is another", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), json, { noNullPrototype: true }),
        fc.nat(),
        fc.string({ minLength: 1, maxLength: 1 }),
        (content, where, put) => {
          const { line, link } = seal("gateway", GENESIS, "request", content);
          expect(readRecord(line)).toMatchObject({ seq: 1, prev: GENESIS.hash, hash: link.hash });
          const at = where % line.length;
          const changed = line.slice(0, at) + put + line.slice(at + 1);
          if (changed !== line) expect(readRecord(changed)).toBeUndefined();
        },
      ),
    );
  });
});

describe("an audit log", () => {
  it("goes on over files and restarts in one chain, which verifies", async () => {
    const folder = await written(30, KEY);
    const again = await openLog(folder, { key: KEY, fileBytesMax: 1500 });
    await Promise.all(Array.from({ length: 50 }, (_, number) => again.append("request", body(number))));
    await again.close();
    const [report] = await verifyAudit(folder, KEY);
    expect(report?.fault).toBeUndefined();
    expect(report?.files).toBeGreaterThan(5);
    expect(report?.checkpoints).toBe(2);
    const records = recordsIn(folder);
    expect(records.filter(({ kind }) => kind === "request")).toHaveLength(80);
    expect(records.map(({ seq }) => seq)).toEqual(records.map((_, at) => at + 1));
  });

  it("gives each of two gateways a chain of its own, and each saw the other", async () => {
    const folder = auditFolder();
    const one = await openLog(folder);
    await one.append("request", body(1));
    const other = await openLog(folder);
    await other.append("request", body(2));
    expect([one.chain, other.chain]).toEqual(["gateway", "gateway-2"]);
    await one.close();
    await other.close();
    expect((await verifyAudit(folder, undefined)).map(({ fault }) => fault)).toEqual([undefined, undefined]);
    rmSync(join(folder, "gateway"), { recursive: true });
    const missing = (await verifyAudit(folder, undefined)).find(({ chain }) => chain === "gateway");
    expect(missing?.fault).toMatchObject({ kind: "missing", found: "no such chain" });
  });

  it("takes over the chain of a process that is gone", async () => {
    const folder = await written(1);
    writeFileSync(join(chainOf(folder), "lock"), "nowhere");
    writeFileSync(join(chainOf(folder), "lock"), `${require("node:os").hostname()} 2147480000 17`);
    const log = await openLog(folder);
    expect(log.chain).toBe("gateway");
    await log.close();
  });

  it.each([1, 40, 200])(
    "keeps aside the torn end of %p bytes that a killed process left, and notes it",
    async (bytes) => {
      const folder = await written(5, KEY, 1_000_000);
      const path = join(chainOf(folder), "000001.jsonl");
      const torn = "x".repeat(bytes);
      appendFileSync(path, torn);
      expect((await verifyAudit(folder, KEY))[0]).toMatchObject({ notes: [expect.stringContaining("not finished")] });
      const log = await openLog(folder, { key: KEY });
      await log.append("request", body(6));
      await log.close();
      const [report] = await verifyAudit(folder, KEY);
      expect(report?.fault).toBeUndefined();
      expect(report?.notes).toEqual([expect.stringContaining(`a torn end of ${bytes} bytes was recovered`)]);
      const note = recordsIn(folder).find(({ kind }) => kind === "recovered");
      expect(readFileSync(join(chainOf(folder), String(note?.body["keptIn"])), "utf8")).toBe(torn);
      rmSync(join(chainOf(folder), String(note?.body["keptIn"])));
      expect(await faultOf(folder, KEY)).toMatchObject({ kind: "missing" });
    },
  );

  it("notes a torn end also when the process was killed again before it could", async () => {
    const folder = await written(3);
    const path = filesOf(chainOf(folder)).at(-1)?.path ?? "";
    const next = (readRecord(linesIn(path).at(-1) ?? "")?.seq ?? 0) + 1;
    writeFileSync(join(chainOf(folder), `torn-${next}.part`), "half a line");
    await (await openLog(folder)).close();
    expect(recordsIn(folder).filter(({ kind }) => kind === "recovered")).toHaveLength(1);
    await (await openLog(folder)).close();
    expect(recordsIn(folder).filter(({ kind }) => kind === "recovered")).toHaveLength(1);
  });

  it("is not continued where durable records are gone", async () => {
    const folder = await written(5);
    const path = filesOf(chainOf(folder)).at(-1)?.path ?? "";
    rewrite(path, linesIn(path).slice(0, -1));
    await expect(openLog(folder)).rejects.toMatchObject({ code: "AUDIT_DAMAGED" });
    expect(existsSync(join(chainOf(folder), "lock"))).toBe(false);
  });
});

interface Tampering {
  readonly name: string;
  /** Changes the file's lines at a place; gives the lines, and the line the fault is to be named at. */
  readonly change: (lines: string[], at: number) => { lines: string[]; line: number } | undefined;
  readonly kinds: readonly string[];
}

const tamperings: readonly Tampering[] = [
  {
    name: "an entry changed",
    change: (lines, at) => ({ lines: lines.with(at, (lines[at] ?? "").replace(/"at":"2/, '"at":"3')), line: at + 1 }),
    kinds: ["altered"],
  },
  {
    name: "an entry changed and hashed anew",
    change: (lines, at) => {
      const record = readRecord(lines[at] ?? "");
      if (!record) return undefined;
      const forged = seal(record.chain, { seq: record.seq - 1, hash: record.prev }, record.kind, {
        ...record.body,
        number: -1,
      });
      return { lines: lines.with(at, forged.line), line: at + 1 };
    },
    kinds: ["altered"],
  },
  {
    name: "an entry removed",
    change: (lines, at) => ({ lines: lines.toSpliced(at, 1), line: at + 1 }),
    kinds: ["missing", "cut off"],
  },
  {
    name: "an entry repeated",
    change: (lines, at) => ({ lines: lines.toSpliced(at, 0, lines[at] ?? ""), line: at + 2 }),
    kinds: ["repeated"],
  },
  {
    name: "two entries swapped",
    change: (lines, at) => {
      const next = lines[at + 1];
      return next === undefined ? undefined : { lines: lines.toSpliced(at, 2, next, lines[at] ?? ""), line: at + 1 };
    },
    kinds: ["reordered"],
  },
];

describe("verification", () => {
  it.each(tamperings)("finds $name, wherever it is, and names the first", async ({ change, kinds }) => {
    for (const key of [undefined, KEY]) {
      const folder = await written(25, key);
      const files = filesOf(chainOf(folder));
      await fc.assert(
        fc.asyncProperty(fc.nat(), fc.nat(), async (fileAt, lineAt) => {
          const { path } = files[fileAt % files.length] ?? { path: "" };
          const original = readFileSync(path);
          const lines = linesIn(path);
          const changed = change(lines, lineAt % lines.length);
          if (!changed) return;
          rewrite(path, changed.lines);
          try {
            const fault = await faultOf(folder, key);
            expect(kinds).toContain(fault?.kind);
            // Where the last entry of a file is gone, the next file or the head shows it.
            if (changed.line <= changed.lines.length)
              expect(fault).toMatchObject({ file: basename(path), line: changed.line });
          } finally {
            writeFileSync(path, original);
          }
        }),
        { numRuns: 30 },
      );
      expect(await faultOf(folder, key)).toBeUndefined();
    }
  });

  it("finds any byte of any file that is another", async () => {
    const folder = await written(12, KEY);
    const files = [...filesOf(chainOf(folder)).map(({ path }) => path)];
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), fc.integer({ min: 1, max: 255 }), async (fileAt, byteAt, by) => {
        const path = files[fileAt % files.length] ?? "";
        const original = readFileSync(path);
        const changed = Buffer.from(original);
        const at = byteAt % original.length;
        changed[at] = ((changed[at] ?? 0) + by) % 256;
        writeFileSync(path, changed);
        try {
          expect(await faultOf(folder, KEY)).toMatchObject({ file: basename(path) });
        } finally {
          writeFileSync(path, original);
        }
      }),
      { numRuns: 100 },
    );
  });

  it("finds an end that was cut off, to the byte", async () => {
    const folder = await written(10);
    const path = filesOf(chainOf(folder)).at(-1)?.path ?? "";
    const original = readFileSync(path);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: original.length - 1 }), async (length) => {
        truncateSync(path, length);
        expect(await faultOf(folder)).toMatchObject({ kind: "cut off", file: basename(path) });
        writeFileSync(path, original);
      }),
      { numRuns: 40 },
    );
  });

  it("finds a file that is gone, and names it", async () => {
    const folder = await written(25);
    for (const { path } of filesOf(chainOf(folder)).slice(0, -1)) {
      const original = readFileSync(path);
      rmSync(path);
      expect(await faultOf(folder)).toMatchObject({ kind: "missing", file: basename(path) });
      writeFileSync(path, original);
    }
    rmSync(filesOf(chainOf(folder)).at(-1)?.path ?? "");
    expect(await faultOf(folder)).toMatchObject({ kind: "cut off" });
  });

  it("finds a lost or changed head", async () => {
    const folder = await written(3, KEY);
    const path = headPath(chainOf(folder));
    const original = readFileSync(path, "utf8");
    writeFileSync(path, original.replace(/"seq":\d+/, '"seq":1'));
    expect(await faultOf(folder, KEY)).toMatchObject({ kind: "forged", file: "head.json" });
    writeFileSync(path, "{}");
    expect(await faultOf(folder, KEY)).toMatchObject({ kind: "altered", file: "head.json" });
    rmSync(path);
    expect(await faultOf(folder, KEY)).toMatchObject({ kind: "missing", file: "head.json" });
  });

  it("finds a chain written anew from end to end by who has no key", async () => {
    const folder = await written(8, KEY);
    rmSync(chainOf(folder), { recursive: true });
    const forger = await openLog(folder, { fileBytesMax: 1500 });
    for (let number = 1; number <= 8; number += 1) await forger.append("request", body(number + 100));
    await forger.close();
    expect(await faultOf(folder)).toBeUndefined();
    expect(await faultOf(folder, KEY)).toMatchObject({ kind: "forged", file: "head.json" });
  });
});

describe("pruning", () => {
  const TOMORROW = "9999-01-01";

  it("removes whole old files, and what is left verifies and goes on", async () => {
    const folder = await written(30, KEY);
    const files = filesOf(chainOf(folder)).length;
    const [pruned] = await pruneAudit(folder, TOMORROW, KEY);
    expect(pruned?.files).toHaveLength(files - 1);
    expect(await faultOf(folder, KEY)).toBeUndefined();
    const log = await openLog(folder, { key: KEY, fileBytesMax: 1500 });
    for (let number = 1; number <= 10; number += 1) await log.append("request", body(number));
    await log.close();
    const [report] = await verifyAudit(folder, KEY);
    expect(report?.fault).toBeUndefined();
    expect((await pruneAudit(folder, TOMORROW, KEY))[0]?.through).toBeGreaterThan(pruned?.through ?? 0);
    expect(await faultOf(folder, KEY)).toBeUndefined();
  });

  it("removes nothing that is not old", async () => {
    const folder = await written(30);
    expect(await pruneAudit(folder, "2000-01-01", undefined)).toEqual([]);
  });

  it("removes nothing of a chain that does not verify", async () => {
    const folder = await written(30);
    const [first] = filesOf(chainOf(folder));
    const path = first?.path ?? "";
    rewrite(path, linesIn(path).slice(1));
    await expect(pruneAudit(folder, TOMORROW, undefined)).rejects.toMatchObject({ code: "AUDIT_DAMAGED" });
    expect(existsSync(path)).toBe(true);
  });

  it("cannot be feigned without the key", async () => {
    const folder = await written(30, KEY);
    await pruneAudit(folder, TOMORROW, undefined).catch(() => undefined);
    expect(await faultOf(folder, KEY)).toMatchObject({ kind: "forged", file: "anchor.json" });
  });
});
