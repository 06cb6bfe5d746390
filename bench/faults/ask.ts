/** One answer of the graph over HTTP, and how long it took. */
export interface Answered {
  readonly status: number;
  readonly text: string;
  readonly ms: number;
  readonly errors: readonly { readonly path?: readonly unknown[] }[];
}

/** Status 0: the connection failed, which no client of a gateway should see. */
export async function ask(url: string, query: string, token = "x"): Promise<Answered> {
  const startedAt = performance.now();
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    });
    const text = await response.text();
    const ms = performance.now() - startedAt;
    return { status: response.status, text, ms, errors: JSON.parse(text).errors ?? [] };
  } catch (error) {
    return { status: 0, text: String(error), ms: performance.now() - startedAt, errors: [] };
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Calls at a steady rate, whether or not earlier ones have ended. */
export function atRate<Value>(perSecond: number, seconds: number, call: () => Promise<Value>): Promise<Value[]> {
  return atRateWhile((made) => made < perSecond * seconds, perSecond, call);
}

/** The same, until told otherwise after so many calls. */
export async function atRateWhile<Value>(
  goesOn: (made: number) => boolean,
  perSecond: number,
  call: () => Promise<Value>,
): Promise<Value[]> {
  const calls: Promise<Value>[] = [];
  const startedAt = performance.now();
  while (goesOn(calls.length)) {
    const due = startedAt + (calls.length * 1000) / perSecond;
    await pause(Math.max(0, due - performance.now()));
    calls.push(call());
  }
  return Promise.all(calls);
}
