import type { GraphQLSchema } from "graphql";
import type { Database } from "../../store/database";
import { type Seen, typeAt, WorldGraph } from "../no-leak/graph";
import { Cursors, Pool } from "../no-leak/pool";
import { type Written, write } from "../no-leak/question";
import { ask } from "../no-leak/questions";
import { Random } from "../no-leak/random";
import type { Reader } from "../no-leak/secrets";
import { conditioned } from "./conditioned";

/** One database behind two gateways: with our executor, and with Apollo's. */
export interface BothExecutors {
  readonly own: WorldGraph;
  readonly stock: WorldGraph;
  readonly schema: GraphQLSchema;
  readonly pool: Pool;
  close(): Promise<void>;
}

export interface Difference extends Written {
  readonly own: string;
  readonly stock: string;
}

export interface Outcome {
  readonly asked: number;
  readonly withErrors: number;
  readonly refused: number;
  readonly differences: readonly Difference[];
}

export async function openBoth(database: Database): Promise<BothExecutors> {
  const [own, stock] = [
    await WorldGraph.over(database, undefined, "own"),
    await WorldGraph.over(database, undefined, "stock"),
  ];
  const close = async (): Promise<void> => {
    await own.close();
    await stock.close();
  };
  return { own, stock, schema: await stock.schema(), pool: await Pool.of([database]), close };
}

/** Asks both the same random questions as this reader, and keeps those they answer with other bytes. */
export async function compareExecutors(
  { own, stock, schema, pool }: BothExecutors,
  { reader, seed, questions }: { readonly reader: Reader; readonly seed: number; readonly questions: number },
): Promise<Outcome> {
  const random = new Random(seed);
  const cursors = new Cursors();
  const differences: Difference[] = [];
  let [withErrors, refused] = [0, 0];
  for (let asked = 0; asked < questions; asked += 1) {
    const question = ask({ schema, role: reader.role, pool, cursors, random });
    const written = conditioned(write(question), random);
    const ours = await own.send({ ...written }, question.headers, reader);
    const theirs = await stock.send({ ...written }, question.headers, reader);
    const { data, errors } = JSON.parse(theirs.body) as { data?: unknown; errors?: unknown };
    cursors.learn(question.selections, data, (path) => typeAt(schema, path));
    if (errors) withErrors += 1;
    if (theirs.status !== 200) refused += 1;
    if (bytes(ours) !== bytes(theirs)) differences.push({ ...written, own: bytes(ours), stock: bytes(theirs) });
  }
  return { asked: questions, withErrors, refused, differences };
}

const bytes = ({ status, headers, body }: Seen): string => JSON.stringify({ status, headers, body });
