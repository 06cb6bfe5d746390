import type { FastifyReply } from "fastify";
import { refusal } from "./refusal";

const RETRY_AFTER_SECONDS = 1;
/** Turns of the event loop without a new request after which all that wait are known. */
const QUIET_TURNS = 2;
/** What begins in one turn of the event loop; more would keep probes waiting. */
const ADMITTED_AT_ONCE = 8;
/** In a flood that never ends, work goes on all the same. */
const TURNS_MAX = 500;

/**
 * Admits a request when its turn comes, or throws OVERLOADED at once. Its place is free again when its answer is sent or its
 * client is gone.
 */
export type Admission = (reply: FastifyReply) => Promise<void>;

/**
 * So many requests are in work at once; one more is told to come again at once, instead of making all of them slow. Probes
 * are not admitted here, so they answer whatever the load.
 */
export function createAdmission(concurrency: number): Admission {
  let arrived = 0;
  let inWork = 0;
  const waiting: (() => void)[] = [];
  const admitWaiting = async (): Promise<void> => {
    while (waiting.length > 0) {
      await listen(() => arrived);
      for (const begin of waiting.splice(0, ADMITTED_AT_ONCE)) begin();
    }
  };
  return async ({ raw }) => {
    arrived += 1;
    if (inWork >= concurrency)
      throw refusal("OVERLOADED", "Concord is answering as many requests as it can.", {}, RETRY_AFTER_SECONDS);
    inWork += 1;
    raw.once("close", () => {
      inWork -= 1;
    });
    await new Promise<void>((begin) => {
      waiting.push(begin);
      if (waiting.length === 1) void admitWaiting();
    });
  };
}

/**
 * Lets the event loop take in who else is there before more work begins. Node accepts one connection a turn, and with
 * subgraphs and database in this process a turn may last as long as an answer: without this, requests would wait unseen
 * in the system's queue, neither counted nor refused, and probes behind them.
 */
async function listen(arrivals: () => number): Promise<void> {
  let quiet = 0;
  for (let turn = 0; turn < TURNS_MAX && quiet < QUIET_TURNS; turn += 1) {
    const before = arrivals();
    await new Promise((resolve) => setImmediate(resolve));
    quiet = arrivals() === before ? quiet + 1 : 0;
  }
}
