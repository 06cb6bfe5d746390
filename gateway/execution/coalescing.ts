/** Who asks a question, and how it is run for this asker alone. */
export interface Asker<Answer> {
  /** Aborts when this asker's time is over, or it is gone. */
  readonly signal: AbortSignal;
  readonly run: () => Promise<Answer>;
}

/** What came of a run, for the asker whose it was and for the others. */
interface Told<Answer> {
  readonly runner: Asker<Answer>;
  readonly outcome: PromiseSettledResult<Answer>;
}

/** Askers of one question who wait for a place; one of them runs it for all. */
interface Wave<Answer> {
  readonly askers: Asker<Answer>[];
  readonly told: Promise<Told<Answer>>;
  readonly tell: (told: Told<Answer>) => void;
  patience: readonly NodeJS.Timeout[];
}

interface Question<Answer> {
  running: number;
  next: Wave<Answer> | undefined;
}

/** More runs of one question at once gain little: whoever comes then waits for one of these to end. */
const RUNS_AT_ONCE = 2;
/** A question that takes longer is run a second time beside, so that nobody waits for the whole of another's answer. */
const PATIENCE_MS = 100;
/** Of a question that takes very long, one more run begins however many there are, so that nobody waits for two of them. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Runs equal questions once for all who wait for the same (request coalescing). While one is run, those who come wait for it
 * to end, or for a second at most, and then have one run in common. Nobody gets an answer that began to be read before they asked,
 * so each sees all that had happened by then, as if answered alone.
 */
export class Coalescing<Answer> {
  private readonly questions = new Map<string, Question<Answer>>();

  /**
   * @param sharable whether an answer is everybody's: an error may come of the one asker's time or luck
   * @param shared told of each asker who got the answer of another's run
   */
  constructor(
    private readonly sharable: (answer: Answer) => boolean,
    private readonly shared: () => void,
  ) {}

  /** @param key equal only for equal questions of callers who may see the same */
  answer(key: string, asker: Asker<Answer>): Promise<Answer> {
    const question = this.questions.get(key) ?? { running: 0, next: undefined };
    this.questions.set(key, question);
    if (question.running === 0) return this.occupying(key, question, asker.run);
    question.next ??= this.newWave(key, question);
    return this.waiting(question.next, asker);
  }

  /** Runs in one of the places, and then gives it to those who waited. */
  private async occupying<Value>(key: string, question: Question<Answer>, run: () => Promise<Value>): Promise<Value> {
    question.running += 1;
    try {
      return await run();
    } finally {
      question.running -= 1;
      this.begin(key, question);
    }
  }

  private newWave(key: string, question: Question<Answer>): Wave<Answer> {
    const wave = emptyWave<Answer>();
    const beginBeside = (most: number): void => {
      if (question.next === wave && question.running < most) this.begin(key, question);
    };
    wave.patience = [
      setTimeout(beginBeside, PATIENCE_MS, RUNS_AT_ONCE),
      setTimeout(beginBeside, LONGEST_WAIT_MS, Number.POSITIVE_INFINITY),
    ];
    return wave;
  }

  private begin(key: string, question: Question<Answer>): void {
    const wave = question.next;
    const runner = wave?.askers.find(({ signal }) => !signal.aborted);
    question.next = undefined;
    for (const timer of wave?.patience ?? []) clearTimeout(timer);
    if (wave && runner) void this.occupying(key, question, () => runFor(wave, runner));
    else if (question.running === 0) this.questions.delete(key);
  }

  private async waiting(wave: Wave<Answer>, asker: Asker<Answer>): Promise<Answer> {
    wave.askers.push(asker);
    const told = await unlessAborted(wave.told, asker.signal);
    if (told?.runner === asker) return settled(told.outcome);
    if (told?.outcome.status !== "fulfilled" || !this.sharable(told.outcome.value)) return asker.run();
    this.shared();
    return told.outcome.value;
  }
}

function emptyWave<Answer>(): Wave<Answer> {
  let tell: Wave<Answer>["tell"] = () => undefined;
  const told = new Promise<Told<Answer>>((resolve) => {
    tell = resolve;
  });
  return { askers: [], told, tell, patience: [] };
}

async function runFor<Answer>(wave: Wave<Answer>, runner: Asker<Answer>): Promise<void> {
  const [outcome] = await Promise.allSettled([runner.run()]);
  wave.tell({ runner, outcome });
}

function settled<Answer>(outcome: PromiseSettledResult<Answer>): Answer {
  if (outcome.status === "rejected") throw outcome.reason;
  return outcome.value;
}

/** @returns undefined once the signal aborts */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value | undefined> {
  let stop: () => void = () => undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => resolve(undefined);
  });
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
