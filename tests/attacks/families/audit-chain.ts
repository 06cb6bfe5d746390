import { appendFileSync, copyFileSync, cpSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { checkpointBody, type Link, readRecord, seal } from "../../../gateway/audit/chain";
import { anchorText, filesOf, headPath, headText } from "../../../gateway/audit/folder";
import { pruneAudit } from "../../../gateway/audit/prune";
import { verifyAudit } from "../../../gateway/audit/verify";
import { auditFolder, KEY, linesIn, openLog } from "../../audit/build";

const ENTRIES = 24;
const SMALL_FILE_BYTES = 1500;
const ANOTHER_KEY = "a key that the attacker made up himself";

/** A chain of several small files, signed with KEY, as the attacker finds it while no gateway runs. */
async function foundChain(): Promise<string> {
  const folder = auditFolder();
  const log = await openLog(folder, { key: KEY, fileBytesMax: SMALL_FILE_BYTES });
  for (let number = 1; number <= ENTRIES; number += 1) {
    await log.append("request", { at: new Date().toISOString(), subject: "mallory", number });
  }
  await log.close();
  return folder;
}

const chainOf = (root: string): string => join(root, "gateway");
const pathsOf = (root: string): string[] => filesOf(chainOf(root)).map(({ path }) => path);
const pathAt = (root: string, index: number): string => pathsOf(root).at(index) ?? "";
const put = (path: string, lines: readonly string[]): void =>
  writeFileSync(path, lines.map((line) => `${line}\n`).join(""));

/** Changes the lines of the third file, which is neither the first nor the last. */
function inTheMiddle(change: (lines: string[]) => string[]): (root: string) => void {
  return (root) => put(pathAt(root, 2), change(linesIn(pathAt(root, 2))));
}

const parsed = (line: string) => {
  const record = readRecord(line);
  if (!record) throw new Error("the attacker cannot read the chain");
  return record;
};
const whitewashed = (line: string): string => line.replace('"subject":"mallory"', '"subject":"nobody!"');

/** Hashes everything anew after `change`, file by file, and signs heads and checkpoints with the key the attacker has, or not. */
function sealedAnew(change: (lines: string[]) => string[], key: string | undefined): (root: string) => void {
  return (root) => {
    let link: Link = { seq: 0, hash: "0".repeat(64) };
    for (const path of pathsOf(root)) {
      const lines = change(linesIn(path)).map((line) => {
        const { chain, kind, body } = JSON.parse(line) as ReturnType<typeof parsed>;
        const signed = kind === "checkpoint" && key ? checkpointBody(chain, link, key, String(body["at"])) : body;
        const sealed = seal(chain, link, kind, signed);
        link = sealed.link;
        return sealed.line;
      });
      put(path, lines);
    }
    if (key) writeFileSync(headPath(chainOf(root)), headText("gateway", link, key));
  };
}

/** The attacks on the files, and of what kind the finding must be. */
const attacks: readonly (readonly [name: string, attack: (root: string) => void, kind: string])[] = [
  ["an entry altered", inTheMiddle((lines) => lines.map(whitewashed)), "altered"],
  [
    "an entry altered and hashed anew",
    inTheMiddle((lines) =>
      lines.map((line, at) => {
        const { chain, seq, prev, kind, body } = parsed(line);
        return at === 2 ? seal(chain, { seq: seq - 1, hash: prev }, kind, { ...body, subject: "nobody" }).line : line;
      }),
    ),
    "altered",
  ],
  [
    "entries altered, and the whole chain hashed anew",
    sealedAnew((lines) => lines.map(whitewashed), undefined),
    "forged",
  ],
  ["the same, signed with another key", sealedAnew((lines) => lines.map(whitewashed), ANOTHER_KEY), "forged"],
  ["an entry removed", inTheMiddle((lines) => lines.toSpliced(2, 1)), "missing"],
  [
    "an entry removed, and the whole chain hashed anew",
    sealedAnew((lines) => lines.filter((line) => !line.includes('"number":7')), undefined),
    "forged",
  ],
  ["two entries swapped", inTheMiddle(([a = "", b = "", c = "", ...rest]) => [a, c, b, ...rest]), "reordered"],
  ["an entry repeated", inTheMiddle((lines) => lines.toSpliced(2, 0, lines[1] ?? "")), "repeated"],
  [
    "an entry inserted",
    inTheMiddle((lines) => {
      const { chain, seq, hash } = parsed(lines[1] ?? "");
      return lines.toSpliced(2, 0, seal(chain, { seq, hash }, "request", { subject: "framed" }).line);
    }),
    "repeated",
  ],
  ["an empty line inserted", inTheMiddle((lines) => lines.toSpliced(2, 0, "")), "altered"],
  ["the tail cut off", (root) => put(pathAt(root, -1), linesIn(pathAt(root, -1)).slice(0, -1)), "cut off"],
  [
    "the tail cut off in the middle of a line",
    (root) => writeFileSync(pathAt(root, -1), readFileSync(pathAt(root, -1)).subarray(0, -9)),
    "cut off",
  ],
  [
    "the tail cut off, and a head made for what is left",
    (root) => {
      const lines = linesIn(pathAt(root, -1)).slice(0, -1);
      put(pathAt(root, -1), lines);
      writeFileSync(headPath(chainOf(root)), headText("gateway", parsed(lines.at(-1) ?? ""), ANOTHER_KEY));
    },
    "forged",
  ],
  ["the last file removed", (root) => rmSync(pathAt(root, -1)), "cut off"],
  ["a file of the rotation removed", (root) => rmSync(pathAt(root, 1)), "missing"],
  ["a file of the rotation emptied", (root) => writeFileSync(pathAt(root, 1), ""), "missing"],
  [
    "a file of the rotation replaced by a later one",
    (root) => copyFileSync(pathAt(root, 2), pathAt(root, 1)),
    "missing",
  ],
  [
    "a file of the rotation replaced by an earlier one",
    (root) => copyFileSync(pathAt(root, 0), pathAt(root, 1)),
    "repeated",
  ],
  [
    "two files of the rotation exchanged",
    (root) => {
      const [, second = "", third = ""] = pathsOf(root);
      renameSync(second, `${second}.aside`);
      renameSync(third, second);
      renameSync(`${second}.aside`, third);
    },
    "missing",
  ],
  ["the chain given another's name", (root) => renameSync(chainOf(root), join(root, "harmless")), "altered"],
  ["the head removed", (root) => rmSync(headPath(chainOf(root))), "missing"],
  ["old files removed as if they were pruned", (root) => rmSync(pathAt(root, 0)), "missing"],
  ["old files removed, with an anchor nobody signed", (root) => feignPruning(root, undefined), "forged"],
  ["old files removed, with an anchor of another key", (root) => feignPruning(root, ANOTHER_KEY), "forged"],
];

function feignPruning(root: string, key: string | undefined): void {
  const { seq, hash } = parsed(linesIn(pathAt(root, 0)).at(-1) ?? "");
  rmSync(pathAt(root, 0));
  const anchor = { seq, hash, firstFile: 2, before: "2026-01-01", prunedAt: "2026-01-01T00:00:00.000Z" };
  writeFileSync(join(chainOf(root), "anchor.json"), anchorText("gateway", anchor, key));
}

/** Who can write the audit's files and has not got AUDIT_KEY: every attack is found by `audit verify`. */
export function auditChain(): void {
  describe("the audit's files, by who can write them", () => {
    let found: string;
    beforeAll(async () => {
      found = await foundChain();
      expect((await verifyAudit(found, KEY))[0]).toMatchObject({ notes: [] });
    });
    const attacked = (attack: (root: string) => void): string => {
      const copy = auditFolder();
      cpSync(found, copy, { recursive: true });
      attack(copy);
      return copy;
    };

    it.each(attacks)("show it: %s", async (_name, attack, kind) => {
      const reports = await verifyAudit(attacked(attack), KEY);
      expect(reports.flatMap(({ fault }) => (fault ? [fault.kind] : []))).toEqual([kind]);
    });

    it("are not pruned before their time, nor while something is wrong with them", async () => {
      const early = attacked(() => undefined);
      expect(await pruneAudit(early, "2000-01-01", KEY)).toEqual([]);
      expect(pathsOf(early)).toHaveLength(pathsOf(found).length);
      const damaged = attacked(inTheMiddle((lines) => lines.map(whitewashed)));
      await expect(pruneAudit(damaged, "9999-01-01", KEY)).rejects.toMatchObject({ code: "AUDIT_DAMAGED" });
      expect(pathsOf(damaged)).toHaveLength(pathsOf(found).length);
    });

    it("show entries added to the end as unvouched for, also after a gateway went on with them", async () => {
      const root = attacked((copy) => {
        const { seq, hash } = parsed(linesIn(pathAt(copy, -1)).at(-1) ?? "");
        appendFileSync(pathAt(copy, -1), `${seal("gateway", { seq, hash }, "request", { subject: "framed" }).line}\n`);
      });
      const [before] = await verifyAudit(root, KEY);
      expect(before).toMatchObject({ notes: [expect.stringMatching(/^entries \d+ to \d+ come after head\.json/)] });
      await (await openLog(root, { key: KEY })).close();
      const [after] = await verifyAudit(root, KEY);
      expect(after).toMatchObject({ notes: [expect.stringContaining("after 1 entries that no head vouched for")] });
    });

    it("show an older copy put back, where another gateway saw how far they had come", async () => {
      const older = attacked(() => undefined);
      const root = attacked(() => undefined);
      const log = await openLog(root, { key: KEY });
      await log.append("request", { subject: "mallory" });
      await (await openLog(root, { key: KEY })).close();
      await log.close();
      rmSync(chainOf(root), { recursive: true });
      cpSync(chainOf(older), chainOf(root), { recursive: true });
      const fault = (await verifyAudit(root, KEY)).find(({ chain }) => chain === "gateway")?.fault;
      expect(fault).toMatchObject({ kind: "cut off", expected: expect.stringContaining("which chain gateway-2 saw") });
    });
  });
}
