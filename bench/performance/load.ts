import { createRequire } from "node:module";
import { join } from "node:path";
import { Agent, request } from "undici";
import type { HttpQuestion } from "./contestants";
import { PEERS } from "./peers";

const agent = new Agent({ connections: 4 });

/** Asks once. Throws when the status is not 200. */
export async function ask(question: HttpQuestion): Promise<string> {
  return (await receive(question)).text();
}

/** The answer as it comes. Throws when the status is not 200. */
export async function receive({ url, method, headers, body }: HttpQuestion) {
  const answer = await request(url, { method, headers, dispatcher: agent, ...(body ? { body } : {}) });
  if (answer.statusCode === 200) return answer.body;
  throw new Error(`it answered with ${answer.statusCode}: ${(await answer.body.text()).slice(0, 300)}`);
}

/** What one round of load came to; times in milliseconds. */
export interface Round {
  readonly perSecond: number;
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Requests that failed or were answered with a status of 400 and more. */
  readonly refused: number;
}

export interface Load {
  readonly callers: number;
  readonly seconds: number;
  /** Requests a second; absent: as many as are answered. */
  readonly rate?: number;
}

/** The part of autocannon's result that is read. */
interface Fired {
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly duration: number;
  readonly non2xx: number;
  readonly errors: number;
}

type Autocannon = (options: object) => Promise<Fired>;

interface Caller {
  setRequests(requests: readonly object[]): void;
}

/**
 * By autocannon, which corrects for requests that waited to be sent.
 * @param questions of one address; each caller asks all of them in turn, and begins with another one
 */
export async function fire(questions: readonly HttpQuestion[], load: Load): Promise<Round> {
  const [first] = questions;
  if (!first) throw new Error("there is nothing to ask");
  const autocannon = createRequire(join(PEERS, "package.json"))("autocannon") as Autocannon;
  const { callers, seconds, rate } = load;
  const requests = questions.map(({ url, method, headers, body }) => {
    const { pathname, search } = new URL(url);
    return { path: pathname + search, method, headers, ...(body ? { body } : {}) };
  });
  let begun = 0;
  const fired = await autocannon({
    url: first.url,
    setupClient: (caller: Caller) => {
      const at = begun % requests.length;
      begun += 1;
      caller.setRequests([...requests.slice(at), ...requests.slice(0, at)]);
    },
    connections: callers,
    duration: seconds,
    ...(rate ? { overallRate: Math.max(1, Math.round(rate)) } : {}),
  });
  const { total } = fired.requests;
  return {
    perSecond: total / fired.duration,
    requests: total,
    p50Ms: fired.latency.p50,
    p99Ms: fired.latency.p99,
    refused: fired.non2xx + fired.errors,
  };
}

export const closeLoad = (): Promise<void> => agent.close();
