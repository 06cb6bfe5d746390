import { canonical } from "./answers";
import { type Contestant, type HttpQuestion, questionFor, type World } from "./contestants";
import { type ProcessTimes, processTimes } from "./cpu";
import type { BenchDatabase } from "./database";
import { ask, fire, type Load, type Round } from "./load";
import { type Served, serve } from "./processes";
import type { QuestionName } from "./question";

/** A contestant that runs and answers right. */
export interface Running {
  readonly contestant: Contestant;
  readonly served: Served;
  /** From the start of its process to its first right answer. */
  readonly firstAnswerMs: number;
}

/** Why a contestant is not measured. */
export interface Absent {
  readonly contestant: Contestant;
  readonly reason: string;
}

export interface Measured extends Round {
  /** CPU of its processes and of the database's, without the client's; undefined where the system does not tell. */
  readonly cpuMs: number | undefined;
}

export const VARIABLES: Readonly<Record<QuestionName, Readonly<Record<string, string | number>>>> = {
  orders: { first: 50 },
  small: { id: "bench:order:00000042" },
  ledger: { first: 1000 },
};

export function questionOf({ contestant, served }: Running, question: QuestionName): HttpQuestion | undefined {
  return questionFor(contestant, served.address, question, VARIABLES[question]);
}

/** So many different ones. */
const DIFFERENT = 32;

/** A question in as many forms as there are callers, of other orders each; undefined: it is not answered. */
export async function differentQuestions(
  running: Running,
  question: Exclude<QuestionName, "ledger">,
): Promise<readonly HttpQuestion[] | undefined> {
  const { contestant, served } = running;
  const variables = question === "orders" ? await pagesOfOrders(running) : ordersApart();
  const questions = variables.flatMap((each) => questionFor(contestant, served.address, question, each) ?? []);
  return questions.length > 0 ? questions : undefined;
}

type Variables = Readonly<Record<string, string | number>>;

const ordersApart = (): readonly Variables[] =>
  Array.from({ length: DIFFERENT }, (_, at) => ({ id: `bench:order:${String(1 + at * 97).padStart(8, "0")}` }));

/** Pages that follow each other; cursors are each contestant's own. */
async function pagesOfOrders({ contestant, served }: Running): Promise<readonly Variables[]> {
  const pages: Variables[] = [];
  let variables: Variables = VARIABLES.orders;
  for (let at = 0; at < DIFFERENT; at += 1) {
    pages.push(variables);
    const asked = questionFor(contestant, served.address, "orders", variables);
    if (!asked) return [];
    variables = { ...VARIABLES.orders, after: endCursorOf(await ask(asked)) };
  }
  return pages;
}

function endCursorOf(text: string): string {
  const { data } = JSON.parse(text) as { readonly data: Readonly<Record<string, Page>> };
  return String(Object.values(data)[0]?.pageInfo.endCursor);
}

interface Page {
  readonly pageInfo: { readonly endCursor: string };
}

/** Node's own setting that `npm start` gives: room for short-lived objects, so that fewer are copied. By hand has it too. */
const YOUNG = ["--min-semi-space-size=16", "--max-semi-space-size=64"];

/** Starts it and waits for its first answer to the question that all but COPY are asked. */
export async function start(contestant: Contestant, world: World, flags: readonly string[]): Promise<Running | Absent> {
  try {
    const served = await serve(contestant.command(world), { flags: [...(contestant.npm ? [] : YOUNG), ...flags] });
    const question = questionFor(contestant, served.address, "orders", VARIABLES.orders);
    try {
      if (question) canonical(contestant, await ask(question));
    } catch (error) {
      await served.stop();
      throw error;
    }
    return { contestant, served, firstAnswerMs: performance.now() - served.startedAtMs };
  } catch (error) {
    return { contestant, reason: (error instanceof Error ? error.message : String(error)).slice(0, 300) };
  }
}

/** Throws when two contestants answer a question differently. */
export async function requireEqual(running: readonly Running[]): Promise<void> {
  for (const name of ["orders", "small", "ledger"] as const) {
    let first: { readonly name: string; readonly answer: string } | undefined;
    for (const one of running) {
      const question = questionOf(one, name);
      if (!question || one.contestant.speaks === "copy") continue;
      const answer = canonical(one.contestant, await ask(question));
      first ??= { name: one.contestant.name, answer };
      if (answer !== first.answer)
        throw new Error(
          `${one.contestant.name} answers ${name} otherwise than ${first.name}:\n${apart(answer, first.answer)}`,
        );
    }
  }
}

function apart(one: string, other: string): string {
  const at = [...one].findIndex((letter, place) => letter !== other[place]);
  const part = (text: string): string => text.slice(Math.max(0, at - 80), at + 120);
  return `${part(one)}\n${part(other)}`;
}

/** CPU of everything that works for a contestant. */
export class CpuMeter {
  private readonly times: ProcessTimes | undefined = processTimes();

  constructor(
    private readonly database: BenchDatabase,
    private readonly subgraphs: readonly Served[],
  ) {}

  /** @returns milliseconds spent meanwhile */
  async during<T>(
    { contestant, served }: Running,
    work: () => Promise<T>,
  ): Promise<{ result: T; cpuMs: number | undefined }> {
    const programs = [served, ...(contestant.overSubgraphs ? this.subgraphs : [])].map(({ pid }) => pid);
    const before = await this.spent(programs);
    const result = await work();
    // Connections may have been opened meanwhile; one that was there before is counted from then on.
    const after = await this.spent(programs);
    if (!before || !after) return { result, cpuMs: undefined };
    const cpuMs = [...after].reduce((sum, [pid, ms]) => sum + ms - (before.get(pid) ?? 0), 0);
    return { result, cpuMs };
  }

  rssMb({ served }: Running): number | undefined {
    return this.times?.rssMb(served.pid);
  }

  private async spent(programs: readonly number[]): Promise<ReadonlyMap<number, number> | undefined> {
    const { times } = this;
    if (!times) return undefined;
    const pids = [...programs, ...(await this.database.backends())];
    return new Map(pids.map((pid) => [pid, times.cpuMs([pid])]));
  }
}

export async function round(
  running: Running,
  questions: readonly HttpQuestion[],
  load: Load,
  meter: CpuMeter,
): Promise<Measured> {
  const { result, cpuMs } = await meter.during(running, () => fire(questions, load));
  if (result.refused > 0) throw new Error(`${running.contestant.name} did not answer ${result.refused} requests`);
  // On a machine that is too busy a round may end before its first answer.
  return { ...result, cpuMs: cpuMs === undefined || result.requests === 0 ? undefined : cpuMs / result.requests };
}

const COUNTED = 5;

/** SQL statements of one request, when all is warm. */
export async function statementsOf(database: BenchDatabase, question: HttpQuestion): Promise<number | undefined> {
  const asked = async (): Promise<void> => {
    for (let at = 0; at < COUNTED; at += 1) await ask(question);
  };
  await asked();
  const calls = await database.statementsDuring(asked);
  return calls === undefined ? undefined : calls / COUNTED;
}
