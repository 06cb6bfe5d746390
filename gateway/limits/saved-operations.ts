import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parse } from "graphql";
import { ConcordError } from "../../schema/errors";
import { documentHash } from "../document-hash";
import { refusal } from "./refusal";

/** Documents that people saved beforehand, by the SHA-256 of their text in lower-case hexadecimal. */
export type SavedOperations = ReadonlyMap<string, string>;

export interface Question {
  readonly query?: unknown;
  readonly documentId?: unknown;
  readonly extensions?: unknown;
}

/** What was asked for, as Apollo reads it. */
export type SavedDocument = (question: Question) => string | undefined;

const SETTING = "SAVED_OPERATIONS";
const HASH = /^(?:sha256:)?([0-9a-f]{64})$/;

/**
 * Reads saved operations: a folder of `.graphql` files, a file `{ "<sha256>": "<document>" }`, or a persisted query
 * manifest as Apollo's tools write it.
 */
export function readSavedOperations(path: string): SavedOperations {
  const documents = statSync(path).isDirectory() ? documentsIn(path) : documentsOf(path);
  for (const document of documents) check(document, path);
  return new Map(documents.map((document) => [documentHash(document), document]));
}

/**
 * Gives the document of a question: the saved one it names by `documentId` or `extensions.persistedQuery`, or its own text.
 * With `only`, a text that was not saved is refused, as is an unknown name in any case.
 */
export function savedDocuments(saved: SavedOperations, only: boolean): SavedDocument {
  return (question) => {
    const hash = nameOf(question);
    if (hash !== undefined && saved.has(hash)) return saved.get(hash);
    if (typeof question.query !== "string" && hash === undefined) return undefined;
    const isText = typeof question.query === "string" && hash === undefined;
    if (isText && (!only || saved.has(documentHash(question.query)))) return question.query;
    throw refusal("OPERATION_NOT_SAVED", "This operation is not among the saved ones.");
  };
}

function nameOf({ documentId, extensions }: Question): string | undefined {
  const persisted = isRecord(extensions) ? extensions["persistedQuery"] : undefined;
  const name = documentId ?? (isRecord(persisted) ? persisted["sha256Hash"] : undefined);
  if (name === undefined || name === null) return undefined;
  // A name of another form is a name still, of nothing that was saved.
  return typeof name === "string" ? (HASH.exec(name)?.[1] ?? "") : "";
}

function documentsIn(folder: string): string[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".graphql"));
  if (names.length === 0) throw invalid(`${folder} holds no .graphql file.`);
  return names.sort().map((name) => readFileSync(join(folder, name), "utf8"));
}

function documentsOf(path: string): string[] {
  const entries = entriesOf(parseJson(path));
  const wrong = entries.find(([hash, document]) => documentHash(document) !== HASH.exec(hash)?.[1]);
  if (wrong) throw invalid(`${path}: the entry ${wrong[0].slice(0, 80)} is not the SHA-256 of its document.`);
  return entries.map(([, document]) => document);
}

function entriesOf(content: unknown): [string, string][] {
  const operations = isRecord(content) && Array.isArray(content["operations"]) ? content["operations"] : undefined;
  const pairs = operations?.map((entry) => (isRecord(entry) ? [entry["id"], entry["body"]] : []));
  const found = pairs ?? (isRecord(content) ? Object.entries(content) : []);
  return found.map(([hash, document]) => [String(hash), String(document)]);
}

function parseJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    throw invalid(`${path} is not a readable JSON file.`);
  }
}

function check(document: string, path: string): void {
  try {
    parse(document);
  } catch (error) {
    throw invalid(`${path}: ${error instanceof Error ? error.message : "a document cannot be parsed."}`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(message: string): ConcordError {
  return new ConcordError("CONFIG_INVALID", message, SETTING);
}
