import { canonical } from "./answers";
import { questionFor } from "./contestants";
import { ask } from "./load";
import { type CpuMeter, type Running, VARIABLES } from "./measure";

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
  const startMb = meter.rssMb(running);
  const startedAt = performance.now();
  const { result: rows, cpuMs } = await meter.during(running, () =>
    running.contestant.speaks === "copy" ? linesOf(running) : pagesOf(running, rowsMax),
  );
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

/** COPY gives all there is, so its rate is that of the whole ledger. */
async function linesOf({ contestant, served }: Running): Promise<number> {
  const question = questionFor(contestant, served.address, "ledger", {});
  if (!question) return 0;
  const text = await ask(question);
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}
