import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Subgraphs, SubgraphUrls } from "./parts";

const RUN = join(__dirname, "..", "run.mjs");

/** The subgraphs in a process of their own, so that what they do is not counted as the gateway's. */
export async function startSubgraphsApart(): Promise<Subgraphs> {
  const child = fork(RUN, ["faults/subgraphs-process"]);
  return { urls: (await answerOf(child)) as SubgraphUrls, close: () => ended(child) };
}

/** Stands before one subgraph, in a process of its own: what it does badly is not to hold up those that are well. */
export interface Faulty {
  readonly url: string;
  /** One of `FAULT_MODES`; undefined: it passes on what it is asked. */
  misbehave(mode: string | undefined): Promise<void>;
  close(): Promise<void>;
}

export async function standApartBefore(target: string): Promise<Faulty> {
  const child = fork(RUN, ["faults/faulty-process"]);
  child.send(target);
  return {
    url: String(await answerOf(child)),
    async misbehave(mode = "well") {
      child.send(mode);
      await answerOf(child);
    },
    close: () => ended(child),
  };
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = once(child, "exit");
  child.disconnect();
  await exit;
}

function answerOf(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const early = (code: number | null): void => reject(new Error(`the process ended with ${code}`));
    child.once("exit", early);
    child.once("message", (message) => {
      child.off("exit", early);
      resolve(message);
    });
  });
}
