import { type Answered, ask, atRateWhile, pause } from "./ask";
import type { Fleet } from "./fleet";
import type { PartProcess } from "./part-process";

/** Over all three subgraphs: orders of the ERP, names by the mapping, what is owed and invoiced of finance. */
const QUESTION = `{ salesOrders(first: 5) { nodes {
  number customer { displayName receivable { amount currency } } invoices { number totalAmount { amount } }
} } }`;
/** Questions before the first restart: the parts compile what they meet first. */
const WARM_UP = 30;
/** Questions go on for so long after the last part is back, for what shows late. */
const AFTER_MS = 1_000;

export interface Restart {
  readonly part: PartProcess;
  /** 0 for a clean stop. */
  readonly exitCode: number | null;
  /** From the signal until it was ready again. */
  readonly ms: number;
  /** To the questions that were asked meanwhile. */
  readonly answers: readonly Seen[];
}

export interface Seen extends Answered {
  /** Not as every answer must be: status 200, no error, and what was said before any restart. */
  readonly failed: boolean;
}

/** Tells one part after the other to stop, starts it again when it has ended, and waits until it is ready; asks meanwhile. */
export async function restartInTurn(
  { url, token }: Fleet,
  parts: readonly PartProcess[],
  perSecond: number,
): Promise<readonly Restart[]> {
  const question = () => ask(url, QUESTION, token);
  const before = await warmUp(question);
  const restarts: Restart[] = [];
  let current: Seen[] = [];
  let going = true;
  const seen = async (): Promise<void> => {
    const answers = current;
    const answer = await question();
    answers.push({ ...answer, failed: !isWhole(answer) || answer.text !== before.text });
  };
  const asking = atRateWhile(() => going, perSecond, seen);
  try {
    for (const part of parts) {
      current = [];
      restarts.push({ part, answers: current, ...(await restart(part)) });
    }
    await pause(AFTER_MS);
  } finally {
    going = false;
    await asking;
  }
  return restarts;
}

const isWhole = ({ status, errors }: Answered): boolean => status === 200 && errors.length === 0;

async function warmUp(question: () => Promise<Answered>): Promise<Answered> {
  const answer = await question();
  for (let round = 1; round < WARM_UP; round += 1) await question();
  if (!isWhole(answer)) throw new Error(`the graph is not well before any restart: ${answer.status} ${answer.text}`);
  return answer;
}

async function restart(part: PartProcess): Promise<Pick<Restart, "exitCode" | "ms">> {
  const startedAt = performance.now();
  const exitCode = await part.stop();
  await part.start();
  return { exitCode, ms: performance.now() - startedAt };
}
