import { type GraphQLError, parse } from "graphql";
import { BoundedMemory } from "../../schema/bounded-memory";
import { documentHash } from "../document-hash";
import { type DocumentShape, measureDocument } from "./document-shape";
import { limitExceeded, refusal } from "./refusal";
import type { Limits } from "./settings";
import { checkVariables, nulRefused } from "./variables";

/** Throws a refusal for a document or variables over a limit. What cannot be parsed passes: Apollo says what is wrong. */
export type DocumentGate = (question: { readonly query?: unknown; readonly variables?: unknown }) => void;

const REMEMBERED_MAX = 5_000;

type Verdict = { readonly refused: GraphQLError | undefined };

/**
 * Looks at a question before it is validated and planned, which is where a large document costs most. The verdict
 * depends on the document alone, so it is remembered by the document's hash.
 */
export function createDocumentGate(limits: Limits): DocumentGate {
  const verdicts = new BoundedMemory<Verdict>(REMEMBERED_MAX);
  return ({ query, variables }) => {
    checkVariables(variables, limits);
    if (typeof query !== "string") return;
    const key = documentHash(query);
    const { refused } = verdicts.get(key) ?? verdicts.set(key, { refused: judge(query, limits) });
    if (refused) throw refused;
  };
}

function judge(query: string, limits: Limits): GraphQLError | undefined {
  try {
    return overLimit(measureDocument(parse(query, { maxTokens: limits.tokens, noLocation: true })), limits);
  } catch (error) {
    if (error instanceof RangeError) return refusal("QUERY_TOO_DEEP", "The document is nested too deeply to be read.");
    const isTooLong = error instanceof Error && error.message.includes("Parsing aborted");
    if (isTooLong) return refusal("QUERY_TOO_LONG", `The document has more than the ${limits.tokens} tokens allowed.`);
    return undefined;
  }
}

function overLimit(shape: DocumentShape, limits: Limits): GraphQLError | undefined {
  const { depth, fields, rootFields, aliases, directives, inputDepth, inputItems, nulTexts } = shape;
  if (depth > limits.depth) return limitExceeded("QUERY_TOO_DEEP", "A depth of", depth, limits.depth);
  if (fields > limits.fields) return limitExceeded("QUERY_TOO_LARGE", "A number of fields of", fields, limits.fields);
  if (rootFields > limits.rootFields)
    return limitExceeded("QUERY_TOO_LARGE", "A number of root fields of", rootFields, limits.rootFields);
  if (aliases > limits.aliases)
    return limitExceeded("QUERY_TOO_LARGE", "A number of aliases of", aliases, limits.aliases);
  if (directives > limits.directives)
    return limitExceeded("QUERY_TOO_LARGE", "A number of directives of", directives, limits.directives);
  if (inputDepth > limits.inputDepth)
    return limitExceeded("INPUT_TOO_LARGE", "An argument's depth of", inputDepth, limits.inputDepth);
  if (inputItems > limits.inputItems)
    return limitExceeded("INPUT_TOO_LARGE", "An argument's list of", inputItems, limits.inputItems);
  if (nulTexts > 0) return nulRefused();
  return undefined;
}
