import { canonical } from "./answers";
import { type HttpQuestion, questionFor } from "./contestants";
import { ask, receive } from "./load";
import { type CpuMeter, type Running, VARIABLES } from "./measure";
import { ADMINISTRATOR, SAVE_STREAMED, STREAMED } from "./question";

const LINE_FEED = 10;

/** The whole ledger, or its first rows, as one program takes them page by page. */
export interface Bulk {
  readonly rows: number;
  readonly rowsPerSecond: number;
  readonly cpuUsPerRow: number | undefined;
  /** Memory of its process when the last page was there, less that at the first. */
  readonly grownMb: number | undefined;
}

/** @returns undefined: it does not answer such a question */
export async function takeLedger(running: Running, rowsMax: number, meter: CpuMeter): Promise<Bulk | undefined> {
  const first = questionFor(running.contestant, running.served.address, "ledger", VARIABLES.ledger);
  if (!first) return undefined;
  return measured(running, meter, () =>
    running.contestant.speaks === "copy" ? linesOf(first) : pagesOf(running, rowsMax),
  );
}

/** The same as one stream of rows. */
export async function streamLedger(running: Running, meter: CpuMeter): Promise<Bulk> {
  const { address } = running.served;
  const headers = { "content-type": "application/json", authorization: ADMINISTRATOR };
  await ask({ url: address, method: "POST", headers, body: JSON.stringify({ query: SAVE_STREAMED }) });
  const url = new URL(`/bi/${STREAMED}.ndjson?stream=1`, address).href;
  return measured(running, meter, () => linesOf({ url, method: "GET", headers: { authorization: "Bearer bench" } }));
}

async function measured(running: Running, meter: CpuMeter, take: () => Promise<number>): Promise<Bulk> {
  const startMb = meter.rssMb(running);
  const startedAt = performance.now();
  const { result: rows, cpuMs } = await meter.during(running, take);
  const [seconds, endMb] = [(performance.now() - startedAt) / 1000, meter.rssMb(running)];
  return {
    rows,
    rowsPerSecond: rows / seconds,
    cpuUsPerRow: cpuMs === undefined ? undefined : (cpuMs * 1000) / rows,
    grownMb: startMb === undefined || endMb === undefined ? undefined : endMb - startMb,
  };
}

interface Page {
  readonly data: {
    readonly journalLines: {
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
      readonly nodes: readonly unknown[];
    };
  };
}

async function pagesOf({ contestant, served }: Running, rowsMax: number): Promise<number> {
  let [rows, after] = [0, ""];
  while (rows < rowsMax) {
    const variables = after ? { ...VARIABLES.ledger, after } : VARIABLES.ledger;
    const question = questionFor(contestant, served.address, "ledger", variables);
    if (!question) break;
    const text = await ask(question);
    const { journalLines } = readPage(text, () => canonical(contestant, text));
    rows += journalLines.nodes.length;
    if (!journalLines.pageInfo.hasNextPage) break;
    after = journalLines.pageInfo.endCursor;
  }
  return rows;
}

/** @param refuse throws what is wrong with an answer that holds no page */
function readPage(text: string, refuse: () => unknown): Page["data"] {
  const page = JSON.parse(text) as Page;
  if (!page.data?.journalLines) refuse();
  return page.data;
}

/** All there is, so that the rate is that of the whole ledger; counted as it comes, and not kept. */
async function linesOf(question: HttpQuestion): Promise<number> {
  let lines = 0;
  for await (const chunk of await receive(question)) {
    const part = chunk as Buffer;
    for (let at = part.indexOf(LINE_FEED); at >= 0; at = part.indexOf(LINE_FEED, at + 1)) lines += 1;
  }
  return lines;
}
