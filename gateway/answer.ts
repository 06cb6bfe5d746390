import {
  type DocumentNode,
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionNode,
} from "graphql";

/** An error of a subgraph's answer, as it travels in JSON. */
export interface AnswerError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: Record<string, unknown>;
  /** The error itself when it was thrown in this process, for the log. */
  readonly cause?: Error;
}

/** A subgraph's answer, checked: data may be used as it is. */
export interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: Record<string, unknown>;
}

/** What was asked of a subgraph, as far as it shapes the answer. */
export interface Question {
  readonly query?: string;
  readonly document?: DocumentNode;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** One failed fetch may leave thousands of fields empty; so many are named, and the count of all is given. */
const PATHS_MAX = 20;

/** Reads what a subgraph sent; throws an Error that says what is wrong with its shape. */
export function readAnswer(sent: unknown, question: Question): Answer {
  if (!isRecord(sent)) throw new Error("the answer is not an object");
  const errors = readErrors(sent["errors"], question);
  const extensions = isRecord(sent["extensions"]) ? { extensions: sent["extensions"] } : {};
  const data = sent["data"];
  if (data === null || data === undefined) {
    if (!errors) throw new Error("the answer has neither data nor errors");
    return { data: null, errors, ...extensions };
  }
  if (!isRecord(data)) throw new Error("the data is not an object");
  if (!errors) checkComplete(data, question);
  return { data, ...(errors ? { errors } : {}), ...extensions };
}

/** A field left out without an error would reach the client as a null without a reason. */
function checkComplete(data: Readonly<Record<string, unknown>>, question: Question): void {
  const missing = unconditionalFields(question).find((field) => data[responseName(field)] === undefined);
  if (missing) throw new Error("the data lacks a field that was asked for");
  const representations = question.variables?.["representations"];
  const entities = data["_entities"];
  if (!Array.isArray(representations) || entities === undefined) return;
  if (!Array.isArray(entities) || entities.length !== representations.length) {
    throw new Error("the data has another number of entities than was asked for");
  }
}

function readErrors(sent: unknown, question: Question): AnswerError[] | undefined {
  if (sent === undefined || sent === null) return undefined;
  if (!Array.isArray(sent)) throw new Error("the errors are not a list");
  if (sent.length === 0) return undefined;
  return sent.map((error) => readError(error, question));
}

function readError(error: unknown, question: Question): AnswerError {
  if (!isRecord(error)) throw new Error("an error is not an object");
  const { message, path, extensions } = error;
  // An error without a path is about the whole call, so it belongs to the first field that stays empty.
  const at = Array.isArray(path) ? path.filter(isPathStep) : emptyPaths(question).paths[0];
  return {
    message: typeof message === "string" ? message : "",
    ...(at ? { path: at } : {}),
    ...(isRecord(extensions) ? { extensions: withoutHttp(extensions) } : {}),
    ...(error instanceof Error ? { cause: error } : {}),
  };
}

/** Apollo Server would let a subgraph's `extensions.http` set the status and headers of the whole answer. */
function withoutHttp(extensions: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(extensions).filter(([name]) => name !== "http"));
}

/** Where a fetch that failed as a whole leaves the client without data, in the paths the gateway expects. */
export function emptyPaths(question: Question): { paths: (string | number)[][]; affected: number } {
  const representations = question.variables?.["representations"];
  const roots = rootFields(question);
  const entities = roots.find((field) => field.name.value === "_entities");
  if (!entities || !Array.isArray(representations)) {
    return { paths: roots.slice(0, PATHS_MAX).map((field) => [responseName(field)]), affected: roots.length };
  }
  const names = [...new Set(fieldsOf(entities.selectionSet?.selections ?? []).map(responseName))];
  const fields = names.filter((name) => name !== "__typename");
  const affected = representations.length * fields.length;
  const paths: (string | number)[][] = [];
  for (let index = 0; index < representations.length && paths.length < PATHS_MAX; index += 1) {
    // The gateway turns "_entities", index into the entity's own place in the client's answer.
    paths.push(...fields.map((field) => ["_entities", index, field]));
  }
  return { paths: paths.slice(0, PATHS_MAX), affected };
}

function rootFields(question: Question): FieldNode[] {
  return fieldsOf(operationOf(question)?.selectionSet.selections ?? []);
}

function unconditionalFields(question: Question): FieldNode[] {
  const selections = operationOf(question)?.selectionSet.selections ?? [];
  const fields = selections.filter((selection): selection is FieldNode => selection.kind === Kind.FIELD);
  return fields.filter((field) => (field.directives ?? []).length === 0);
}

/** The gateway plans with inline fragments; named ones it generates hold fields deeper than anyone reads here. */
function fieldsOf(selections: readonly SelectionNode[]): FieldNode[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    return selection.kind === Kind.INLINE_FRAGMENT ? fieldsOf(selection.selectionSet.selections) : [];
  });
}

function operationOf({ document, query }: Question): OperationDefinitionNode | undefined {
  const parsed = document ?? (query ? parse(query) : undefined);
  return parsed?.definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
}

function responseName(field: FieldNode): string {
  return field.alias?.value ?? field.name.value;
}

function isPathStep(step: unknown): step is string | number {
  return typeof step === "string" || typeof step === "number";
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
