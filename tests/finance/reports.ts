import "reflect-metadata";
import { Decimal } from "decimal.js";
import type { Role } from "../../schema/roles";
import { migrate } from "../../store/migrate";
import { cursorCodec } from "../../store/read/cursor";
import { financeSubgraph } from "../../subgraphs/finance";
import { createSubgraph } from "../../subgraphs/service/execute";
import type { TestEngine } from "../databases";

/** A report as it comes over the wire. Tests name the fields they asked for; a wrong name fails the comparison. */
// biome-ignore lint/suspicious/noExplicitAny: an answer has the shape of the query beside it
export type Wire = any;

interface Answer {
  readonly data: Readonly<Record<string, Wire>>;
  readonly errors: readonly { readonly message: string; readonly code: unknown; readonly path: string }[];
}

interface Caller {
  readonly role?: Role;
  readonly companies?: readonly string[] | "*";
}

type Ask = (query: string, caller?: Caller) => Promise<Answer>;

/** Sums and differences in tests are as exact as the database's. */
export const Exact = Decimal.clone({ precision: 200 });
export const exact = (money: { amount: string }): Decimal => new Exact(money.amount);
export const total = (moneys: readonly { amount: string }[]): Decimal =>
  moneys.reduce<Decimal>((sum, money) => sum.plus(money.amount), new Exact(0));

/** The finance subgraph over an empty database of the engine. */
export async function openFinance(engine: TestEngine) {
  const opened = await engine.open();
  await migrate(opened.database, "finance");
  const execute = createSubgraph({
    definition: financeSubgraph,
    database: opened.database,
    cursors: cursorCodec("tests only"),
  });
  const ask: Ask = async (query, { role = "cfo", companies = "*" } = {}) => {
    const { data, errors = [] } = await execute({ query }, { subject: "t", role, companies, requestId: "t" });
    return {
      data: JSON.parse(JSON.stringify(data ?? {})),
      errors: errors.map(({ message, extensions, path = [] }) => ({
        message,
        code: extensions["code"],
        path: path.join("."),
      })),
    };
  };
  return { ...opened, ask };
}
