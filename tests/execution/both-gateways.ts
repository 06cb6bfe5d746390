import type { FormattedExecutionResult } from "graphql";
import { createGateway, type PlainGateway } from "../../gateway/index";
import type { Written } from "../no-leak/question";
import { catalogueSources } from "./catalogue";
import type { Mood } from "./made-up-values";

/** Two gateways over subgraphs that answer alike, each with its own, since mutations change them. */
export interface BothGateways {
  readonly own: PlainGateway;
  readonly stock: PlainGateway;
  close(): Promise<void>;
}

export async function openGateways(supergraphSdl: string, mood: Mood): Promise<BothGateways> {
  const own = await createGateway({ supergraphSdl, subgraphs: catalogueSources(mood) });
  const stock = await createGateway({ supergraphSdl, subgraphs: catalogueSources(mood), stockExecutor: true });
  return { own, stock, close: async () => void (await Promise.all([own.close(), stock.close()])) };
}

export interface Difference extends Written {
  readonly own: string;
  readonly stock: string;
}

/** @returns undefined: both say the same */
export async function differenceIn({ own, stock }: BothGateways, asked: Written): Promise<Difference | undefined> {
  const question = { query: asked.query, variables: { ...asked.variables } };
  const [ours, theirs] = [await own.execute(question), await stock.execute(question)];
  if (told(ours) === told(theirs) || told(withoutRows(ours)) === told(withoutRows(theirs))) return undefined;
  return { ...asked, own: told(ours), stock: told(theirs) };
}

/**
 * Apollo's executor counts the rows of a list of several types by the representations that it sent, so that its errors may name
 * another row than the one that lacks the value. Ours name the row itself (tests/execution/plain-gateway.test.ts).
 */
function withoutRows({ errors, ...answer }: FormattedExecutionResult): FormattedExecutionResult {
  const row = (step: string | number): string | number => (typeof step === "number" ? "row" : step);
  return { ...answer, errors: (errors ?? []).map(({ path, ...error }) => ({ ...error, path: path?.map(row) ?? [] })) };
}

/** The answer's bytes. Errors come in the order in which calls ended, so they are put into the order of their texts. */
function told({ data, errors, extensions }: FormattedExecutionResult): string {
  const texts = (errors ?? []).map((error) => JSON.stringify(error)).sort();
  return JSON.stringify({ data, errors: texts, extensions });
}
