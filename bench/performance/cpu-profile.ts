import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A frame of the call tree with the time spent in it and below, in milliseconds. */
export interface Frame {
  readonly name: string;
  /** Of which part of the program it is. */
  readonly part: string;
  readonly below: Map<string, Frame>;
  ms: number;
}

/** What V8 writes (https://chromedevtools.github.io/devtools-protocol/tot/Profiler/#type-Profile); times in microseconds. */
interface Profile {
  readonly nodes: readonly {
    readonly id: number;
    readonly callFrame: { readonly functionName: string; readonly url: string };
    readonly children?: readonly number[];
  }[];
  readonly startTime: number;
  readonly samples: readonly number[];
  readonly timeDeltas: readonly number[];
}

const ROOT = join(__dirname, "..", "..");
const WAITING = "(idle)";
const COLLECTING = "(garbage collector)";

/** The call tree of a profile from a moment on, waiting left out. */
export function readFrames(file: string, fromSecond: number): Frame {
  const { nodes, startTime, samples, timeDeltas } = JSON.parse(readFileSync(file, "utf8")) as Profile;
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)));
  const stackOf = (id: number): readonly { readonly name: string; readonly url: string }[] => {
    const above = parentOf.get(id);
    const frame = byId.get(id)?.callFrame;
    if (above === undefined || !frame) return [];
    return [...stackOf(above), { name: frame.functionName || "(anonymous)", url: frame.url }];
  };
  const root: Frame = { name: "all", part: "", below: new Map(), ms: 0 };
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    const us = timeDeltas[index] ?? 0;
    at += us;
    const stack = at < startTime + fromSecond * 1e6 ? [] : stackOf(id);
    if (stack.length > 0 && stack.at(-1)?.name !== WAITING) add(root, stack, us / 1000);
  }
  return root;
}

function add(root: Frame, stack: readonly { readonly name: string; readonly url: string }[], ms: number): void {
  root.ms += ms;
  let frame = root;
  for (const { name, url } of stack) {
    const key = `${name} ${url}`;
    const next = frame.below.get(key) ?? { name, part: partOf(name, url), below: new Map(), ms: 0 };
    frame.below.set(key, next);
    next.ms += ms;
    frame = next;
  }
}

/** A folder of the project, a package, or Node itself. */
function partOf(name: string, url: string): string {
  if (name === COLLECTING) return "garbage";
  const [, packaged] = /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url) ?? [];
  if (packaged) return packaged;
  const path = url.replace("file://", "");
  return path.startsWith(ROOT) ? (path.slice(ROOT.length + 1).split("/")[0] ?? "") : "node";
}

/** Milliseconds by part: what Node does counts for the part that called it. */
export function msByPart(root: Frame): ReadonlyMap<string, number> {
  const parts = new Map<string, number>();
  const walk = (frame: Frame, caller: string): void => {
    const part = frame.part === "node" && caller !== "" ? caller : frame.part;
    const own = frame.ms - [...frame.below.values()].reduce((sum, { ms }) => sum + ms, 0);
    parts.set(part, (parts.get(part) ?? 0) + own);
    for (const below of frame.below.values()) walk(below, part);
  };
  for (const frame of root.below.values()) walk(frame, "");
  return parts;
}
