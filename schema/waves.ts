/** Those who wait for a place; its work is done for all of them together. */
interface Wave<Member> {
  readonly members: Member[];
  patience: NodeJS.Timeout | undefined;
}

interface Kind<Member> {
  running: number;
  next: Wave<Member> | undefined;
}

/** More runs of one kind at once gain little: whoever comes then waits for one of these to end. */
const RUNS_AT_ONCE = 2;
/** Beside a run that takes longer a second one begins, so that nobody waits for the whole of another's. */
const PATIENCE_MS = 100;
/** Beside runs that take very long one more begins however many there are, so that nobody waits for two of them. */
const LONGEST_WAIT_MS = 1_000;

/**
 * Work of one kind, done once for all who wait for it. While it is done for some, those who come wait for that to end, or for a
 * second at most. A run begins after all of its members came, so that each sees all that had happened by then.
 */
export class Waves<Member> {
  private readonly kinds = new Map<string, Kind<Member>>();

  /**
   * @param run does the work for all members, tells each of them, and never rejects
   * @param start when a wave begins that waits for no other: at once, or once others could come in the same turn
   */
  constructor(
    private readonly run: (members: readonly Member[]) => Promise<void>,
    private readonly start: (begin: () => void) => void = (begin) => begin(),
  ) {}

  join(name: string, member: Member): void {
    const kind = this.kinds.get(name) ?? { running: 0, next: undefined };
    this.kinds.set(name, kind);
    if (kind.next) {
      kind.next.members.push(member);
      return;
    }
    const wave: Wave<Member> = { members: [member], patience: undefined };
    kind.next = wave;
    if (kind.running === 0) this.start(() => this.begin(name, kind, wave));
    else this.beginBeside(name, kind, wave);
  }

  private beginBeside(name: string, kind: Kind<Member>, wave: Wave<Member>): void {
    wave.patience = setTimeout(() => {
      if (kind.running < RUNS_AT_ONCE) this.begin(name, kind, wave);
      else wave.patience = setTimeout(() => this.begin(name, kind, wave), LONGEST_WAIT_MS - PATIENCE_MS);
    }, PATIENCE_MS);
  }

  private begin(name: string, kind: Kind<Member>, wave: Wave<Member>): void {
    if (kind.next !== wave) return;
    kind.next = undefined;
    clearTimeout(wave.patience);
    kind.running += 1;
    void this.run(wave.members).then(() => this.end(name, kind));
  }

  private end(name: string, kind: Kind<Member>): void {
    kind.running -= 1;
    const { next } = kind;
    if (next) this.start(() => this.begin(name, kind, next));
    else if (kind.running === 0) this.kinds.delete(name);
  }
}
