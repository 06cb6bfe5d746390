import type { GraphQLSchema } from "graphql";
import { restrictedIn } from "../../schema/decisions";
import { rowScopesOf } from "../../schema/identity";
import type { Database } from "../../store/database";
import { type Seen, typeAt, type WorldGraph } from "./graph";
import { Cursors, Pool } from "./pool";
import { type Question, write } from "./question";
import { ask } from "./questions";
import { Random } from "./random";
import { type Reader, secretsOf } from "./secrets";
import { shrink } from "./shrink";

/** Two databases that differ only in what the reader may not learn, and the graph over each. */
export interface Worlds {
  readonly base: Database;
  /** Holds the same data as `base`; it is changed within a transaction that is undone. */
  readonly other: Database;
  readonly graphs: readonly [WorldGraph, WorldGraph];
  readonly schema: GraphQLSchema;
}

export interface Difference {
  readonly reader: Reader;
  readonly question: Question;
  readonly query: string;
  readonly variables: unknown;
  /** Where the two answers part, with some text around it. */
  readonly base: string;
  readonly other: string;
}

export interface Outcome {
  readonly asked: number;
  readonly answered: number;
  readonly denied: number;
  readonly differences: readonly Difference[];
}

export interface Trial {
  readonly reader: Reader;
  readonly seed: number;
  readonly questions: number;
  /** Stops after so many differences. */
  readonly most?: number;
  /** Asked of both graphs as another reader just before: what a cache over roles would hand on. */
  readonly before?: Reader;
  /** Root fields to begin at; none: any. */
  readonly about?: readonly string[];
}

class Undone extends Error {}

/** Asks the same random questions in both worlds, and tells where the answers are not the same bytes. */
export async function compare(worlds: Worlds, trial: Trial): Promise<Outcome> {
  let outcome: Outcome | undefined;
  const work = worlds.other.transaction(async (changed) => {
    for (const statement of await secretsOf(changed, trial.reader)) await changed.execute(statement);
    worlds.graphs[0].over(worlds.base);
    worlds.graphs[1].over(resuming(changed));
    const pool = await Pool.of([worlds.base, changed]);
    outcome = await new Comparison(worlds, trial, pool).run();
    throw new Undone();
  });
  await work.catch((error: unknown) => {
    if (!(error instanceof Undone)) throw error;
  });
  worlds.graphs[1].over(worlds.other);
  if (!outcome) throw new Error("nothing was compared");
  return outcome;
}

/** A statement that fails must not end the transaction of the changed world, so each stands in a savepoint of its own. */
function resuming(database: Database): Database {
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = turn.then(work, work);
    turn = result.catch(() => undefined);
    return result;
  };
  const saved = <T>(work: () => Promise<T>): Promise<T> =>
    inTurn(async () => {
      await database.execute("savepoint asked");
      try {
        const result = await work();
        await database.execute("release savepoint asked");
        return result;
      } catch (error) {
        await database.execute("rollback to savepoint asked");
        throw error;
      }
    });
  return {
    ...database,
    query: (statement) => saved(() => database.query(statement)),
    transaction: (work) => work(resuming(database)),
  };
}

/** Questions under way together: while a database works on one, the graph works on another. */
const AT_ONCE = 6;

interface Drawn {
  readonly question: Question;
  /** Who asks it just before the reader. */
  readonly beforehand: Reader | undefined;
}

class Comparison {
  private readonly cursors = new Cursors();
  private readonly differences: Difference[] = [];
  private answered = 0;
  private denied = 0;

  constructor(
    private readonly worlds: Worlds,
    private readonly trial: Trial,
    private readonly pool: Pool,
  ) {}

  async run(): Promise<Outcome> {
    const { seed, questions, most = 1 } = this.trial;
    const random = new Random(seed);
    let asked = 0;
    while (asked < questions && this.differences.length < most) {
      const round = Array.from({ length: Math.min(AT_ONCE, questions - asked) }, () => this.draw(random));
      const answers = await Promise.all(round.map((drawn) => this.answersTo(drawn)));
      // In their order, so that what is learned for later questions does not depend on which answer came first.
      for (const [at, { question }] of round.entries())
        if (this.differences.length < most) await this.judge(question, answers[at] as readonly [Seen, Seen]);
      asked += round.length;
    }
    return { asked, answered: this.answered, denied: this.denied, differences: this.differences };
  }

  private draw(random: Random): Drawn {
    const { reader, before, about } = this.trial;
    const { schema } = this.worlds;
    const { pool, cursors } = this;
    const restricted = restrictedIn(reader);
    const by = { schema, role: reader.role, restricted, pool, cursors, random, ...(about ? { about } : {}) };
    return { question: ask(by), beforehand: before && random.chance(0.2) ? before : undefined };
  }

  private async answersTo({ question, beforehand }: Drawn): Promise<readonly [Seen, Seen]> {
    if (beforehand) await this.both(question, beforehand);
    return this.both(question, this.trial.reader);
  }

  private async judge(question: Question, [base, other]: readonly [Seen, Seen]): Promise<void> {
    if (base.body.includes('"FORBIDDEN"')) this.denied += 1;
    else if (base.status === 200) this.answered += 1;
    const { data } = JSON.parse(base.body) as { data?: unknown };
    this.cursors.learn(question.selections, data, (path) => typeAt(this.worlds.schema, path));
    requirePathsToNull(question, base);
    if (!same(base, other)) this.differences.push(await this.smallest(question));
  }

  private both(question: Question, reader: Reader): Promise<[Seen, Seen]> {
    const [base, other] = this.worlds.graphs;
    return Promise.all([base.ask(question, reader), other.ask(question, reader)]);
  }

  private async smallest(question: Question): Promise<Difference> {
    const { reader } = this.trial;
    const smallest = await shrink(question, async (candidate) => {
      const [base, other] = await this.both(candidate, reader);
      return base.status === 200 && !same(base, other);
    });
    const [base, other] = await this.both(smallest, reader);
    return { reader, question: smallest, ...write(smallest), ...parting(base, other) };
  }
}

interface Answered {
  readonly data?: unknown;
  readonly errors?: readonly { readonly message: string; readonly path?: readonly (string | number)[] }[];
}

/** An error says where something is missing: what stands there, or above it, must be null. */
function requirePathsToNull(question: Question, { body }: Seen): void {
  const { data, errors = [] } = JSON.parse(body) as Answered;
  for (const { message, path } of errors) {
    if (!path || data === undefined || data === null) continue;
    let at: unknown = data;
    for (const step of path) at = at === null ? null : (at as Record<string | number, unknown>)[step];
    if (at !== null)
      throw new Error(`"${message}" at ${path.join(".")} leads to ${JSON.stringify(at)} in ${write(question).query}`);
  }
}

const AROUND = 120;

function same(left: Seen, right: Seen): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function parting(left: Seen, right: Seen): { base: string; other: string } {
  const [base, other] = [JSON.stringify(left), JSON.stringify(right)];
  let at = 0;
  while (at < base.length && base[at] === other[at]) at += 1;
  const from = Math.max(0, at - AROUND);
  return { base: base.slice(from, at + AROUND), other: other.slice(from, at + AROUND) };
}

/** What to tell of a difference: who asked what, and where the answers part. */
export function describeDifference({ reader, query, variables, base, other }: Difference): string {
  return [
    `${reader.role} in ${JSON.stringify(rowScopesOf(reader))} learns from`,
    query,
    JSON.stringify(variables),
    `one world:   ${base}`,
    `the other:   ${other}`,
  ].join("\n");
}
