import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { GraphQLSchema } from "graphql";
import { graphError } from "../../schema/errors";
import { isOutletParameter, parametersAt } from "./address";
import { BYTE_ORDER_MARK, csvHeader, csvRows } from "./csv";
import { jsonOf, ndjsonOf } from "./json";
import { openApiOf, summaryOf } from "./openapi";
import type { ReadableOperation } from "./operations";
import { PAGE_POLICY, pageOf } from "./page";
import { type Parameters, variablesOf } from "./parameters";
import { pagesOf, type Reading, type Rows, readAll, readPage } from "./reader";
import { sendBody } from "./send";
import type { Session } from "./session";
import { createStreams } from "./stream";

const TYPES = {
  json: "application/json; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  csv: "text/csv; charset=utf-8; header=present",
  html: "text/html; charset=utf-8",
} as const;
type Format = Exclude<keyof typeof TYPES, "html">;

type Open = (request: FastifyRequest, reply: FastifyReply) => Promise<Session>;

/** Saved operations as rows: `/bi` lists them, `/bi/<name>` answers in JSON, NDJSON or CSV. */
export function addBiRoutes(app: FastifyInstance, open: Open, schema: () => GraphQLSchema): void {
  const sendStream = createStreams();
  app.get<{ Querystring: Parameters }>("/bi", async (request, reply) => {
    const operations = await (await open(request, reply)).list();
    if (wantsPage(request)) {
      reply.header("content-security-policy", PAGE_POLICY);
      return sendBody(request, reply, TYPES.html, pageOf(operations, `${request.protocol}://${request.host}`));
    }
    return sendBody(request, reply, TYPES.json, `${JSON.stringify(operations.map(summaryOf), undefined, 2)}\n`);
  });
  app.get("/bi/openapi.json", async (request, reply) => {
    const operations = await (await open(request, reply)).list();
    return sendBody(request, reply, TYPES.json, `${JSON.stringify(openApiOf(operations), undefined, 2)}\n`);
  });
  app.get<{ Params: { name: string }; Querystring: Parameters }>("/bi/:name", async (request, reply) => {
    const session = await open(request, reply);
    const { name, format } = asked(request);
    const operation = await session.find(name);
    const variables = variablesOf(schema(), operation, request.query, isOutletParameter);
    if (format === "csv") reply.header("content-disposition", `attachment; filename="${name}.csv"`);
    if (request.query["stream"] === "1") {
      const parts = partsOf(format, session.streaming(operation, variables), request.query);
      return sendStream(request, reply, TYPES[format], parts);
    }
    const { rows, next } = await rowsFor(session.reading(operation, variables), request.query);
    if (next !== undefined) reply.header("link", `<${nextAddress(request, next)}>; rel="next"`);
    return sendBody(request, reply, TYPES[format], bodyOf(format, operation, rows, request.query));
  });
}

/** How rows are written one after the other. */
interface Lines {
  readonly head: string;
  readonly textOf: (rows: Rows["rows"]) => string;
}

/** Undefined: the format is one value. */
function linesIn(format: Format, { shape: { columns } }: ReadableOperation, { bom }: Parameters): Lines | undefined {
  if (format === "ndjson") return { head: "", textOf: (rows) => ndjsonOf(columns, rows) };
  if (format === "json") return undefined;
  const head = `${bom === "1" ? BYTE_ORDER_MARK : ""}${csvHeader(columns)}`;
  return { head, textOf: (rows) => csvRows(columns, rows) };
}

function bodyOf(format: Format, operation: ReadableOperation, rows: Rows["rows"], query: Parameters): string {
  const lines = linesIn(format, operation, query);
  return lines ? lines.head + lines.textOf(rows) : jsonOf(operation.shape.columns, rows);
}

/** The same text, a page of rows at a time. */
function partsOf(format: Format, reading: Reading, query: Parameters): AsyncGenerator<string> {
  if (query["page"] !== undefined || query["page_size"] !== undefined)
    throw graphError("BAD_USER_INPUT", "A stream is all rows: leave out page and page_size.", { argument: "stream" });
  const lines = linesIn(format, reading.operation, query);
  if (lines) return textsOf(reading, lines);
  throw graphError("BAD_USER_INPUT", "NDJSON and CSV can be streamed; JSON is one value.", { argument: "stream" });
}

async function* textsOf(reading: Reading, { head, textOf }: Lines): AsyncGenerator<string> {
  let begun = head;
  for await (const rows of pagesOf(reading)) {
    yield begun + textOf(rows);
    begun = "";
  }
}

/** A browser's list is a page for people. */
function wantsPage({ headers, query }: FastifyRequest): boolean {
  return (query as Parameters)["format"] === undefined && (headers.accept ?? "").includes("text/html");
}

/** A page where one is asked for, else all: an answer is whole or none. */
async function rowsFor(reading: Reading, { page_size: size, page }: Parameters): Promise<Rows> {
  if (size === undefined && page === undefined) return { rows: await readAll(reading), next: undefined };
  return readPage(reading, pageSize(size, reading.limits.listSize), typeof page === "string" ? page : undefined);
}

function pageSize(given: Parameters[string], most: number): number {
  const size = Number(given ?? most);
  if (Number.isInteger(size) && size >= 1 && size <= most) return size;
  throw graphError("PAGE_SIZE_INVALID", `page_size must be a whole number from 1 to ${most}.`);
}

/** Relative, so that it is right behind any proxy. */
function nextAddress(request: FastifyRequest, next: string): string {
  return `${request.url.split("?")[0]}?${parametersAt(request, "page", next)}`;
}

/** The name may end in the format, as a file's does; otherwise a parameter or the Accept header says it. */
function asked({ params, query, headers }: FastifyRequest): { readonly name: string; readonly format: Format } {
  const [, name = "", ending] = /^(.*?)(?:\.(\w+))?$/.exec((params as { name: string }).name) ?? [];
  const given = ending ?? (query as Parameters)["format"];
  if (given === undefined) return { name, format: acceptedFormat(headers.accept ?? "") };
  if (typeof given === "string" && given !== "html" && Object.hasOwn(TYPES, given))
    return { name, format: given as Format };
  throw graphError("BAD_USER_INPUT", "A format is json, ndjson or csv.", { argument: "format" });
}

function acceptedFormat(accept: string): Format {
  if (accept.includes("text/csv")) return "csv";
  return accept.includes("ndjson") ? "ndjson" : "json";
}
