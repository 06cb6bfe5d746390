import { Waves } from "../../schema/waves";

/** Who asks a question, and how it is run for this asker alone. */
export interface Asker<Answer> {
  /** Aborts when this asker's time is over, or it is gone. */
  readonly signal: AbortSignal;
  readonly run: () => Promise<Answer>;
}

/**
 * Runs equal questions once for all who wait for the same (request coalescing). While one is run, those who come wait for it
 * to end, or for a second at most, and then have one run in common. Nobody gets an answer that began to be read before they asked,
 * so each sees all that had happened by then, as if answered alone.
 */
export class Coalescing<Answer> {
  private readonly waves = new Waves<Waiting<Answer>>((waiting) => this.runFor(waiting));

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
    if (asker.signal.aborted) return asker.run();
    return new Promise((resolve, reject) => this.waves.join(key, new Waiting(asker, resolve, reject)));
  }

  private async runFor(waiting: readonly Waiting<Answer>[]): Promise<void> {
    const [runner, ...others] = waiting.filter(({ hasLeft }) => !hasLeft);
    if (!runner) return;
    const answer = await runner.runAlone();
    for (const other of others) {
      if (other.hasLeft) continue;
      if (answer && this.sharable(answer.value)) {
        other.take(answer.value);
        this.shared();
      } else void other.runAlone();
    }
  }
}

/** One asker among those who wait; who gives up waiting is run for alone. */
class Waiting<Answer> {
  hasLeft = false;
  private readonly giveUp = (): void => void this.runAlone();

  constructor(
    private readonly asker: Asker<Answer>,
    private readonly resolve: (answer: Answer) => void,
    private readonly reject: (fault: unknown) => void,
  ) {
    asker.signal.addEventListener("abort", this.giveUp);
  }

  take(answer: Answer): void {
    this.leave();
    this.resolve(answer);
  }

  /** @returns undefined: it failed, and this asker was told so */
  async runAlone(): Promise<{ readonly value: Answer } | undefined> {
    this.leave();
    try {
      const value = await this.asker.run();
      this.resolve(value);
      return { value };
    } catch (fault) {
      this.reject(fault);
      return undefined;
    }
  }

  private leave(): void {
    this.hasLeft = true;
    this.asker.signal.removeEventListener("abort", this.giveUp);
  }
}
